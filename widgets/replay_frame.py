"""The hatched frame round the window that says that this is not now. GUI thread.

Its mask leaves the inside free, so that panels repaint as if it were not there.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from widgets.texture import hatch
from widgets.theme import theme

WIDTH = 6  # design pixels; panels keep nothing this near the edge


class ReplayFrame(QWidget):
    """Covers the edge of its parent; shown in a replay, a drill and a what-if."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def fit(self, box: QRect) -> None:
        """Take the size of the window."""
        width = theme().px(WIDTH)
        self.setGeometry(box)
        self.setMask(QRegion(box).subtracted(QRegion(box.adjusted(width, width, -width, -width))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("void"))
        hatch(painter, QRectF(self.rect()), look.colour("focus"), look.px(12), look.px(4))
        painter.end()
