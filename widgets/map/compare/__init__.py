"""Two states of one map beside each other: two instants, or two sets of layers; swiped or side by side."""
