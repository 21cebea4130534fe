"""A wall of 16 sub-streams left alone: whether its memory stays flat. `COMMAND_CENTER_SOAK_S=3600 command-center bench
video_soak` is the hour; without it a minute, the beginning left out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks._camera_clip import MISSING, SUB, has_ffmpeg, write_camera_clip
from benchmarks._video_desk import Stage, watch
from benchmarks.measurement import Measurement, percentile

NAME = "video_soak"
TILES, SECONDS, WARM_S = 16, 45.0, 15.0
LONG_S, FILLED_S = 300.0, 90.0  # the last minute of every tile is kept: in a long run growth counts when that is full


def run() -> list[Measurement]:
    """Megabytes by which the processes grew, of their own memory, all together."""
    if not has_ffmpeg():
        return [Measurement(f"video soak: {MISSING}", 0.0, "MB")]
    seconds = float(os.environ.get("COMMAND_CENTER_SOAK_S", SECONDS))
    with tempfile.TemporaryDirectory() as name:
        clip = write_camera_clip(Path(name) / "clip.mp4", SUB)
        seen = watch(Stage((str(clip),) * TILES, seconds=seconds, warm_s=FILLED_S if seconds >= LONG_S else WARM_S))
    first, last = seen.memory_mb
    return [Measurement(f"video soak of {seconds:.0f} s: memory grew", last - first, "MB", goal="value <= 16"),
            Measurement(f"video soak of {seconds:.0f} s: memory", last, "MB"),
            Measurement(f"video soak of {seconds:.0f} s: the slowest tile", min(seen.rates), "1/s", goal="value >= 24.5"),
            Measurement(f"video soak of {seconds:.0f} s: 10 ms timer late, p99", percentile(list(seen.late_ms), 0.99), "ms")]
