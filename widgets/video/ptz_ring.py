"""The joystick ring: pulled from its middle it drives a camera, let go it stops. GUI thread."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import theme
from widgets.video.ptz_keys import Keys

_DEAD = 0.14  # of the radius: the hand is not that steady
_SIDE = 148
_RISE_MS = 40


class PtzRing(QWidget):
    """driven(pan, tilt, zoom) with speeds -1..1; halted when it was let go, or lost the keyboard, the pointer or the
    window."""

    driven = Signal(float, float, float)
    halted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Joystick: arrow keys move, plus and minus zoom; Shift fast, Ctrl slow"))
        self.setFixedSize(theme().px(_SIDE), theme().px(_SIDE))
        self.keys = Keys()
        self._pull = QPointF(0, 0)
        self._held = False
        self._rising: set[int] = set()  # a key that is held looks to some displays as let go and pressed again
        self._rise = QTimer(self, singleShot=True, interval=_RISE_MS)
        self._rise.timeout.connect(self._risen)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_SIDE), theme().px(_SIDE))

    def _radius(self) -> float:
        return self.width() / 2 - theme().px(16)

    def _vector(self) -> tuple[float, float]:
        """Pan and tilt for where it is pulled; fine near the middle."""
        pull = QPointF(self._pull.x() / self._radius(), -self._pull.y() / self._radius())
        length = math.hypot(pull.x(), pull.y())
        if length <= _DEAD:
            return 0.0, 0.0
        speed = min(1.0, (length - _DEAD) / (1 - _DEAD)) ** 1.6
        return round(pull.x() / length * speed, 3), round(pull.y() / length * speed, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._pull_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._pull_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.halt()

    def _pull_to(self, event: QMouseEvent) -> None:
        away = event.position() - QPointF(self.rect().center())
        length = max(1.0, math.hypot(away.x(), away.y()))
        self._pull = away * min(1.0, self._radius() / length)
        self.update()
        pan, tilt = self._vector()
        if pan or tilt:
            self.driven.emit(pan, tilt, 0.0)
        else:
            self.halted.emit()

    def halt(self) -> None:
        """Let go of everything."""
        self._held = False
        self.keys.clear()
        self._rising.clear()
        self._pull = QPointF(0, 0)
        self.update()
        self.halted.emit()

    def event(self, event: QEvent) -> bool:
        """Arrows and signs are ours before they are shortcuts; a window that is left stops the camera."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.keys.wants(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.halt()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event, True):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event, False):
            super().keyReleaseEvent(event)

    def take_key(self, event: QKeyEvent, down: bool) -> bool:
        """A key that drives; whether it was one."""
        if not self.keys.wants(event):
            return False
        if event.isAutoRepeat():
            return True
        if not down:
            self._rising.add(event.key())
            self._rise.start()
        elif event.key() in self._rising:
            self._rising.discard(event.key())
        elif self.keys.take(event, True):
            self._obey_keys()
        return True

    def _risen(self) -> None:
        """The keys that went up have not come down again at once, so they were let go."""
        rising, self._rising = self._rising, set()
        if rising:
            self.keys.drop(rising)
            self._obey_keys()

    def _obey_keys(self) -> None:
        pan, tilt, zoom = self.keys.speeds()
        self._pull = QPointF(pan, -tilt) * self._radius()
        self.update()
        if pan or tilt or zoom:
            self.driven.emit(pan, tilt, zoom)
        else:
            self.halted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.halt()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._held:
            self.halt()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.halt()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(self.rect().center()), self._radius()
        usable = self.isEnabled()
        painter.setBrush(look.colour("void"))
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "control"), look.px(2)))
        painter.drawEllipse(middle, radius + look.px(10), radius + look.px(10))
        painter.setPen(QPen(look.colour("line2"), look.px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius * _DEAD + look.px(8), radius * _DEAD + look.px(8))
        painter.setPen(QPen(look.colour("hi" if usable else "line2"), look.px(2)))
        for turn in range(4):
            x, y = ((0, -1), (1, 0), (0, 1), (-1, 0))[turn]
            tip = middle + QPointF(x, y) * (radius + look.px(2))
            side, back = QPointF(-y, x) * look.px(5), QPointF(x, y) * look.px(6)
            painter.drawPolyline([tip - back + side, tip, tip - back - side])
        painter.setPen(QPen(look.colour("void"), look.px(1)))
        painter.setBrush(look.colour("hi" if usable else "line2"))
        painter.drawEllipse(middle + self._pull, look.px(11), look.px(11))
        painter.end()
