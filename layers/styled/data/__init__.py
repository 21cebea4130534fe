"""Where configured layers take their rows from: tables of a snapshot as columns, one file a source. Pure; any thread."""
