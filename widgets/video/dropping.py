"""Cameras that are dropped onto tiles, and tiles that are dragged away. GUI thread."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent

from widgets.video.dragging import Grip, drag_cameras, held_in

if TYPE_CHECKING:
    from widgets.video.canvas import Canvas

_numbers = count(1)


class Dropping(QObject):
    """Of one canvas. swapped(tile, tile): within this wall; placed(tile, cameras): from anywhere else. target: the tile
    under what is held, -1 for none."""

    swapped = Signal(int, int)
    placed = Signal(int, list)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas, self._number = canvas, next(_numbers)
        self.target = -1
        self.enabled = True
        self.grip = Grip(self, self._drag)
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def _drag(self) -> None:
        canvas = self._canvas
        tile = canvas.tiles[canvas.current]
        if self.enabled and tile.camera:
            drag_cameras(canvas, [tile.camera], tile.name, self._number, canvas.current)
            self._aim(-1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Drags over the canvas."""
        if isinstance(event, QDragLeaveEvent):
            self._aim(-1)
            return True
        if not isinstance(event, QDropEvent):
            return False
        held = held_in(event.mimeData()) if self.enabled else None
        tile = self._canvas.tile_at(event.position().toPoint())
        if held is None or not held.cameras:
            event.ignore()
            return True
        if isinstance(event, QDragMoveEvent):
            self._aim(-1 if tile is None else tile)
            event.acceptProposedAction() if tile is not None or event.type() == QEvent.Type.DragEnter else event.ignore()
            return True
        self._aim(-1)
        event.acceptProposedAction()
        if tile is not None:
            self._drop(tile, held.cameras, held.tile if held.wall == self._number else -1)
        return True

    def _drop(self, tile: int, cameras: tuple[str, ...], source: int) -> None:
        self._canvas.go_to(tile)
        if source >= 0:
            self.swapped.emit(source, tile)
        else:
            self.placed.emit(tile, list(cameras))

    def _aim(self, tile: int) -> None:
        before, self.target = self.target, tile
        for number in {before, tile} - {-1}:
            if number < len(self._canvas.tiles):
                self._canvas.update(self._canvas.tiles[number].box)
