"""Each tool of the map, used with the mouse and again with the keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import shapely
import synthetic_city as city
from map_stage import context, move, screen_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from command_center.state.snapshot import Changes
from layers.spatial.geodesy import area_m2, buffer, length_m, polygon
from widgets.context import NEW_INCIDENT
from widgets.map.panel import MapPanel
from widgets.map.tools.area_sheet import AreaSheet
from widgets.map.tools.bench import bench_of
from widgets.map.tools.coordinates import CoordinateSheet
from widgets.map.tools.nearest import NearestSheet
from widgets.map.tools.selection_sheet import SelectionSheet
from widgets.map.tools.things import ThingList

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    made = MapPanel(context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(1300, 800)
    made.show()
    made.on_clock(city.NOW)
    made.on_snapshot(city.snapshot(), Changes(reset=True))
    made.map.grab()
    yield made
    made.map.use(None)
    qtbot.waitUntil(lambda: not bench_of(made.context).is_busy, timeout=20_000)
    made.map.base.close()


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


def selected(panel: MapPanel) -> dict[str, int]:
    return panel.context.selection.many.counts()


def test_a_rectangle_by_mouse_with_its_keys(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_rectangle")
    before = panel.map.viewpoint
    drag(qtbot, panel, (30, 30), (300, 300), (1250, 780))
    idle(qtbot, panel)
    assert panel.map.viewpoint == before, "it selects, it does not pan"
    assert selected(panel)["camera"] == 6 and selected(panel)["unit"] == 7 and "roads" not in selected(panel)
    camera = city.snapshot().cameras["c/0"]
    x, y = screen_of(panel, camera.lon, camera.lat)
    drag(qtbot, panel, (x - 12, y - 12), (x, y), (x + 12, y + 12), keys=Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, panel)
    assert selected(panel)["camera"] == 5
    drag(qtbot, panel, (x - 12, y - 12), (x, y), (x + 12, y + 12), keys=Qt.KeyboardModifier.ShiftModifier)
    idle(qtbot, panel)
    assert selected(panel)["camera"] == 6
    drag(qtbot, panel, (x - 12, y - 12), (x, y), (x + 12, y + 12))
    idle(qtbot, panel)
    assert selected(panel)["camera"] == 1 and len(panel.context.selection.many) < 6


def test_a_rectangle_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "r")
    walk(qtbot, panel, -30, -15)
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 60, 30)
    press(qtbot, panel, KEY.Key_Space)
    idle(qtbot, panel)
    assert selected(panel)["unit"] > 3
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Escape)
    assert panel.map.tool is not None, "the first Escape drops the corner"
    press(qtbot, panel, KEY.Key_Escape)
    assert panel.map.tool is None


def test_a_circle(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_circle")
    camera = city.snapshot().cameras["c/2"]
    x, y = screen_of(panel, camera.lon, camera.lat)
    drag(qtbot, panel, (x, y), (x + 5, y), (x + 14, y))
    idle(qtbot, panel)
    assert selected(panel)["camera"] == 1
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 40, 0)
    panel.map.grab()
    press(qtbot, panel, KEY.Key_Space)
    idle(qtbot, panel)
    assert len(panel.context.selection.many) > 20


def test_a_lasso_freehand_and_from_corner_to_corner(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_lasso")
    camera = city.snapshot().cameras["c/2"]
    x, y = screen_of(panel, camera.lon, camera.lat)
    drag(qtbot, panel, (x - 14, y - 14), (x + 14, y - 14), (x + 14, y + 14), (x - 14, y + 14), (x - 14, y - 8))
    idle(qtbot, panel)
    assert selected(panel)["camera"] == 1
    for dx, dy in ((-300, -200), (300, -200), (300, 200), (-300, 200)):
        click(qtbot, panel, x + dx, y + dy)
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    assert len(panel.context.selection.many) > 10
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 5, 0)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Backspace, KEY.Key_Backspace)
    assert panel.map.tool.vertices == []
    assert not panel.map.tool.finish()


def test_a_corridor_follows_the_streets(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_corridor")
    tool = panel.map.tool
    start, end = (city.LON - 0.008, city.LAT), (city.LON, city.LAT + 0.008)
    for corner in (start, end):
        click(qtbot, panel, *screen_of(panel, *corner))
        idle(qtbot, panel)
    assert length_m(tool._found[1]) > 1.3 * length_m([start, end]), "round the corner, not across the houses"
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    by_road = panel.context.selection.many
    assert len(by_road) and isinstance(panel.map.sheet.content, SelectionSheet)
    press(qtbot, panel, "t", "]")
    assert not tool.by_road and tool.width_m == 300
    for corner in (start, end):
        click(qtbot, panel, *screen_of(panel, *corner))
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    assert panel.context.selection.many != by_road
    press(qtbot, panel, "[", KEY.Key_Space)
    walk(qtbot, panel, 8, 0)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Return)
    idle(qtbot, panel)
    assert tool.width_m == 200


def test_what_the_selection_is_good_for(qtbot: QtBot, panel: MapPanel) -> None:
    asked: list[list[str]] = []
    panel.context.selection.cameras_requested.connect(asked.append)
    panel.tool_bar.use("select_rectangle")
    drag(qtbot, panel, (30, 30), (300, 300), (1250, 780))
    idle(qtbot, panel)
    sheet = panel.map.sheet.content
    assert isinstance(sheet, SelectionSheet) and sheet.list.topLevelItemCount() == len(selected(panel))
    sheet.copy_csv()
    assert copied().splitlines()[0].startswith("kind,id,name") and len(copied().splitlines()) == 1 + len(
        panel.context.selection.many)
    sheet.copy_geojson()
    assert len(json.loads(copied())["features"]) == 1 + len(panel.context.selection.many)
    sheet.show_cameras()
    assert asked == [sorted(city.snapshot().cameras)]
    panel.map.go(panel.map.viewpoint.moved(3000, 0))
    sheet.zoom_to()
    camera = city.snapshot().cameras["c/2"]
    x, y = panel.map.viewpoint.pixel(camera.lon, camera.lat)
    assert 0 < x < panel.map.width() and 0 < y < panel.map.height()
    sheet.clear()
    assert len(panel.context.selection.many) == 0 and not panel.map.sheet.isVisible()


def test_a_buffer_round_a_point_a_line_an_area_and_a_thing(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "b")
    tool = panel.map.tool
    click(qtbot, panel, 600, 400)
    idle(qtbot, panel)
    assert area_m2(tool.area) == pytest.approx(area_m2(buffer(shapely.Point(place(panel, 600, 400)), 500)), rel=1e-6)
    press(qtbot, panel, "]")
    idle(qtbot, panel)
    assert tool.distance_m == 800 and area_m2(tool.area) > 1.9e6
    press(qtbot, panel, "2")
    for x, y in ((500, 400), (700, 400)):
        click(qtbot, panel, x, y)
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    assert area_m2(tool.area) > 2.1e6
    press(qtbot, panel, "3", KEY.Key_Space)
    walk(qtbot, panel, 5, 0)
    press(qtbot, panel, KEY.Key_Space)
    walk(qtbot, panel, 0, 5)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_Return)
    idle(qtbot, panel)
    assert tool.source.geom_type == "Polygon"
    press(qtbot, panel, "4")
    incident = city.snapshot().incidents["i4"]
    click(qtbot, panel, *screen_of(panel, incident.lon, incident.lat))
    idle(qtbot, panel)
    assert tool.source.geoms[0].coords[0] == pytest.approx((incident.lon, incident.lat))
    sheet = panel.map.sheet.content
    assert isinstance(sheet, AreaSheet) and sheet.distance.value() == 800
    sheet.distance.setValue(250)
    idle(qtbot, panel)
    assert area_m2(tool.area) == pytest.approx(250 * 250 * 3.1416, rel=2e-3)
    tool.clear()
    assert bench_of(panel.context).marks.of("around") == []


def test_what_is_within_a_drawn_area(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "w")
    for x, y in ((300, 200), (1000, 200), (1000, 650), (300, 650)):
        click(qtbot, panel, x, y)
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    sheet = panel.map.sheet.content
    assert isinstance(sheet, AreaSheet) and sheet.survey is not None
    groups = sheet.survey.by_group()
    assert {"unit", "camera", "hospitals", "hydrants"} <= set(groups)
    assert sheet.list.topLevelItemCount() == len(groups)
    sheet.copy_csv()
    assert "distance_m" in copied().splitlines()[0]
    sheet.select()
    assert panel.context.selection.many == sheet.survey.selected()


def test_what_is_within_a_selected_warning(qtbot: QtBot, panel: MapPanel) -> None:
    panel.context.selection.select("warning", "w1")
    press(qtbot, panel, "w")
    idle(qtbot, panel)
    sheet = panel.map.sheet.content
    assert sheet.survey is not None and panel.map.tool.source_kind == "thing"
    assert sheet.survey.area_m2 == pytest.approx(area_m2(panel.map.tool.source), rel=1e-6)


def test_the_nearest_by_mouse_and_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    press(qtbot, panel, "n")
    click(qtbot, panel, 500, 300)
    idle(qtbot, panel)
    sheet = panel.map.sheet.content
    assert isinstance(sheet, NearestSheet) and sheet.kind.currentData() == "unit" and len(sheet.found) == 7
    assert [near.seconds for near in sheet.found] == sorted(near.seconds for near in sheet.found)
    idle(qtbot, panel)
    assert len(bench_of(panel.context).marks.of("nearest")[0].lines[0]) > 2, "the way by road is drawn"
    sheet.kind.setCurrentIndex(sheet.kind.findData("hospitals"))
    idle(qtbot, panel)
    assert {near.group for near in sheet.found} == {"hospitals"}
    press(qtbot, panel, KEY.Key_Space)
    idle(qtbot, panel)
    assert sheet.kind.currentData() == "hospitals", "it remembers of what"
    press(qtbot, panel, KEY.Key_PageDown)
    idle(qtbot, panel)
    assert panel.context.selection.id == sheet.found[0].id
    sheet.copy_csv()
    assert "drive_s" in copied().splitlines()[0]


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


def menu_of(panel: MapPanel, reason: Any, x: int, y: int) -> QMenu:
    event = QContextMenuEvent(reason, QPoint(x, y), panel.map.mapToGlobal(QPoint(x, y)))
    QApplication.sendEvent(panel.map, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_about_a_place(qtbot: QtBot, panel: MapPanel) -> None:
    chosen: list[tuple[str, float, float]] = []
    panel.context.selection.place_chosen.connect(lambda *place: chosen.append(place))
    menu = menu_of(panel, QContextMenuEvent.Reason.Mouse, 500, 300)
    acts = {action.text(): action for action in menu.actions() if action.text()}
    next(action for text, action in acts.items() if text.startswith(("New incident", "在此新建"))).trigger()
    assert chosen and chosen[0][0] == NEW_INCIDENT and chosen[0][1:] == pytest.approx(place(panel, 500, 300))
    next(action for text, action in acts.items() if text.startswith(("Measure", "从此处"))).trigger()
    assert panel.map.tool.key == "measure_length" and len(panel.map.tool.vertices) == 1
    menu.close()
    panel.map.use(None)
    menu = menu_of(panel, QContextMenuEvent.Reason.Keyboard, 0, 0)
    next(action for action in menu.actions() if action.text().startswith(("What is within", "周边"))).trigger()
    idle(qtbot, panel)
    assert panel.map.tool.key == "within" and panel.map.tool.distance_m == 500
    sheet = panel.map.sheet.content
    assert sheet.survey is not None and sheet.survey.area_m2 == pytest.approx(500 * 500 * 3.1416, rel=2e-3)


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


def test_the_bar_is_used_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    button = panel.tool_bar._buttons["measure"]
    qtbot.keyClick(button, KEY.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and len(menu.actions()) == 2
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert panel.map.tool.key == "measure_area" and button.isChecked()
    qtbot.mouseClick(button, LEFT)
    assert panel.map.tool is None and not button.isChecked()


def test_what_is_selected_is_marked_and_what_has_gone_is_not(qtbot: QtBot, panel: MapPanel) -> None:
    from layers.spatial.selected import Selected

    panel.map.grab()
    qtbot.waitUntil(lambda: panel.map.is_settled, timeout=20_000)
    plain = panel.map.grab().toImage()
    gone = {"gone": frozenset({("unit", "nobody")})}
    panel.context.selection.select_many(Selected(gone))
    assert panel.map.grab().toImage() == plain
    panel.context.selection.select_many(Selected({"vehicle": frozenset({("vehicle", "bus/3")}), **gone}))
    assert panel.map.grab().toImage() != plain
    panel.context.selection.select_many(Selected())
    assert panel.map.grab().toImage() == plain


def test_a_list_steps_and_enters(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("identify")
    incident = city.snapshot().incidents["i2"]
    click(qtbot, panel, *screen_of(panel, incident.lon, incident.lat))
    content = panel.map.sheet.content
    assert isinstance(content, ThingList)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.map.setFocus()
    qtbot.keyClick(panel.map, KEY.Key_Tab)
    assert content.hasFocus(), "Tab leads from the map into the list"
    qtbot.keyClick(content, KEY.Key_Return)
    assert panel.context.selection.id == "i2"
    click(qtbot, panel, 5, 795)
    assert panel.context.selection.id == ""
