"""Selecting many things on the map, with the mouse and again with the keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import synthetic_city as city
from map_stage import screen_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tool_stage import KEY, click, copied, drag, idle, press, selected, tool_panel, walk

from command_center.state.snapshot import Changes
from layers.spatial.geodesy import length_m
from widgets.map.panel import MapPanel
from widgets.map.tools.select import select_area
from widgets.map.tools.selection_sheet import SelectionSheet
from widgets.map.tools.things import ThingList


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from tool_panel(qtbot)


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


def test_what_a_layer_does_not_draw_is_not_selected(qtbot: QtBot, panel: MapPanel) -> None:
    import shapely

    from command_center.domain.events.telemetry import SeriesKey
    from command_center.domain.packs import Band, Gauge, Pack, Value

    stretches = {f"s{i}": city.feature(f"s{i}", shapely.LineString([(city.LON, city.LAT + i / 1000), (
        city.LON + 0.002, city.LAT + i / 1000)]), name=f"{i}") for i in range(3)}
    keys = [SeriesKey(f"t/{i}", "1", "traffic_index", f"traffic_segments/s{i}") for i in range(3)]
    jam = Gauge("traffic_index", "", "", "", Value("traffic_index"), 0, 10, bands=(Band(None, 0), Band(6, 3), Band(8, 2)))
    panel.context.packs["traffic"] = Pack("traffic", "", "", gauges=(jam,))
    shown = replace(city.snapshot(), features={"traffic_segments": stretches},
                    series=city.series(list(zip(keys, (1.0, 9.0, 7.0), strict=True))))
    panel.on_snapshot(shown, Changes(reset=True))
    panel.map.grab()
    select_area(panel.map, shapely.box(city.LON - 0.1, city.LAT - 0.1, city.LON + 0.1, city.LAT + 0.1))
    idle(qtbot, panel)
    assert panel.context.selection.many.groups["traffic_segments"] == {
        ("feature", "traffic_segments/s1"), ("feature", "traffic_segments/s2")}


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
