"""What a live tile has just shown, shown again from its ring; the tile goes on receiving meanwhile. A thread of its own,
gone when it has come to where it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import av
from av.video.reformatter import VideoReformatter

from command_center.domain.time import SECOND, now_utc
from video.av_source import scale
from video.pictures import SharedPictures
from video.ring import PacketRing

_LATE_US = SECOND // 5  # what is later than this is decoded but not shown


class Again(threading.Thread):
    """pictures: where to show, as it is at the moment; over: told at the end, in whatever way it came."""

    def __init__(self, ring: PacketRing, seconds: float, pictures: Callable[[], SharedPictures | None],
                 over: Callable[[], None]) -> None:
        super().__init__(name="again", daemon=True)
        self._kept = ring.since(now_utc() - round(seconds * SECOND))
        wanted = now_utc() - round(seconds * SECOND)
        self.from_utc = max(wanted, self._kept[0].at_utc) if self._kept else 0
        self._codec, self._pictures, self._over = ring.codec, pictures, over
        self._stop = threading.Event()
        self._reformatter = VideoReformatter()

    def stop(self) -> None:
        """Back to live."""
        self._stop.set()

    def run(self) -> None:
        """Thread: decode, wait, show."""
        try:
            self._play()
        except (av.error.FFmpegError, ValueError, OSError):
            pass  # what cannot be decoded again is not shown; live goes on
        finally:
            self._over()
            self.let_go()

    def let_go(self) -> None:
        """Hold on to nothing any more: the tile and we know each other."""
        self._kept = []
        self._pictures, self._over = (lambda: None), (lambda: None)

    def _play(self) -> None:
        name, extradata = self._codec
        codec: Any = av.CodecContext.create(name, "r")
        if extradata:
            codec.extradata = extradata
        codec.thread_type, codec.thread_count = "NONE", 1
        instants = {kept.packet.pts: kept.at_utc for kept in self._kept}
        began_s = time.monotonic()
        for kept in self._kept:
            try:
                frames = codec.decode(kept.packet)
            except av.error.FFmpegError:
                continue
            for frame in frames:
                at_utc = instants.get(frame.pts, kept.at_utc)
                if at_utc < self.from_utc:
                    continue
                due_s = began_s + (at_utc - self.from_utc) / SECOND
                if self._stop.wait(max(0.0, due_s - time.monotonic())):
                    return
                pictures = self._pictures()
                if pictures is not None and (time.monotonic() - due_s) * SECOND < _LATE_US:
                    aspect = float(codec.sample_aspect_ratio or 1)
                    size = (pictures.width, pictures.height)
                    pictures.publish(scale(self._reformatter, frame, size, aspect), at_utc)
