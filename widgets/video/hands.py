"""The operator's hands on a tile: wheel, pinch, drag and keys that zoom, and the tools that take the mouse over (moving
a camera, drawing a mask). GUI thread.

An event filter on the canvas and on the large view; what it does not want goes on to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from video.zooming import STEP, WHOLE, Box, part_of, place_at
from widgets.video.sketch import Sketch
from widgets.video.surface import Surface, lying, place_of
from widgets.video.tile import Tile
from widgets.video.tile_keys import act_of, step_of

if TYPE_CHECKING:
    from widgets.video.tile_acts import TileActs

_PRESS, _MOVE, _RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
_HALTS = (QEvent.Type.FocusOut, QEvent.Type.Leave, QEvent.Type.WindowDeactivate, QEvent.Type.Hide)
_PAN = 0.15  # of the shown part, with a key


class Tool(Protocol):
    """What takes the mouse over on the tile of one camera."""

    camera: str

    def press(self, tile: Tile, spot: QPoint) -> None:
        """The left button went down on its picture."""

    def move(self, tile: Tile, spot: QPoint) -> None:
        """The mouse moved, with or without the button."""

    def release(self, tile: Tile, spot: QPoint) -> None:
        """The button went up."""

    def double(self, tile: Tile, spot: QPoint) -> None:
        """It was clicked twice."""

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for it."""

    def key(self, event: QKeyEvent, down: bool) -> bool:
        """A key; whether it was for the tool."""

    def halt(self) -> None:
        """The keyboard, the pointer or the window went elsewhere: nothing may go on by itself."""


class Hands(QObject):
    """On one surface. tool: what has the mouse, None while nothing has."""

    def __init__(self, surface: Surface, acts: TileActs) -> None:
        super().__init__(surface.widget)
        self.surface, self._acts = surface, acts
        self.tool: Tool | None = None
        self._from: tuple[Tile, QPoint, bool] | None = None  # tile, where the button went down, whether for a box
        self._panned = False
        self._sketch: Sketch | None = None
        surface.widget.installEventFilter(self)
        surface.widget.grabGesture(Qt.GestureType.PinchGesture)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is ours."""
        kind = event.type()
        if self.tool is not None and kind in _HALTS:
            self.tool.halt()
        if isinstance(event, QContextMenuEvent) and self.surface.is_large:
            self._acts.pop_up(self, event.globalPos())
            return True
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        if isinstance(event, QGestureEvent):
            return self._touch(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    # ---- zoom
    def _wheel(self, event: QWheelEvent) -> bool:
        spot = event.position().toPoint()
        tile = self.surface.tile_at(spot)
        if tile is None or not event.angleDelta().y():
            return False
        self.zoom(tile, STEP ** (event.angleDelta().y() / 120), place_of(self.surface, tile, spot))
        event.accept()
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        spot = event.position().toPoint()
        tile = self.surface.tile_at(spot)
        if tile is None or event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom(tile, max(0.2, 1.0 + event.value()), place_of(self.surface, tile, spot))
        return True

    def _touch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        spot = self.surface.widget.mapFromGlobal(pinch.centerPoint().toPoint())
        tile = self.surface.tile_at(spot)
        if tile is None:
            return False
        event.accept(pinch)
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged and pinch.scaleFactor() > 0:
            self.zoom(tile, pinch.scaleFactor(), place_of(self.surface, tile, spot))
        return True

    def zoom(self, tile: Tile, ratio: float, place: tuple[float, float] | None = None) -> None:
        """Closer or farther, about a place of the picture (None: the middle of what is shown)."""
        zoom = self.surface.dress.zoom(tile.camera)
        self.surface.dress.set_zoom(tile.camera, zoom.by(ratio, *(place or (zoom.x, zoom.y))))
        self.surface.refresh()

    def reset(self, tile: Tile) -> None:
        """The whole picture."""
        self.surface.dress.set_zoom(tile.camera, WHOLE)
        self.surface.refresh()

    def pan(self, tile: Tile, right: float, down: float) -> None:
        """Shift by shares of the shown part."""
        zoom = self.surface.dress.zoom(tile.camera)
        if zoom.factor > 1:
            self.surface.dress.set_zoom(tile.camera, zoom.moved(right, down))
            self.surface.refresh()

    # ---- the mouse
    def _mouse(self, event: QMouseEvent) -> bool:
        spot, kind = event.position().toPoint(), event.type()
        tool = self.tool
        if tool is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton):
            tile = self._tile_of(tool.camera)
            if tile is not None and (kind in (_MOVE, _RELEASE) or tile.picture_box.contains(spot)):
                {_PRESS: tool.press, _MOVE: tool.move, _RELEASE: tool.release}.get(kind, tool.double)(tile, spot)
                return True
        if kind == _PRESS and event.button() == Qt.MouseButton.LeftButton:
            return self._press(spot, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if self._from is None:
            return False
        if kind == _MOVE:
            self._drag(spot)
        elif kind == _RELEASE:
            self._release(spot)
        return True

    def _press(self, spot: QPoint, box: bool) -> bool:
        tile = self.surface.tile_at(spot)
        if tile is None or not (box or tile.zoom.factor > 1):
            return False
        self._from, self._panned = (tile, spot, box), False
        return True

    def _drag(self, spot: QPoint) -> None:
        assert self._from is not None
        tile, start, box = self._from
        if not self._panned and (spot - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._panned = True
        if box:
            if self._sketch is None:
                self._sketch = Sketch(self.surface.widget, tile.picture_box)
            self._sketch.draw_box(QRect(start, spot).normalized())
            return
        where = lying(self.surface, tile)
        self.pan(tile, (start.x() - spot.x()) / where.width, (start.y() - spot.y()) / where.height)
        self._from = (tile, spot, box)

    def _release(self, spot: QPoint) -> None:
        assert self._from is not None
        tile, start, box = self._from
        self._from = None
        if self._sketch is not None:
            self._sketch.deleteLater()
            self._sketch = None
        if not self._panned:
            self.surface.click(tile)
        elif box:
            where = lying(self.surface, tile)
            part = box_between(where, tile, start, spot)
            self.surface.dress.set_zoom(tile.camera, part_of(part))
            self.surface.refresh()

    def _tile_of(self, camera: str) -> Tile | None:
        if self.surface.is_large:
            return self.surface.current()
        return self._acts.tile_of(camera)

    # ---- the keyboard
    def _key(self, event: QKeyEvent) -> bool:
        down = event.type() == QEvent.Type.KeyPress
        if event.type() == QEvent.Type.ShortcutOverride:
            if act_of(event, self.surface.is_large) or (self.tool is not None and self.tool.wants(event)):
                event.accept()
                return True
            return False
        if self.tool is not None and self.tool.key(event, down):
            return True
        tile = self.surface.current()
        if not down or tile is None:
            return False
        step = step_of(event, self.surface.is_large)
        if step is not None and tile.zoom.factor > 1:
            self.pan(tile, step[0] * _PAN, step[1] * _PAN)
            return True
        act = act_of(event, self.surface.is_large)
        return bool(act) and self._acts.do(act, tile, self)


def box_between(where: Box, tile: Tile, start: QPoint, end: QPoint) -> Box:
    """The part of a tile's picture (0..1) between two pixels."""
    left, top = place_at(where, tile.zoom, min(start.x(), end.x()), min(start.y(), end.y()))
    right, bottom = place_at(where, tile.zoom, max(start.x(), end.x()), max(start.y(), end.y()))
    return Box(left, top, right - left, bottom - top)
