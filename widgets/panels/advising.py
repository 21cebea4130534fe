"""Asks for recommendations on one worker thread and keeps the newest answer of each incident. GUI thread outside.

scipy, shapely and the road graph live on that thread alone; building rests between slices so that the screen stays
fluid.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from command_center.dispatch.recommend import Advice, advise, incident_type
from command_center.dispatch.routing import Router
from command_center.domain.incidents import Incident
from command_center.state.snapshot import Snapshot
from widgets.context import Context

EVERY_S = 3.0  # the same question at most this often while only positions change
REST_S = 0.004
_log = logging.getLogger(__name__)


class Advisor(QObject):
    """`advised(incident)` when a new answer is there."""

    advised = Signal(str)
    _answered = Signal(str, object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._router = Router(lambda: time.sleep(REST_S))
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="advice")
        self._answers: dict[str, Advice] = {}
        self._asked: dict[str, tuple[float, object]] = {}
        self._busy = False
        self._failed = ""
        self._answered.connect(self._take)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def advice(self, incident: str) -> Advice | None:
        """The newest answer, None while there is none."""
        return self._answers.get(incident)

    def forget(self) -> None:
        """Another time or session: old answers do not hold."""
        self._answers.clear()
        self._asked.clear()

    def consider(self, snapshot: Snapshot, incident: Incident) -> None:
        """Ask again if the question changed, or its answer grew old."""
        question = (incident.ver, incident.type_key,
                    tuple((unit.unit, unit.status, unit.order) for unit in snapshot.units.values()))
        asked_s, before = self._asked.get(incident.incident, (-EVERY_S, None))
        fresh = time.monotonic() - asked_s < EVERY_S
        if self._busy or (fresh and before == question) or not incident.is_open:
            return
        self._asked[incident.incident] = (time.monotonic(), question)
        self._busy = True
        kind = incident_type(self._context.packs, incident.type_key)
        future = self._pool.submit(advise, self._router, snapshot, incident, kind)
        future.add_done_callback(lambda done: self._hear(incident.incident, done))

    def _hear(self, incident: str, done: Future[Advice]) -> None:
        """On the worker thread."""
        answer = None
        if not done.cancelled():
            error = done.exception()
            if error is None:
                answer = done.result()
            elif str(error) != self._failed:
                self._failed = str(error)
                _log.error("no recommendation for %s", incident, exc_info=error)
        try:
            self._answered.emit(incident, answer)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _take(self, incident: str, answer: Advice | None) -> None:
        self._busy = False
        if answer is not None and incident in self._asked:
            self._answers[incident] = answer
            self.advised.emit(incident)
