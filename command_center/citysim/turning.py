"""What a turned camera sees: pictures of its loop, cut and scaled to where it looks and coded anew. One viewer's thread.

Beyond the edges the scene goes on mirrored, which is enough to see that the camera pans.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from command_center.citysim.encoding import CODEC, GROUP, SIZES
from command_center.citysim.heads import Pose
from command_center.citysim.looks import RATE
from command_center.citysim.mpegts import Clip, Picture, make_clip, picture_data

_TINT = (131, 126)


class Turning:
    """Recodes one viewer's pictures while its camera does not look home."""

    def __init__(self, size: str) -> None:
        self._width, self._height, self._bits = SIZES[size]
        self._decoder: Any = None
        self._encoder: Any = None
        self._next: tuple[int, int] = (0, -1)  # identity of the clip, index of the picture that comes next
        self._luma: NDArray[np.uint8] | None = None
        self._count = 0

    def picture(self, clip: Clip, index: int, pose: Pose) -> Clip | None:
        """The picture at `index` of a loop as it is seen so, as a loop of one; None while the coder is filling."""
        self._decode(clip, index)
        if self._luma is None:
            return None
        if self._encoder is None:
            self._encoder = self._new_encoder()
        frame = av.VideoFrame.from_ndarray(self._turned(self._luma, pose), format="yuv420p")
        frame.pts = self._count * 2
        self._count += 1
        packets = self._encoder.encode(frame)
        return make_clip(CODEC, RATE, [Picture(bytes(packets[0]), bool(packets[0].is_keyframe))]) if packets else None

    def rest(self) -> None:
        """It looks home again: the loop goes out as it is."""
        self._decoder = self._encoder = self._luma = None
        self._next = (0, -1)
        self._count = 0

    def _decode(self, clip: Clip, index: int) -> None:
        first = index
        if self._decoder is None or self._next != (id(clip), index):
            self._decoder = av.CodecContext.create(CODEC, "r")
            self._decoder.thread_count = 1
            first = index - index % GROUP  # enter at the key picture before
        for number in range(first, index + 1):
            for frame in self._decoder.decode(av.Packet(picture_data(clip, number))):
                plane = frame.planes[0]
                self._luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
                    :frame.height, :frame.width].copy()
        self._next = (id(clip), (index + 1) % clip.pictures)

    def _new_encoder(self) -> Any:
        encoder: Any = av.CodecContext.create(CODEC, "w")
        encoder.width, encoder.height, encoder.pix_fmt = self._width, self._height, "yuv420p"
        encoder.time_base, encoder.framerate = Fraction(1, 25), Fraction(25, 2)
        encoder.bit_rate, encoder.gop_size, encoder.max_b_frames, encoder.thread_count = self._bits, GROUP, 0, 1
        return encoder

    def _turned(self, luma: NDArray[np.uint8], pose: Pose) -> NDArray[np.uint8]:
        height, width = self._height, self._width
        across = ((np.arange(width) + 0.5) / width - 0.5) / pose.zoom + 0.5 + pose.pan
        down = ((np.arange(height) + 0.5) / height - 0.5) / pose.zoom + 0.5 - pose.tilt
        rows = np.clip((down * height).astype(np.int64), 0, height - 1)
        whole = np.empty((height * 3 // 2, width), dtype=np.uint8)
        whole[:height] = luma[rows[:, None], _mirrored(across, width)[None, :]]
        whole[height:height + height // 4], whole[height + height // 4:] = _TINT
        return whole


def _mirrored(across: NDArray[np.float64], width: int) -> NDArray[np.int64]:
    """Columns of places in widths of the picture; beyond an edge they run back."""
    folded = np.mod(across, 2.0)
    folded = np.where(folded > 1.0, 2.0 - folded, folded)
    return np.minimum((folded * width).astype(np.int64), width - 1)
