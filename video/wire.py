"""What the pool and its decode processes agree on."""

MESSAGE_BYTES = 160_000  # a play command with 200 segments is about 30 kB
HARDWARE_VARIABLE = "COMMAND_CENTER_VIDEO_HARDWARE"  # in a decode process's environment: "auto" or "off"
