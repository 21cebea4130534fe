"""Packets in, whole pictures out: all of them, key frames only, or none while the last group of pictures is kept so that
there is a picture at once when it is wanted again. One thread."""

from __future__ import annotations

import time
from typing import Any, Literal

import av.error

from video.source import SourceError

Wanted = Literal["all", "keys", "none"]

_GROUP_LIMIT = 600  # packets of a group of pictures; a longer one is let go, and the next key frame waited for
_BAD_AT_FIRST, _BAD_LATER = 200, 25  # packets in a row that cannot be decoded: rubbish, or another codec
_DARK_AT_FIRST_S, _DARK_LATER_S = 20.0, 3.0  # so long packets may give no picture (the first key frame may be far)
_DARK_PACKETS = 10


class Decoder:
    """Around a codec context of the library's."""

    def __init__(self, codec: Any) -> None:
        self._codec = codec
        self._group: list[Any] = []  # since the last key frame, none of it decoded for showing
        self._follows = False  # the decoder has seen every packet until now, or `_group` holds those it has not
        self._clean = False
        self._bad = self._dark = 0
        self._dark_since_s = 0.0
        self.corrupt = 0

    def go_on_with(self, codec: Any) -> None:
        """Another codec context from the next packet on, which is a key frame."""
        self._codec = codec

    def flush(self) -> None:
        """The next packet does not follow the last one."""
        self._codec.flush_buffers()

    @property
    def pixel_aspect(self) -> float:
        """How much wider than high a pixel is, as far as the stream has said."""
        return float(self._codec.sample_aspect_ratio or 1)

    def take(self, packet: Any, wanted: Wanted) -> Any:
        """The newest picture after one more packet, or None. Raises SourceError("bad_payload") for what will never be
        one."""
        if wanted == "all":
            return self._newest(packet)
        if packet.is_keyframe:
            self._group.clear()
            self._follows = True
        if self._follows:
            self._group.append(packet)
        if len(self._group) > _GROUP_LIMIT:
            self._group.clear()
            self._follows = False
        self._dark = 0
        return self._alone(packet) if wanted == "keys" and packet.is_keyframe else None

    def _newest(self, packet: Any) -> Any:
        waiting = [*self._group, packet] if self._group else (packet,)
        self._group.clear()
        self._follows = self._follows or packet.is_keyframe
        newest = None
        for one in waiting:
            for frame in self._decode(one):
                newest = frame
        if newest is not None:
            self._dark = 0
        else:
            self._notice_darkness()
        return newest

    def _alone(self, packet: Any) -> Any:
        """A key frame without those after it: the decoder must not wait for them."""
        frames = [*self._decode(packet), *self._decode(None)]
        self._codec.flush_buffers()
        return frames[-1] if frames else None

    def _decode(self, packet: Any) -> list[Any]:
        try:
            frames: list[Any] = self._codec.decode(packet)
        except av.error.FFmpegError as error:
            self._bad += 1
            if self._bad >= (_BAD_LATER if self._clean else _BAD_AT_FIRST):
                raise SourceError("bad_payload", str(error)) from error
            return []
        if frames:
            self._bad = 0
            damaged = sum(bool(frame.is_corrupt) for frame in frames)
            self.corrupt += damaged
            self._clean = self._clean or damaged < len(frames)
        return frames if self._clean else []  # before the first whole picture there is only grey

    def _notice_darkness(self) -> None:
        """A stream that became another codec may give neither errors nor pictures."""
        now = time.monotonic()
        if not self._dark:
            self._dark_since_s = now
        self._dark += 1
        limit_s = _DARK_LATER_S if self._clean else _DARK_AT_FIRST_S
        if self._dark >= _DARK_PACKETS and now - self._dark_since_s > limit_s:
            raise SourceError("bad_payload", "data, but no pictures")
