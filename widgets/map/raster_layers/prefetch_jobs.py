"""Fetching areas ahead for the maps of a window: plans and jobs on threads of their own, heard of on the GUI thread."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from layers.drawing import Floats
from layers.tiles.base import TileError, TileSource
from layers.tiles.prefetch import Prefetch, PrefetchProgress
from layers.tiles.prefetch_plan import PrefetchPlan, plan_prefetch
from layers.tiles.store import TileStore

_log = logging.getLogger("command_center.tiles")
Box = tuple[float, float, float, float]


class Asked(NamedTuple):
    """What is to be planned: a source's key, an area (box of WGS84 degrees, or a ring), first and last matrix."""

    key: str
    area: Box | Floats
    first: int
    last: int


class PrefetchJobs(QObject):
    """Signals: planned(Asked, PrefetchPlan or TileError), progressed(key): ask `progress`. A source has one job at a
    time."""

    planned = Signal(object, object)
    progressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Prefetch] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="prefetch-plan")
        self._stop = threading.Event()

    def plan(self, asked: Asked, source: TileSource, store: TileStore) -> None:
        """Reckon it; `planned` follows. Counting the tiles of a polygon takes a while, reading a source longer."""
        self._pool.submit(self._plan, asked, source, store)

    def _plan(self, asked: Asked, source: TileSource, store: TileStore) -> None:
        try:
            source.open(self._stop)
            found: PrefetchPlan | TileError = plan_prefetch(source, store, asked.area, asked.first, asked.last)
        except TileError as error:
            found = error
        except Exception as error:
            _log.exception("plan of %s", asked.key)
            found = TileError("crashed", repr(error))
        try:
            self.planned.emit(asked, found)
        except RuntimeError:
            return  # the window is gone already

    def start(self, key: str, source: TileSource, store: TileStore, plan: PrefetchPlan) -> None:
        """Begin, in place of what this source was fetching."""
        self.cancel(key)
        job = self._jobs[key] = Prefetch(source, store, plan, lambda: self._heard(key))
        job.start()
        self.progressed.emit(key)

    def _heard(self, key: str) -> None:
        try:
            self.progressed.emit(key)
        except RuntimeError:
            return  # the window is gone already

    def progress(self, key: str) -> PrefetchProgress | None:
        """How far a source's job is; None where it has none."""
        job = self._jobs.get(key)
        return job.progress() if job is not None else None

    def cancel(self, key: str) -> None:
        """Stop; what came is kept."""
        if key in self._jobs:
            self._jobs[key].cancel()

    def close(self) -> None:
        """Stop everything."""
        self._stop.set()
        for job in self._jobs.values():
            job.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
