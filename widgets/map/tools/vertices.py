"""Tools that collect places one after the other: lines and outlines. GUI thread.

Click or Space sets one, Backspace takes the last back, Enter or a double click finishes, Escape begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PySide6.QtGui import QPainter

from layers.drawing import Floats
from widgets.map.tools import ink
from widgets.map.tools.base import Pointer, Tool
from widgets.map.viewpoint import Viewpoint

Place = tuple[float, float]


class VertexTool(Tool):
    """closed: an outline, not a line; least: how many places make one. Subclasses give `done` and may give
    `figures`, which are shown at the pointer."""

    closed: ClassVar[bool] = False
    least: ClassVar[int] = 2

    def begin(self, map_view: object) -> None:
        super().begin(map_view)  # type: ignore[arg-type]
        self.vertices: list[Place] = []
        self.rubber: Place | None = None

    def end(self) -> None:
        self.vertices, self.rubber = [], None
        super().end()

    def done(self, vertices: list[Place]) -> None:
        """They are complete."""
        raise NotImplementedError(type(self).__name__)

    def figures(self, path: Floats) -> Sequence[str]:
        """What is told at the pointer of the places so far, the pointer being the last."""
        return ()

    @property
    def is_drawing(self) -> bool:
        return bool(self.vertices)

    def is_closed(self) -> bool:
        """Whether what is being drawn now is an outline."""
        return self.closed

    def click(self, event: Pointer) -> bool:
        here = (event.lon, event.lat)
        if not self.vertices or here != self.vertices[-1]:
            self.vertices.append(here)
        self.rubber = here
        self.changed.emit()
        return True

    def move(self, event: Pointer) -> bool:
        self.rubber = (event.lon, event.lat)
        if self.vertices and self.map is not None:
            self.map.update()
        return False

    def double(self, event: Pointer) -> bool:
        self.finish()
        return True

    def context_menu(self, event: Pointer) -> bool:
        """The right button finishes, as drawing tools do everywhere."""
        return bool(self.vertices) and (self.finish() or True)

    def finish(self) -> bool:
        if len(self.vertices) < self.least:
            return False
        vertices, self.vertices = self.vertices, []
        self.done(vertices)
        self.changed.emit()
        return True

    def undo(self) -> bool:
        if self.vertices:
            self.vertices.pop()
            self.changed.emit()
        return True

    def cancel(self) -> bool:
        had = bool(self.vertices)
        self.vertices = []
        self.changed.emit()
        return had

    def path(self) -> Floats:
        """The places so far and the pointer."""
        tail = [self.rubber] if self.rubber is not None and self.vertices else []
        return np.array([*self.vertices, *tail], np.float64).reshape(-1, 2)

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        path = self.path()
        if not len(path):
            return
        pixels = viewpoint.pixels(path)
        if self.is_closed() and len(pixels) > 2:
            ink.area(painter, [pixels], dashed=True)
        else:
            ink.line(painter, pixels, dashed=True)
        ink.line(painter, pixels[:len(self.vertices)])
        for x, y in pixels[:len(self.vertices)].tolist():
            ink.dot(painter, x, y)
        figures = self.figures(path)
        if figures and self.rubber is not None:
            ink.plate(painter, *viewpoint.pixel(*self.rubber), figures, strong=True)
