"""Controls over a map that moves: pictures of them, which look and say the same, and give way to whoever uses them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import synthetic_city as city
from map_stage import context
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from command_center.state.snapshot import Changes
from widgets.map.panel import MapPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    made = MapPanel(context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(900, 600)
    made.show()
    made.on_clock(city.NOW)
    made.on_snapshot(city.snapshot(), Changes(reset=True))
    qtbot.waitUntil(lambda: made.is_settled() and made.map.base.tiles.version > 0, timeout=60_000)
    yield made
    made.map.base.close()


def difference(one: QImage, other: QImage, widget: QWidget) -> float:
    """Mean levels by which two pictures differ where a control is. What shines through it may be a name elsewhere."""
    images = [image.copy(widget.geometry()).convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]
    parts = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in images]
    return float(np.abs(parts[0] - parts[1]).mean())


def move(panel: MapPanel) -> None:
    """There and back, until the controls are held."""
    for step in (3, -3) * 200:
        panel.map.go(panel.map.viewpoint.moved(step, 0))
        panel.map.repaint()
        QApplication.processEvents()
        if step < 0 and panel.map._covers.is_holding:
            return
        QApplication.instance().thread().msleep(5)  # type: ignore[union-attr]
    raise AssertionError("never held")


def test_they_look_the_same_and_paint_themselves_again_at_rest(qtbot: QtBot, panel: MapPanel) -> None:
    panel.hold(True)  # nothing blinks
    before = panel.grab().toImage()
    move(panel)
    held = [widget for widget in panel.map.covers if widget.isVisible() and not widget.updatesEnabled()]
    assert panel.layer_panel in held and panel.tool_bar in held
    shown = panel.grab().toImage()
    assert all(difference(shown, before, widget) < 1.0 for widget in held)
    qtbot.waitUntil(panel.is_settled, timeout=30_000)
    assert all(widget.updatesEnabled() for widget in panel.map.covers)
    shown = panel.grab().toImage()
    assert all(difference(shown, before, widget) < 1.0 for widget in held)
    without = shown.copy()
    without.fill(Qt.GlobalColor.black)
    assert all(difference(without, before, widget) > 3.0 for widget in held), "the difference can be seen"


def test_what_changes_meanwhile_is_soon_seen(qtbot: QtBot, panel: MapPanel) -> None:
    label = QLabel("1", panel)
    label.setGeometry(400, 300, 40, 30)
    label.setStyleSheet("background: #102030")
    label.show()
    panel.map.covers = [*panel.map.covers, label]
    move(panel)
    assert not label.updatesEnabled()
    label.setStyleSheet("background: #a0b0c0")

    def is_new() -> bool:
        panel.map.go(panel.map.viewpoint.moved(1, 0))
        panel.map.repaint()
        return panel.grab().toImage().pixelColor(402, 302).name() == "#a0b0c0"

    qtbot.waitUntil(is_new, timeout=5_000)


def test_one_that_is_used_or_goes_is_not_held(qtbot: QtBot, panel: MapPanel) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow, timeout=5_000)
    assert panel.layer_panel is not None
    panel.layer_panel.setFocus(Qt.FocusReason.OtherFocusReason)
    gone = QLabel("", panel)
    gone.setGeometry(400, 300, 40, 30)
    gone.show()
    panel.map.covers = [*panel.map.covers, gone]
    move(panel)
    assert panel.layer_panel.updatesEnabled() and not gone.updatesEnabled()
    panel.map.covers = [one for one in panel.map.covers if one is not gone]
    gone.deleteLater()
    move(panel)
    qtbot.waitUntil(panel.is_settled, timeout=30_000)
    assert all(widget.updatesEnabled() for widget in panel.map.covers)
