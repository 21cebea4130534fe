"""The decoder of one tile's recorded pictures, kept from segment to segment: making one costs more than a seek. One
thread.
"""

from __future__ import annotations

from typing import Any

import av
import av.error

from video.av_source import LIGHT
from video.source import SourceError

_BAD_IN_A_ROW = 25  # packets that cannot be decoded: rubbish, not damage
# Of these a picture that no other refers to can be told without decoding it. (H.265 tells it only for one of its layers.)
_TELLS_UNREFERRED = ("h264",)


class ForwardDecoder:
    """Packets in, pictures out, from a key frame on."""

    def __init__(self) -> None:
        self._codec: Any = None
        self._made: tuple[str, bytes | None, bool] | None = None
        self._may_pass = self._passes = False
        self._bad = 0

    def begin(self, name: str, extradata: bytes | None, light: bool) -> None:
        """A key frame follows. light: for pictures shown so small that their blocks need no smoothing."""
        self._bad = 0
        if self._made == (name, extradata, light):
            self._codec.flush_buffers()
            return
        self._made = None
        codec: Any = av.CodecContext.create(name, "r")
        if extradata:
            codec.extradata = extradata
        codec.thread_type, codec.thread_count = "NONE", 1
        codec.options = LIGHT if light else {}
        codec.open()
        self._codec, self._made = codec, (name, extradata, light)
        self._may_pass, self._passes = name in _TELLS_UNREFERRED, False

    def take(self, packet: Any, wanted: bool) -> list[Any]:
        """The pictures that come out, in order. wanted: false where this one's own need not, so that it is decoded only if
        others refer to it. A damaged packet is left out. Raises SourceError("bad_payload") where all are."""
        passes = not wanted and self._may_pass
        if passes != self._passes:
            self._codec.skip_frame = "NONREF" if passes else "DEFAULT"
            self._passes = passes
        try:
            frames: list[Any] = self._codec.decode(packet)
        except av.error.FFmpegError as error:
            self._bad += 1
            if self._bad >= _BAD_IN_A_ROW:
                raise SourceError("bad_payload", str(error)) from error
            return []
        self._bad = 0
        return frames

    def rest(self) -> list[Any]:
        """What it still holds, at the end of a file. Nothing but `begin` may follow."""
        try:
            return list(self._codec.decode(None))
        except av.error.FFmpegError:
            return []

    @property
    def aspect(self) -> float:
        """How much wider than high a pixel is, by the stream's own word; 0 while it has none."""
        return float(self._codec.sample_aspect_ratio or 0)
