"""The map on paper and as a picture: a page with title, legend, scale, north, time and marks."""
