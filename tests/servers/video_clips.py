"""Clips for tests: every picture carries its number as black and white bars, so that a test can read it back."""

from __future__ import annotations

import functools
import io
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np

WIDTH, HEIGHT, RATE, BITS = 320, 176, 25, 10


class Clip(NamedTuple):
    """chunks: the container's bytes a picture; joined they are the file."""

    chunks: list[bytes]

    @property
    def data(self) -> bytes:
        return b"".join(self.chunks)


def bars(number: int, level: int = 235, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Grey picture whose ten columns spell `number`, most significant bit first, over a drifting ramp."""
    picture = np.empty((height, width), np.uint8)
    ramp = (np.arange(width)[None, :] + np.arange(height)[:, None] + 3 * number) % 64 + 90
    picture[:] = ramp
    block = width // BITS
    for bit in range(BITS):
        on = number >> (BITS - 1 - bit) & 1
        picture[: height // 2, bit * block:(bit + 1) * block] = level if on else 16
    return picture


def read_bars(pixels: np.ndarray) -> int:
    """The number in a picture of any size, uint8 (height, width, channels)."""
    height, width = pixels.shape[:2]
    row = pixels[height // 4, :, 1]
    columns = [(2 * bit + 1) * width // (2 * BITS) for bit in range(BITS)]
    return int("".join("1" if row[column] > 120 else "0" for column in columns), 2)


@functools.lru_cache(maxsize=8)
def make_clip(seconds: float = 8, codec: str = "mpeg4", container: str = "mpegts", gop: int = 25,
              picture=bars, rate: int = RATE) -> Clip:
    """Encode a clip, or give the one that was encoded lately; nobody changes it. `picture(number)` gives each grey
    picture."""
    sink = io.BytesIO()
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"} if container == "mp4" else {}
    output = av.open(sink, "w", format=container, options=options)
    stream = output.add_stream(codec, rate=rate)
    stream.width, stream.height = WIDTH, HEIGHT
    stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    stream.bit_rate, stream.gop_size, stream.max_b_frames = 2_000_000, gop, 0
    stream.codec_context.time_base = Fraction(1, rate)
    stream.codec_context.thread_count = 1
    if codec.startswith("libx26"):
        stream.codec_context.options = {"tune": "zerolatency", "x265-params": "log-level=none"}
    if codec == "mjpeg":
        stream.codec_context.options = {"huffman": "default"}  # RTP carries no tables of its own
    chunks, taken = [], 0
    for number in range(round(seconds * rate)):
        frame = av.VideoFrame.from_ndarray(picture(number), "gray").reformat(format=stream.pix_fmt)
        frame.pts, frame.time_base = number, Fraction(1, rate)
        for packet in stream.encode(frame):
            output.mux(packet)
        data = sink.getbuffer()[taken:].tobytes()
        taken += len(data)
        chunks.append(data)
    for packet in stream.encode():
        output.mux(packet)
    output.close()
    chunks.append(sink.getbuffer()[taken:].tobytes())
    return Clip(chunks)
