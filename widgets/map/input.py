"""The mouse and the keys of the map: the tool in use is asked first, then selection, then navigation. GUI thread.

The keyboard can do everything the mouse can.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from widgets.map.carrying import Carrying
from widgets.map.navigation import Navigation
from widgets.map.pointing import Pointing
from widgets.map.tools.host import ToolHost

_POINTING_MS = 50  # coordinates follow the cursor this often: a frame for every mouse event would cost a core


class MapInput(QWidget):
    """Events of a map. menu_requested(x, y): somebody wants a menu about that pixel. Subclasses make the four."""

    menu_requested = Signal(float, float)
    tools: ToolHost
    pointing: Pointing
    navigation: Navigation
    carrying: Carrying

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow = QTimer(self, singleShot=True, interval=_POINTING_MS)
        self._follow.timeout.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the ground."""
        if not (self.tools.press(event) or self.carrying.press(event)):
            self.navigation.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or say what is under the cursor."""
        here = event.position()
        if self.tools.move(event) or self.carrying.move(event):
            pass
        elif self.navigation.move(event):
            if self.navigation.is_dragging:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.tools.tool is None or self.tools.tool.hovers:
            self.pointing.hover(here.x(), here.y())
        self.pointing.cursor = (here.x(), here.y())
        if not self._follow.isActive():
            self._follow.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press that did not move was a click."""
        if self.tools.release(event):
            return
        was_click = self.carrying.release(event) or self.navigation.release(event)
        self.pointing.show_cursor()
        if was_click and not self.tools.click(event):
            self.pointing.click(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nearer."""
        if event.button() == Qt.MouseButton.LeftButton and not self.pointing.wanted_place \
                and not self.tools.double(event):
            self.navigation.zoom(2, (event.position().x(), event.position().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """About the cursor."""
        self.navigation.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self.pointing.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button or the menu key."""
        if not self.tools.context_menu(event):
            self.menu_requested.emit(*self.tools.menu_place(event))

    def event(self, event: QEvent) -> bool:
        """A tool in use hears its keys (Space, Escape, ...) before the window's shortcuts do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.tools.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The tool in use, then a question for a place, then letters of tools, then pan and zoom."""
        if not (self.tools.key(event) or self.pointing.key(event) or self.tools.start_by(event)
                or self.navigation.key(event)):
            super().keyPressEvent(event)
