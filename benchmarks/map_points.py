"""100,000 points at 1920x1080 over the whole city: drawn, and moved: from a new table of positions to the pixels of the
map. Beside it QGIS with a layer in memory.
"""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import numpy as np

from benchmarks._city import MIDDLE, WHOLE_M, CityColumns, city, features, lonlat
from benchmarks._map_stage import SIZE, application, map_panel, settle
from benchmarks._qgis import PEER, figures
from benchmarks.map_city import task
from benchmarks.measurement import Measurement, times_better
from command_center.domain.events.telemetry import SubjectKey
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import TRAIL_LENGTH, PositionTable
from layers.drawing import Drawing, Points, Symbol

NAME = "map_points"
TIMES = 15
SYMBOL = Symbol("dot", "data", 6)


def run(peer: str = PEER) -> list[Measurement]:
    """Ours, then QGIS; about 40 s."""
    app = application()
    columns = city()
    drawn = _drawn(columns.points)
    moved, median = _moved(app, columns)
    theirs: dict[str, Any] = figures(columns, task("points")) if peer == PEER else {}
    named = PEER if theirs else ""
    best = min(theirs["points parallel"], theirs["points sequential"]) if theirs else 0.0
    return [
        Measurement("100,000 points drawn at 1080p", drawn, "ms", named, times_better(drawn, best) if theirs else None,
                    "ratio >= 20" if theirs else ""),
        Measurement("100,000 points moved, to the map's pixels", moved, "ms", named,
                    times_better(moved, theirs["points moved"]) if theirs else None, "value <= 12"),
        Measurement("100,000 points moved, to the map's pixels, median", median, "ms"),
    ]


def positions(xy: np.ndarray, heading: np.ndarray) -> PositionTable:
    """A table of things at these places."""
    count = len(xy)
    keys = [SubjectKey(f"bus/{n}", "bus", f"{n}") for n in range(count)]
    zeros = np.zeros(count, np.int64)
    return PositionTable(count, keys, {key.subject: n for n, key in enumerate(keys)}, lonlat(xy),
                         heading.astype(np.float32), np.full(count, 8, np.float32), zeros, zeros, np.zeros(count, bool),
                         np.full((count, TRAIL_LENGTH, 2), np.nan, np.float32))


def _drawn(xy: np.ndarray) -> float:
    """Least ms of painting the points onto an empty picture."""
    from PySide6.QtGui import QImage, QPainter

    from widgets.map.live_painter import LivePainter
    from widgets.map.viewpoint import Viewpoint, level_for

    view = Viewpoint(MIDDLE[0], -MIDDLE[1], float(level_for(WHOLE_M)), *SIZE)
    drawing = Drawing(points=Points([""] * len(xy), xy, (SYMBOL,), np.zeros(len(xy), np.intp)))
    painter, image = LivePainter(), QImage(*SIZE, QImage.Format.Format_RGB32)
    times = []
    for _ in range(TIMES + 2):
        began = time.perf_counter()
        image.fill(0)
        onto = QPainter(image)
        painter.draw(onto, "points", drawing, view)
        onto.end()
        times.append((time.perf_counter() - began) * 1000)
    return min(times[2:])


def _moved(app: Any, columns: CityColumns) -> tuple[float, float]:
    """Least and median ms from a snapshot whose things have all moved to the end of the frame that shows them, over the
    base map of the city."""
    table, static = positions(columns.points, columns.heading), features(columns)
    panel: Any = map_panel(WHOLE_M)
    lon, lat = lonlat(np.array([MIDDLE]))[0].tolist()
    panel.map.go(panel.map.viewpoint.centred(lon, lat))
    panel.on_snapshot(Snapshot(features=static, positions=table), Changes(reset=True))
    settle(app, lambda: panel.map.base.tiles.version > 0 and panel.is_settled())
    times = []
    for step in range(TIMES + 2):
        news = dataclasses.replace(table, lonlat=table.lonlat + 1e-5 * (step + 1))
        began = time.perf_counter()
        panel.on_snapshot(Snapshot(features=static, positions=news), Changes(ids={"positions": frozenset(("bus/0",))}))
        panel.map.repaint()
        while panel.map.scene.again:
            panel.map.repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    panel.map.base.close()
    panel.hide()
    return min(times[2:]), sorted(times[2:])[TIMES // 2]
