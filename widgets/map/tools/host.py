"""The tool in use on one map: what reaches it of the mouse and the keys, and the keyboard's cross. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen

from widgets.map.tools.base import Pointer, Tool
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

ALARM_KEYS = ("M", "A", "I")  # mute, acknowledge, make an incident: window-wide wherever there is an alarm
_STEP_PX, _FINE_PX = 16, 1
_EDGE_PX = 24  # the map follows a cross that would leave it
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_CLICKS = (Qt.Key.Key_Space,)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ToolHost:
    """Routes to the tool in use. Every method that takes an event says whether it was answered."""

    def __init__(self, map_view: MapView) -> None:
        self._map = map_view
        self.tool: Tool | None = None
        self.cross: tuple[float, float] | None = None
        self._kept = False
        self.letters: dict[str, Tool] = {}
        self.spare: list[Callable[[QKeyEvent], bool]] = []  # asked for keys that no tool in use has answered

    def use(self, tool: Tool | None) -> None:
        """Put down the one in use and take up another, or none."""
        old, self.tool = self.tool, tool
        self.cross, self._kept = None, False
        if old is not None:
            old.changed.disconnect(self._map.tool_moved)
            old.end()
        if tool is not None:
            tool.changed.connect(self._map.tool_moved)
            tool.begin(self._map)

    def pointer(self, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton,
                modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, by_key: bool = False) -> Pointer:
        """What a pixel of the map is to a tool."""
        return Pointer(x, y, *self._map.viewpoint.lonlat(x, y), button, modifiers, by_key)

    def _of(self, event: QMouseEvent) -> Pointer:
        here = event.position()
        return self.pointer(here.x(), here.y(), event.button(), event.modifiers())

    # the mouse

    def press(self, event: QMouseEvent) -> bool:
        """A button."""
        self.cross = None
        self._kept = self.tool is not None and self.tool.press(self._of(event))
        return self._kept

    def move(self, event: QMouseEvent) -> bool:
        """With or without a button."""
        if self.tool is None:
            return False
        self.cross = None
        return self.tool.move(self._of(event)) or self._kept

    def release(self, event: QMouseEvent) -> bool:
        """The end of a press that the tool kept."""
        kept, self._kept = self._kept, False
        if kept and self.tool is not None:
            self.tool.release(self._of(event))
        return kept

    def click(self, event: QMouseEvent) -> bool:
        """A press that moved nothing."""
        return self.tool is not None and self.tool.click(self._of(event))

    def double(self, event: QMouseEvent) -> bool:
        """Two clicks."""
        return self.tool is not None and self.tool.double(self._of(event))

    def context_menu(self, event: QContextMenuEvent) -> bool:
        """The right button, or the menu key at the cross."""
        x, y = self.menu_place(event)
        return self.tool is not None and self.tool.context_menu(self.pointer(x, y, Qt.MouseButton.RightButton))

    def menu_place(self, event: QContextMenuEvent) -> tuple[float, float]:
        """Where a menu is about: the mouse, or for the menu key the cross, else the middle of the map."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            return float(event.pos().x()), float(event.pos().y())
        return self.cross or (self._map.viewpoint.width / 2, self._map.viewpoint.height / 2)

    # the keyboard

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the tool's although the window has a shortcut of it; what answers an alarm never is."""
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return (self.tool is not None and not control and event.text().upper() not in ALARM_KEYS
                and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35)

    def key(self, event: QKeyEvent) -> bool:
        """Keys of the tool in use."""
        tool = self.tool
        if tool is None:
            return False
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if tool.key_press(event):
            return True
        if key in _ARROWS and not control:
            self._step(*_ARROWS[key], fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key in _CLICKS:
            place = self.cross or self._middle()
            self._set_cross(*place)
            tool.click(self.pointer(*place, modifiers=event.modifiers(), by_key=True))
            return True
        if key in _ENTERS:
            return tool.finish()
        if key == Qt.Key.Key_Backspace or (key == Qt.Key.Key_Z and control):
            return tool.undo()
        if key == Qt.Key.Key_Escape:
            if not tool.cancel():
                self._map.use(None)
            return True
        return False

    def start_by(self, event: QKeyEvent) -> bool:
        """A letter that starts a tool; the letter of the one in use puts it down; else who asked for spare keys."""
        if any(hear(event) for hear in self.spare):
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and bool(event.text()) and self.start(event.text().upper())

    def start(self, letter: str) -> bool:
        """The tool of a letter, if there is one; the one in use is put down."""
        tool = self.letters.get(letter)
        if tool is not None:
            self._map.use(None if tool is self.tool else tool)
        return tool is not None

    def _middle(self) -> tuple[float, float]:
        return self._map.viewpoint.width / 2, self._map.viewpoint.height / 2

    def _step(self, dx: int, dy: int, fine: bool) -> None:
        """Move the cross; at the edge the ground comes instead."""
        length = theme().px(_FINE_PX if fine else _STEP_PX)
        x, y = self.cross or self._middle()
        x, y, view, edge = x + dx * length, y + dy * length, self._map.viewpoint, theme().px(_EDGE_PX)
        inside = (min(max(x, edge), view.width - edge), min(max(y, edge), view.height - edge))
        if inside != (x, y):
            self._map.go(view.moved(x - inside[0], y - inside[1]))
        self._set_cross(*inside)

    def _set_cross(self, x: float, y: float) -> None:
        self.cross = (x, y)
        if self.tool is not None:
            self.tool.move(self.pointer(x, y, by_key=True))
        self._map.update()

    # painting

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        """The tool's own marks and the cross."""
        if self.tool is None:
            return
        painter.save()
        self.tool.paint(painter, viewpoint)
        painter.restore()
        if self.cross is not None:
            paint_cross(painter, *self.cross)


def paint_cross(painter: QPainter, x: float, y: float) -> None:
    """A cross that leaves its middle free."""
    look = theme()
    arm = look.px(16)
    for pen in (QPen(look.colour("void"), look.scale * 5), QPen(look.colour("focus"), look.scale * 1.6)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(QPointF(x + dx * arm * 0.3, y + dy * arm * 0.3), QPointF(x + dx * arm, y + dy * arm))
