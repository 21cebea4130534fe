"""Clocks: the instant everything on the screen shows, and whether the machine's own was set. Any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from command_center.domain.time import SECOND, now_utc


class WallClock:
    """The live clock."""

    speed = 1.0

    def now_utc(self) -> int:
        """The machine's clock."""
        return now_utc()


def steady_ns() -> int:
    """Nanoseconds that no setting of the clock moves; a machine that sleeps does not stop them where it can be told."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic_ns()


class JumpWatch:
    """Notices that the machine's clock was set. One thread; look() several times a minute, or a clock that is slowly
    drawn right would count as set."""

    LEAST_US = 2 * SECOND

    def __init__(self, wall: Callable[[], int] = now_utc, steady: Callable[[], int] = steady_ns) -> None:
        self._wall, self._steady = wall, steady
        self._offset = self._now()

    def look(self) -> int:
        """By how many microseconds the clock was set since the last look, back being negative; 0 if it was not."""
        now = self._now()
        jump, self._offset = now - self._offset, now
        return jump if abs(jump) >= self.LEAST_US else 0

    def _now(self) -> int:
        return self._wall() - self._steady() // 1000


class ReplayClock:
    """A clock that stands, runs at any speed, backwards too, and jumps; it never shows an instant after `limit`, nor, when
    it runs backwards, one before `first`.

    limit: gives the last instant that may be shown (the end of a recording, or now while one is still recorded).
    """

    def __init__(self, at_utc: int, limit: Callable[[], int] = now_utc, first: Callable[[], int] = lambda: 0) -> None:
        self._lock = threading.Lock()
        self._limit, self._first = limit, first
        self._anchor_utc = at_utc
        self._anchor_ns = time.monotonic_ns()
        self._speed = 0.0

    @property
    def speed(self) -> float:
        """0.0 while it stands, negative while it runs backwards."""
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
        if self._speed < 0:
            return max(self._anchor_utc + int(ran_us), min(self._anchor_utc, self._first()))
        return min(self._anchor_utc + int(ran_us), max(self._anchor_utc, self._limit()))
