"""Selecting along a route: where one clicks, or the quickest way by road between the clicks, so many metres wide. GUI
thread; ways and corridors are found on the tools' worker.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from command_center.dispatch.routing import path
from layers.drawing import Floats
from layers.spatial.geodesy import corridor, segments_m
from widgets.map.tools import figures, ink
from widgets.map.tools.base import Pointer
from widgets.map.tools.bench import bench_of
from widgets.map.tools.marks import rings_of
from widgets.map.tools.select import mode_of, select_area
from widgets.map.tools.vertices import Place, VertexTool
from widgets.map.viewpoint import Viewpoint

WIDTHS_M = (20, 50, 100, 200, 300, 500, 1000, 2000)


class SelectCorridor(VertexTool):
    """width_m: from edge to edge; by_road: between two places the quickest way."""

    key = "select_corridor"
    icon = "corridor"
    group = "select"
    letter = "P"

    def __init__(self, context: Any, parent: Any = None) -> None:
        super().__init__(context, parent)
        self.width_m, self.by_road = 200.0, True

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        self._found: tuple[list[Place], Floats, Any] | None = None  # places, the way through them, its corridor
        self._last: Pointer | None = None

    def title(self) -> str:
        return self.tr("Select along a route")

    def hint(self) -> str:
        way = self.tr("by road") if self.by_road else self.tr("straight")
        return self.tr("Click along the route, Enter ends. {width} wide ([ and ] change it), {way} (T changes it).").format(
            width=figures.length(self.width_m), way=way)

    def click(self, event: Pointer) -> bool:
        self._last = event
        super().click(event)
        self._work_out()
        return True

    def undo(self) -> bool:
        super().undo()
        self._work_out()
        return True

    def cancel(self) -> bool:
        bench_of(self.context).cancel(self.key)
        self._found = None
        return super().cancel()

    def end(self) -> None:
        self._found = None
        super().end()

    def figures(self, path: Floats) -> Sequence[str]:
        way = self._found[1] if self._found is not None else path
        return (figures.length(float(segments_m(way).sum())), self.tr("wide {width}").format(
            width=figures.length(self.width_m)))

    def _question(self, places: list[Place]) -> Any:
        bench, width = bench_of(self.context), self.width_m
        roads = self.map.stack.snapshot.features.get("roads") if self.map is not None and self.by_road else None

        def question(stop: Any) -> tuple[list[Place], Floats, Any]:
            way = np.array(places)
            if roads:
                graph = bench.router.graph_of(roads)
                legs = [leg if len(leg := path(graph, a, b)) else np.array([a, b])
                        for a, b in itertools.pairwise(places) if not stop()]
                way = np.concatenate(legs) if legs else way
            return places, way, corridor(way, width, stop)

        return question

    def _work_out(self) -> None:
        """Way and corridor anew, for the eye."""
        if len(self.vertices) < 2:
            self._found = None
            return
        bench_of(self.context).ask(self.key, self._question(list(self.vertices)), self._on_found)

    def _on_found(self, found: Any) -> None:
        self._found = found
        self.changed.emit()

    def done(self, vertices: list[Place]) -> None:
        map_view, mode = self.map, mode_of(self._last)
        bench, found = bench_of(self.context), self._found
        self._found = None
        if map_view is None:
            return
        if found is not None and found[0] == vertices:
            select_area(map_view, found[2], mode)
        else:
            bench.ask(self.key, self._question(vertices), lambda answer: select_area(map_view, answer[2], mode))

    def key_press(self, event: QKeyEvent) -> bool:
        text = event.text()
        if text in ("[", "]", "【", "】"):
            wider = text in ("]", "】")
            steps = [step for step in WIDTHS_M if (step > self.width_m if wider else step < self.width_m)]
            self.width_m = float((min(steps) if wider else max(steps)) if steps else self.width_m)
        elif event.key() == Qt.Key.Key_T:
            self.by_road = not self.by_road
        else:
            return False
        self._work_out()
        self.changed.emit()
        return True

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        found = self._found
        if found is not None and found[0] == self.vertices[:len(found[0])]:
            ink.area(painter, [viewpoint.pixels(ring) for ring in rings_of(found[2])], dashed=True, faint=True)
            ink.line(painter, viewpoint.pixels(found[1]))
            rest = self.path()[len(found[0]) - 1:]
            ink.line(painter, viewpoint.pixels(rest), dashed=True)
            for x, y in viewpoint.pixels(np.array(self.vertices)).tolist():
                ink.dot(painter, x, y)
            if self.rubber is not None:
                ink.plate(painter, *viewpoint.pixel(*self.rubber), list(self.figures(self.path())), strong=True)
        else:
            super().paint(painter, viewpoint)
