"""Rows of small buttons on a sheet. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from widgets.theme import theme

Action = tuple[str, Callable[[], None]]


class Buttons(QWidget):
    """Buttons in a grid; nothing is cut off: the widest decides. `all` in their order."""

    def __init__(self, actions: Iterable[Action], parent: QWidget, columns: int = 2) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(6))
        self.all: list[QPushButton] = []
        for number, (text, act) in enumerate(actions):
            button = QPushButton(text, self)
            button.setStyleSheet(f"padding: 0 {theme().px(8)}px; min-height: {theme().px(26)}px;")
            button.clicked.connect(lambda _=False, act=act: act())
            grid.addWidget(button, number // columns, number % columns)
            self.all.append(button)


def copy(text: str) -> None:
    """To the clipboard, as text: a QMimeData of our own would outlive Python and crash the program as it ends."""
    QGuiApplication.clipboard().setText(text)
