"""What picture diagnosis costs beside decoding: a thousand cameras, one look a minute each."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.measurement import Measurement

_PICTURES, _ROUNDS = 60, 5


def run() -> list[Measurement]:
    """Processor time of judging a picture against a scene that is learnt, as cores for a thousand cameras a minute."""
    from command_center.citysim.looks import Look
    from command_center.citysim.scenes import frames
    from video.diagnosis.judge import PictureJudge
    from video.diagnosis.measures import SAMPLE_SIZE

    width, height = SAMPLE_SIZE
    random, loop = np.random.default_rng(0), frames(Look("junction", 1, rain=1), width, height)
    pictures = [np.clip(next(loop)[:, :, None] + random.normal(0, 2, (height, width, 3)), 0, 255).astype(np.uint8)
                for _ in range(24)]
    judge, at_s, best = PictureJudge(), 0.0, float("inf")
    for _ in range(_ROUNDS + 1):  # the first teaches the scene
        began = time.process_time()
        for number in range(_PICTURES):
            judge.judge(pictures[number % len(pictures)], at_s)
            at_s += 60.0
        best = min(best, (time.process_time() - began) / _PICTURES)
    return [Measurement("video_diagnosis_1000_cameras", best * 1000 / 60, "cores", goal="value <= 0.05")]
