"""See the files of this package."""
