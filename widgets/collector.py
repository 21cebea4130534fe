"""Python's cycle collector, run on the GUI thread alone. GUI thread.

Left to itself it runs on whatever thread happens to allocate, and there it would end Qt objects that belong to the
GUI's: a crash in C++ some other time. Here the automatic runs are switched off and a timer does their work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500
YOUNG, MIDDLE, OLD = 700, 10, 20  # as Python's own thresholds; the oldest more rarely, for they take longest


class Collector(QObject):
    """Collects from its making to `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.get_threshold()
        gc.set_threshold(0)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """What Python would have collected by now."""
        young, middle, old = gc.get_count()
        if not gc.isenabled() or young <= YOUNG:
            return  # something large is being loaded, or there is nothing to do
        gc.collect(2 if old > OLD else 1 if middle > MIDDLE else 0)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.set_threshold(*self._before)
