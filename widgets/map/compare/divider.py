"""The line between two sides: dragged by the mouse, moved by the arrow keys. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from widgets.theme import theme

WIDTH = 14  # design pixels to take hold of; the line itself is thin
_STEP, _LEAP = 0.01, 0.1


class Divider(QWidget):
    """moved(share of the width, 0 to 1); stepped(minutes): Up and Down; flipped(): Enter; ended(): Escape."""

    moved = Signal(float)
    stepped = Signal(int)
    flipped = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.share = 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go((self.x() + event.position().x()) / max(1, self._around.width()))

    def _go(self, share: float) -> None:
        self.share = min(0.95, max(0.05, share))
        self.moved.emit(self.share)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End; Enter changes from swipe to side by side, Escape ends the comparison."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        minutes = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if key in ways:
            self._go(self.share + ways[Qt.Key(key)] * (_LEAP if shift else _STEP))
        elif key in minutes:
            self.stepped.emit(minutes[Qt.Key(key)] * (10 if shift else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0.05 if key == Qt.Key.Key_Home else 0.95)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # the Enter that chose from the menu may still be held
                self.flipped.emit()
        elif key == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line with a grip in its middle."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        painter.fillRect(QRectF(middle - look.px(2), 0, look.px(4), self.height()), look.colour("void"))
        painter.fillRect(QRectF(middle - look.px(1), 0, look.px(2), self.height()), look.colour("focus"))
        y, grip = self.height() / 2, look.px(7)
        painter.setPen(QPen(look.colour("void"), look.px(2)))
        painter.setBrush(look.colour("focus" if self.hasFocus() else "hi"))
        for way in (-1, 1):
            painter.drawPolygon(QPolygonF([QPointF(middle + way * grip, y), QPointF(middle + way, y - grip),
                                           QPointF(middle + way, y + grip)]))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
