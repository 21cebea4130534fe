"""The controls of the current row of a list: buttons in a line, and under them how what was asked stands. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.panels.asking import Asker, AskLabel
from widgets.theme import theme


class AskCard(QWidget):
    """Emits what the operator wants; whoever owns it knows the thing. `topic`: the id of that thing."""

    resized = Signal()

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker, self.topic = asker, ""
        self.label = AskLabel(asker)
        self._line = QHBoxLayout()
        self._line.setSpacing(theme().px(8))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(4))
        self._box.addLayout(self._line)
        self._box.addWidget(self.label)
        self._buttons: list[QPushButton] = []
        self._resting: list[QPushButton] = []
        asker.changed.connect(self._on_asked)

    def add_button(self, signal: SignalInstance, share: int, *, rests: bool = True) -> QPushButton:
        """A button that emits a signal of this card, with a share of the width; rests: while a command is under way."""
        button = QPushButton()
        button.clicked.connect(signal)
        self._line.addWidget(button, share)
        self._buttons.append(button)
        if rests:
            self._resting.append(button)
        return button

    def set_primary(self, button: QPushButton, on: bool) -> None:
        """Whether a button is the one that most will want."""
        if button.property("primary") != on:
            button.setProperty("primary", on)
            button.style().polish(button)

    def show_topic(self, topic: str) -> bool:
        """Whose controls these are; whether a command of it is under way."""
        self.topic = topic
        self.label.set_topics(topic)
        return self._asker.is_pending(topic)

    def _on_asked(self, topic: str) -> None:
        if topic == self.topic:
            if self._asker.is_pending(topic):
                for button in self._resting:
                    button.setEnabled(False)
            self.resized.emit()

    def sizeHint(self) -> QSize:
        """As tall as the buttons and, where there is something to say, the line under them."""
        width = max(self.width(), theme().px(200))
        tall = max((button.sizeHint().height() for button in self._buttons), default=0)
        if self.label.text():
            tall += self.label.heightForWidth(width) + self._box.spacing()
        return QSize(width, tall)
