"""What looking at a thousand cameras once a minute costs beside decoding their key frames: judging the picture, as cores.
Beside it the same judging done by the simplest means, full-size measures with OpenCV."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.measurement import Measurement, percentile, times_better

NAME = "video_diagnosis"
CAMERAS, MINUTE_S, LOOKS = 1000, 60, 300
PEER = "the same few measures on the 1080p picture"


def run() -> list[Measurement]:
    """Cores, and milliseconds a look; about 15 s."""
    from video._cv import cv2
    from video.diagnosis.judge import PictureJudge

    cv2.setNumThreads(1)
    dice = np.random.default_rng(2)
    scene = cv2.GaussianBlur(dice.integers(0, 255, (1080, 1920, 3), np.uint8), (0, 0), 6)
    scene = cv2.normalize(scene, None, 20, 235, cv2.NORM_MINMAX)
    small = np.asarray(cv2.resize(scene, (480, 270), interpolation=cv2.INTER_AREA))
    looks = [np.clip(small + dice.normal(0, 2, small.shape), 0, 255).astype(np.uint8) for _ in range(12)]
    judge = PictureJudge()
    for number in range(200):
        judge.judge(looks[number % 12], 60.0 * number)  # until the scene is learnt
    ours = _median(lambda number: judge.judge(looks[number % 12], 12_000.0 + 60.0 * number), LOOKS)
    theirs = _median(lambda _: _plain(cv2, scene), 40)
    return [Measurement("video diagnosis of 1,000 cameras a minute", ours / 1000 * CAMERAS / MINUTE_S, "cores", PEER,
                        times_better(ours, theirs), "value <= 0.05"),
            Measurement("video diagnosis, a look", ours, "ms")]


def _plain(cv2, scene: np.ndarray) -> None:  # type: ignore[no-untyped-def]
    grey = cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY)
    cv2.meanStdDev(grey)
    cv2.calcHist([grey], [0], None, [32], [0, 256])
    cv2.Laplacian(grey, cv2.CV_32F).var()
    cv2.cvtColor(scene, cv2.COLOR_BGR2LAB).mean((0, 1))


def _median(call: Callable[[int], object], count: int) -> float:
    took = []
    for number in range(count):
        started = time.thread_time()
        call(number)
        took.append((time.thread_time() - started) * 1000)
    return percentile(took, 0.5)
