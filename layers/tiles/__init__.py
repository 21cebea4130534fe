"""Tiles from servers and archives: what they cover, how one is read, kept on disk and fetched. No Qt."""
