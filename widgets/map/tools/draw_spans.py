"""Rectangles and circles: a drag, or a click (Space) on each of two places. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PySide6.QtGui import QPainter

from command_center.domain.geo import distance_m
from layers.drawing import Floats
from layers.plotting import circle, rectangle
from layers.spatial.geodesy import area_m2, polygon
from widgets.map.tools import figures
from widgets.map.tools.base import Pointer
from widgets.map.tools.draw_ink import sketch
from widgets.map.tools.draw_tool import Drawer, draw_word
from widgets.map.tools.spans import Place, SpanTool
from widgets.map.viewpoint import Viewpoint


class TwoPlaceTool(Drawer, SpanTool):
    """Subclasses give kind, title(), hint() and the places that two make."""

    def places(self, first: Place, second: Place) -> Floats:
        """All of them; empty where the two make nothing."""
        raise NotImplementedError(type(self).__name__)

    def is_begun(self) -> bool:
        return self.first is not None

    def press(self, event: Pointer) -> bool:
        return super().press(self.snapped(event))

    def move(self, event: Pointer) -> bool:
        return super().move(self.snapped(event))

    def release(self, event: Pointer) -> bool:
        return super().release(self.snapped(event))

    def click(self, event: Pointer) -> bool:
        return super().click(self.snapped(event))

    def finish(self) -> bool:
        """Enter sets the second place where the pointer is."""
        if self.first is None or self.second is None or self.map is None:
            return False
        first, second, self.first, self.second = self.first, self.second, None, None
        self.done(first, second, self.map.tools.pointer(*self.map.viewpoint.pixel(*second)))
        return True

    def done(self, first: Place, second: Place, event: Pointer) -> None:
        places = self.places(first, second)
        if len(places):
            self.pad.place(self.kind, places)

    def shape(self, painter: QPainter, viewpoint: Viewpoint, first: Place, second: Place) -> None:
        content = self.content()
        if content is not None:
            sketch(painter, viewpoint, content, self.places(first, second))

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        super().paint(painter, viewpoint)
        self.paint_snap(painter, viewpoint)


class DrawRectangle(TwoPlaceTool):
    """Along the parallels and meridians."""

    key = "draw_rectangle"
    icon = "draw_rectangle"
    kind: ClassVar[str] = "rectangle"

    def title(self) -> str:
        return self.tr("Draw a rectangle")  #: 画矩形

    def hint(self) -> str:
        return self.tr("Drag from corner to corner, or click both.") + " " + draw_word("keys")  #: 拖出矩形，或点选两个对角

    def places(self, first: Place, second: Place) -> Floats:
        if first[0] == second[0] or first[1] == second[1]:
            return np.empty((0, 2))
        return rectangle(first, second)

    def figures(self, first: Place, second: Place) -> Sequence[str]:
        places = self.places(first, second)
        return (figures.area(area_m2(polygon(places))),) if len(places) else ()


class DrawCircle(TwoPlaceTool):
    """From its centre to its rim."""

    key = "draw_circle"
    icon = "draw_circle"
    kind: ClassVar[str] = "circle"
    letter: ClassVar[str] = "O"

    def title(self) -> str:
        return self.tr("Draw a circle")  #: 画圆

    def hint(self) -> str:
        return self.tr("Drag from the centre to the rim, or click both.") + " " + draw_word("keys")  #: 从圆心拖到圆周，或依次点选

    def places(self, first: Place, second: Place) -> Floats:
        radius = float(distance_m(*first, *second))
        return circle(first, radius) if radius >= 1.0 else np.empty((0, 2))

    def figures(self, first: Place, second: Place) -> Sequence[str]:
        return (self.tr("radius {length}").format(length=figures.length(float(distance_m(*first, *second)))),)  #: 半径 {length}
