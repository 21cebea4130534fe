"""One stream of a live camera, main or sub: connects, decodes, reconnects with backoff. One thread each; what is seen of
it is its tile's business.

That a picture has become old is seen by whoever shows it: its time stands beside it.
"""

from __future__ import annotations

import threading
import time
from typing import Any, NamedTuple, Protocol

from command_center.domain.time import now_utc
from command_center.secrets import store_stamp
from video.backoff import Admission, Backoff, Patience
from video.pictures import DECODING, IDLE, OPENING, READING
from video.source import Frame, SourceError, VideoSource, create_source

_STATES = dict.fromkeys(("refused", "unsupported", "missing", "password", "certificate", "transport"), "refused")
_LONGEST_HOLD_S = 1.6
_PROVEN_S = 5.0  # a connection that lasted this long worked; one that breaks at once is tried less and less often
_LOOK_S = 1.0
_TURN_S = 0.1  # how soon another wish of the tile is heeded while packets come
doors = Admission()  # of this process


class Wanted(NamedTuple):
    """What a tile wants of a stream now. size: the box for its pictures, None: receive only; keys: key frames only."""

    size: tuple[int, int] | None
    keys: bool = False


class Seat(Protocol):
    """The tile, as its streams see it. Every call may come from any of their threads."""

    offset_us: int
    hold_us: int

    def wanted(self, stream: LiveStream) -> Wanted:
        """What to do with what comes."""

    def show(self, stream: LiveStream, frame: Frame) -> None:
        """A picture."""

    def tell(self, stream: LiveStream, state: str, error: SourceError | None) -> None:
        """How the stream stands: connecting, live, no_signal, refused."""

    def enter(self, stream: LiveStream, activity: int) -> None:
        """What the stream is about to do."""

    def delayed(self, stream: LiveStream, delay_us: int, by_camera: bool) -> None:
        """How late its pictures are."""

    def keep(self, stream: LiveStream, codec: tuple[str, bytes | None]) -> Any:
        """Who hears its packets."""


class LiveStream(threading.Thread):
    """Plays an address until stopped. kind: "main" or "sub"."""

    def __init__(self, seat: Seat, kind: str, url: str) -> None:
        super().__init__(name=f"{kind}-{id(seat):x}", daemon=True)
        self.kind, self.url = kind, url
        self.over = threading.Event()
        self.interval_s = 0.0
        self.last_picture_utc = 0
        self.lost_since_utc = now_utc()
        self._seat = seat
        self._patience = Patience()
        self._pictures = self._usual_us = self._shown_ns = 0
        self._is_live = False

    def stop(self) -> None:
        """Let go at once; the thread ends when its read returns."""
        self.over.set()

    def run(self) -> None:
        """Thread: one connection after another."""
        try:
            self._connect_again_and_again()
        finally:
            del self._seat  # it knows us: the tile's pictures and packets would wait for a collection that may be long in coming

    def _connect_again_and_again(self) -> None:
        backoff = Backoff()
        self._seat.tell(self, "connecting", None)
        while not self.over.is_set():
            self.over.wait(doors.wait_s())
            error = self._connect_and_play(backoff)
            self._seat.enter(self, IDLE)
            if error is None:
                return
            self._is_live = False
            self._seat.tell(self, _STATES.get(error.reason, "no_signal"), error)
            self._wait(backoff.wait_s(error.reason), error.reason == "password")

    def _wait(self, seconds: float, for_password: bool) -> None:
        """Between two tries. A camera that locks out who knocks too often is tried at once when the store changed."""
        until, stamp = time.monotonic() + seconds, store_stamp()
        while not self.over.is_set() and (left := until - time.monotonic()) > 0:
            self.over.wait(min(left, _LOOK_S) if for_password else left)
            if for_password and store_stamp() != stamp:
                return

    def _connect_and_play(self, backoff: Backoff) -> SourceError | None:
        source = None
        pictures_before = self._pictures
        try:
            source = create_source(self.url, self._patience.timeout_s)
            source.picture_size = self._seat.wanted(self).size
            self._seat.enter(self, OPENING)
            if self.over.is_set():
                return None
            source.open()
            self._remember(source)
            self._play(source, backoff)
            return None
        except SourceError as error:
            self._patience.broke_off(error.reason, self._pictures - pictures_before)
            return error
        except Exception as error:  # a library's surprise must not end the tile for good
            return SourceError("lost", f"{type(error).__name__}: {error}"[:200])
        finally:
            if source is not None:
                source.close()

    def _remember(self, source: VideoSource) -> None:
        """Keep what it sends. Sources that have no packets of their own have nothing to keep."""
        codec = getattr(source, "codec", None)
        if codec is not None and hasattr(source, "on_packet"):
            source.on_packet = self._seat.keep(self, codec)

    def _play(self, source: VideoSource, backoff: Backoff) -> None:
        proven_s = time.monotonic() + _PROVEN_S
        while not self.over.is_set():
            wanted = self._seat.wanted(self)
            source.picture_size = wanted.size
            if hasattr(source, "keys_only"):
                source.keys_only = wanted.keys
            self._seat.enter(self, READING)
            frame = source.read(_TURN_S)
            if proven_s and time.monotonic() > proven_s:
                proven_s = 0.0
                backoff.worked()
            if frame is not None:
                self._seat.enter(self, DECODING)
                self._present(frame, source)

    def _present(self, frame: Frame, source: VideoSource) -> None:
        self._in_step(frame, source)
        if self.over.is_set():
            return
        now = time.monotonic_ns()
        if self._shown_ns:
            gap = min(30.0, (now - self._shown_ns) / 1e9)
            self.interval_s = gap if not self.interval_s else 0.8 * self.interval_s + 0.2 * gap
        self._shown_ns = now
        self._pictures += 1
        self.last_picture_utc = frame.captured_utc + self._seat.offset_us
        self._seat.show(self, frame._replace(captured_utc=self.last_picture_utc))
        if not self._is_live:
            self._is_live = True
            self._seat.tell(self, "live", None)

    def _in_step(self, frame: Frame, source: VideoSource) -> None:
        """Say how late the picture is, and hold it back for those that are later."""
        times = getattr(source, "times", None)
        by_camera = times is not None and times.source == "camera"
        delay_us = max(1, now_utc() - frame.captured_utc - self._seat.offset_us)
        hold_us = self._seat.hold_us
        if hold_us:
            self._seat.enter(self, IDLE)
            self.over.wait(min(_LONGEST_HOLD_S, (hold_us + self._usual_us - delay_us) / 1e6))
        else:
            self._usual_us = delay_us if not self._usual_us else round(0.95 * self._usual_us + 0.05 * delay_us)
        self._seat.delayed(self, self._usual_us, by_camera)
