"""Space presses what has the keyboard, although the window has a shortcut of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from widgets.shortcuts import pressed_by_space


@pytest.mark.parametrize(("kind", "takes"), [(QPushButton, True), (QToolButton, True), (QCheckBox, True), (QComboBox, True),
                                             (QListWidget, False), (QWidget, False)])
def test_space_presses_or_pauses(kind: type[QWidget], takes: bool, qtbot: QtBot) -> None:
    window, paused, clicked = QWidget(), list[bool](), list[bool]()
    qtbot.addWidget(window)
    one = kind(window)
    one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QVBoxLayout(window).addWidget(one)
    if hasattr(one, "clicked"):
        one.clicked.connect(lambda: clicked.append(True))
    space = QShortcut(QKeySequence(Qt.Key.Key_Space), window)
    space.activated.connect(lambda: pressed_by_space() or paused.append(True))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Space)
    assert paused == ([] if takes else [True])
    assert not hasattr(one, "clicked") or bool(clicked) == takes
    if isinstance(one, QComboBox):
        one.hidePopup()
