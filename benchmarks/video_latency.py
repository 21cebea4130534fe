"""From the making of a picture to its pixels on the wall, over RTSP on loopback: four tiles of one live camera that writes
the instant into its pictures. Beside it OpenCV, which reads the same camera and shows nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks._rtsp import MISSING, rtsp_server
from benchmarks._video_desk import Stage, stamp_age_ms, watch
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "video_latency"
PEER = "OpenCV VideoCapture, read only"
TILES, SECONDS = 4, 8.0


def run() -> list[Measurement]:
    """Milliseconds; about 25 s. The encoder's time is in them, as with a real camera."""
    with rtsp_server() as url:
        if url is None:
            return [Measurement(f"video production to paint: {MISSING}", 0.0, "ms")]
        ours = list(watch(Stage((url,) * TILES, seconds=SECONDS, stamped=True)).ages_ms)
        theirs = _opencv_ages(url)
    if not ours:
        raise RuntimeError("no stamped picture reached the wall")
    return [Measurement(f"video production to paint, {words}", percentile(ours, share), "ms", PEER if theirs else "",
                        times_better(percentile(ours, share), percentile(theirs, share)) if theirs else None, goal)
            for words, share, goal in (("p50", 0.5, "value <= 60"), ("p95", 0.95, "value <= 80"))]


def _opencv_ages(url: str) -> list[float]:
    done = subprocess.run([sys.executable, "-m", "benchmarks.video_latency", url], stdout=subprocess.PIPE, text=True,
                          timeout=60, cwd=Path(__file__).resolve().parents[1], check=False)
    return [float(word) for word in done.stdout.split()]


def _peer(url: str) -> None:
    from video._cv import cv2

    capture, ages = cv2.VideoCapture(url), []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        there, picture = capture.read()
        age = stamp_age_ms(picture) if there else None
        if age is not None and time.monotonic() - began > SECONDS / 3:
            ages.append(age)
    print(*ages)


if __name__ == "__main__":
    _peer(sys.argv[1])
