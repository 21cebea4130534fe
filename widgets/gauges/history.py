"""Fetches the past of gauges from the session's history, a few at a time, and reduces it off the GUI thread.

Lives on the GUI thread; the reduction runs on whichever thread completes the future. Answers of an earlier session or
seek are dropped.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from command_center.alarms.trends import trend
from command_center.domain.packs import Gauge
from command_center.domain.time import HOUR, SECOND
from command_center.state.tables import SeriesTable
from widgets.context import Context

SPAN = 6 * HOUR
POINTS = 90
EVERY = 60 * SECOND  # of the shown clock, so that a fast replay asks more often than once a minute of ours
SOON = 8 * SECOND
AT_ONCE = 2 * SECOND  # while each answer brings more of the past than the one before
MOST_SERIES = 400


class GaugeHistory(QObject):
    """Emits `ready(key, values)`: POINTS values of the last SPAN for a gauge."""

    ready = Signal(str, object)
    _arrived = Signal(int, str, object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: dict[str, int] = {}
        self._busy: set[str] = set()
        self._filled: dict[str, int] = {}
        self._generation = 0
        self._growing: set[str] = set()
        self._own: dict[str, list[tuple[int, float]]] = {}
        self._arrived.connect(self._take)

    def forget(self) -> None:
        """The screen looks at another time or session: what was asked for does not matter any more."""
        self._generation += 1
        self._asked.clear()
        self._busy.clear()
        self._filled.clear()
        self._growing = set()
        self._own.clear()

    @property
    def is_settled(self) -> bool:
        """Whether the newest answers brought no more of the past than those before."""
        return not self._growing and not self._busy

    def refresh(self, gauge: Gauge, series: SeriesTable, rows: NDArray[np.int64], now_utc: int) -> bool:
        """Ask for the past of a gauge if it is due; true if it was asked for."""
        if gauge.key in self._busy or abs(now_utc - self._asked.get(gauge.key, -SPAN)) < EVERY or not len(rows):
            return False
        self._asked[gauge.key] = now_utc
        self._busy.add(gauge.key)
        generation, key, since = self._generation, gauge.key, now_utc - SPAN
        names = [series.keys[row].series for row in rows[:MOST_SERIES]]
        future = self._context.session().history.samples(names, since, now_utc)
        future.add_done_callback(lambda done: self._reduce(done, generation, gauge, key, since, now_utc))
        return True

    def _reduce(self, done: Future[Any], generation: int, gauge: Gauge, key: str, since: int, until: int) -> None:
        """On the history's thread."""
        values = None
        if not done.cancelled() and done.exception() is None:
            samples = {name: (each.at_utc, each.value) for name, each in done.result().items()}
            values = trend(gauge, samples, since, until, POINTS)[1]
        try:
            self._arrived.emit(generation, key, values)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _take(self, generation: int, key: str, values: NDArray[np.float64] | None) -> None:
        if generation == self._generation:
            self._busy.discard(key)
            before, self._filled[key] = self._filled.get(key, -1), 0 if values is None else int(np.isfinite(values).sum())
            if self._filled[key] > before:
                self._asked[key] = self._asked.get(key, 0) - EVERY + AT_ONCE
            elif values is None or not np.isfinite(values[-3:]).any():
                # History is still being read in (or the disk would not answer): do not wait for a whole period.
                self._asked[key] = self._asked.get(key, 0) - EVERY + SOON
            self._growing = {*self._growing, key} if self._filled[key] > before else self._growing - {key}
            if values is not None:
                self.ready.emit(key, values)

    def observe(self, gauge: Gauge, value: float | None, now_utc: int) -> None:
        """Keep what the platform measured of itself: no series records it, so its past begins with this screen."""
        kept = self._own.setdefault(gauge.key, [])
        if value is not None and (not kept or now_utc - kept[-1][0] >= 10 * SECOND):
            kept.append((now_utc, value))
            del kept[:-(SPAN // (10 * SECOND))]
            at, values = np.array([at for at, _ in kept], np.int64), np.array([number for _, number in kept])
            self.ready.emit(gauge.key, trend(gauge, {gauge.key: (at, values)}, now_utc - SPAN, now_utc, POINTS)[1])
