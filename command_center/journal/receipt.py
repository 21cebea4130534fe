"""The clock that stamps receipt: the machine's, but never back. On the writer's thread.

A machine's clock may be set back while the journal is written. Receipt is the journal's order, so it cannot follow;
standing still would pile an hour on one instant, which no replay could take apart. It runs on at half the pace until
the machine's clock has caught up with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from command_center.domain.time import now_utc


class ReceiptClock:
    """wall: microseconds UTC; monotonic_ns: what no setting of the clock moves."""

    def __init__(self, wall: Callable[[], int] = now_utc, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._wall, self._monotonic_ns = wall, monotonic_ns
        self._last = 0
        self._last_ns = monotonic_ns()

    def stamp(self, last_utc: int) -> int:
        """The receipt of what comes now, never before `last_utc` (the journal's newest) nor before an earlier stamp."""
        now_ns = self._monotonic_ns()
        if last_utc > self._last:  # written by another program's import, or by the engine before this one
            self._last, self._last_ns = last_utc, now_ns
        now = max(self._wall(), self._last + (now_ns - self._last_ns) // 2000)
        if now > self._last:
            self._last, self._last_ns = now, now_ns
        return self._last
