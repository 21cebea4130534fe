"""A live tile: connects, decodes, reconnects with backoff, says how it stands. One thread a camera.

States: connecting, live, no_signal (nothing came, or no more), refused (the other side says no), ended (a source
that is over for good). That a picture has become old is seen by whoever shows it: its time stands beside it.
"""

from __future__ import annotations

import threading
import time

from command_center.domain.time import now_utc
from video.backoff import Backoff, Patience
from video.decode.again import Again
from video.decode.tile import Report, TileThread
from video.pictures import DECODING, IDLE, OPENING, READING, SharedPictures
from video.ring import PacketRing
from video.source import Frame, SourceError, VideoSource, create_source

_LONGEST_HOLD_S = 1.6
_STATES = dict.fromkeys(("refused", "unsupported", "missing", "password", "certificate", "transport"), "refused")


class LiveTile(TileThread):
    """Plays an address until stopped."""

    def __init__(self, view: int, pictures: SharedPictures, report: Report, url: str) -> None:
        super().__init__(view, pictures, report)
        self._url = url
        self._patience = Patience()
        self._last_picture_utc = 0
        self._lost_since_utc = now_utc()
        self._interval_s = 0.0
        self._shown_ns = 0
        self.offset_us = self.hold_us = self._usual_us = 0
        self._ring = PacketRing()
        self._again: Again | None = None
        self._said: tuple[str, str, str, int] = ("connecting", "", "", 0)
        self._saying = threading.Lock()

    def run(self) -> None:
        """Thread: one connection after another."""
        backoff = Backoff()
        self.say("connecting")
        while not self.over.is_set():
            error = self._connect_and_play(backoff)
            self.pictures.enter(IDLE)
            if error is None:
                return
            state = _STATES.get(error.reason, "no_signal")
            since = self._last_picture_utc or self._lost_since_utc
            self.say(state, error.reason, error.detail, since)
            self.over.wait(backoff.wait_s())

    def again(self, seconds: float) -> None:
        """Show the last seconds once more; asked again, from there."""
        self.stop_again()
        again = Again(self._ring, seconds, lambda: None if self.hidden else self.pictures, lambda: self._ended(again))
        if not again.from_utc:
            return
        with self._saying:
            self._again = again
        super().say("replay", since_utc=again.from_utc)
        again.start()

    def stop_again(self) -> None:
        """Back to live."""
        again = self._again
        if again is not None:
            again.stop()
            self._ended(again)

    def stop(self) -> None:
        """Let go of the tile."""
        super().stop()
        if self._again is not None:
            self._again.stop()

    def say(self, state: str, reason: str = "", detail: str = "", since_utc: int = 0) -> None:
        """How it stands; while something is shown again, that is kept for later."""
        with self._saying:
            self._said = (state, reason, detail, since_utc)
            if self._again is None:
                super().say(state, reason, detail, since_utc)

    def _ended(self, again: Again) -> None:
        with self._saying:
            if self._again is again:
                self._again = None
                super().say(*self._said)

    def _connect_and_play(self, backoff: Backoff) -> SourceError | None:
        source = None
        pictures_before = self.pictures.sequence
        try:
            source = create_source(self._url, self._patience.timeout_s)
            source.picture_size = None if self.hidden else (self.pictures.width, self.pictures.height)
            self.pictures.enter(OPENING)
            source.open()
            self._remember(source)
            self._play(source, backoff)
            return None
        except SourceError as error:
            self._patience.broke_off(error.reason, self.pictures.sequence - pictures_before)
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
            self._ring.begin(*codec)
            source.on_packet = self._ring.add

    def _play(self, source: VideoSource, backoff: Backoff) -> None:
        while not self.over.is_set():
            pictures = self.pictures
            aside = self.hidden or self._again is not None
            source.picture_size = None if aside else (pictures.width, pictures.height)
            pictures.enter(READING)
            frame = source.read(self._patience.timeout_s)
            if frame is None:
                continue
            pictures.enter(DECODING)
            self._in_step(frame, source)
            self._show(frame._replace(captured_utc=frame.captured_utc + self.offset_us), pictures)
            if self._said[0] != "live":
                backoff.worked()
                self.say("live")

    def _in_step(self, frame: Frame, source: VideoSource) -> None:
        """Say how late the picture is, and hold it back for those that are later."""
        taken_utc = frame.captured_utc + self.offset_us
        times = getattr(source, "times", None)
        by_camera = times is not None and times.source == "camera"
        delay_us = max(1, now_utc() - taken_utc)
        if self.hold_us:
            self.pictures.enter(IDLE)
            self.over.wait(min(_LONGEST_HOLD_S, self.hold_us / 1e6 + self._usual_us / 1e6 - delay_us / 1e6))
        else:
            self._usual_us = delay_us if not self._usual_us else round(0.95 * self._usual_us + 0.05 * delay_us)
        self.pictures.delayed(self._usual_us, by_camera)

    def _show(self, frame: Frame, pictures: SharedPictures) -> None:
        if self.over.is_set() or pictures is not self.pictures:
            return
        now = time.monotonic_ns()
        if self._shown_ns:
            gap = min(30.0, (now - self._shown_ns) / 1e9)
            self._interval_s = gap if not self._interval_s else 0.8 * self._interval_s + 0.2 * gap
        self._shown_ns = now
        self._last_picture_utc = frame.captured_utc
        pictures.publish(frame.pixels, frame.captured_utc, self._interval_s)
