"""A recorded tile: shows what was recorded at the clock's instant, at its speed. One thread a camera.

The clock is given as (instant, speed, time.monotonic_ns() when it was so); the thread works out the instant itself,
so that nothing need be sent while it runs. Seeks are exact: to the key frame before, then decoded forward. States:
playback, gap (nothing was recorded then), missing (the file is gone or damaged).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from av.video.reformatter import VideoReformatter

from command_center.domain.cameras import Segment
from video.av_source import scale
from video.decode.tile import Report, TileThread
from video.pictures import DECODING, IDLE, SharedPictures
from video.playback import Reader
from video.segments import resolve, segment_at
from video.source import SourceError

_STEP_S, _FAST_STEP_S = 0.02, 0.12  # how often the clock is looked at while it runs, and above this speed:
_FIRST_FRAGMENT_US = 2_000_000
_KEY_FRAMES_ABOVE = 4.0  # beyond this speed only key frames are decoded


class PlayClock(NamedTuple):
    """The session's clock as it was at a moment of the monotonic clock."""

    at_utc: int
    speed: float
    monotonic_ns: int

    def now_utc(self) -> int:
        """The instant it shows now."""
        return self.at_utc + round((time.monotonic_ns() - self.monotonic_ns) / 1000 * self.speed)


class RecordedTile(TileThread):
    """Follows a replay's clock through a camera's segments."""

    def __init__(self, view: int, pictures: SharedPictures, report: Report, folder: Path) -> None:
        super().__init__(view, pictures, report)
        self._folder = folder
        self._segments: tuple[Segment, ...] = ()
        self._clock = PlayClock(0, 0.0, time.monotonic_ns())
        self._reader: Reader | None = None
        self._reformatter = VideoReformatter()
        self._shown: tuple[str, int, int] = ("", -1, 0)  # path, picture, identity of the buffer

    def play(self, segments: tuple[Segment, ...], clock: PlayClock) -> None:
        """Follow this clock through these segments from now on."""
        self._segments, self._clock = segments, clock
        self.wake.set()

    def run(self) -> None:
        """Thread: look at the clock, show what belongs there."""
        while not self.over.is_set():
            self.wake.clear()
            if not self.hidden:
                self._show_instant(self._clock.now_utc())
            self.pictures.enter(IDLE)
            self.wake.wait(self._step_s())
        self._let_go()

    def _step_s(self) -> float:
        speed = abs(self._clock.speed)
        if not speed or self.hidden:
            return 0.5
        return _FAST_STEP_S if speed > _KEY_FRAMES_ABOVE else _STEP_S

    def _show_instant(self, at_utc: int) -> None:
        segment = segment_at(self._segments, at_utc)
        if segment is None:
            self._gap(at_utc)
            return
        pictures = self.pictures
        try:
            pictures.enter(DECODING)
            reader = self._reader_of(segment)
            position = reader.position(at_utc)
            if position is None:
                self._gap(at_utc)
                return
            if (segment.path, position, id(pictures)) == self._shown:
                return
            frame = reader.picture(position, key_only=abs(self._clock.speed) > _KEY_FRAMES_ABOVE,
                                   over=self.over.is_set)
            if frame is not None and not self.over.is_set():
                pixels = scale(self._reformatter, frame.picture, (pictures.width, pictures.height), frame.aspect)
                pictures.publish(pixels, frame.at_utc)
                self._shown = (segment.path, position, id(pictures))
                self.say("playback")
        except SourceError as error:
            self._unreadable(segment, error, at_utc)
        except Exception as error:  # a damaged file must not end the tile
            self._unreadable(segment, SourceError("bad_payload", f"{type(error).__name__}: {error}"[:200]), at_utc)

    def _unreadable(self, segment: Segment, error: SourceError, at_utc: int) -> None:
        reader = self._reader
        begun = reader is not None and reader.segment is segment and reader.length_us < _FIRST_FRAGMENT_US
        self._let_go()
        if not (begun and segment is self._segments[-1]):  # else it was just begun: nothing is on disk yet
            # What the budget removed since was still listed at the shown instant: that is a gap, not damage.
            self.say("gap" if error.reason == "missing" else "missing", error.reason, error.detail, at_utc)

    def _gap(self, at_utc: int) -> None:
        self._shown = ("", -1, 0)
        self.say("gap", since_utc=at_utc)

    def _reader_of(self, segment: Segment) -> Reader:
        if self._reader is None or self._reader.segment.path != segment.path:
            self._let_go()
            path = resolve(self._folder, segment.path)
            if path is None:
                raise SourceError("missing", segment.path)
            self._reader = Reader(path, segment)
        return self._reader

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
