"""The plate of one side of a comparison: what it shows, unmistakably, and for an instant the steps through time. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from command_center.domain.time import MINUTE
from widgets.icons import icon
from widgets.texture import hatch
from widgets.theme import theme

STEPS = (-10 * MINUTE, -MINUTE, MINUTE, 10 * MINUTE)


class SidePlate(QWidget):
    """stepped(microseconds): the operator wants another instant. `past`: hatched, as all that is not now."""

    stepped = Signal(object)

    def __init__(self, parent: QWidget, *, steps: bool = False) -> None:
        super().__init__(parent)
        look = theme()
        self.past = False
        self._title, self._note = QLabel(self), QLabel(self)
        self._title.setFont(look.font("strong", bold=True))
        self._title.setStyleSheet(f"color: {look.colour('hi').name()};")
        self._note.setFont(look.font("caption"))
        self._note.setStyleSheet(f"color: {look.colour('mid').name()};")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(9), look.px(12), look.px(5))
        column.setSpacing(look.px(1))
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.setSpacing(look.px(2))
        row.addWidget(self._note)
        self._buttons: list[QToolButton] = []
        for step in STEPS if steps else ():
            button = QToolButton(self)
            button.setText(f"{step // MINUTE:+d}")
            button.setFont(look.font("caption"))
            button.setStyleSheet(f"min-height: 0; padding: 0 {look.px(5)}px; height: {look.px(20)}px;")
            button.clicked.connect(lambda _=False, step=step: self.stepped.emit(step))
            self._buttons.append(button)
            row.addWidget(button)
        self.row = row
        column.addLayout(row)

    def add_button(self, name: str, tip: str) -> QToolButton:
        """Another control at the right."""
        look, button = theme(), QToolButton(self)
        button.setIcon(icon(name, "mid"))
        button.setIconSize(QSize(look.px(12), look.px(12)))
        button.setFixedSize(look.px(24), look.px(20))
        button.setStyleSheet("min-height: 0; padding: 0;")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        self.row.addWidget(button)
        return button

    def say(self, title: str, note: str, *, past: bool) -> None:
        """What this side shows."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for button in self._buttons:
            button.setAccessibleName(self.tr("{minutes} minutes").format(minutes=button.text()))
            button.setToolTip(button.accessibleName())
        self.past = past
        self.setAccessibleName(f"{title} {note}")
        self.adjustSize()
        self.update()

    def said(self) -> str:
        """What it says now."""
        return self._title.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dark plate; the edge of one that is not now is hatched."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("void"))
        strip = QRectF(0, 0, self.width(), look.px(6))
        if self.past:
            hatch(painter, strip, look.colour("focus"), look.px(9), look.px(3))
        else:
            painter.fillRect(strip.adjusted(0, 0, 0, -look.px(3)), look.colour("hi"))
        painter.end()
