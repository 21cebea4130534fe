"""Reads what the recorder said of cameras and works out rates, away from the GUI thread.

Lives on the GUI thread; the reckoning runs on the history's thread, which rests between cameras. Only what came since
the last time is read.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from command_center.domain.time import DAY, SECOND
from video.rates import KINDS, LEAD_US, Ledger, report
from widgets.context import Context

EVERY = 60 * SECOND  # of the shown clock
SOON = 3 * SECOND
_REST_S = 0.0005


class CameraRates(QObject):
    """Emits `ready(Report)`."""

    ready = Signal(object)
    _arrived = Signal(int, object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._zone = context.configuration.city.zone
        self._ledger = Ledger()
        self._generation = 0
        self._busy = False
        self._asked_utc: int | None = None
        self._wanted = False
        self._arrived.connect(self._take)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being worked out."""
        return not self._busy

    def forget(self) -> None:
        """Another session or another time is shown."""
        self._generation += 1
        self._ledger, self._busy, self._asked_utc = Ledger(), False, None

    def want(self) -> None:
        """Something changed: work out anew before long."""
        self._wanted = True

    def refresh(self, cameras: list[str], now_utc: int) -> None:
        """Ask when it is due. Cheap; called with the clock."""
        due = SOON if self._wanted else EVERY
        if self._busy or not cameras or (self._asked_utc is not None and 0 <= now_utc - self._asked_utc < due):
            return
        if self._asked_utc is not None and now_utc < self._asked_utc:
            self.forget()  # a replay went back: what is known now is less
        self._busy, self._asked_utc, self._wanted = True, now_utc, False
        ledger, generation = self._ledger, self._generation
        after = ledger.latest_utc or now_utc - 30 * DAY - LEAD_US
        future = self._context.session().history.events(KINDS, after)
        future.add_done_callback(lambda done: self._work_out(done, ledger, generation, cameras, now_utc))

    def _work_out(self, done: Future[Any], ledger: Ledger, generation: int, cameras: list[str], now_utc: int) -> None:
        """On the history's thread; it alone touches the ledger."""
        answer = None
        if not done.cancelled() and done.exception() is None:
            ledger.take(done.result())
            answer = report(ledger, cameras, now_utc, self._zone, lambda: time.sleep(_REST_S))
        try:
            self._arrived.emit(generation, answer)
        except RuntimeError:  # closed meanwhile
            return

    def _take(self, generation: int, answer: Any) -> None:
        if generation == self._generation:
            self._busy = False
            if answer is not None:
                self.ready.emit(answer)
