"""The whole wall (decode, scale, transfer, paint): 36 and 64 sub-streams of 640x360 at 25 pictures a second on a full HD
screen; beside it, at the same pace, the ffmpeg command line and OpenCV that only decode and scale.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks._camera_clip import MISSING, RATE, SUB, Kind, has_ffmpeg, write_camera_clip
from benchmarks._video_desk import Seen, Stage, watch
from benchmarks._video_peers import FFMPEG, OPENCV, ffmpeg_cores, opencv_cores
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "video_whole_wall"
SECONDS = 8.0


def run() -> list[Measurement]:
    """Processor cores, the slowest tile, the screen's timer; about 70 s."""
    rows = measured("36 sub-streams", SUB, 36, (310, 174), 0.6, 1 / 1.15)
    return rows + (_alone("64 sub-streams", SUB, 64, 1.1) if has_ffmpeg() else [])


def measured(words: str, kind: Kind, tiles: int, size: tuple[int, int], goal: float, ffmpeg_ratio: float) -> list[Measurement]:
    """The wall and both peers. size: of a picture on the wall, for the peers; without ffmpeg one row that says so."""
    if not has_ffmpeg():
        return [Measurement(f"video {words}: {MISSING}", 0.0, "cores")]
    with tempfile.TemporaryDirectory() as folder:
        clip = write_camera_clip(Path(folder) / "clip.mp4", kind)
        seen = watch(Stage((str(clip),) * tiles, seconds=SECONDS, govern=False))
        ffmpeg = ffmpeg_cores(clip, tiles, *size, SECONDS)
        opencv = opencv_cores(clip, tiles, *size, SECONDS)
    ours = seen.at_rate(RATE)
    return [
        *_rows(words, seen, goal),
        Measurement(f"video {words}: the whole wall beside ffmpeg", ours, "cores", FFMPEG,
                    times_better(ours, ffmpeg) if ffmpeg else None, f"ratio >= {ffmpeg_ratio:.3f}"),
        Measurement(f"video {words}: the whole wall beside OpenCV", ours, "cores", OPENCV,
                    times_better(ours, opencv), f"ratio >= {1 / 0.85:.3f}"),
    ]


def _alone(words: str, kind: Kind, tiles: int, goal: float) -> list[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        clip = write_camera_clip(Path(folder) / "clip.mp4", kind)
        return _rows(words, watch(Stage((str(clip),) * tiles, seconds=SECONDS, govern=False)), goal)


def _rows(words: str, seen: Seen, goal: float) -> list[Measurement]:
    return [
        Measurement(f"video {words}: processor", seen.cores, "cores", goal=f"value <= {goal}"),
        Measurement(f"video {words}: of that the screen's process", seen.screen_cores, "cores"),
        Measurement(f"video {words}: the slowest tile", min(seen.rates), "1/s", goal="value >= 24.5"),
        Measurement(f"video {words}: 10 ms timer late, p99", percentile(list(seen.late_ms), 0.99), "ms", goal="value <= 5"),
    ]
