"""Words of tabs are whole at any count and in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from widgets.style import apply_style
from widgets.tab_fitting import TabFitting
from widgets.theme import Theme, theme


@pytest.mark.parametrize("words", [["派警队列", "告警 13", "警情 11", "摄像机 36"],
                                   ["Dispatch queue", "Alarms 13", "Reports 11", "Cameras 36"]])
def test_words_stand_closer_together_before_any_is_cut(qtbot: Any, words: list[str]) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.styleSheet()
    apply_style(app, Theme())
    try:
        tabs = QTabWidget()
        qtbot.addWidget(tabs)
        tabs.setDocumentMode(True)
        TabFitting(tabs)
        for word in words:
            tabs.addTab(QWidget(), word.split()[0])
        tabs.resize(396, 300)
        tabs.show()
        bar = tabs.tabBar()
        for row, word in enumerate(words):
            tabs.setTabText(row, word)
        fits = lambda: bar.tabRect(len(words) - 1).right() < tabs.width()  # noqa: E731
        qtbot.waitUntil(fits)
        metrics = bar.fontMetrics()
        for row, word in enumerate(words):
            assert bar.tabRect(row).width() >= metrics.horizontalAdvance(word) + 2 * theme().space("gap") - 1
        tabs.resize(900, 300)
        qtbot.waitUntil(lambda: not bar.property("tight"))
        assert bar.tabRect(0).width() >= metrics.horizontalAdvance(words[0]) + 2 * theme().space("padding") - 1
    finally:
        app.setStyleSheet(before)
