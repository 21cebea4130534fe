"""Tools that need two places: a drag from one to the other, or a click (Space) on each. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from widgets.map.tools import ink
from widgets.map.tools.base import LEFT, Pointer, Tool
from widgets.map.viewpoint import Viewpoint

Place = tuple[float, float]
_CLICK_PX = 4


class SpanTool(Tool):
    """Subclasses give `done` and `shape`, and may give `figures`."""

    def begin(self, map_view: object) -> None:
        super().begin(map_view)  # type: ignore[arg-type]
        self.first: Place | None = None
        self.second: Place | None = None
        self._pressed: Pointer | None = None

    def end(self) -> None:
        self.first = self.second = self._pressed = None
        super().end()

    @property
    def is_drawing(self) -> bool:
        return self.first is not None

    def done(self, first: Place, second: Place, event: Pointer) -> None:
        """Both are there."""
        raise NotImplementedError(type(self).__name__)

    def shape(self, painter: QPainter, viewpoint: Viewpoint, first: Place, second: Place) -> None:
        """Paint what they make."""
        raise NotImplementedError(type(self).__name__)

    def figures(self, first: Place, second: Place) -> Sequence[str]:
        """What is told at the pointer."""
        return ()

    def press(self, event: Pointer) -> bool:
        if event.button != LEFT:
            return False
        self._pressed = event
        return True

    def move(self, event: Pointer) -> bool:
        if self._pressed is not None and self.first is None and self._is_drag(event):
            self.first = (self._pressed.lon, self._pressed.lat)
        if self.first is not None:
            self.second = (event.lon, event.lat)
            self.changed.emit()
        return self._pressed is not None

    def _is_drag(self, event: Pointer) -> bool:
        pressed = self._pressed
        return pressed is not None and abs(event.x - pressed.x) + abs(event.y - pressed.y) > _CLICK_PX

    def release(self, event: Pointer) -> bool:
        dragged = self._is_drag(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return False
        if dragged and self.first == (pressed.lon, pressed.lat):
            self._complete(event)
        else:
            self.click(event)
        return True

    def click(self, event: Pointer) -> bool:
        if self.first is None:
            self.first = self.second = (event.lon, event.lat)
            self.changed.emit()
        else:
            self._complete(event)
        return True

    def _complete(self, event: Pointer) -> None:
        first, self.first, self.second = self.first, None, None
        if first is not None:
            self.done(first, (event.lon, event.lat), event)
        self.changed.emit()

    def undo(self) -> bool:
        self.cancel()
        return True

    def cancel(self) -> bool:
        had = self.first is not None
        self.first = self.second = self._pressed = None
        self.changed.emit()
        return had

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        if self.first is None or self.second is None:
            return
        if self.first != self.second:
            self.shape(painter, viewpoint, self.first, self.second)
            figures = self.figures(self.first, self.second)
            if figures:
                ink.plate(painter, *viewpoint.pixel(*self.second), figures, strong=True)
        ink.dot(painter, *viewpoint.pixel(*self.first))
