"""Lines, arrows, attack arrows and polygons: a click (Space) for each place, Enter or a double click ends. GUI thread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PySide6.QtGui import QPainter

from layers.drawing import Floats
from layers.spatial.geodesy import area_m2, polygon, segments_m
from widgets.map.tools import figures, ink
from widgets.map.tools.base import Pointer
from widgets.map.tools.draw_ink import sketch
from widgets.map.tools.draw_snap import REACH_PX
from widgets.map.tools.draw_tool import Drawer, draw_word
from widgets.map.tools.vertices import Place, VertexTool
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme


class PathTool(Drawer, VertexTool):
    """Subclasses give kind, title() and what() is drawn."""

    def what(self) -> str:
        """Translated: what to click."""
        return self.tr("Click one place after the other.")  #: 依次点选各点

    def hint(self) -> str:
        return self.what() + " " + self.tr("Enter ends, Backspace takes one back, Ctrl: no snapping.") + " " + \
            draw_word("keys")  #: 回车结束，退格撤回一点，按住 Ctrl 不捕捉

    def is_begun(self) -> bool:
        return bool(self.vertices)

    def click(self, event: Pointer) -> bool:
        if self._closes(event):
            return self.finish()
        return super().click(self.snapped(event, np.array(self.vertices[:1], np.float64).reshape(-1, 2)))

    def _closes(self, event: Pointer) -> bool:
        """An outline is closed by a click on its first place."""
        if not self.closed or len(self.vertices) < self.least or self.map is None:
            return False
        x, y = self.map.viewpoint.pixel(*self.vertices[0])
        return math.hypot(x - event.x, y - event.y) <= theme().px(REACH_PX)

    def move(self, event: Pointer) -> bool:
        first = np.array(self.vertices[:1], np.float64).reshape(-1, 2) if self.closed else None
        return super().move(self.snapped(event, first))

    def finish(self) -> bool:
        if len({*self.vertices}) < self.least:  # places that snapped onto each other are one
            return False
        return super().finish()

    def done(self, vertices: list[Place]) -> None:
        self.pad.place(self.kind, np.array(vertices))

    def figures(self, path: Floats) -> Sequence[str]:
        if self.closed and len(path) > 2:
            return (figures.area(area_m2(polygon(path))),)
        stretches = segments_m(path)
        return (figures.length(float(stretches.sum())),) if len(stretches) else ()

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        path, content = self.path(), self.content()
        if len(path) and content is not None:
            sketch(painter, viewpoint, content, path)
            for x, y in viewpoint.pixels(path)[:len(self.vertices)].tolist():
                ink.dot(painter, x, y)
            said = self.figures(path)
            if said and self.rubber is not None:
                ink.plate(painter, *viewpoint.pixel(*self.rubber), said, strong=True)
        self.paint_snap(painter, viewpoint)


class DrawLine(PathTool):
    """A line through places."""

    key = "draw_line"
    icon = "draw_line"
    kind: ClassVar[str] = "line"
    letter: ClassVar[str] = "V"

    def title(self) -> str:
        return self.tr("Draw a line")  #: 画线


class DrawArrow(PathTool):
    """A line with a head at its end."""

    key = "draw_arrow"
    icon = "draw_arrow"
    kind: ClassVar[str] = "arrow"
    letter: ClassVar[str] = "J"

    def title(self) -> str:
        return self.tr("Draw an arrow")  #: 画箭头

    def what(self) -> str:
        return self.tr("Click along the way; the head is at the end.")  #: 沿方向点选，末端为箭头


class DrawAttack(PathTool):
    """A broad arrow along an axis."""

    key = "draw_attack"
    icon = "draw_attack"
    kind: ClassVar[str] = "attack"

    def title(self) -> str:
        return self.tr("Draw an attack arrow")  #: 画进攻箭头

    def what(self) -> str:
        return self.tr("Click along its axis, from the tail to the head.")  #: 沿轴线点选，从尾到头


class DrawPolygon(PathTool):
    """An outline through places."""

    key = "draw_polygon"
    icon = "draw_polygon"
    kind: ClassVar[str] = "polygon"
    letter: ClassVar[str] = "Y"
    closed: ClassVar[bool] = True
    least: ClassVar[int] = 3

    def title(self) -> str:
        return self.tr("Draw an area")  #: 画区域

    def what(self) -> str:
        return self.tr("Click round the area.")  #: 沿边界点选
