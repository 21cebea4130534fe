"""Measuring and coordinates on the map, with the mouse and again with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from map_stage import move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tool_stage import KEY, LEFT, click, copied, place, press, tool_panel, walk

from layers.spatial.geodesy import area_m2, length_m, polygon
from widgets.map.panel import MapPanel
from widgets.map.tools.bench import bench_of
from widgets.map.tools.coordinates import CoordinateSheet


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from tool_panel(qtbot)


def test_a_distance_by_mouse(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("measure_length")
    for x, y in ((400, 300), (600, 350), (620, 500), (100, 100)):
        click(qtbot, panel, x, y)
    press(qtbot, panel, KEY.Key_Backspace)
    qtbot.mouseDClick(panel.map, LEFT, pos=QPoint(620, 500))
    mark, = bench_of(panel.context).marks.of("measure")
    way = [place(panel, *pixel) for pixel in ((400, 300), (600, 350), (620, 500))]
    assert len(mark.dots) == 3 and np.allclose(mark.dots, way, rtol=0, atol=1e-9)
    qtbot.keyClick(panel.map, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert float(copied().split("Σ")[1].split()[0]) == pytest.approx(length_m(way), abs=0.01)
    panel.map.grab()


def test_a_distance_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "d", KEY.Key_Space)
    walk(qtbot, panel, 10, 0)
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 0, 5)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Return)
    middle = (panel.map.width() / 2, panel.map.height() / 2)
    way = [place(panel, *middle), place(panel, middle[0] + 160, middle[1]), place(panel, middle[0] + 160, middle[1] + 80)]
    mark, = bench_of(panel.context).marks.of("measure")
    assert np.allclose(mark.dots, way, rtol=0, atol=1e-9)
    figures = panel.map.tool.figures(panel.map.viewpoint.pixels([]))
    assert figures == ()
    press(qtbot, panel, "u", "u")
    assert panel.map.tool._unit == "km"


def test_the_figures_run_along(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("measure_length")
    click(qtbot, panel, 400, 300)
    move(panel, 700, 300)
    path = panel.map.tool.path()
    told = panel.map.tool.figures(path)
    metres = length_m([place(panel, 400, 300), place(panel, 700, 300)])
    assert told[0].startswith(f"{metres / 1000:.3f}"[:4]) and "90" in told[1]


def test_an_area_by_mouse_and_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("measure_area")
    corners = [(500, 300), (700, 300), (700, 500), (500, 500)]
    for x, y in corners:
        click(qtbot, panel, x, y)
    assert panel.map.tool.figures(panel.map.tool.path())
    press(qtbot, panel, KEY.Key_Return)
    ring = [place(panel, *corner) for corner in corners]
    qtbot.keyClick(panel.map, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert float(copied().split()[0]) == pytest.approx(area_m2(polygon(ring)), rel=1e-4)
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 6, 0)
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 0, 6)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Return, "u")
    assert len(bench_of(panel.context).marks.of("measure")) == 2
    press(qtbot, panel, KEY.Key_Escape)
    press(qtbot, panel, "x")
    assert bench_of(panel.context).marks.is_empty and panel.map.tool is None


def test_the_right_button_finishes_what_is_drawn(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("measure_length")
    for x, y in ((400, 300), (600, 350)):
        click(qtbot, panel, x, y)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(600, 350), panel.map.mapToGlobal(QPoint(600, 350)))
    QApplication.sendEvent(panel.map, event)
    assert len(bench_of(panel.context).marks.of("measure")) == 1 and QApplication.activePopupWidget() is None


def test_a_tool_keeps_the_window_s_space_for_itself(qtbot: QtBot, panel: MapPanel) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    played: list[int] = []
    shortcut = QShortcut(QKeySequence(KEY.Key_Space), panel)
    shortcut.activated.connect(lambda: played.append(1))
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.map.setFocus()
    press(qtbot, panel, "d", KEY.Key_Space)
    assert not played and len(panel.map.tool.vertices) == 1
    press(qtbot, panel, KEY.Key_Escape, KEY.Key_Escape, KEY.Key_Space)
    assert played == [1]


def test_coordinates_of_a_click_and_the_way_to_typed_ones(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "g")
    sheet = panel.map.sheet.content
    assert isinstance(sheet, CoordinateSheet)
    click(qtbot, panel, 500, 300)
    assert sheet.place == pytest.approx(place(panel, 500, 300))
    panel.map.setFocus()
    press(qtbot, panel, KEY.Key_Space)
    assert sheet.place == pytest.approx(place(panel, panel.map.width() / 2, panel.map.height() / 2))
    qtbot.keyClicks(sheet.typed, "30.25 115.1")
    qtbot.keyClick(sheet.typed, KEY.Key_Return)
    middle = place(panel, panel.map.width() / 2, panel.map.height() / 2)
    assert middle == pytest.approx((115.1, 30.25), abs=1e-4) and sheet.said.text()
    sheet.typed.clear()
    qtbot.keyClicks(sheet.typed, "nowhere")
    qtbot.keyClick(sheet.typed, KEY.Key_Return)
    assert sheet.said.isVisible() and sheet.place == pytest.approx((115.1, 30.25))
    sheet.typed.clear()
    qtbot.keyClicks(sheet.typed, "38502640.1, 3343000.2")
    assert sheet.system.currentData() == "epsg:4526", "an easting of eight digits says its zone"
    qtbot.keyClick(sheet.typed, KEY.Key_Return)
    assert sheet.place == pytest.approx((114.0274, 30.2065), abs=1e-3)
