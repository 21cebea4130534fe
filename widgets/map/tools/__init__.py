"""What an operator does with the map besides looking: one file a tool, found through `command_center.map_tools`."""
