"""The painted part of the wall: tiles in a grid, what of them has to be painted anew, mouse and keyboard. GUI thread.

Pictures are copied pixel for pixel from shared memory; nothing is scaled or decoded here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from video.pictures import Picture
from video.tiling import grid, tile_boxes
from widgets.theme import theme
from widgets.video.tile import Tile, caption_height, draw_caption, draw_empty, draw_picture

_MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


NARROWEST = 130  # design pixels of a tile under which names would be cut


class Canvas(QWidget):
    """One widget for all tiles. `picture_of(camera)` gives what is to be painted."""

    chosen = Signal(int)  # a tile was clicked, or Enter pressed on it
    enlarged = Signal(int)  # a double click, or Shift+Enter
    resized = Signal()  # the tiles have other sizes
    moved = Signal()  # the keyboard is on another tile, or came, or left

    def __init__(self, tiles: int, picture_of: Callable[[str], Picture | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tiles = [Tile() for _ in range(tiles)]
        self.current = 0
        self.shown = tiles
        self._columns = 1
        self._picture_of = picture_of

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, region = QPainter(self), event.region()
        gaps = region
        for tile in self.tiles:
            if not region.intersects(tile.box):
                continue
            gaps = gaps.subtracted(tile.box)
            if region.intersects(tile.picture_box):
                draw_picture(painter, tile, self._picture_of(tile.camera))
            if region.intersects(tile.caption_box):
                draw_caption(painter, tile)
        for rect in gaps:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme().colour("void"))
        if not any(tile.camera for tile in self.tiles):
            draw_empty(painter, QRect(self.rect()), self.tr("No camera is known yet. Pictures appear as the sources name them."))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap, caption = theme().space("gap"), caption_height()
        self.shown = self._count(gap, caption)
        boxes = tile_boxes(self.shown, self.width(), self.height(), caption, gap)
        self._columns = grid(self.shown, self.width(), self.height(), caption, gap)[0]
        for number, tile in enumerate(self.tiles):
            tile.box = QRect(*boxes[number]) if number < self.shown else QRect()
        self.current = min(self.current, max(0, self.shown - 1))
        self.resized.emit()

    def _count(self, gap: int, caption: int) -> int:
        """As many tiles as leave room for a camera's name under each."""
        narrowest = theme().px(NARROWEST)
        for count in range(len(self.tiles), 1, -1):
            columns = grid(count, self.width(), self.height(), caption, gap)[0]
            if (self.width() - gap * (columns - 1)) / columns >= narrowest:
                return count
        return min(1, len(self.tiles))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._tile_at(event)
        if number is not None:
            self._go_to(number)
            self.chosen.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._tile_at(event)
        if number is not None:
            self.enlarged.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            target = self.current + step[0] + step[1] * self._columns
            if 0 <= target < self.shown:
                self._go_to(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tiles:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.enlarged if large else self.chosen).emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.moved.emit()

    def _go_to(self, number: int) -> None:
        self.current = number
        self.setAccessibleDescription(self.tiles[number].name)
        self.moved.emit()

    def _tile_at(self, event: QMouseEvent) -> int | None:
        spot = event.position().toPoint()
        return next((number for number, tile in enumerate(self.tiles) if tile.box.contains(spot)), None)
