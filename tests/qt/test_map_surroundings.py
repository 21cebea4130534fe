"""Buffer, what is within, the nearest, and the menu about a place: by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shapely
import synthetic_city as city
from map_stage import screen_of
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tool_stage import KEY, LEFT, click, copied, idle, menu_of, place, press, tool_panel, walk

from layers.spatial.geodesy import area_m2, buffer
from widgets.context import NEW_INCIDENT
from widgets.map.panel import MapPanel
from widgets.map.tools.area_sheet import AreaSheet
from widgets.map.tools.bench import bench_of
from widgets.map.tools.nearest import NearestSheet


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from tool_panel(qtbot)


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
