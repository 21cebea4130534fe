"""The banner of a red alarm that comes while the past is on the screen, with the way back to now. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from command_center.domain.alarms import Alarm
from layers.names import alarm_title, either
from widgets.theme import draw_level, theme


class _Badge(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(theme().px(30), theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_level(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 1)
        painter.end()


class Breakthrough(QFrame):
    """Shown above the body until the operator goes back to live or the alarm is settled."""

    live_requested = Signal(str)  # id of the alarm

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme()
        self._language, self._alarm = language, ""
        self.setObjectName("breakthrough")
        self.setStyleSheet("#breakthrough {{ background: {}; border: {}px solid {}; }}".format(
            look.colour("active").name(), look.px(2), look.colour("red").name()))
        self.text = QLabel()
        self.text.setFont(look.font("strong", bold=True))
        self.text.setWordWrap(True)
        self.button = QPushButton(self.tr("Back to live"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(lambda: self.live_requested.emit(self._alarm))
        box = QHBoxLayout(self)
        box.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        box.setSpacing(look.px(12))
        box.addWidget(_Badge(self), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self.text, 1)
        if look.profile == "desk":
            box.addWidget(self.button)
        self.hide()

    def show_alarm(self, alarm: Alarm) -> None:
        """Say which alarm came."""
        self._alarm = alarm.alarm
        chinese = self._language.startswith("zh")
        title, where = alarm_title(alarm, chinese), either(alarm.place, alarm.place_en, chinese) or alarm.subject
        self.text.setText(self.tr("New red alarm now, while you look at the past: {title} · {where}").format(
            title=title, where=where))
        self.show()
        self.raise_()

    def fit(self, below: QRect) -> None:
        """Stand at the top of the body."""
        look = theme()
        wide = min(below.width() - look.px(40), look.px(980))
        self.setGeometry(below.left() + (below.width() - wide) // 2, below.top() + look.px(10), wide,
                         max(self.sizeHint().height(), look.px(56)))
