"""Frame rate and bit rate of what arrives. One thread."""

from __future__ import annotations

import time
from collections import deque

_WINDOW_S = 10.0


class Meter:
    """Packets of the last ten seconds."""

    def __init__(self) -> None:
        self._packets: deque[tuple[float, int]] = deque()
        self._bytes = 0

    def add(self, size: int) -> None:
        """A packet of so many bytes arrived."""
        now = time.monotonic()
        self._packets.append((now, size))
        self._bytes += size
        while now - self._packets[0][0] > _WINDOW_S:
            self._bytes -= self._packets.popleft()[1]

    def rates(self) -> tuple[float | None, float | None]:
        """Frames and bits a second; None before a second has passed."""
        if len(self._packets) < 2:
            return None, None
        span = self._packets[-1][0] - self._packets[0][0]
        if span < 1.0:
            return None, None
        return (len(self._packets) - 1) / span, self._bytes * 8 / span
