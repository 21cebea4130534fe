"""H.264 clips like a camera's, made by the ffmpeg command line (a tool of the benchmark; PyAV's own encoders are not
used): a still street with sensor noise and what moves over it, no B-frames, a key frame every two seconds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

RATE, GROUP = 25, 50


class Kind(NamedTuple):
    """A stream of a camera; bit rates as cameras are set to."""

    width: int
    height: int
    kilobits: int


SUB, MAIN = Kind(640, 360, 512), Kind(1920, 1080, 4000)
MISSING = "no ffmpeg command line"


def has_ffmpeg() -> bool:
    """Whether the peer and the clips can be had."""
    return shutil.which("ffmpeg") is not None


def write_camera_clip(path: Path, kind: Kind, seconds: float = 10.0) -> Path:
    """Encode one; RuntimeError without the ffmpeg command line."""
    if not has_ffmpeg():
        raise RuntimeError(MISSING)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{kind.width}x{kind.height}",
               "-r", str(RATE), "-i", "-", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-bf", "0",
               "-g", str(GROUP), "-sc_threshold", "0", "-b:v", f"{kind.kilobits}k", "-maxrate", f"{kind.kilobits}k",
               "-bufsize", f"{kind.kilobits}k", "-pix_fmt", "yuv420p", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for picture in _street(kind, round(seconds * RATE)):
            encoder.stdin.write(picture.tobytes())
    if encoder.returncode:
        raise RuntimeError(f"ffmpeg could not make {path.name}")
    return path


def _street(kind: Kind, count: int) -> Iterator[np.ndarray]:
    """Grey pictures, uint8 (height, width)."""
    dice, width, height = np.random.default_rng(1), kind.width, kind.height
    coarse = dice.integers(50, 170, (height // 40, width // 40)).repeat(40, 0).repeat(40, 1).astype(np.int16)
    ground = coarse + dice.integers(-9, 10, coarse.shape, np.int16)
    noises = [dice.normal(0, 2.0, ground.shape).astype(np.int16) for _ in range(7)]
    long, tall = width // 14, height // 14
    car = dice.integers(20, 230, (tall, long)).astype(np.int16)
    for number in range(count):
        picture = ground + noises[number % 7]
        for lane in range(8):
            x = (number * (2 + lane) * width // 640 + lane * width // 8) % (width - long)
            y = height // 12 * (lane + 2)
            picture[y:y + tall, x:x + long] = car + noises[lane % 7][:tall, :long] * 2
        yield picture.clip(0, 255).astype(np.uint8)
