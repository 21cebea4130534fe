"""The screen's tests: one application with the bundled font, and any warning of Qt fails the test that caused it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from widgets import i18n
from widgets.fonts import load_fonts

# The offscreen platform says these of itself; they tell nothing about our code.
PLATFORM_NOISE = ("This plugin does not support", "propagateSizeHints")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(autouse=True)
def nobody_translates(qapp: QApplication) -> None:
    """A test begins in the language of the source, whichever the one before it left."""
    if i18n._installed:
        for translator in i18n._installed:
            qapp.removeTranslator(translator)
        i18n._installed.clear()
    QLocale.setDefault(QLocale("en"))


@pytest.fixture(autouse=True)
def qt_is_quiet(qapp: QApplication) -> Iterator[None]:
    """Fails a test in which Qt warned."""
    load_fonts()
    said: list[str] = []

    def hear(kind: QtMsgType, _context: Any, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(noise in text for noise in PLATFORM_NOISE):
            said.append(text)

    previous = qInstallMessageHandler(hear)
    yield
    qapp.processEvents()
    gc.collect()
    qInstallMessageHandler(previous)
    assert not said, said
