"""The kinds of configured layers, one a file; each is a line of `command_center.layer_kinds` in setup.cfg."""
