"""Tab and Shift+Tab through the whole desk: everything that can be used is reached, in the order of the screen, nothing
holds the keyboard for good, and where it is can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk_stage import HandDesk, made_desk, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from command_center.app import Desktop

MOST = 150


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandDesk:
    return made_desk(tmp_path, monkeypatch)


@pytest.fixture
def desktop(desk: HandDesk, qapp: QApplication, qtbot: Any) -> Iterator[Desktop]:
    for made in opened(desk, qapp, qtbot):
        made.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window, timeout=5000)
        qtbot.waitUntil(lambda made=made: bool(buttons(made.window, "Acknowledge")), timeout=10_000)
        yield made


def buttons(window: QWidget, text: str) -> list[QAbstractButton]:
    return [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.text() == text]


def walk(window: QWidget, key: Qt.Key, start: QWidget) -> list[QWidget]:
    """What gets the keyboard, until it comes back to where it began."""
    start.setFocus()
    found: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        here = QApplication.focusWidget()
        assert here is not None, "somebody has the keyboard"
        found.append(here)
        if here is start:
            return found
    raise AssertionError(f"the keyboard never came back: {[type(one).__name__ for one in found[-4:]]}")


def reachable(window: QWidget) -> list[QWidget]:
    """What must be reached: visible, usable, and willing to take Tab; what hands it on to another is no end of its own."""
    return [one for one in window.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.focusProxy() is None
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus and type(one).__name__ != "QTabWidget"]


def named(one: QWidget) -> str:
    return f"{type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()}"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_every_control_is_reached_both_ways(desktop: Desktop, key: Qt.Key) -> None:
    window = desktop.window
    walked = walk(window, key, window.header.search if hasattr(window.header, "search") else reachable(window)[0])
    missed = [named(one) for one in reachable(window) if one not in walked]
    assert missed == [], "in sight but out of reach"
    shown = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    assert [named(one) for one in shown if not one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
    assert [named(one) for one in shown if not (one.accessibleName() or one.text())] == [], "nobody can say what it is"


def test_the_order_is_that_of_the_screen(desktop: Desktop) -> None:
    window = desktop.window
    start = reachable(window)[0]
    walked = walk(window, Qt.Key.Key_Tab, start)

    def at(text: str) -> int:
        return next(number for number, one in enumerate(walked) if text in named(one))

    assert at("Rain intensity") < at("MapView") < at("Zoom in") < at("Video") < at("QTabBar"), "left, middle, right"
    assert at("QTabBar") < at("Acknowledge") < at("Make incident") < at("Shelve") < at("QueueList") < at("Details"), \
        "the gravest alarm is answered before the queue"
    assert at("Details") < at("Back to live") < at("Previous mark") < at("Next mark") < at("Track"), "and the timeline last"


def test_a_panel_that_is_summoned_takes_the_keyboard_and_tab_goes_on_from_there(desktop: Desktop, qtbot: Any) -> None:
    queue = desktop.window.panels["queue"]
    queue.summon()
    assert QApplication.focusWidget() is queue.list
    QTest.keyClick(queue.list, Qt.Key.Key_Backtab)
    assert named(QApplication.focusWidget()) == "QPushButton Shelve"


def test_where_the_keyboard_is_can_be_seen(desktop: Desktop, qtbot: Any) -> None:
    window = desktop.window
    unseen = []
    for one in walk(window, Qt.Key.Key_Tab, reachable(window)[0]):
        if one.accessibleName() == "Video":
            continue  # marks one of its pictures, and there are none
        one.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(1)
        with_it = look(one)
        (window.header if not window.header.isAncestorOf(one) else window).setFocus()
        one.clearFocus()
        qtbot.wait(1)
        without = look(one)
        if with_it.shape == without.shape and (np.abs(with_it - without).max(axis=2) > 24).sum() < 30:
            unseen.append(named(one))
    assert unseen == [], ", ".join(unseen)


def look(one: QWidget) -> np.ndarray:
    image = one.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int).copy()
