"""A live tile: which of its camera's streams is shown, what it says, what it can show again. Commands come from the
process's main thread, pictures from the streams' threads.

A tile that changes from sub to main (or back) goes on showing the former until the first picture of the other. A main
stream that was left is received a little longer, its last group of pictures kept, so that it is back at once.
States: connecting, live, no_signal (nothing came, or no more), refused (the other side says no), replay (it is shown
again).
"""

from __future__ import annotations

import threading
import time
from typing import Any

from command_center.domain.time import SECOND, now_utc
from video.decode.again import Again
from video.decode.stream import LiveStream, Wanted
from video.decode.tile import Report
from video.pictures import SharedPictures
from video.ring import PacketRing
from video.source import Frame, SourceError

_LINGER_S = 10.0
_REMEMBER_S = 60.0
_NOTHING = Wanted(None)


class LiveTile:
    """Plays a camera until stopped. addresses: "main" and, where there is one, "sub"."""

    def __init__(self, view: int, pictures: SharedPictures, report: Report, addresses: dict[str, str],
                 kind: str = "main") -> None:
        self.view, self.pictures = view, pictures
        self.hidden = self.paused = self.keys = False
        self.offset_us = self.hold_us = 0
        self._report, self._addresses = report, addresses
        self._over = threading.Event()
        self._lock = threading.Lock()  # who is shown; and of two streams only one writes into the pictures
        self._rings: dict[str, PacketRing] = {}
        self._again: Again | None = None
        self._said: tuple[str, str, str, int] = ("connecting", "", "", 0)
        self._told: tuple[str, ...] = ()
        self._saying = threading.RLock()
        self._shown = self._stream(kind)
        self._coming: LiveStream | None = None
        self._left: LiveStream | None = None
        self._left_until_s = self._forget_s = 0.0

    def start(self) -> None:
        """Connect."""
        self._shown.start()

    def stop(self) -> None:
        """Let go of the tile, at once; its threads end when their reads return."""
        self._over.set()
        with self._lock:
            for stream in (self._shown, self._coming, self._left):
                if stream is not None:
                    stream.stop()
            if self._again is not None:
                self._again.stop()

    def show_in(self, pictures: SharedPictures) -> None:
        """From the next picture on, the tile has another size."""
        with self._lock:
            self.pictures = pictures

    def hide(self, hidden: bool) -> None:
        """Out of sight it is received, not decoded."""
        self.hidden = hidden

    def choose(self, kind: str, keys: bool, paused: bool) -> None:
        """Which stream to show, of it the key frames only, or nothing at all (received, not decoded)."""
        with self._lock:
            self.keys, self.paused = keys, paused
            kind = kind if kind in self._addresses else "main"
            if self._coming is not None and self._coming.kind == kind:
                return
            if self._coming is not None:
                self._coming.stop()
                self._coming = None
            if self._shown.kind != kind and not self._over.is_set():
                self._coming = self._comes(kind)

    def look_after(self) -> None:
        """Called twice a second: what was left long enough ago is let go."""
        with self._lock:
            if self._left is not None and time.monotonic() > self._left_until_s:
                self._left.stop()
                self._left = None
            if self._forget_s and time.monotonic() > self._forget_s and self._left is self._coming is None:
                self._forget_s = 0.0
                self._rings = {kind: ring for kind, ring in self._rings.items() if kind == self._shown.kind}

    def again(self, seconds: float) -> None:
        """Show the last seconds once more; asked again, from there."""
        self.stop_again()
        again = Again(self._ring(seconds), seconds, lambda: None if self.hidden else self.pictures,
                      lambda: self._ended(again))
        if not again.from_utc:
            again.let_go()
            return
        with self._saying:
            self._again = again
        self._tell("replay", "", "", again.from_utc)
        again.start()

    def stop_again(self) -> None:
        """Back to live."""
        again = self._again
        if again is not None:
            again.stop()
            self._ended(again)

    # What streams call, on their threads.

    def wanted(self, stream: LiveStream) -> Wanted:
        """Pictures of the shown stream and of the one that is to follow it."""
        if self.hidden or self.paused or self._again is not None or stream is self._left:
            return _NOTHING
        pictures = self.pictures
        return Wanted((pictures.width, pictures.height), self.keys)

    def show(self, stream: LiveStream, frame: Frame) -> None:
        """Publish a picture; the first one of the stream that was chosen makes it the shown one."""
        with self._lock:
            if self._over.is_set() or stream.over.is_set():
                return
            if stream is self._coming:
                self._hand_over(stream)
            if stream is self._shown:
                self.pictures.publish(frame.pixels, frame.captured_utc, stream.interval_s)

    def tell(self, stream: LiveStream, state: str, error: SourceError | None) -> None:
        """Only the shown stream's state is the tile's."""
        if stream is not self._shown:
            return
        since = 0 if error is None else stream.last_picture_utc or stream.lost_since_utc
        said = (state, "", "", since) if error is None else (state, error.reason, error.detail, since)
        with self._saying:
            self._said = said
            if self._again is None:
                self._tell(*said)

    def enter(self, stream: LiveStream, activity: int) -> None:
        """For who has to find out what a crash happened in."""
        if stream is not self._left:
            self.pictures.enter(activity)

    def delayed(self, stream: LiveStream, delay_us: int, by_camera: bool) -> None:
        """How late the shown pictures are."""
        if stream is self._shown:
            self.pictures.delayed(delay_us, by_camera)

    def keep(self, stream: LiveStream, codec: tuple[str, bytes | None]) -> Any:
        """Packets go into the ring of their stream."""
        ring = self._rings.setdefault(stream.kind, PacketRing())
        ring.begin(*codec)
        return ring.add

    def _stream(self, kind: str) -> LiveStream:
        kind = kind if kind in self._addresses else "main"
        return LiveStream(self, kind, self._addresses[kind])

    def _comes(self, kind: str) -> LiveStream:
        """One that was left a moment ago has its packets already."""
        if self._left is not None and self._left.kind == kind:
            back, self._left = self._left, None
            return back
        fresh = self._stream(kind)
        fresh.start()
        return fresh

    def _hand_over(self, stream: LiveStream) -> None:
        former, self._shown, self._coming = self._shown, stream, None
        self._forget_s = time.monotonic() + _REMEMBER_S
        if former.kind == "main":
            if self._left is not None:
                self._left.stop()
            self._left, self._left_until_s = former, time.monotonic() + _LINGER_S
        else:
            former.stop()
        with self._saying:
            self._said = ("live", "", "", 0)
            if self._again is None:
                self._tell(*self._said)

    def _ring(self, seconds: float) -> PacketRing:
        """Of what was shown when the asked seconds began."""
        wanted_utc = now_utc() - round(seconds * SECOND)
        rings = [self._rings.get(self._shown.kind), *self._rings.values()]
        reach = {id(ring): ring.since(wanted_utc)[:1] for ring in rings if ring is not None}
        return min((ring for ring in rings if ring is not None and reach[id(ring)]),
                   key=lambda ring: max(wanted_utc, reach[id(ring)][0].at_utc), default=PacketRing())

    def _ended(self, again: Again) -> None:
        with self._saying:
            if self._again is again:
                self._again = None
                self._tell(*self._said)

    def _tell(self, state: str, reason: str, detail: str, since_utc: int) -> None:
        """Report, once as long as it lasts."""
        told = (state, reason, self._shown.kind)
        if not self._over.is_set() and told != self._told:
            self._told = told
            self._report({"view": self.view, "state": state, "reason": reason, "detail": detail, "since": since_utc,
                          "stream": self._shown.kind})
