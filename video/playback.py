"""Reading recorded segments picture by picture, exact to the wall clock. One thread a reader.

The index maps an instant to a packet; the container is sought to the key frame at or before it and decoded forward.
A segment that is still being written is opened anew when the index has grown past what the container knows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.demux import open_container, source_error
from video.segments import TAIL_S, read_index
from video.source import SourceError

_FORWARD_LIMIT = 50  # packets: nearer than this it is cheaper to decode on than to seek


class Recorded(NamedTuple):
    """A decoded picture with the instant it was recorded."""

    picture: Any
    at_utc: int
    aspect: float


class Reader:
    """One open segment."""

    def __init__(self, path: Path, segment: Segment) -> None:
        self.segment = segment
        self._path = path
        self._container: Any = None
        self._last: Recorded | None = None
        self._at = -1  # index of the last decoded picture
        self._load_index()
        if not len(self._index):
            raise SourceError("missing", "no index")

    def position(self, at_utc: int) -> int | None:
        """Which picture was the newest at an instant; None where the recording has a gap."""
        position = int(np.searchsorted(self._index["at_utc"], at_utc, "right")) - 1
        if position == len(self._index) - 1 and at_utc - int(self._index["at_utc"][-1]) > SECOND // 2:
            before = len(self._index)
            self._load_index()  # the recorder may have gone on writing
            if len(self._index) > before:
                self.close()
                position = int(np.searchsorted(self._index["at_utc"], at_utc, "right")) - 1
        if position < 0:
            return None
        late = at_utc - int(self._index["at_utc"][position])
        return position if late <= TAIL_S * SECOND else None

    def picture(self, position: int, *, key_only: bool = False,
                over: Callable[[], bool] = lambda: False) -> Recorded | None:
        """The picture at an index position (with key_only the key frame at or before it). None if `over()` became
        true or the file ends before it. Raises SourceError."""
        if key_only:
            position = self._key_before(position)
        if position == self._at and self._last is not None:
            return self._last
        try:
            found = self._decode_to(position, over)
            if found is None:
                self.close()  # the index is ahead of the file by up to a fragment: look again with fresh eyes
            return found
        except SourceError:
            raise
        except Exception as error:
            raise source_error(error) from error

    @property
    def length_us(self) -> int:
        """How much of it is indexed."""
        return int(self._index["at_utc"][-1] - self._index["at_utc"][0])

    def close(self) -> None:
        """Close the file."""
        if self._container is not None:
            self._container.close()
            self._container = None
            self._at, self._last = -1, None

    def _load_index(self) -> None:
        self._index = read_index(self._path)
        self._order = np.sort(self._index["pts_us"])

    def _key_before(self, position: int) -> int:
        keys = np.flatnonzero(self._index["key"][: position + 1])
        return int(keys[-1]) if len(keys) else 0

    def _decode_to(self, position: int, over: Callable[[], bool]) -> Recorded | None:
        if self._container is None:
            self._open()
        if not self._at <= position <= self._at + _FORWARD_LIMIT or self._at < 0:
            self._seek(position)
        wanted_us = int(self._index["pts_us"][position])
        tolerance_us = self._tolerance_us(wanted_us)
        found: Recorded | None = None
        for frame in self._frames:
            if over():
                return None
            if frame.pts is None:
                continue
            at_us = round(float(frame.pts * frame.time_base) * 1e6)
            found = Recorded(frame, int(self._index["at_utc"][position]), self._aspect)
            if at_us >= wanted_us - tolerance_us:
                break
        if found is not None:
            self._at, self._last = position, found
        return found

    def _open(self) -> None:
        self._container = open_container(str(self._path), 5.0)
        self._stream = self._container.streams.video[0]
        codec = self._stream.codec_context
        codec.thread_type, codec.thread_count = "NONE", 1
        self._aspect = float(codec.sample_aspect_ratio or 1)
        self._frames = self._container.decode(self._stream)
        self._at = -1

    def _seek(self, position: int) -> None:
        key_us = int(self._index["pts_us"][self._key_before(position)])
        target = int(key_us / 1e6 / self._stream.time_base)
        self._container.seek(target, stream=self._stream)
        self._frames = self._container.decode(self._stream)
        self._at = position

    def _tolerance_us(self, wanted_us: int) -> int:
        """Half the distance to the picture before: time bases round."""
        place = int(np.searchsorted(self._order, wanted_us))
        return int(self._order[place] - self._order[place - 1]) // 2 if 0 < place < len(self._order) else 1000
