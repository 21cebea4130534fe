"""Reading recorded segments picture by picture, exact to the wall clock. One thread a reader.

The index maps an instant to a picture; the container is sought to the key frame at or before it and decoded forward.
Pictures are counted in the order in which they are shown, which is not that of the packets where a codec reorders
them. A segment that is still being written is opened anew when the index has grown past what the container knows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.demux import open_segment, source_error
from video.segments import TAIL_S, read_index
from video.source import SourceError

_AGAIN_S = 0.25
_CHEAP = 8  # pictures: nearer than this it is cheaper to decode on than to seek, although a key frame lies between


class Recorded(NamedTuple):
    """A decoded picture with the instant it was recorded. position: which one it is in its segment."""

    picture: Any
    at_utc: int
    aspect: float
    position: int = 0


class Reader:
    """One open segment."""

    def __init__(self, path: Path, segment: Segment) -> None:
        self.segment = segment
        self._path = path
        self._container: Any = None
        self._frames: Any = ()
        self._aspect = 0.0
        self._last: Recorded | None = None
        self._at = -1  # position of the last decoded picture
        self._ended: Recorded | None = None  # the last picture of a file that is behind its index
        self._again_s = 0.0
        self._load_index()
        if not len(self._instants):
            raise SourceError("missing", "no index")

    def position(self, at_utc: int) -> int | None:
        """Which picture was the newest at an instant; None where the recording has a gap."""
        position = self._position(at_utc)
        if position == len(self._instants) - 1 and at_utc - int(self._instants[-1]) > SECOND // 2:
            before = len(self._instants)
            self._load_index()  # the recorder may have gone on writing
            if len(self._instants) > before:
                self.close()
                position = self._position(at_utc)
        if position < 0:
            return None
        late = at_utc - int(self._instants[position])
        return position if late <= TAIL_S * SECOND else None

    def picture(self, position: int, *, key_only: bool = False,
                over: Callable[[], bool] = lambda: False) -> Recorded | None:
        """The picture at a position (with key_only the key frame at or before it). None if `over()` became true or
        the file ends before it. Raises SourceError."""
        if key_only:
            position = self.key_before(position)
        if self._last is not None and position == self._last.position:
            return self._last
        if self._ended is not None and position > self._ended.position and time.monotonic() < self._again_s:
            return self._ended
        try:
            return self._decode_to(position, over)
        except SourceError:
            raise
        except Exception as error:
            raise source_error(error) from error

    def distance(self, position: int) -> int:
        """How many pictures have to be decoded for one."""
        return position - (self._at if self._goes_on(position) else self.key_before(position) - 1)

    def key_before(self, position: int) -> int:
        """The key frame from which a picture can be decoded."""
        place = int(np.searchsorted(self._keys, position, "right")) - 1
        return int(self._keys[place]) if place >= 0 else 0

    @property
    def length_us(self) -> int:
        """How much of it is indexed."""
        return int(self._instants[-1] - self._instants[0])

    def close(self) -> None:
        """Close the file."""
        if self._container is not None:
            self._container.close()
            self._container = None
            self._at, self._last = -1, None

    def _load_index(self) -> None:
        index = read_index(self._path)
        self._instants = np.ascontiguousarray(index["at_utc"])
        self._times = np.sort(index["pts_us"])  # in the order of showing; the nth is shown when the nth packet came
        self._keys = np.searchsorted(self._times, np.sort(index["pts_us"][index["key"] != 0]))

    def _position(self, at_utc: int) -> int:
        return int(np.searchsorted(self._instants, at_utc, "right")) - 1

    def _goes_on(self, position: int) -> bool:
        """Whether it is decoded from where the decoder stands."""
        if self._container is None or self._at < 0 or position <= self._at:
            return False
        return self.key_before(position) <= self._at or position - self._at <= _CHEAP

    def _decode_to(self, position: int, over: Callable[[], bool]) -> Recorded | None:
        if self._container is None:
            self._open()
        if not self._goes_on(position):
            self._seek(position)
        for frame in self._frames:
            if frame.pts is None:
                continue
            self._aspect = self._aspect or float(self._stream.codec_context.sample_aspect_ratio or 1)
            self._at = self._nearest(round(float(frame.pts * frame.time_base) * 1e6))
            self._last = Recorded(frame, int(self._instants[self._at]), self._aspect, self._at)
            if self._at >= position:
                return self._last
            if over():
                return None
        # Its end comes without an error. The index is ahead of a file that is still written by up to a fragment: what
        # there is, is shown, and the next look is with fresh eyes.
        last = self._last
        self.close()
        self._ended, self._again_s = last, time.monotonic() + _AGAIN_S
        return last

    def _open(self) -> None:
        self._container = open_segment(self._path)
        if not self._container.streams.video:
            raise SourceError("bad_payload", "no video stream")
        self._stream = self._container.streams.video[0]
        codec = self._stream.codec_context
        codec.thread_type, codec.thread_count = "NONE", 1
        codec.skip_frame = "DEFAULT"  # the option not to decode while opening is the stream's from then on
        self._aspect = 0.0  # known with the first picture
        self._frames = self._container.decode(self._stream)
        self._at = -1

    def _seek(self, position: int) -> None:
        key_us = int(self._times[self.key_before(position)])
        target = round(key_us / 1e6 / self._stream.time_base)
        self._container.seek(target, stream=self._stream)
        self._frames = self._container.decode(self._stream)
        self._at, self._last = -1, None

    def _nearest(self, time_us: int) -> int:
        """The position of a picture by its time in the file: time bases round."""
        place = int(np.searchsorted(self._times, time_us))
        if place == len(self._times) or (place and time_us - self._times[place - 1] < self._times[place] - time_us):
            place -= 1
        return place
