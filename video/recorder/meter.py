"""Frame rate, bit rate and key frames of what arrives. One thread."""

from __future__ import annotations

import time
from collections import deque

_WINDOW_S = 10.0


class Meter:
    """Packets of the last ten seconds; of single pictures, apart_s seconds apart, of the time of some of them."""

    def __init__(self, apart_s: float = 0.0) -> None:
        self._window_s = max(_WINDOW_S, 4 * apart_s)
        self._packets: deque[tuple[float, int]] = deque()
        self._bytes = 0
        self._key_s: float | None = None
        self._first_s: float | None = None
        self.key_interval_s: float | None = None  # between the last two key frames

    def add(self, size: int, key: bool = True) -> None:
        """A packet of so many bytes arrived."""
        now = time.monotonic()
        self._first_s = now if self._first_s is None else self._first_s
        self._packets.append((now, size))
        self._bytes += size
        while now - self._packets[0][0] > self._window_s:
            self._bytes -= self._packets.popleft()[1]
        if key:
            if self._key_s is not None:
                self.key_interval_s = now - self._key_s
            self._key_s = now

    @property
    def without_key_s(self) -> float:
        """Seconds since the last key frame, or since the first packet while there was none."""
        since = self._first_s if self._key_s is None else self._key_s
        return 0.0 if since is None else time.monotonic() - since

    def rates(self) -> tuple[float | None, float | None]:
        """Frames and bits a second; None before a second has passed."""
        if len(self._packets) < 2:
            return None, None
        span = self._packets[-1][0] - self._packets[0][0]
        if span < 1.0:
            return None, None
        return (len(self._packets) - 1) / span, self._bytes * 8 / span
