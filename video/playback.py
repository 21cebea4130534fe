"""Reading recorded segments picture by picture, exact to the wall clock. One thread a reader.

The index maps an instant to a picture; packets are read from the key frame at or before it and decoded forward. What lies
between and no other picture refers to is not even decoded. Pictures are counted in the order in which they are shown,
which is not that of the packets where a codec reorders them. A segment that is still being written is opened anew when
the index has grown past what was there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.av_source import may_be_light
from video.demux import source_error
from video.forward import ForwardDecoder
from video.packet_file import PacketFile, open_packets
from video.segments import read_index, tail_us
from video.source import SourceError

_AGAIN_S = 0.25
_ROUNDED_US = 500  # of the times of a file in its index; pictures are farther apart
_CHEAP = 8  # pictures: nearer than this it is cheaper to decode on than to seek, although a key frame lies between


class Recorded(NamedTuple):
    """A decoded picture with the instant it was recorded. position: which one it is in its segment."""

    picture: Any
    at_utc: int
    aspect: float
    position: int = 0


class Reader:
    """One open segment."""

    def __init__(self, path: Path, segment: Segment, decoder: ForwardDecoder | None = None) -> None:
        """decoder: one that other readers used before; it is this one's now."""
        self.segment = segment
        self._path = path
        self._decoder = decoder or ForwardDecoder()
        self._box: tuple[int, int] | None = None
        self._light = False
        self._file: PacketFile | None = None
        self._packets: Iterator[tuple[int, Any]] = iter(())
        self._ready: list[Any] = []  # decoded pictures that were not asked for yet, in order
        self._passed_us = -1  # pictures up to this time were passed over
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
        return position if late <= self._tail_us else None

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

    def fit(self, box: tuple[int, int]) -> None:
        """The size that pictures are shown in, which says how carefully they are decoded from now on."""
        self._box = box
        if self._light and not self._may_be_light():
            self._forget()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._forget()

    def _forget(self) -> None:
        self._at, self._last, self._passed_us = -1, None, -1
        self._packets, self._ready = iter(()), []

    def _load_index(self) -> None:
        index = read_index(self._path)
        self._instants = np.ascontiguousarray(index["at_utc"])
        self._tail_us = tail_us(self._instants)
        self._times = np.sort(index["pts_us"])  # in the order of showing; the nth is shown when the nth packet came
        self._keys = np.searchsorted(self._times, np.sort(index["pts_us"][index["key"] != 0]))
        self._longest_group = int(np.diff(self._keys, append=len(self._times)).max()) if len(self._keys) else 0

    def _position(self, at_utc: int) -> int:
        return int(np.searchsorted(self._instants, at_utc, "right")) - 1

    def _goes_on(self, position: int) -> bool:
        """Whether it is decoded from where the decoder stands."""
        if self._file is None or self._at < 0 or position <= self._at or self._times[position] <= self._passed_us:
            return False
        return self.key_before(position) <= self._at or position - self._at <= _CHEAP

    def _decode_to(self, position: int, over: Callable[[], bool]) -> Recorded | None:
        if not self._goes_on(position):
            self._seek(position)
        wanted_us, frame = int(self._times[position]), None
        for frame in self._frames(wanted_us):
            if self._time_us(frame) >= wanted_us - _ROUNDED_US:
                return self._stand_at(frame)
            if over():
                self._stand_at(frame)
                return None
        # Its end comes without an error. The index is ahead of a file that is still written by up to a fragment: what
        # there is, is shown, and the next look is with fresh eyes.
        last = self._last if frame is None else self._stand_at(frame)
        self.close()
        self._ended, self._again_s = last, time.monotonic() + _AGAIN_S
        return last

    def _stand_at(self, frame: Any) -> Recorded:
        self._at = self._nearest(self._time_us(frame))
        self._aspect = self._aspect or self._decoder.aspect or 1.0
        self._last = Recorded(frame, int(self._instants[self._at]), self._aspect, self._at)
        return self._last

    def _frames(self, wanted_us: int) -> Iterator[Any]:
        """Pictures from where the decoder stands on. Those before the wanted one come only as far as it needs them."""
        ready, take = self._ready, self._decoder.take
        yield from self._taken()
        for pts_us, packet in self._packets:
            wanted = pts_us >= wanted_us - _ROUNDED_US
            if not wanted and pts_us > self._passed_us:
                self._passed_us = pts_us
            ready += take(packet, wanted)
            if ready:
                yield from self._taken()
        ready += self._decoder.rest()
        yield from self._taken()

    def _taken(self) -> Iterator[Any]:
        while self._ready:
            frame = self._ready.pop(0)
            if frame.pts is not None:
                yield frame

    def _seek(self, position: int) -> None:
        self._forget()
        if self._file is None:
            self._file = open_packets(self._path)
            self._aspect = self._file.aspect  # else known with the first picture
        self._light = self._may_be_light()
        self._decoder.begin(self._file.name, self._file.extradata, self._light)
        self._packets = self._file.packets_from(int(self._times[self.key_before(position)]))

    def _may_be_light(self) -> bool:
        file = self._file
        return file is not None and self._box is not None and may_be_light(file.name, file.shape, self._box, self._longest_group)

    def _time_us(self, frame: Any) -> int:
        assert self._file is not None
        return round(frame.pts * self._file.tick_us)

    def _nearest(self, time_us: int) -> int:
        """The position of a picture by its time in the file: time bases round."""
        place = int(np.searchsorted(self._times, time_us))
        if place == len(self._times) or (place and time_us - self._times[place - 1] < self._times[place] - time_us):
            place -= 1
        return place
