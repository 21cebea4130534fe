"""The controls of a wall that is a strip in a larger window: a plate over its corner while the mouse is on it, and for
as long as a tour runs or something is followed. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent

from widgets.theme import theme
from widgets.video.controls import WallControls

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_LINGER_MS = 250


class Plate(WallControls):
    """In the upper right corner of its wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall, wall, focusable=False)
        self._leave = QTimer(self, singleShot=True, interval=_LINGER_MS)
        self._leave.timeout.connect(self.look)
        self.hide()

    def refresh(self) -> None:
        """Words changed: so did the room they take."""
        super().refresh()
        if hasattr(self, "_leave"):
            self.look()

    def look(self) -> None:
        """Be there or not."""
        over = self.wall.underMouse() and self.wall.window().isActiveWindow()
        for act in ("layouts", "scenes", "tours", "cameras", "window"):
            self.buttons[act].setVisible(over)
        self.adjustSize()
        self.place()
        if over or self.busy:
            self.show()
            self.raise_()
        else:
            self.hide()

    def place(self) -> None:
        """To its corner."""
        edge = theme().px(6)
        self.resize(min(self.sizeHint().width(), self.wall.width() - 2 * edge), self.sizeHint().height())
        self.move(self.wall.width() - self.width() - edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground on which words can be read over any picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel", 230))
        painter.setPen(theme().colour("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
