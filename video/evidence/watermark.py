"""The copy to be shown: who exported it and when each picture was taken stand on it, privacy masks are burnt in. One
thread, in the export's own process.

Encoded as MPEG-4 Part 2, which an LGPL build of FFmpeg has too (docs/dependencies.md).
"""

from __future__ import annotations

from datetime import tzinfo
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from command_center.domain.masks import Outline
from command_center.domain.time import to_datetime
from video._cv import cv2
from video.evidence.clip import Step
from video.evidence.footage import Piece, first_packet, packets
from video.evidence.request import Failure
from video.masks import burn

_BASE = Fraction(1, 1000)
_BITS_A_PIXEL = 6.0  # a second: sharp enough that nothing is lost that the eye could tell
_INK, _PAPER = (242, 242, 242), (20, 20, 20)


def write_watermarked(pieces: list[Piece], from_utc: int, until_utc: int, target: Path, label: Label, step: Step) -> int:
    """Write [from_utc, until_utc) to an MP4; how many pictures it has. Raises Failure."""
    encoder: _Encoder | None = None
    try:
        for piece in pieces:
            decoder = None
            for packet, at_utc in packets(piece, first_packet(piece, from_utc), until_utc):
                decoder = decoder or _decoder(packet.stream)
                decoder.note(packet, at_utc)
                for frame, taken_utc in decoder.pictures(packet):
                    if taken_utc >= from_utc:
                        encoder = encoder or _Encoder(target, frame.width, frame.height, from_utc)
                        encoder.add(label.on(frame.to_ndarray(format="bgr24"), taken_utc), taken_utc)
                        step(taken_utc)
    except (OSError, av.error.FFmpegError) as error:
        raise Failure("evidence.disk_full" if getattr(error, "errno", 0) == 28 else "evidence.unreadable", str(error)) from error
    finally:
        if encoder is not None:
            encoder.close()
    return encoder.count if encoder is not None else 0


class Label:
    """What stands on every picture. beneath: operator, desk and export."""

    def __init__(self, name: str, beneath: str, zone: tzinfo, covered: tuple[tuple[int, tuple[Outline, ...]], ...]) -> None:
        self._name, self._beneath, self._zone, self._covered = name, beneath, zone, covered
        self._font = cv2.FontFace()
        self._font.set(str(files("resources") / "fonts" / "NotoSansSC-Medium.otf"))

    def on(self, picture: NDArray[np.uint8], taken_utc: int) -> NDArray[np.uint8]:
        """The picture (height, width, 3) in BGR with masks and words; changed in place."""
        burn(picture, self._covered_at(taken_utc))
        height = picture.shape[0]
        size = max(12, round(height / 30))
        time = to_datetime(taken_utc, self._zone).isoformat(sep=" ", timespec="milliseconds")
        self._line(picture, f"{self._name}  {time}", size, size)
        self._line(picture, self._beneath, height - round(size * 1.7), size)
        return picture

    def _covered_at(self, taken_utc: int) -> tuple[Outline, ...]:
        """What nobody may see of a picture of this instant; of one before the first that is known, what holds there."""
        since = [covered for from_utc, covered in self._covered if from_utc <= taken_utc]
        return since[-1] if since else self._covered[0][1] if self._covered else ()

    def _line(self, picture: NDArray[np.uint8], text: str, top: int, size: int) -> None:
        left, pad = size, round(size * 0.35)
        (right, _), _ = cv2.putText(np.zeros((2, 2, 3), np.uint8), text, (left, 0), _INK, self._font, size, 500)
        shade = picture[max(0, top - pad):top + size + pad, left - pad:right + pad]
        shade[:] = shade // 4 + np.array(_PAPER, np.uint8) // 2
        cv2.putText(picture, text, (left, top + round(size * 0.85)), _INK, self._font, size, 500)


class _Decoder:
    def __init__(self, codec: Any) -> None:
        self._codec = codec
        self._times: dict[int, int] = {}

    def note(self, packet: Any, at_utc: int) -> None:
        """A packet's picture was taken at this instant."""
        self._times[packet.pts] = at_utc

    def pictures(self, packet: Any) -> list[tuple[Any, int]]:
        """What a packet completes. Pictures that cannot be decoded are left out."""
        try:
            frames = self._codec.decode(packet)
        except av.error.InvalidDataError:
            return []
        return [(frame, self._times.pop(frame.pts)) for frame in frames if frame.pts in self._times]


def _decoder(stream: Any) -> _Decoder:
    codec = stream.codec_context
    codec.thread_type, codec.thread_count = "NONE", 1
    return _Decoder(codec)


class _Encoder:
    """An MP4 whose times are those of the wall clock since `from_utc`."""

    def __init__(self, target: Path, width: int, height: int, from_utc: int) -> None:
        self._out = av.open(str(target), "w", format="mp4", options={"movflags": "faststart"})
        self._stream: Any = self._out.add_stream("mpeg4", rate=25)
        self._size = (width - width % 2, height - height % 2)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        self._stream.bit_rate = round(width * height * _BITS_A_PIXEL)
        self._stream.codec_context.time_base = _BASE
        self._from_utc, self._last = from_utc, -1
        self.count = 0

    def add(self, picture: NDArray[np.uint8], taken_utc: int) -> None:
        """One more; where the camera changed its size, fitted into the first one's."""
        if (picture.shape[1], picture.shape[0]) != self._size:
            picture = np.asarray(cv2.resize(picture, self._size, interpolation=cv2.INTER_AREA), np.uint8)
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
        self._last = max(self._last + 1, (taken_utc - self._from_utc) // 1000)
        frame.pts, frame.time_base = self._last, _BASE
        self._out.mux(self._stream.encode(frame))
        self.count += 1

    def close(self) -> None:
        """Finish the file."""
        self._out.mux(self._stream.encode(None))
        self._out.close()
