"""Tile sources on the screen: which of their tiles a view needs, warped in the raster workers, painted with the ground."""
