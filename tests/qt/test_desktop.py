"""The composition root over a hand-made desk: painted before anything is loaded, furnished, asking before it closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk_stage import HandDesk, made_desk, opened
from PySide6.QtWidgets import QApplication, QMessageBox
from sessions import NOW, stormy

import widgets.loading as loading
from command_center.app import Desktop, Options
from command_center.domain.incidents import Assignment
from widgets.theme import Theme, set_theme


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandDesk:
    return made_desk(tmp_path, monkeypatch)


@pytest.fixture
def desktop(desk: HandDesk, qapp: QApplication, qtbot: Any) -> Iterator[Desktop]:
    yield from opened(desk, qapp, qtbot)


def test_the_window_is_furnished_and_marked_as_a_demo(desktop: Desktop) -> None:
    assert {"map", "video", "vitals", "queue", "units", "timeline"} <= set(desktop.window.panels)
    headline = desktop.window.header.headline
    assert headline.city == "Jiangzhou" and ("DEMO", False) in headline.marks
    image = desktop.window.grab().toImage()
    assert (image.width(), image.height()) == (1600, 900)


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_closing_asks_while_orders_wait(desktop: Desktop, desk: HandDesk, monkeypatch: pytest.MonkeyPatch,
                                        answer: QMessageBox.StandardButton) -> None:
    snapshot = stormy()
    waiting = msgspec.structs.replace(snapshot.incidents["i0"], assignments=(
        Assignment(order="o", unit="u", state="pending", ordered_utc=NOW),))
    desk.session.give(stormy(incidents={"i0": waiting}))
    desktop.bridge.pump()
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda _parent, _title, text: asked.append(text) or answer)
    desktop.window.close()
    assert len(asked) == 1 and "1" in asked[0]
    assert desk.is_closed == (answer == QMessageBox.StandardButton.Yes)


def test_closing_without_orders_asks_nothing(desktop: Desktop, desk: HandDesk,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("nothing to ask"))
    desktop.window.close()
    assert desk.is_closed and desk.session.is_closed


def test_what_cannot_be_loaded_ends_the_program(desk: HandDesk, qapp: QApplication, qtbot: Any,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(loading, "read", refuse)
    made = Desktop(qapp, Options(language="en", size=(800, 600), journal=desk.journal_path))
    made.show()
    qtbot.waitUntil(lambda: made.error is not None, timeout=10_000)
    assert made.code == 2 and "disk" in str(made.error)
    made.window.deleteLater()
    set_theme(Theme())


def test_no_two_things_of_the_window_want_the_same_key(desktop: Desktop) -> None:
    from collections import Counter

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QShortcut

    wide = Counter(shortcut.key().toString() for shortcut in desktop.window.findChildren(QShortcut)
                   if shortcut.context() != Qt.ShortcutContext.WidgetWithChildrenShortcut
                   and shortcut.context() != Qt.ShortcutContext.WidgetShortcut)
    assert [key for key, count in wide.items() if count > 1] == [], "of two that claim a key, Qt asks neither"
