"""One file a claim: each has `NAME` and `run() -> list[Measurement]` and measures a named alternative in the same run.

`command-center bench` finds them; they are not installed with the application.
"""
