"""Layers with so much in them that raster workers draw them in tiles, like the base map."""
