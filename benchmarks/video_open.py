"""How long a tile waits: opening an RTSP camera until its first picture (the server begins with a key frame); a hidden tile
until it shows; a tile that becomes larger. Beside the opening: the ffmpeg command line and OpenCV until their first picture.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._camera_clip import MAIN, RATE, SUB, has_ffmpeg, write_camera_clip
from benchmarks._camera_clip import MISSING as NO_FFMPEG
from benchmarks._rtsp import MISSING as NO_SERVER
from benchmarks._rtsp import rtsp_server
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "video_open"
ROUNDS = 7


def run() -> list[Measurement]:
    """Milliseconds, medians of seven; about 25 s."""
    if not has_ffmpeg():
        return [Measurement(f"video open: {NO_FFMPEG}", 0.0, "ms")]
    with tempfile.TemporaryDirectory() as name:
        clip = write_camera_clip(Path(name) / "sub.mp4", SUB)
        main = write_camera_clip(Path(name) / "main.mp4", MAIN, 4.0)
        return [*_opening(clip), *_promotion(main)]


def _opening(clip: Path) -> list[Measurement]:
    with rtsp_server(clip, "rtph264pay") as url:
        if url is None:
            return [Measurement(f"video open: {NO_SERVER}", 0.0, "ms")]
        _ours(url)  # the server prepares its pipeline for the first client
        ours = _median(lambda: _ours(url))
        ffmpeg = _median(lambda: _timed(lambda: subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-rtsp_transport", "tcp", "-i", url, "-frames:v", "1", "-f", "null", "-"],
            check=True, timeout=30)), 3)
        opencv = _median(lambda: _opencv(url), 3)
    return [Measurement("video RTSP open to first picture", ours, "ms", peer, times_better(ours, theirs), "value <= 200")
            for peer, theirs in (("ffmpeg command line", ffmpeg), ("OpenCV VideoCapture", opencv))]


def _ours(url: str) -> float:
    from video.source import create_source

    source = create_source(url)
    source.picture_size = (314, 146)

    def first() -> None:
        source.open()
        while source.read(2.0) is None:
            pass

    try:
        return _timed(first)
    finally:
        source.close()


def _opencv(url: str) -> float:
    from video._cv import cv2

    def first() -> None:
        capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG)
        capture.read()
        capture.release()

    return _timed(first)


def _promotion(clip: Path) -> list[Measurement]:
    """A main stream kept hidden (received, not decoded) until it is looked at, and one that becomes larger."""
    from video.pool import DecodePool

    pool = DecodePool()
    try:
        view = pool.open_live(str(clip), 476, 268)
        _until(lambda: view.pictures.sequence > 5, pool.poll)
        hidden, larger = [], []
        for number in range(ROUNDS):
            pool.hide(view, True)
            _rest(0.5 + number * 0.21, pool.poll)
            before = view.pictures.sequence
            pool.hide(view, False)
            hidden.append(_until(lambda before=before: view.pictures.sequence > before, pool.poll))  # type: ignore[misc]
            pool.resize(view, 1200 + 2 * number, 676)
            if view.latest() is None:
                raise RuntimeError("a tile that became larger lost its picture")
            larger.append(_until(lambda: view.pictures.sequence > 0, pool.poll))
    finally:
        pool.close()
    return [Measurement("video hidden main stream to its picture", percentile(hidden, 0.5), "ms", goal="value <= 400"),
            Measurement("video tile enlarged to its sharp picture", percentile(larger, 0.5), "ms",
                        goal=f"value <= {2000 / RATE:.0f}")]


def _until(condition: Callable[[], bool], tick: Callable[[], object]) -> float:
    began = time.monotonic()
    while not condition():
        tick()
        time.sleep(0.001)
        if time.monotonic() - began > 30:
            raise RuntimeError("nothing came")
    return (time.monotonic() - began) * 1000


def _rest(seconds: float, tick: Callable[[], object]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        tick()
        time.sleep(0.02)


def _timed(call: Callable[[], object]) -> float:
    began = time.monotonic()
    call()
    return (time.monotonic() - began) * 1000


def _median(call: Callable[[], float], rounds: int = ROUNDS) -> float:
    return percentile([call() for _ in range(rounds)], 0.5)
