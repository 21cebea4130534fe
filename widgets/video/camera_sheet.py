"""The list of cameras as a sheet over the window, beside the wall it fills. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from widgets.icons import icon
from widgets.theme import theme
from widgets.video.camera_list import CameraList

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

NAME = "camera-sheet"
_WIDTH, _HEIGHT = 340, 460  # design pixels


class CameraSheet(QWidget):
    """Lies above the strip, so that its tiles stay free to be dropped on; Escape closes it."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall.window())
        self.setObjectName(NAME)
        self._wall = wall
        look = theme()
        self._title = QLabel(self)
        self._title.setFont(look.font("strong", bold=True))
        self._close = QToolButton(self)
        self._close.setIcon(icon("close"))
        self._close.setProperty("flat", True)
        self._close.setStyleSheet("padding: 0")
        self._close.setFixedSize(look.px(28), look.px(28))
        self._close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(14), look.px(6), look.px(6), 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.list = CameraList(wall, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.list.refresh)
        self._second.start()
        wall.destroyed.connect(self.deleteLater)
        wall.window().installEventFilter(self)
        self._retranslate()
        self.place()
        self.show()
        self.raise_()
        self.list.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Above the wall's left edge, or over it where there is no room above."""
        look, window = theme(), self._wall.window()
        corner = self._wall.mapTo(window, QPoint(0, 0))
        wide = min(look.px(_WIDTH), window.width())
        room = corner.y() - look.px(12)
        tall = min(look.px(_HEIGHT), room if room > look.px(200) else window.height() - look.px(12))
        top = max(look.px(6), corner.y() - tall - look.px(6))
        self.setGeometry(QRect(max(0, corner.x()), top, wide, tall))

    def leave(self) -> None:
        """Close, and give the keyboard back to the tiles."""
        self._wall.window().removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self._wall.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The window has another size."""
        if watched is self._wall.window() and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        """Escape is ours before it is anybody's shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search, then closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.box.clear() if self.list.box.text() else self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        painter.setPen(theme().colour("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Cameras"))
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def show_cameras(wall: VideoWall) -> None:
    """Show the sheet, or close it; a wall with a list of its own gives that the keyboard."""
    own = wall.window().findChild(CameraList, "wall-cameras")
    if isinstance(own, CameraList):
        own.setVisible(True)
        own.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    sheet = wall.window().findChild(CameraSheet, NAME)
    if isinstance(sheet, CameraSheet):
        sheet.leave()
    else:
        CameraSheet(wall)
