"""Spatial questions over what the layers and the snapshot hold: headless, on the globe, answers as plain values."""
