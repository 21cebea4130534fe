"""Qt's own dialogs, buttons and menus speak the screen's language: every word that Qt asks a translation for has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from widgets.i18n import install_language

# What stays as it is in Chinese: caps of keys, formats of paper, kinds of files that the system names, layouts.
AS_IT_IS = ("QShortcut", "QPageSize", "QMimeType")
OURS = ("QObject", "QPaintDevice", "QWidget")  # as what PySide asks for words of a class without a context of its own
UNITS = ("mm", "pt", "cm", "QDialogButtonBox")


class Asked(QTranslator):
    """Hears what is asked for and leaves the answer to the others."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, comment: str | None = None, count: int = -1) -> str | None:  # type: ignore[override]
        if context.startswith("Q") and context not in OURS:  # widgets of ours that still live ask as well
            self.words.add((context, source))
        return None


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[Asked]:
    install_language("zh_CN")
    made = Asked()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)
    install_language("en")


def _untranslated(words: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((context, word) for context, word in words
                  if context not in AS_IT_IS and word not in UNITS and re.search("[A-Za-z]{2}", word)
                  and QCoreApplication.translate(context, word) == word)


def _files(folder: Path) -> QFileDialog:
    dialog = QFileDialog(None, "", str(folder), "*.png")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    return dialog


def test_every_word_of_qts_dialogs_has_its_chinese(asked: Asked, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    files, printer = _files(tmp_path), QPrinter()
    shown: list[QWidget] = [files, QPrintDialog(printer), QInputDialog(), QMessageBox()]
    for widget in shown:
        qtbot.addWidget(widget)
        widget.show()
    tree = files.findChild(QTreeView)
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) > 0)
    for column in range(4):
        tree.model().index(0, column, tree.rootIndex()).data()
    for mode in QFileDialog.FileMode:
        files.setFileMode(mode)
    for way in QFileDialog.AcceptMode:
        files.setAcceptMode(way)
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    for editor in (QLineEdit("text"), QTextEdit("text"), QPlainTextEdit("text")):
        qtbot.addWidget(editor)
        editor.createStandardContextMenu().deleteLater()
    QApplication.processEvents()
    assert len(asked.words) > 200
    assert not _untranslated(asked.words)


def test_the_file_dialog_shows_no_english(qtbot: QtBot, tmp_path: Path) -> None:
    install_language("zh_CN")
    try:
        files = _files(tmp_path)
        qtbot.addWidget(files)
        files.show()
        said = [label.text() for label in files.findChildren(QLabel) if label.text()]
    finally:
        install_language("en")
    assert "查找范围(&L)：" in said and not [text for text in said if re.search("[A-Za-z]{2}", text)]
