"""The way by road of each unit that was sent, asked from a raster worker, which has the roads. GUI thread.

Finding a way through a large city takes some milliseconds and slow imports: neither belongs on this thread.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from command_center.domain.geo import distance_m
from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.routes import en_route, nearest_on
from widgets.map.raster_messages import Answer, Built, FindWay, WayFound
from widgets.map.raster_share import Share

_AGAIN_S = 8.0
_OFF_M = 120.0  # a unit this far beside its way drives another


class RoutePaths(QObject):
    """paths: order -> (n, 2) WGS84 degrees from where the unit was to the incident. Signal `changed`."""

    changed = Signal()

    def __init__(self, pool: Share, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self.paths: dict[str, Floats] = {}
        self._asked_s: dict[str, float] = {}
        self._snapshot: Snapshot | None = None
        self._later = QTimer(self, singleShot=True, interval=int(_AGAIN_S * 1000))
        self._later.timeout.connect(self._ask_again)
        pool.answered.connect(self._on_answer)

    def take(self, snapshot: Snapshot) -> None:
        """Ask for what is missing or no longer true."""
        self._snapshot = snapshot
        found = {order.order: (start, (incident.lon, incident.lat))
                 for incident, order, _, start in en_route(snapshot)}
        for gone in self.paths.keys() - found.keys():
            del self.paths[gone]
        for gone in self._asked_s.keys() - found.keys():
            del self._asked_s[gone]
        numbers = self._pool.numbers()
        for order, (start, goal) in found.items():
            fresh = time.monotonic() - self._asked_s.get(order, -_AGAIN_S) < _AGAIN_S
            if not numbers or self._holds(order, start):
                continue
            if fresh:
                self._later.start()  # a paused replay has no later snapshot that would bring us here again
            else:
                self._asked_s[order] = time.monotonic()
                self._pool.ask(numbers[0], FindWay(order, start, goal))

    def _ask_again(self) -> None:
        if self._snapshot is not None:
            self.take(self._snapshot)

    def _holds(self, order: str, start: tuple[float, float]) -> bool:
        path = self.paths.get(order)
        if path is None:
            return False
        lon, lat = nearest_on(path, start).tolist()
        return bool(distance_m(lon, lat, start[0], start[1]) < _OFF_M)

    def _on_answer(self, number: int, answer: Answer) -> None:
        if isinstance(answer, WayFound) and len(answer.lonlat) > 1:
            self.paths[answer.order] = np.array(answer.lonlat, np.float64)
            self.changed.emit()
        elif isinstance(answer, Built) and number in self._pool.numbers()[:1]:
            self._asked_s.clear()  # there are other roads now
            self._ask_again()
