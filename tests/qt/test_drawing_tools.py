"""Drawing on the map: each tool by mouse and by keyboard, and the look of what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
import synthetic_city as city
from draw_stage import Control, Desk, Key, journal_with_incident, near, places
from map_stage import move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from tile_stage import pixels_of

from command_center.domain.geo import distance_m
from layers.plotting import circle_of, places_of


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, journal_with_incident(), "li")


@pytest.mark.parametrize("key", ["draw_line", "draw_arrow", "draw_attack"])
def test_lines_by_mouse(desk: Desk, key: str) -> None:
    desk.use(key)
    desk.click((-3, 1), (0, 2), (3, 1))
    assert desk.tool.is_begun() and not desk.drawings()
    desk.press(Key.Key_Backspace)
    desk.click((2, 3))
    desk.press(Key.Key_Return)
    desk.settle()
    drawn = desk.only()
    assert drawn.kind == desk.tool.kind and near(places(drawn), [(-3, 1), (0, 2), (2, 3)]) and drawn.placed_by == "li"


def test_an_area_is_closed_by_a_click_on_its_first_place(desk: Desk) -> None:
    desk.use("draw_polygon")
    desk.click((-3, 0), (-1, 0), (-1, 2), (-3, 0))
    desk.settle()
    assert near(places(desk.only()), [(-3, 0), (-1, 0), (-1, 2)])


def test_a_double_click_ends_a_line(desk: Desk, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint

    desk.use("draw_line")
    desk.click((-3, 1), (2, 2))
    qtbot.mouseDClick(desk.panel.map, Qt.MouseButton.LeftButton, pos=QPoint(*desk.at(2, 2)))
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (2, 2)])


def test_rectangle_and_circle_by_a_drag(desk: Desk) -> None:
    desk.use("draw_rectangle")
    desk.drag((-4, 0), (-2, 2))
    desk.settle()
    assert near(places(desk.only()), [(-4, 0), (-2, 0), (-2, 2), (-4, 2)])
    desk.use("draw_circle")
    desk.drag((1, 1), (3, 1))
    desk.settle()
    drawn = next(one for one in desk.drawings().values() if one.kind == "circle")
    centre, radius = circle_of(places_of("circle", drawn.geometry))
    expected = float(distance_m(city.LON + 0.001, city.LAT, city.LON + 0.003, city.LAT))
    assert abs(radius - expected) < 6 and near((np.array(centre) - (city.LON, city.LAT)) * 1000, (1, 1))


def test_a_point_a_symbol_and_a_text_by_mouse(desk: Desk, qtbot: QtBot) -> None:
    desk.use("draw_point")
    desk.click((-3, 1))
    desk.use("draw_symbol")
    desk.press(Key.Key_Period, Key.Key_BracketRight, Key.Key_2)
    desk.click((0, 1))
    desk.use("draw_text")
    desk.click((2, 1))
    assert desk.tool.is_begun() and len(desk.drawings()) <= 2, "a text without words is no text yet"
    qtbot.keyClicks(desk.tool.sheet.title, "No entry")
    qtbot.keyClick(desk.tool.sheet.title, Key.Key_Return)
    desk.settle()
    found = {one.kind: one for one in desk.drawings().values()}
    assert set(found) == {"point", "symbol", "text"}
    assert (found["symbol"].symbol, found["symbol"].style.heading_deg, found["symbol"].style.colour) == (
        "forward_post", 10.0, "orange")
    assert found["text"].title == "No entry" and found["point"].symbol == "" and found["point"].title == ""
    assert near(places(found["text"]), [(2, 1)])


@pytest.mark.parametrize(("key", "kind"), [
    ("draw_line", "line"), ("draw_arrow", "arrow"), ("draw_attack", "attack"), ("draw_polygon", "polygon"),
    ("draw_rectangle", "rectangle"), ("draw_circle", "circle"), ("draw_point", "point"), ("draw_symbol", "symbol")])
def test_every_tool_by_keyboard(desk: Desk, key: str, kind: str) -> None:
    tool = desk.use(key)
    if tool.letter:
        desk.panel.map.use(None)
        desk.press(Key[f"Key_{tool.letter}"])
        assert desk.tool is tool
    desk.press(Key.Key_Space)
    if kind not in ("point", "symbol"):
        desk.press(*[Key.Key_Right] * 6, *[Key.Key_Up] * 4, Key.Key_Space)
        if kind == "polygon":
            desk.press(*[Key.Key_Left] * 6, *[Key.Key_Up] * 3, Key.Key_Space)
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.only().kind == kind


def test_a_text_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.press(Key.Key_U, Key.Key_F2)
    qtbot.keyClicks(desk.tool.sheet.title, "A")
    qtbot.keyClick(desk.tool.sheet.title, Key.Key_Return)
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.only().title == "A"


def test_the_sheet_sets_the_look_of_what_is_drawn_next(desk: Desk) -> None:
    desk.use("draw_polygon")
    sheet = desk.tool.sheet
    assert not sheet.picker.isVisible() and sheet.fill.isVisible() and not sheet.size_of.isVisible()
    sheet.title.setText("警戒区")
    sheet.title.textEdited.emit("警戒区")
    sheet.note.setPlainText("20 m 外")
    sheet.line.setCurrentIndex(sheet.line.findData("dotted"))
    sheet.line.activated.emit(sheet.line.currentIndex())
    sheet.fill.setCurrentIndex(sheet.fill.findData("dense"))
    sheet.fill.activated.emit(sheet.fill.currentIndex())
    sheet.incident.setCurrentIndex(sheet.incident.findData("i1"))
    sheet.incident.activated.emit(sheet.incident.currentIndex())
    sheet.width_of.setValue(3.5)
    desk.press(Key.Key_1)
    desk.click((-3, 0), (-1, 0), (-1, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    drawn = desk.only()
    assert (drawn.title, drawn.text, drawn.incident) == ("警戒区", "20 m 外", "i1")
    style = drawn.style
    assert (style.colour, style.line, style.fill, style.width) == ("red", "dotted", "dense", 3.5)
    assert sheet.title.text() == "" and desk.pad.next.style == style, "the title is used up, the look stays"


def test_places_snap_to_vertices_unless_control_is_held(desk: Desk) -> None:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    end = places_of("line", desk.only().geometry)[1]
    desk.click((0.05, 2.05), (3, 3))
    desk.press(Key.Key_Return)
    desk.click((0.05, 2.05), (3, 0), modifier=Control)
    desk.press(Key.Key_Return)
    desk.settle()
    firsts = [places_of("line", one.geometry)[0].tolist() for one in list(desk.drawings().values())[1:]]
    assert firsts[0] == end.tolist() and firsts[1] != end.tolist()


def test_escape_drops_what_is_half_drawn_then_the_tool(desk: Desk) -> None:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Escape)
    assert desk.tool is not None and not desk.tool.is_begun()
    desk.press(Key.Key_Escape)
    assert desk.tool is None and not desk.drawings() and desk.panel.map.sheet.content is None


def test_a_symbol_chosen_on_the_page_is_plotted_next(desk: Desk) -> None:
    desk.use("symbols")
    page = desk.panel.tool_bar.tools["symbols"].page
    assert page is not None and page.isVisible() and desk.tool is None
    page.wanted.emit("water_depth")
    page.close()
    assert desk.tool is desk.panel.tool_bar.tools["draw_symbol"]
    desk.click((0, 1))
    desk.settle()
    assert desk.only().symbol == "water_depth"


def test_places_snap_to_roads_and_houses_unless_alt_is_held(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.map.centre_on(city.LON + 0.002, city.LAT - 0.008)
    desk.panel.map.zoom(4)
    tool = desk.use("draw_line")
    qtbot.waitUntil(lambda: tool.snap.is_settled)

    def click(place: tuple[float, float], dx: int, dy: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        x, y = desk.at(*place)
        move(desk.panel, x + dx, y + dy)
        before = desk.panel.map.grab().toImage()
        qtbot.mouseClick(desk.panel.map, Qt.MouseButton.LeftButton, modifier, QPoint(x + dx, y + dy))
        seen.append((tool.snap.on_edge, before.copy(x - 12, y - 12, 24, 24)))

    seen: list[tuple[bool, QImage]] = []
    click((1, -8), 5, -4)  # the corner of a house
    click((2.25, -7.0), 0, 6)  # the foot of another, between its corners
    click((4, -7.3), 6, 0)  # a street
    click((3, -8), 5, -4, Qt.KeyboardModifier.AltModifier)  # a corner again
    desk.press(Key.Key_Return)
    desk.settle()
    found = places(desk.only())
    assert found[0] == pytest.approx([1, -8], abs=1e-6) and not seen[0][0]
    assert found[1][1] == pytest.approx(-7.0, abs=1e-6) and found[1][0] == pytest.approx(2.25, abs=0.03) and seen[1][0]
    assert found[2][0] == pytest.approx(4, abs=1e-6) and seen[2][0]
    away = np.array(desk.panel.map.viewpoint.pixel(*places_of("line", desk.only().geometry)[3].tolist())) - desk.at(3, -8)
    assert away == pytest.approx([5, -4], abs=1), "Alt: where the pointer is"


def test_what_was_snapped_to_is_marked(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.map.centre_on(city.LON + 0.002, city.LAT - 0.008)
    desk.panel.map.zoom(4)
    tool = desk.use("draw_point")
    qtbot.waitUntil(lambda: tool.snap.is_settled)
    x, y = desk.at(1, -8)
    pictures = []
    for dx, dy in ((40, 40), (5, -4)):
        move(desk.panel, x + dx, y + dy)
        pictures.append(pixels_of(desk.panel.map.grab().toImage())[y - 6:y + 7, x - 6:x + 7].astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() > 100, "a ring stands on the corner"
    move(desk.panel, x + 40, y + 40)
    desk.panel.map.centre_on(city.LON - 0.02, city.LAT)
    move(desk.panel, 300, 300)
    assert not tool.snap.is_settled
    qtbot.waitUntil(lambda: tool.snap.is_settled)
