"""Clocks: the instant everything on the screen shows. Any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from command_center.domain.time import now_utc


class WallClock:
    """The live clock."""

    speed = 1.0

    def now_utc(self) -> int:
        """The machine's clock."""
        return now_utc()


class ReplayClock:
    """A clock that stands, runs at any speed and jumps, and never shows an instant after `limit`.

    limit: gives the last instant that may be shown (the end of a recording, or now while one is still recorded).
    """

    def __init__(self, at_utc: int, limit: Callable[[], int] = now_utc) -> None:
        self._lock = threading.Lock()
        self._limit = limit
        self._anchor_utc = at_utc
        self._anchor_ns = time.monotonic_ns()
        self._speed = 0.0

    @property
    def speed(self) -> float:
        """0.0 while it stands."""
        with self._lock:
            return self._speed

    def now_utc(self) -> int:
        """The shown instant."""
        with self._lock:
            return self._now()

    def set(self, *, at_utc: int | None = None, speed: float | None = None) -> int:
        """Jump, change the speed, or both at once; returns the shown instant."""
        with self._lock:
            now = self._now() if at_utc is None else min(at_utc, self._limit())
            self._anchor_utc, self._anchor_ns = now, time.monotonic_ns()
            if speed is not None:
                self._speed = speed
            return now

    def _now(self) -> int:
        ran_us = (time.monotonic_ns() - self._anchor_ns) / 1000 * self._speed
        return min(self._anchor_utc + int(ran_us), max(self._anchor_utc, self._limit()))
