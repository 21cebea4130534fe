"""A live tile: connects, decodes, reconnects with backoff, says how it stands. One thread a camera.

States: connecting, live, no_signal (nothing came, or no more), refused (the other side says no), ended (a source
that is over for good). That a picture has become old is seen by whoever shows it: its time stands beside it.
"""

from __future__ import annotations

import time

from command_center.domain.time import now_utc
from video.backoff import Backoff, Patience
from video.decode.tile import Report, TileThread
from video.pictures import DECODING, IDLE, OPENING, READING, SharedPictures
from video.source import Frame, SourceError, VideoSource, create_source

_STATES = {"refused": "refused", "unsupported": "refused", "missing": "refused"}


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

    def _connect_and_play(self, backoff: Backoff) -> SourceError | None:
        source = None
        pictures_before = self.pictures.sequence
        try:
            source = create_source(self._url, self._patience.timeout_s)
            source.picture_size = None if self.hidden else (self.pictures.width, self.pictures.height)
            self.pictures.enter(OPENING)
            source.open()
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

    def _play(self, source: VideoSource, backoff: Backoff) -> None:
        while not self.over.is_set():
            pictures = self.pictures
            source.picture_size = None if self.hidden else (pictures.width, pictures.height)
            pictures.enter(READING)
            frame = source.read(self._patience.timeout_s)
            if frame is None:
                continue
            pictures.enter(DECODING)
            self._show(frame, pictures)
            if self._last[0] != "live":
                backoff.worked()
                self.say("live")

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
