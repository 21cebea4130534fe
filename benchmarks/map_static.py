"""Five million points that stand still, in a layer over the city: milliseconds a frame of a pan at 1920x1080, how long
the first picture takes, and what pointing at one of them takes. Raster workers draw them; beside it the same points
painted by this process anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks._city import HEIGHT_M, SOUTH, WEST, WIDTH_M
from benchmarks._city_stage import FULL_HD, Stage
from benchmarks._map_stage import settle
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.state.snapshot import Snapshot
from layers.base import Layer, View
from layers.drawing import Drawing, Points, Symbol
from layers.stack import Entry

NAME = "map_static"
PEER = "painted by the screen"
COUNT, FRAMES = 5_000_000, 90
SCALE_M = 8.0


class Names:
    """An id for each, made when asked for."""

    def __len__(self) -> int:
        return COUNT

    def __getitem__(self, row: int) -> str:
        return f"point/{row}"


class Static(Layer):
    """The points, always the same columns."""

    key = "static"
    kind = "point"

    def __init__(self) -> None:
        random = np.random.default_rng(5)
        xy = np.column_stack((random.uniform(WEST, WEST + WIDTH_M, COUNT), random.uniform(SOUTH, SOUTH + HEIGHT_M, COUNT)))
        self.drawing = Drawing(points=Points(Names(), xy, (Symbol("dot", "data", 4),), np.zeros(COUNT, np.intp)))  # type: ignore[arg-type]

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        return self.drawing


def run() -> list[Measurement]:
    """About 60 s."""
    stage = Stage()
    panel = stage.open(SCALE_M, FULL_HD, live=False)
    layer = Static()
    panel.map.stack.entries.append(Entry(layer))
    began = time.perf_counter()
    panel.map.update()
    held = _hold(stage, lambda: panel.is_settled() and began + 0.3 < time.perf_counter())
    first = (time.perf_counter() - began) * 1000
    times, pan_held = stage.frames(_path(panel), live=False)
    settle(stage.app, panel.is_settled)
    found, asked = 0, []
    for number in range(40):
        began = time.perf_counter()
        found += bool(panel.map.pointing.under(600 + number, 500)[1])
        asked.append((time.perf_counter() - began) * 1000)
    direct = _direct(panel, layer.drawing)
    stage.close()
    p95 = percentile(times, 0.95)
    return [
        Measurement("pan at 1080p over 5 million static points, p95 a frame", p95, "ms", PEER, times_better(p95, direct),
                    "value <= 16"),
        Measurement("5 million static points: until the first picture is whole", first, "ms"),
        Measurement("5 million static points: longest hold of the screen's thread while loading", held, "ms"),
        Measurement("5 million static points: longest hold of the screen's thread in the pan", pan_held, "ms"),
        Measurement(f"5 million static points: what lies under the cursor ({found} of 40 found), p95",
                    percentile(asked, 0.95), "ms"),
    ]


def _hold(stage: Stage, done: Any) -> float:
    """The longest that the event loop took for one turn until something is so."""
    longest, until = 0.0, time.monotonic() + 120
    while not done() and time.monotonic() < until:
        began = time.perf_counter()
        stage.app.processEvents()
        longest = max(longest, (time.perf_counter() - began) * 1000)
        time.sleep(0.0005)
    return longest


def _path(panel: Any) -> Iterator[Any]:
    for number in range(FRAMES):
        yield panel.map.viewpoint.moved(12 if number < FRAMES / 2 else -12, 0)


def _direct(panel: Any, drawing: Drawing) -> float:
    """Milliseconds of painting what is in view by this process."""
    from PySide6.QtGui import QImage, QPainter

    from widgets.map.live_painter import LivePainter

    image = QImage(*FULL_HD, QImage.Format.Format_RGB32)
    live = LivePainter()
    times = []
    for _ in range(3):
        painter = QPainter(image)
        began = time.perf_counter()
        live.draw(painter, "static", drawing, panel.map.viewpoint)
        times.append((time.perf_counter() - began) * 1000)
        painter.end()
    return min(times)
