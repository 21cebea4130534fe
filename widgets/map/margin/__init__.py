"""What stands in the margins of a map: coordinate grid, north arrow, overview, bookmarks."""
