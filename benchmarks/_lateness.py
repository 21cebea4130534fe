"""How late a precise 10 ms timer of this thread is: what an operator feels as a stutter."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer

TIMER_MS = 10


class Lateness:
    """Measures from its making to `stop`. late_ms: a figure a tick; on_tick is called with each."""

    def __init__(self, on_tick: Callable[[], None] = lambda: None) -> None:
        self.late_ms: list[float] = []
        self._on_tick = on_tick
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TIMER_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - TIMER_MS))
        self._last = now
        self._on_tick()

    def stop(self) -> None:
        """No more."""
        self._timer.stop()
