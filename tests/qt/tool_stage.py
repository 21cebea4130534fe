"""A map whose tools are used: its mouse and its keys. GUI thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from map_stage import move, shown_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from widgets.map.panel import MapPanel
from widgets.map.tools.bench import bench_of

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def tool_panel(qtbot: QtBot) -> Iterator[MapPanel]:
    """A map on the synthetic city; closed after the test, when its tools have come to rest."""
    for made in shown_map(qtbot, size=(1300, 800)):
        yield made
        made.map.use(None)
        qtbot.waitUntil(lambda: not bench_of(made.context).is_busy, timeout=20_000)


def click(qtbot: QtBot, panel: MapPanel, x: float, y: float, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    move(panel, x, y)
    qtbot.mouseClick(panel.map, LEFT, keys, QPoint(round(x), round(y)))


def drag(qtbot: QtBot, panel: MapPanel, *way: tuple[int, int], keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mousePress(panel.map, LEFT, keys, QPoint(*way[0]))
    for x, y in way[1:]:
        move(panel, x, y, held=True)
    qtbot.mouseRelease(panel.map, LEFT, keys, QPoint(*way[-1]))


def press(qtbot: QtBot, panel: MapPanel, *keys: Any) -> None:
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(panel.map, key)
        else:
            qtbot.keyClick(panel.map, key)


def walk(qtbot: QtBot, panel: MapPanel, right: int, down: int) -> None:
    """Move the cross by steps of 16 pixels."""
    press(qtbot, panel, *[KEY.Key_Right if right > 0 else KEY.Key_Left] * abs(right),
          *[KEY.Key_Down if down > 0 else KEY.Key_Up] * abs(down))


def idle(qtbot: QtBot, panel: MapPanel) -> None:
    qtbot.waitUntil(lambda: not bench_of(panel.context).is_busy, timeout=30_000)
    panel.map.grab()


def place(panel: MapPanel, x: float, y: float) -> tuple[float, float]:
    return panel.map.viewpoint.lonlat(x, y)


def copied() -> str:
    return QGuiApplication.clipboard().text()


def selected(panel: MapPanel) -> dict[str, int]:
    return panel.context.selection.many.counts()


def menu_of(panel: MapPanel, reason: Any, x: int, y: int) -> QMenu:
    event = QContextMenuEvent(reason, QPoint(x, y), panel.map.mapToGlobal(QPoint(x, y)))
    QApplication.sendEvent(panel.map, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu
