"""Pictures of a segment backwards: a group of pictures is decoded forward into memory and shown from its end. One thread
a tile; while a group is shown, the one before it is decoded in the pauses.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

from av.video.reformatter import Interpolation, VideoReformatter

from video.fitting import fitted_size
from video.playback import Reader, Recorded

_KEPT_BYTES = 96_000_000  # of pictures in memory; a longer group is decoded again for each part of it
_FEWEST, _MOST = 8, 600


class Backwards:
    """Of one reader, for pictures of one size. They are kept in the decoder's own format: a third of what is shown."""

    def __init__(self, reader: Reader, box: tuple[int, int]) -> None:
        self.reader, self.box = reader, box
        self._reformatter = VideoReformatter()
        self._shown: deque[Recorded] = deque()
        self._next: deque[Recorded] = deque()
        self._decoding: Iterator[None] = iter(())
        self._end = -1

    def picture(self, position: int) -> Recorded | None:
        """The newest picture at or before a position, None where the file has none. Raises SourceError."""
        if not self._holds(self._shown, position):
            if self._holds_soon(position):
                self._finish()
            if not self._holds(self._shown, position):
                self._decoding = self._decode(position)
                self._finish()
            first = self._shown[0].position if self._shown else 0
            self._decoding = self._decode(first - 1) if first > 0 else iter(())
        return next((one for one in reversed(self._shown) if one.position <= position), None)

    def prefetch(self, until_s: float) -> None:
        """Decode what comes next until an instant of time.monotonic(). Raises SourceError."""
        while time.monotonic() < until_s and next(self._decoding, self) is not self:
            pass

    def _finish(self) -> None:
        for _ in self._decoding:
            pass
        self._shown, self._next = self._next, deque()

    @staticmethod
    def _holds(group: deque[Recorded], position: int) -> bool:
        return bool(group) and group[0].position <= position <= group[-1].position

    def _holds_soon(self, position: int) -> bool:
        """Whether the group that is being decoded leads past that picture."""
        return bool(self._next) and self.reader.key_before(self._end) <= position <= self._end

    def _decode(self, last: int) -> Iterator[None]:
        """Fill the next group with what leads to a position; pauses after every picture."""
        self._end, self._next = last, deque()
        position = self.reader.key_before(last)
        kept: int | None = None
        while position <= last:
            found = self.reader.picture(position)
            if found is None or found.position < position:
                return
            small = self._small(found)
            if kept is None:
                kept = max(_FEWEST, min(_MOST, _KEPT_BYTES // max(1, small.picture.width * small.picture.height * 3 // 2)))
                self._next = deque(maxlen=kept)
            self._next.append(small)
            position = found.position + 1
            yield

    def _small(self, found: Recorded) -> Recorded:
        frame = found.picture
        width, height = fitted_size((frame.width, frame.height), self.box, found.aspect)
        if width >= frame.width or height >= frame.height:
            return found
        scaled = self._reformatter.reformat(frame, width, height, interpolation=Interpolation.FAST_BILINEAR, threads=1)
        return found._replace(picture=scaled, aspect=1.0)
