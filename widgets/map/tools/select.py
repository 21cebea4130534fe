"""Selecting many things at once: rectangle, circle, lasso. GUI thread; the search runs on the tools' worker.

A new area replaces the selection; with Shift it is added, with Ctrl taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QPainter

from layers.drawing import Floats
from layers.spatial.geodesy import circle_ring, distances_m, polygon
from layers.spatial.selected import Mode, Selected, select
from widgets.map.tools import figures, ink
from widgets.map.tools.base import LEFT, Pointer
from widgets.map.tools.bench import bench_of
from widgets.map.tools.marks import Mark, rings_of
from widgets.map.tools.selection_sheet import SelectionSheet
from widgets.map.tools.shown import shown_tables
from widgets.map.tools.spans import Place, SpanTool
from widgets.map.tools.vertices import VertexTool
from widgets.map.viewpoint import Viewpoint

if TYPE_CHECKING:
    from widgets.map.view import MapView

_FREEHAND_PX = 3


def mode_of(event: Pointer | None) -> Mode:
    """What the keys held say."""
    if event is None or not (event.shift or event.ctrl):
        return "replace"
    return "add" if event.shift else "remove"


def select_area(map_view: MapView, area: Any, mode: Mode = "replace") -> None:
    """Select what lies in an area, of what the map shows; the answer comes when it is found."""
    bench, snapshot, tables = bench_of(map_view.context), map_view.stack.snapshot, shown_tables(map_view.stack)

    def answer(found: Selected) -> None:
        bench.marks.put("select", Mark(rings=rings_of(area), dashed=True, faint=True))
        many = map_view.context.selection.many.joined(found, mode)
        map_view.context.selection.select_many(many)
        content = map_view.sheet.content if map_view.sheet is not None else None
        if not isinstance(content, SelectionSheet):
            map_view.show_sheet(SelectionSheet(map_view, area))
        else:
            content.area = area

    bench.ask("select", lambda stop: select(bench.stocks, snapshot, tables, area), answer)


class SelectSpan(SpanTool):
    """Selects what lies in the ring of two places."""

    group = "select"

    def ring(self, first: Place, second: Place) -> Floats:
        """Longitudes and latitudes of the ring."""
        raise NotImplementedError(type(self).__name__)

    def shape(self, painter: QPainter, viewpoint: Viewpoint, first: Place, second: Place) -> None:
        ink.area(painter, [viewpoint.pixels(self.ring(first, second))], dashed=True)

    def done(self, first: Place, second: Place, event: Pointer) -> None:
        if self.map is not None and first != second:
            select_area(self.map, polygon(self.ring(first, second)), mode_of(event))


class SelectRectangle(SelectSpan):
    """From corner to corner, along meridians and parallels."""

    key = "select_rectangle"
    icon = "select"
    letter = "R"

    def title(self) -> str:
        return self.tr("Select in a rectangle")  #: 矩形选择

    def hint(self) -> str:
        return self.tr("Drag a rectangle, or set two corners with Space. Shift adds, Ctrl takes away. Esc: end.")
        #: 拖出矩形，或用空格键定两个角点；Shift 加选，Ctrl 减选；Esc 结束

    def ring(self, first: Place, second: Place) -> Floats:
        (west, south), (east, north) = first, second
        return np.array([(west, south), (east, south), (east, north), (west, north)])


class SelectCircle(SelectSpan):
    """From the middle to the rim."""

    key = "select_circle"
    icon = "select_circle"
    letter = "C"

    def title(self) -> str:
        return self.tr("Select in a circle")  #: 圆形选择

    def hint(self) -> str:
        return self.tr("Drag from the middle to the rim, or set both with Space. Shift adds, Ctrl takes away.")
        #: 从圆心拖到边缘，或用空格键定两点；Shift 加选，Ctrl 减选

    def ring(self, first: Place, second: Place) -> Floats:
        return circle_ring(*first, float(distances_m(first, [second])[0]))

    def shape(self, painter: QPainter, viewpoint: Viewpoint, first: Place, second: Place) -> None:
        super().shape(painter, viewpoint, first, second)
        ink.line(painter, viewpoint.pixels(np.array([first, second])))

    def figures(self, first: Place, second: Place) -> Sequence[str]:
        radius = float(distances_m(first, [second])[0])
        return (figures.length(radius), figures.area(np.pi * radius * radius))


class SelectLasso(VertexTool):
    """Drawn freehand with the button held, or from corner to corner."""

    key = "select_lasso"
    icon = "lasso"
    group = "select"
    letter = "L"
    closed = True
    least = 3

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        self._pressed: Pointer | None = None
        self._last: Pointer | None = None
        self._free = False

    def title(self) -> str:
        return self.tr("Select with a lasso")  #: 套索选择

    def hint(self) -> str:
        return self.tr("Draw round the things, or click corners and press Enter. Shift adds, Ctrl takes away.")
        #: 按住画圈，或逐点点选后回车；Shift 加选，Ctrl 减选

    def press(self, event: Pointer) -> bool:
        self._pressed, self._free = (event, False) if event.button == LEFT else (None, False)
        return self._pressed is not None

    def move(self, event: Pointer) -> bool:
        pressed = self._pressed
        if pressed is not None and self.map is not None:
            last = self.map.viewpoint.pixel(*self.vertices[-1]) if self._free else (pressed.x, pressed.y)
            if abs(event.x - last[0]) + abs(event.y - last[1]) > _FREEHAND_PX:
                if not self._free:
                    self._free, self.vertices = True, [(pressed.lon, pressed.lat)]
                self.vertices.append((event.lon, event.lat))
        super().move(event)
        self._last = event
        return pressed is not None

    def release(self, event: Pointer) -> bool:
        pressed, self._pressed, self._last = self._pressed, None, event
        if pressed is None:
            return False
        if self._free:
            self._free = False
            if not self.finish():
                self.cancel()
        else:
            self.click(event)
        return True

    def click(self, event: Pointer) -> bool:
        self._last = event
        return super().click(event)

    def done(self, vertices: list[Place]) -> None:
        if self.map is not None:
            select_area(self.map, polygon(vertices), mode_of(self._last))

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        if self._free:
            ink.area(painter, [viewpoint.pixels(np.array(self.vertices))], dashed=True)
        else:
            super().paint(painter, viewpoint)
