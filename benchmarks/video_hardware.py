"""Decoding 16 cameras of 1080p25 by the graphics card, beside the same by the processor. Needs no screen; says so where the
machine has no card that the library can use. `COMMAND_CENTER_CLIP=FILE.mp4` names an H.264 clip where there is no ffmpeg."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks._camera_clip import MAIN, MISSING, has_ffmpeg, write_camera_clip
from benchmarks._video_desk import processor_s
from benchmarks.measurement import Measurement, times_better

NAME = "video_hardware"
CAMERAS, WARM_S, SECONDS = 16, 5.0, 8.0
PEER = "decoded by the processor"


def run() -> list[Measurement]:
    """Cores at 25 pictures a second a camera, and pictures a second; about 30 s."""
    from video.hardware import candidates

    named = os.environ.get("COMMAND_CENTER_CLIP", "")
    if not named and not has_ffmpeg():
        return [Measurement(f"video hardware: {MISSING}", 0.0, "cores")]
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(named) if named else write_camera_clip(Path(folder) / "clip.mp4", MAIN)
        software, software_rate = _decode(clip, "off")
        if not candidates():
            return [Measurement("video hardware: no card; 16 of 1080p25 by the processor", software, "cores")]
        card, rate = _decode(clip, "auto")
    return [Measurement(f"video 16 of 1080p25 by {'/'.join(candidates())}", card, "cores", PEER, times_better(card, software),
                        "ratio >= 1.5"),
            Measurement("video 16 of 1080p25 by the card: pictures a camera", rate, "1/s", PEER,
                        times_better(rate, software_rate, more_is_better=True), "value >= 24.5")]


def _decode(clip: Path, setting: str) -> tuple[float, float]:
    from video.pool import DecodePool

    pool = DecodePool()
    pool.hardware = setting
    try:
        views = [pool.open_live(str(clip), 476, 268) for _ in range(CAMERAS)]
        _rest(pool, WARM_S)
        before, used, began = [v.pictures.sequence for v in views], sum(map(processor_s, pool.pids())), time.monotonic()
        _rest(pool, SECONDS)
        span = time.monotonic() - began
        shown = sum(v.pictures.sequence - old for v, old in zip(views, before, strict=True)) / span / CAMERAS
        cores = (sum(map(processor_s, pool.pids())) - used) / span
    finally:
        pool.close()
    return (cores / shown * 25 if shown else float("inf")), shown


def _rest(pool, seconds: float) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pool.poll()
        time.sleep(0.05)
