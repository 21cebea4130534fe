"""A recorded tile: shows what was recorded at the clock's instant, at its speed. One thread a camera.

The clock is given as (instant, speed, time.monotonic_ns() when it was so); the thread works out the instant itself,
so that nothing need be sent while it runs. Seeks are exact: the key frame before is shown at once, then, when every tile
on the screen has shown its own (`video.decode.rush`), what leads from it to the instant is decoded. A newer seek ends an
older one at its next picture; what is merely told again does not. Backwards a group of pictures is decoded into memory
and shown from its end. States: playback, gap (nothing was recorded then), missing (the file is gone or damaged).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from av.video.reformatter import VideoReformatter

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.av_source import scale
from video.decode.rush import rush
from video.decode.tile import Report, TileThread
from video.forward import ForwardDecoder
from video.pictures import DECODING, IDLE, SharedPictures
from video.playback import Reader, Recorded
from video.reverse import Backwards
from video.segments import resolve, segment_at
from video.source import SourceError

_STEP_S, _FAST_STEP_S = 0.02, 0.12  # how often the clock is looked at while it runs, and above this speed:
_FIRST_FRAGMENT_US = 2_000_000
_KEY_FRAMES_ABOVE = 4.0  # beyond this speed only key frames are decoded
_AT_ONCE = 6  # pictures: what is farther from its key frame than this, is preceded by it on the screen
_SAME_US = SECOND // 4  # clocks that agree like this say the same


class PlayClock(NamedTuple):
    """The session's clock as it was at a moment of the monotonic clock."""

    at_utc: int
    speed: float
    monotonic_ns: int

    def now_utc(self) -> int:
        """The instant it shows now."""
        return self.at_utc + round((time.monotonic_ns() - self.monotonic_ns) / 1000 * self.speed)

    def says_else(self, other: PlayClock) -> bool:
        """Whether another clock wants other pictures, and is not this one told again."""
        if self.speed != other.speed or not self.speed:
            return (self.speed, self.at_utc) != (other.speed, other.at_utc)
        return abs(self.now_utc() - other.now_utc()) > _SAME_US * max(1.0, abs(self.speed))


class RecordedTile(TileThread):
    """Follows a replay's clock through a camera's segments."""

    def __init__(self, view: int, pictures: SharedPictures, report: Report, folder: Path) -> None:
        super().__init__(view, pictures, report)
        self._folder = folder
        self._segments: tuple[Segment, ...] = ()
        self._clock = PlayClock(0, 0.0, time.monotonic_ns())
        self._reader: Reader | None = None
        self._backwards: Backwards | None = None
        self._reformatter = VideoReformatter()
        self._decoder = ForwardDecoder()
        self._shown: tuple[str, int, int] = ("", -1, 0)  # path, the picture that was asked for, identity of the buffer
        self._seen: tuple[str, int] = ("", -1)  # path, the picture that is seen

    def play(self, segments: tuple[Segment, ...], clock: PlayClock) -> None:
        """Follow this clock through these segments from now on."""
        self._segments, self._clock = segments, clock
        self.wake.set()
        rush.look_again()

    def run(self) -> None:
        """Thread: look at the clock, show what belongs there."""
        while not self.over.is_set():
            self.wake.clear()
            clock = self._clock
            if not self.hidden:
                self._show_instant(clock)
            self.pictures.enter(IDLE)
            self._pause(clock)
        self._let_go()

    def _pause(self, clock: PlayClock) -> None:
        speed = abs(clock.speed)
        if not speed or self.hidden:
            self.wake.wait(0.5)
            return
        until_s = time.monotonic() + (_FAST_STEP_S if speed > _KEY_FRAMES_ABOVE else _STEP_S)
        if self._backwards is not None:
            try:
                self._backwards.prefetch(until_s)
            except SourceError:
                self._backwards = None  # the look that needs it says what is wrong
        self.wake.wait(max(0.0, until_s - time.monotonic()))

    def _show_instant(self, clock: PlayClock) -> None:
        at_utc = clock.now_utc()
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
            elif (segment.path, position, id(pictures)) != self._shown:
                found = self._find(reader, position, clock, pictures)
                if found is not None and self._publish(reader, found, pictures):
                    short = found.position < position and not clock.speed  # of a file that is written: look again
                    self._shown = (segment.path, found.position if short else position, id(pictures))
        except SourceError as error:
            self._unreadable(segment, error, at_utc)
        except Exception as error:  # a damaged file must not end the tile
            self._unreadable(segment, SourceError("bad_payload", f"{type(error).__name__}: {error}"[:200]), at_utc)

    def _find(self, reader: Reader, position: int, clock: PlayClock, pictures: SharedPictures) -> Recorded | None:
        """The picture that the clock wants; None if something else is wanted meanwhile."""
        box = (pictures.width, pictures.height)
        reader.fit(box)
        key_only = abs(clock.speed) > _KEY_FRAMES_ABOVE
        if clock.speed < 0 and not key_only:
            if self._backwards is None or self._backwards.reader is not reader or self._backwards.box != box:
                self._backwards = Backwards(reader, box)
            return self._backwards.picture(position)
        self._backwards = None
        if key_only or (clock.speed and reader.distance(position) <= _AT_ONCE):
            return reader.picture(position, key_only=key_only)
        return self._seek(reader, position, clock, pictures)

    def _seek(self, reader: Reader, position: int, clock: PlayClock, pictures: SharedPictures) -> Recorded | None:
        """What is far from its key frame waits until every tile shows something of its new place."""
        if reader.distance(position) <= _AT_ONCE:
            with rush.first():
                return reader.picture(position)
        if not self._is_near(reader, position):
            with rush.first():
                key = reader.picture(position, key_only=True)
                if key is not None:
                    self._publish(reader, key, pictures)

        def gives_up() -> bool:
            return self.over.is_set() or self._clock.says_else(clock)

        rush.over(gives_up)
        return None if gives_up() else reader.picture(position, over=gives_up)

    def _is_near(self, reader: Reader, position: int) -> bool:
        """Whether the picture on the screen is of that group already, so that its key frame would be a step back."""
        path, seen = self._seen
        return path == reader.segment.path and reader.key_before(position) <= seen <= position

    def _publish(self, reader: Reader, found: Recorded, pictures: SharedPictures) -> bool:
        if self.over.is_set():
            return False
        pixels = scale(self._reformatter, found.picture, (pictures.width, pictures.height), found.aspect)
        pictures.publish(pixels, found.at_utc)
        self._seen = (reader.segment.path, found.position)
        self.say("playback")
        return True

    def _unreadable(self, segment: Segment, error: SourceError, at_utc: int) -> None:
        reader = self._reader
        begun = reader is not None and reader.segment is segment and reader.length_us < _FIRST_FRAGMENT_US
        self._let_go()
        if not (begun and segment is self._segments[-1]):  # else it was just begun: nothing is on disk yet
            # What the budget removed since was still listed at the shown instant: that is a gap, not damage.
            self.say("gap" if error.reason == "missing" else "missing", error.reason, error.detail, at_utc)

    def _gap(self, at_utc: int) -> None:
        self._shown, self._seen = ("", -1, 0), ("", -1)
        self.say("gap", since_utc=at_utc)

    def _reader_of(self, segment: Segment) -> Reader:
        if self._reader is None or self._reader.segment.path != segment.path:
            self._let_go()
            path = resolve(self._folder, segment.path)
            if path is None:
                raise SourceError("missing", segment.path)
            self._reader = Reader(path, segment, self._decoder)
        return self._reader

    def _let_go(self) -> None:
        self._backwards = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
