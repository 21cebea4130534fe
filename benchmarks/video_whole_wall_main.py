"""Main streams: 16 cameras of 1080p at 25 pictures a second on a full HD wall beside ffmpeg and OpenCV; and 36 of them,
which is more than two cores can do: how late a timer of the screen is then."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks._camera_clip import MAIN, has_ffmpeg, write_camera_clip
from benchmarks._video_desk import Stage, watch
from benchmarks.measurement import Measurement, percentile
from benchmarks.video_whole_wall import measured

NAME = "video_whole_wall_main"


def run() -> list[Measurement]:
    """Processor cores, the slowest tile, the timer with and without overload; about 70 s."""
    rows = measured("16 of 1080p25", MAIN, 16, (474, 266), 1.5, 1 / 1.1)
    if not has_ffmpeg():
        return rows
    with tempfile.TemporaryDirectory() as folder:
        clip = write_camera_clip(Path(folder) / "clip.mp4", MAIN, 4.0)
        seen = watch(Stage((str(clip),) * 36, seconds=8.0))
    return [*rows,
            Measurement("video overload, 36 of 1080p25: 10 ms timer late, p99", percentile(list(seen.late_ms), 0.99), "ms",
                        goal="value <= 20"),
            Measurement("video overload, 36 of 1080p25: pictures a tile", sum(seen.rates) / 36, "1/s")]
