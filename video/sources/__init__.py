"""One file a kind of source; `command_center.video_sources` in setup.cfg names which scheme each serves."""
