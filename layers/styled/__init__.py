"""Configured layers: [[map.layer]] tables become layers, one kind a file. Pure; any thread."""
