"""Limits of the packets between the pool and its decode processes."""

MESSAGE_BYTES = 160_000  # a play command with 200 segments is about 30 kB
