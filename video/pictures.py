"""Pictures shared between a decode process and the screen: three slots in a file mapping, newest wins.

The mapping is an anonymous file (memfd, else a deleted temporary file), never /dev/shm, which is 64 MB in many
containers. One process writes, one reads; the writer never touches the slot that was published last, so a reader
that takes less than two frame intervals sees whole pictures. No locks.
"""

from __future__ import annotations

import mmap
import os
import tempfile
import time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SLOTS = 3
_HEADER_BYTES = 4096
_SEQUENCE, _ACTIVITY, _ACTIVE_SINCE_NS, _INTERVAL_US, _DELAY_US, _BY_CAMERA = 0, 1, 2, 3, 4, 5
_SLOT_WORDS, _FIRST_SLOT = 4, 8  # captured_utc, published_ns, width, height

IDLE, OPENING, READING, DECODING = 0, 1, 2, 3


class Picture(NamedTuple):
    """What a tile shows. captured_utc: the picture's own time; published_ns: time.monotonic_ns() of its arrival; made:
    what a screen has made of these pixels (its own kind of image around them), kept as long as the place they lie in."""

    sequence: int
    captured_utc: int
    published_ns: int
    pixels: NDArray[np.uint8]
    made: list[Any] | None = None


class SharedPictures:
    """Triple buffer for pictures of at most width x height. The owner makes it, the decode process attaches to its
    file descriptor."""

    def __init__(self, width: int, height: int, fd: int | None = None) -> None:
        self.width, self.height = width, height
        self._slot_bytes = width * height * 4
        size = _HEADER_BYTES + SLOTS * self._slot_bytes
        self.fd = _anonymous_file(size) if fd is None else fd
        self._map = mmap.mmap(self.fd, size)
        # A memoryview: reading a word of it costs a fifth of reading it through numpy, and the screen reads thousands.
        self._words = memoryview(self._map)[:_HEADER_BYTES].cast("q")
        self._views: dict[tuple[int, int, int], tuple[NDArray[np.uint8], list[Any]]] = {}

    @property
    def sequence(self) -> int:
        """Number of the newest picture; 0 before the first."""
        return self._words[_SEQUENCE]

    @property
    def activity(self) -> tuple[int, int]:
        """What the decode thread is in (IDLE, OPENING, READING, DECODING) and since which time.monotonic_ns()."""
        return self._words[_ACTIVITY], self._words[_ACTIVE_SINCE_NS]

    @property
    def interval_s(self) -> float:
        """Usual time between two pictures, 0 while unknown."""
        return self._words[_INTERVAL_US] / 1e6

    @property
    def delay(self) -> tuple[int, bool]:
        """Microseconds from taking to showing of the newest picture, without what it was held back for, 0 while unknown;
        and whether the camera's own clock says so (else it is the least that can be said)."""
        return self._words[_DELAY_US], bool(self._words[_BY_CAMERA])

    def delayed(self, delay_us: int, by_camera: bool) -> None:
        """The writer says how late the next picture is."""
        self._words[_DELAY_US], self._words[_BY_CAMERA] = delay_us, by_camera

    def enter(self, activity: int) -> None:
        """The writer says what it is about to do, so that the one to blame for a crash is known."""
        self._words[_ACTIVE_SINCE_NS] = time.monotonic_ns()
        self._words[_ACTIVITY] = activity

    def publish(self, pixels: NDArray[np.uint8], captured_utc: int, interval_s: float = 0.0) -> None:
        """Put a picture (uint8, (height, width, 4)) into the next slot and make it the newest."""
        height, width = pixels.shape[:2]
        if width > self.width or height > self.height:
            return  # decoded for a size that the tile no longer has
        sequence = self.sequence + 1
        slot = sequence % SLOTS
        self._place(slot, width, height)[0][:] = pixels
        word = _FIRST_SLOT + slot * _SLOT_WORDS
        words = self._words
        words[word], words[word + 1] = captured_utc, time.monotonic_ns()
        words[word + 2], words[word + 3] = width, height
        words[_INTERVAL_US] = int(interval_s * 1e6)
        words[_SEQUENCE] = sequence

    def latest(self) -> Picture | None:
        """The newest picture, its pixels in place (valid for about two frame intervals)."""
        sequence = self.sequence
        if sequence == 0:
            return None
        word = _FIRST_SLOT + (sequence % SLOTS) * _SLOT_WORDS
        captured, published, width, height = self._words[word:word + _SLOT_WORDS].tolist()
        return Picture(sequence, captured, published, *self._place(sequence % SLOTS, width, height))

    def close_fd(self) -> None:
        """Close the descriptor; the mapping lives as long as somebody holds its pictures."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def _place(self, slot: int, width: int, height: int) -> tuple[NDArray[np.uint8], list[Any]]:
        place = self._views.get((slot, width, height))
        if place is None:
            if len(self._views) >= 4 * SLOTS:
                self._views.clear()  # a camera that keeps changing its shape
            pixels = np.frombuffer(self._map, np.uint8, width * height * 4, _HEADER_BYTES + slot * self._slot_bytes)
            place = self._views[slot, width, height] = (pixels.reshape(height, width, 4), [])
        return place


def _anonymous_file(size: int) -> int:
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create("command-center-video", os.MFD_CLOEXEC)
        os.ftruncate(fd, size)
        return fd
    with tempfile.TemporaryFile() as file:
        os.posix_fallocate(file.fileno(), 0, size)  # a sparse file on a full disk would be a bus error later
        return os.dup(file.fileno())
