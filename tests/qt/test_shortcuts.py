"""A letter typed over the map reaches no panel: keys of a panel work only while it has the keyboard."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.shortcuts import local_shortcut

ROOT = Path(__file__).resolve().parents[2]


def test_a_local_shortcut_is_local(qtbot: QtBot) -> None:
    window, here, there, heard = QWidget(), QWidget(), QWidget(), list[str]()
    for widget in (here, there):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(window)
    column.addWidget(here)
    column.addWidget(there)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    local_shortcut("X", here, lambda: heard.append("x"))
    there.setFocus()
    qtbot.keyClick(there, Qt.Key.Key_X)
    assert heard == []
    here.setFocus()
    qtbot.keyClick(here, Qt.Key.Key_X)
    assert heard == ["x"]


def test_nobody_trusts_the_context_argument() -> None:
    """PySide6 ignores it beside a callable."""
    wrong = []
    for path in sorted((ROOT / "widgets").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("QShortcut"):
                wrong += [f"{path.name}:{node.lineno}" for word in node.keywords if word.arg == "context"
                          and not ast.unparse(word.value).endswith("WindowShortcut")]
    assert wrong == []
