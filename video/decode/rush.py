"""First pictures go first: while any tile of any decode process fetches the first picture of another place, none decodes on
towards its exact one. Any thread.

The processes see each other in a page of shared memory: each writes how many of its tiles rush and since when, and nobody
but it writes there, so that no lock is needed and none can be left behind by a process that was killed.
"""

from __future__ import annotations

import mmap
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PLACES = 64
_BYTES = PLACES * 16
_LOOK_S = 0.002  # how often a process that rushes no more looks at the others
LONGEST_S = 0.5  # no tile waits longer for the first pictures of others


def make_page() -> int:
    """A file descriptor of a page for the processes of a pool; the caller closes it."""
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create("command-center-rush", os.MFD_CLOEXEC)
        os.ftruncate(fd, _BYTES)
        return fd
    with tempfile.TemporaryFile() as file:
        file.truncate(_BYTES)
        return os.dup(file.fileno())


class Rush:
    """Of one process. Alone until it has joined others."""

    def __init__(self) -> None:
        self._rushing = 0
        self._changed = threading.Condition()
        self._place = 0
        self._words = memoryview(bytearray(_BYTES)).cast("q")

    def join(self, fd: int, place: int) -> None:
        """See the others in a page (`make_page`), and be seen at a place of it."""
        with self._changed:
            self._place = place % PLACES
            self._words = memoryview(mmap.mmap(fd, _BYTES)).cast("q")
            self._tell()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Somebody fetches the first picture of another place."""
        with self._changed:
            self._rushing += 1
            self._tell()
        try:
            yield
        finally:
            with self._changed:
                self._rushing -= 1
                self._tell()
                self._changed.notify_all()

    def over(self, gives_up: Callable[[], bool]) -> None:
        """Wait until nobody does, or whoever waits is to give up (see `look_again`)."""
        until_s = time.monotonic() + LONGEST_S
        with self._changed:
            while not gives_up() and (left_s := until_s - time.monotonic()) > 0:
                if self._rushing:
                    self._changed.wait(left_s)
                elif self._others():
                    self._changed.wait(min(left_s, _LOOK_S))
                else:
                    return

    def look_again(self) -> None:
        """Somebody is to give up."""
        with self._changed:
            self._changed.notify_all()

    def _tell(self) -> None:
        self._words[2 * self._place + 1] = time.monotonic_ns()
        self._words[2 * self._place] = self._rushing

    def _others(self) -> bool:
        words, oldest_ns = self._words.tolist(), time.monotonic_ns() - round(LONGEST_S * 1e9)
        return any(words[2 * place] and words[2 * place + 1] > oldest_ns for place in range(PLACES) if place != self._place)


rush = Rush()  # of this process
