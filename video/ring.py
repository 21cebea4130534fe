"""The last minute of a stream in memory: packets as they came, from a key frame on. Filled by the thread that reads, taken
by the one that replays."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, NamedTuple

from command_center.domain.time import SECOND

SECONDS = 60.0
_SET_US = 5 * SECOND  # newer than now by more than this: our clock was set back
LIMIT_BYTES = 48_000_000  # a minute of 6 Mbit/s; a fatter stream is kept for less


class Kept(NamedTuple):
    """at_utc: when it was taken."""

    at_utc: int
    packet: Any


class PacketRing:
    """Of one tile. Groups of pictures leave whole."""

    def __init__(self, seconds: float = SECONDS, limit_bytes: int = LIMIT_BYTES) -> None:
        self._span_us, self._limit = round(seconds * SECOND), limit_bytes
        self._groups: deque[list[Kept]] = deque()
        self._sizes: deque[int] = deque()
        self._total = 0
        self._lock = threading.Lock()
        self.codec: tuple[str, bytes | None] = ("", None)  # name and extradata

    @property
    def byte_count(self) -> int:
        """How much it holds."""
        return self._total

    def begin(self, name: str, extradata: bytes | None) -> None:
        """A connection was made. What the same codec sent before stays: a stream that comes back is the same one."""
        with self._lock:
            if (name, extradata) != self.codec:
                self._clear()
            self.codec = (name, extradata)

    def add(self, packet: Any, at_utc: int) -> None:
        """A packet came. Before the first key frame nothing is kept."""
        with self._lock:
            if packet.is_keyframe:
                self._groups.append([])
                self._sizes.append(0)
            if not self._groups:
                return
            self._groups[-1].append(Kept(at_utc, packet))
            size = packet.size
            self._sizes[-1] += size
            self._total += size
            while len(self._groups) > 1 and (not at_utc - self._span_us < self._groups[1][0].at_utc < at_utc + _SET_US
                                             or self._total > self._limit):
                self._groups.popleft()
                self._total -= self._sizes.popleft()
            if self._total > self._limit:  # a camera that sends no key frames
                self._clear()

    def _clear(self) -> None:
        self._groups.clear()
        self._sizes.clear()
        self._total = 0

    def since(self, at_utc: int) -> list[Kept]:
        """All packets from the key frame at or before an instant, from the oldest one where none is that old."""
        with self._lock:
            groups = list(self._groups)
            first = max((n for n, group in enumerate(groups) if group[0].at_utc <= at_utc), default=0)
            return [kept for group in groups[first:] for kept in group]
