"""Moving a camera on its picture: a click centres the place, a dragged box is zoomed into. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from widgets.video.hands import box_between
from widgets.video.ptz_panel import PtzPanel
from widgets.video.sketch import Sketch
from widgets.video.surface import Surface, lying, place_of
from widgets.video.tile import Tile


class PtzTool:
    """On one surface, with the panel that says what is done."""

    def __init__(self, surface: Surface, panel: PtzPanel) -> None:
        self.camera = panel.camera
        self._surface, self._panel = surface, panel
        self._from: QPoint | None = None
        self._sketch: Sketch | None = None

    def press(self, tile: Tile, spot: QPoint) -> None:
        """Here a box may begin."""
        self._from = spot

    def move(self, tile: Tile, spot: QPoint) -> None:
        """Draw the box."""
        if self._from is None or (self._sketch is None and self._is_click(spot)):
            return
        if self._sketch is None:
            self._sketch = Sketch(self._surface.widget, tile.picture_box)
        self._sketch.draw_box(QRect(self._from, spot).normalized())

    def release(self, tile: Tile, spot: QPoint) -> None:
        """Centre, or zoom into the box."""
        start, self._from = self._from, None
        if start is None:
            return
        if self._sketch is None:
            u, v = place_of(self._surface, tile, spot)
            self._panel.ask("centre", pan=round(2 * u - 1, 4), tilt=round(1 - 2 * v, 4))
        else:
            left, top, width, height = box_between(lying(self._surface, tile), tile, start, spot)
            if width > 0.01 and height > 0.01:
                self._panel.ask("box", box=(round(left, 4), round(top, 4), round(left + width, 4), round(top + height, 4)))
        self._end_sketch()
        self._panel.ring.setFocus()

    def double(self, tile: Tile, spot: QPoint) -> None:
        """The first of the two clicks did all there is to do."""

    def wants(self, event: QKeyEvent) -> bool:
        """Keys that drive, and Escape."""
        return self._panel.ring.keys.wants(event) or event.key() == Qt.Key.Key_Escape

    def key(self, event: QKeyEvent, down: bool) -> bool:
        """As on the ring."""
        if event.key() == Qt.Key.Key_Escape:
            if down:
                self._panel.closed.emit()
            return True
        return self._panel.ring.take_key(event, down)

    def halt(self) -> None:
        """Nothing goes on."""
        self._from = None
        self._end_sketch()
        if not self._panel.ring.hasFocus():
            self._panel.halt()

    def _is_click(self, spot: QPoint) -> bool:
        assert self._from is not None
        return (spot - self._from).manhattanLength() < QApplication.startDragDistance()

    def _end_sketch(self) -> None:
        if self._sketch is not None:
            self._sketch.deleteLater()
            self._sketch = None
