"""The recorder: a process that holds one connection a camera, writes segments without decoding, and measures health.

`python -m video.recorder --config FILE --journal PATH`; `run` and `serve` start it.
"""
