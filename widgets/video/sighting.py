"""Who sees a place: the footprints are made ready on a thread of their own, the question is answered at once. GUI
thread."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from command_center.domain.cameras import Camera
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from video.sight import Obstacles, Sighting, sightings

COLLECTION = "buildings"
_CALM_MS = 1500  # buildings arrive in many pieces; begin when they have come to rest


class Sight(QObject):
    """One for all walls of a process. ready(): the footprints are others than before."""

    ready = Signal()
    _made = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._obstacles: Obstacles | None = None
        self._source: Mapping[str, Feature] | None = None  # what the obstacles were made of
        self._newest: Mapping[str, Feature] | None = None
        self._busy = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sight")
        self._made.connect(self._take_over, Qt.ConnectionType.QueuedConnection)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._make)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    @property
    def is_ready(self) -> bool:
        """Whether buildings count, those of the newest state."""
        return self._newest is None or self._source is self._newest

    def take(self, snapshot: Snapshot) -> None:
        """A state; its buildings are made ready if they are others."""
        buildings = snapshot.features.get(COLLECTION)
        if buildings is not None and buildings is not self._newest:
            self._newest = buildings
            self._calm.start()

    def find(self, lon: float, lat: float, cameras: Iterable[Camera]) -> list[Sighting]:
        """As video.sight.sightings, with the buildings that are ready."""
        return sightings(lon, lat, cameras, self._obstacles)

    def _make(self) -> None:
        source = self._newest
        if self._busy or source is None or source is self._source:
            return
        self._busy = True

        def done(future: Future[Any]) -> None:
            error = None if future.cancelled() else future.exception()
            if error is not None:
                sys.excepthook(type(error), error, error.__traceback__)
            try:
                self._made.emit(source, None if future.cancelled() or error is not None else future.result())
            except RuntimeError:
                return  # the window has gone meanwhile

        self._pool.submit(Obstacles, source, rests=True).add_done_callback(done)

    def _take_over(self, source: Any, obstacles: Obstacles | None) -> None:
        self._busy, self._source = False, source
        if obstacles is not None:
            self._obstacles = obstacles
            self.ready.emit()
        if self._newest is not source:
            self._calm.start()
