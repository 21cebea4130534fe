"""The painted part of the wall: tiles in a layout, what of them has to be painted anew, mouse and keyboard. GUI thread.

Pictures are copied pixel for pixel from shared memory; nothing is scaled or decoded here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from video.layouts import Layout, usual
from video.pictures import Picture
from widgets.theme import theme
from widgets.video.blit import inside, paint_unclipped
from widgets.video.borders import Borders
from widgets.video.dropping import Dropping
from widgets.video.fitting import fitted, neighbour
from widgets.video.keys import ARROWS, act_of
from widgets.video.tile import (
    Tile,
    caption_height,
    draw_caption,
    draw_empty,
    draw_frame,
    draw_mark,
    draw_picture,
    snug,
)


class Canvas(QWidget):
    """One widget for all tiles. `picture_of(camera)` gives what is to be painted."""

    chosen = Signal(int)  # a tile was clicked, or Enter pressed on it
    enlarged = Signal(int)  # a double click, or Shift+Enter
    resized = Signal()  # the tiles have other sizes
    moved = Signal()  # the keyboard is on another tile, or came, or left
    acted = Signal(str)  # a key of widgets.video.keys
    nudged = Signal(int, int, str)  # arrows with Ctrl ("swap") or Alt ("border")
    menu_wanted = Signal(QPoint)  # about the current tile; a global position

    def __init__(self, tiles: int, picture_of: Callable[[str], Picture | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.layout_wanted: Layout = usual(tiles)
        self.layout_shown = self.layout_wanted
        self.tiles = [Tile() for _ in range(tiles)]
        self.marked: set[int] = set()
        self.area = QRect()  # what the tiles take
        self._gaps = QRegion()  # and what is between them
        self.current = 0
        self.shown = tiles
        self._picture_of = picture_of
        self.borders, self.dropping = Borders(self), Dropping(self)

    def set_layout(self, layout: Layout) -> None:
        """Another layout, with as many tiles as it has."""
        self.layout_wanted = layout
        del self.tiles[layout.count:]
        self.tiles += [Tile() for _ in range(layout.count - len(self.tiles))]
        self.marked.clear()
        self.arrange()

    def arrange(self) -> None:
        """Give every tile its box."""
        self.layout_shown, inset, self.area = fitted(self.layout_wanted, self.width(), self.height())
        boxes = self.layout_shown.boxes(self.area.width(), self.height(), 0 if inset else caption_height(), theme().space("gap"))
        self.shown = len(boxes)
        for number, tile in enumerate(self.tiles):
            tile.inset = inset
            tile.box = snug(QRect(*boxes[number]).translated(self.area.left(), 0), inset=inset) if number < self.shown else QRect()
        self._gaps = QRegion(self.rect())
        for tile in self.tiles[: self.shown]:
            self._gaps -= QRegion(tile.box)
        self.current = min(self.current, max(0, self.shown - 1))
        self.update()
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        region, painter = event.region(), QPainter(self)
        touched = [number for number, tile in enumerate(self.tiles) if region.intersects(tile.box)]
        painted = self._paint_whole(painter, [number for number in touched if inside(region, self.tiles[number].picture_box)])
        for number in touched:
            tile = self.tiles[number]
            if number not in painted and region.intersects(tile.picture_box):
                draw_picture(painter, tile, self._picture_of(tile.camera))
            if not (tile.inset and number in painted) and region.intersects(tile.caption_box):
                draw_caption(painter, tile)
            draw_frame(painter, tile)
            if number in self.marked or number == self.dropping.target:
                draw_mark(painter, tile)
        for rect in region.intersected(self._gaps):  # type: ignore[attr-defined]
            painter.fillRect(rect, theme().colour("void"))
        if not any(tile.camera for tile in self.tiles):
            draw_empty(painter, QRect(self.rect()), self.tr("No camera is known yet. Pictures appear as the sources name them."))
        painter.end()

    def _paint_whole(self, painter: QPainter, numbers: Collection[int]) -> Collection[int]:
        """Pictures of tiles whose every pixel is to be painted, the fast way; of which tiles that was done."""
        def paint(direct: QPainter) -> None:
            for number in numbers:
                tile = self.tiles[number]
                draw_picture(direct, tile, self._picture_of(tile.camera))
                if tile.inset:
                    draw_caption(direct, tile)

        return numbers if numbers and paint_unclipped(painter, paint) else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    # ---- the mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.borders.press(event.position().toPoint()):
            return
        number = self.tile_at(event.position().toPoint())
        if number is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mark(number)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.dropping.grip.take(event.position().toPoint())
        self.go_to(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self.borders.move(here, bool(event.buttons() & Qt.MouseButton.LeftButton)):
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dropping.grip.moves(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.borders.release():
            return
        was_click = self.dropping.grip.let_go()
        if was_click and self.tile_at(event.position().toPoint()) == self.current:
            self.chosen.emit(self.current)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.tile_at(event.position().toPoint())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.enlarged.emit(number)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self.tile_at(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and number is not None:
            self.go_to(number)
            self.menu_wanted.emit(event.globalPos())
        elif self.shown:
            self.menu_wanted.emit(self.mapToGlobal(self.tiles[self.current].box.center()))

    # ---- the keyboard
    def event(self, event: QEvent) -> bool:
        """The wall's letters are ours before they are the window's shortcuts; Escape only while there is something to
        put back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, act = ARROWS.get(Qt.Key(event.key())), act_of(event)
        if step is not None and self.shown:
            self._step(step, event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tiles:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.enlarged if large else self.chosen).emit(self.current)
        elif act:
            self.acted.emit(act)
        else:
            super().keyPressEvent(event)

    def _step(self, step: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.nudged.emit(*step, "swap")
            return
        if modifiers & Qt.KeyboardModifier.AltModifier:
            self.nudged.emit(*step, "border")
            return
        target = neighbour([tile.box for tile in self.tiles[: self.shown]], self.current, step)
        if target is None:
            return
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.marked |= {self.current, target}
            self.update()
        self.go_to(target)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.moved.emit()

    def mark(self, number: int) -> None:
        """Mark a tile for joining, or no longer."""
        self.marked ^= {number}
        self.update(self.tiles[number].box)

    def go_to(self, number: int) -> None:
        """Make a tile the current one."""
        self.current = number
        self.setAccessibleDescription(self.tiles[number].name)
        self.moved.emit()

    def tile_at(self, spot: QPoint) -> int | None:
        """The tile under a pixel."""
        return next((number for number, tile in enumerate(self.tiles) if tile.box.contains(spot)), None)
