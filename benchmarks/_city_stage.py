"""The map on the synthetic city with everything in it, as the benchmarks of panning, zooming and memory need it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks._city import MIDDLE, city, features, lonlat
from benchmarks._map_stage import application, map_panel, settle
from benchmarks.map_points import positions
from command_center.state.snapshot import Changes, Snapshot

FULL_HD, UHD = (1920, 1080), (3840, 2160)
NEWS_EVERY_S = 0.2  # new positions of all points, this often
MOVED = Changes(ids={"positions": frozenset(("bus/0",))})


class Stage:
    """A map of the city, one at a time. `live`: with its 100,000 points, which go on moving."""

    def __init__(self) -> None:
        self.app = application()
        columns = city()
        self._static = features(columns)
        self._table = positions(columns.points, columns.heading)
        self._told_s = 0.0
        self._step = 0
        self.panel: Any = None

    def open(self, metres_per_pixel: float, size: tuple[int, int], *, live: bool = True) -> Any:
        """The panel, settled."""
        lon, lat = lonlat(np.array([MIDDLE]))[0].tolist()
        self.panel = map_panel(metres_per_pixel, size, (lon, lat))
        self.panel.on_snapshot(self._snapshot(live), Changes(reset=True))
        self.panel.map.go(self.panel.map.viewpoint.centred(lon, lat))
        settle(self.app, lambda: self.panel.map.base.tiles.version > 0 and self.panel.is_settled(), 120.0)
        return self.panel

    def close(self) -> None:
        """End its workers."""
        self.panel.map.base.close()
        self.panel.hide()
        self.panel.deleteLater()
        self.panel = None

    def _snapshot(self, live: bool = True) -> Snapshot:
        return Snapshot(features=self._static, positions=self._table) if live else Snapshot(features=self._static)

    def tell(self) -> None:
        """All points have moved, if it is time."""
        if time.perf_counter() - self._told_s > NEWS_EVERY_S:
            self._told_s, self._step = time.perf_counter(), self._step + 1
            shift = 2e-5 * (1 if self._step % 2 else -1)
            self._table = dataclasses.replace(self._table, lonlat=self._table.lonlat + shift)
            self.panel.on_snapshot(self._snapshot(), MOVED)

    def frames(self, views: Iterator[Any], *, live: bool) -> tuple[list[float], float]:
        """Milliseconds of each frame of a movement, and the longest that the event loop was held between two. `own`
        has the frames' milliseconds of the thread's own time, without what other processes took."""
        times: list[float] = []
        self.own: list[float] = []
        longest = 0.0
        for view in views:
            if live:
                self.tell()
            began, own = time.perf_counter(), time.thread_time()
            self.panel.map.go(view)
            self.panel.map.repaint()
            times.append((time.perf_counter() - began) * 1000)
            self.own.append((time.thread_time() - own) * 1000)
            until = time.perf_counter() + 0.004  # what else there is to do before the next frame of a 120 Hz screen
            while time.perf_counter() < until:
                began = time.perf_counter()
                self.app.processEvents()
                longest = max(longest, (time.perf_counter() - began) * 1000)
                time.sleep(0.0002)
        self.own = self.own[5:]
        return times[5:], max(longest, max(times[5:]))
