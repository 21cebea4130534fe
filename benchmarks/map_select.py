"""Selecting among 100,000 moving points: milliseconds from an area to the rows that lie in it, the answer that the map's
tools give beside a plain loop with shapely's prepared area; and painting the marks of all 100,000.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks._map_stage import vehicles
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.state.snapshot import Snapshot

NAME = "map_select"
PEER = "shapely, prepared, one by one"
POINTS, ROUNDS = 100_000, 30


def run() -> list[Measurement]:
    """A rectangle over a third of the city, a lasso of 200 corners, all; about 10 s."""
    import shapely

    from layers.spatial.stocks import Stocks

    snapshot = Snapshot(positions=vehicles(POINTS))
    stock = Stocks().of(snapshot, "positions")
    west, south = stock.lonlat.min(axis=0)
    east, north = stock.lonlat.max(axis=0)
    third = shapely.box(west, south, west + (east - west) / 3, north)
    around = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    radius = 0.25 * (1 + 0.3 * np.sin(7 * around))
    lasso = shapely.Polygon(np.column_stack([(west + east) / 2 + radius * np.cos(around) * (east - west),
                                             (south + north) / 2 + radius * np.sin(around) * (north - south)]))
    rows = []
    for name, area in (("rectangle, a third of 100,000 points", third), ("lasso of 200 corners", lasso)):
        ours = percentile(_times(lambda area=area: stock.within(area)), 0.95)
        theirs = percentile(_times(lambda area=area: _plain(shapely, area, stock.lonlat), 2), 0.5)
        rows.append(Measurement(f"{name}, p95", ours, "ms", PEER, times_better(ours, theirs), "value <= 10"))
    marks = percentile(_times(_painted(stock.lonlat)), 0.5)
    return [*rows, Measurement("painting the marks of 100,000 selected points, median", marks, "ms")]


def _times(act: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    act()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _plain(shapely: Any, area: Any, lonlat: Any) -> list[int]:
    shapely.prepare(area)
    return [row for row, place in enumerate(lonlat.tolist()) if area.contains(shapely.Point(place))]


def _painted(lonlat: Any) -> Callable[[], Any]:
    from widgets.map.tools.held import dots
    from widgets.map.viewpoint import Viewpoint

    middle = lonlat.mean(axis=0)
    view = Viewpoint(level=24, width=1920, height=1080).centred(*middle.tolist())
    return lambda: dots(view.pixels(lonlat), view.width, view.height)
