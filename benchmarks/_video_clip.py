"""A clip like a camera's sub-stream: 640x360, 25 frames a second, MPEG-4 part 2 (what every build of FFmpeg has)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 25


def write_clip(path: Path, seconds: float = 10.0, width: int = 640, height: int = 360) -> Path:
    """Encode a street-like clip: a textured ground, a few moving blocks, sensor noise."""
    noise = np.random.default_rng(1)
    ground = (noise.integers(60, 110, (height // 8, width // 8)).repeat(8, 0).repeat(8, 1)).astype(np.uint8)
    with av.open(str(path), "w", format="mpegts") as output:
        stream = output.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate, stream.gop_size = 700_000, 2 * RATE
        stream.codec_context.time_base = Fraction(1, RATE)
        for number in range(round(seconds * RATE)):
            picture = ground + noise.integers(0, 6, ground.shape, np.uint8)
            for car in range(5):
                x = (number * (3 + car) + car * 120) % (width - 40)
                picture[60 + car * 55:85 + car * 55, x:x + 40] = 30 + 45 * car
            frame = av.VideoFrame.from_ndarray(picture, "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path
