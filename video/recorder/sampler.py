"""One key frame every second or two, decoded small. On the capture's thread."""

from __future__ import annotations

import time
from typing import Any

import av.error
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from video.diagnosis.measures import SAMPLE_SIZE

USUAL_S = 1.8


class Sampler:
    """Decodes single key frames of a stream; every_s: how often at most."""

    def __init__(self, stream: Any, every_s: float | None = None) -> None:
        self.every_s = USUAL_S if every_s is None else every_s
        self._codec = stream.codec_context
        if self._codec is not None:
            self._codec.thread_type, self._codec.thread_count = "NONE", 1
        self._reformatter = VideoReformatter()
        self._next_s = 0.0

    def sample(self, packet: Any) -> NDArray[np.uint8] | None:
        """The packet's picture in BGR, (270, 480, 3), where one is due and it can be decoded."""
        now = time.monotonic()
        if self._codec is None or now < self._next_s:
            return None
        self._next_s = now + self.every_s
        try:
            frames = [*self._codec.decode(packet), *self._codec.decode(None)]
            self._codec.flush_buffers()
        except (av.error.FFmpegError, EOFError):
            return None
        if not frames:
            return None
        width, height = SAMPLE_SIZE
        small = self._reformatter.reformat(frames[0], width, height, "bgr24", interpolation=Interpolation.AREA, threads=1)
        plane = small.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        return np.ascontiguousarray(rows[:height, : width * 3].reshape(height, width, 3))
