"""Drawing on the map: each tool by mouse and by keyboard, undo and redo through the journal, conflicts, replay."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import synthetic_city as city
from draw_stage import Desk, journal_with_incident
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from command_center.domain.commands import ChangeDrawing, RemoveDrawing
from command_center.domain.geo import distance_m
from layers.plotting import circle_of, places_of
from widgets.map.tools.draw_edit import EditDrawings
from widgets.map.tools.draw_grab import turn_handle
from widgets.map.tools.menu import place_menu

Key, Shift, Control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
UNDO, REDO = (Key.Key_Z, Control), (Key.Key_Z, Control | Shift)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, journal_with_incident(), "li")


def places(drawn: Any) -> Any:
    """In thousandths of a degree from the city's middle."""
    return (places_of(drawn.kind, drawn.geometry) - (city.LON, city.LAT)) * 1000


def near(found: Any, expected: Any) -> bool:
    """Within a pixel's width."""
    found, expected = np.asarray(found), np.asarray(expected, float)
    return found.shape == expected.shape and bool(np.abs(found - expected).max() < 0.06)


# ---- each tool by mouse

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


# ---- each tool by keyboard alone

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


# ---- look

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


# ---- undo and redo

def test_undo_and_redo_go_through_the_journal(desk: Desk, qtbot: QtBot) -> None:
    other = Desk(qtbot, desk.known.journal, "wang")
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    name = desk.only().drawing
    desk.press(UNDO)
    desk.settle()
    assert not desk.drawings() and not other.drawings(), "the other desk sees it, too"
    desk.press(REDO)
    desk.settle()
    assert other.only().drawing == name and other.only().ver == 3
    desk.press(UNDO, REDO, UNDO)
    desk.settle()
    assert not other.drawings() and not desk.pad.can_undo and desk.pad.can_redo
    desk.press((Key.Key_Y, Control))
    desk.settle()
    assert other.only().ver == 7 and desk.pad.can_undo


def test_control_z_works_on_the_map_without_a_tool(desk: Desk) -> None:
    desk.use("draw_point")
    desk.click((0, 1))
    desk.settle()
    desk.panel.map.use(None)
    desk.press(UNDO)
    desk.settle()
    assert not desk.drawings()
    desk.press(REDO)
    desk.settle()
    assert desk.only().kind == "point"


def test_control_z_takes_back_a_place_before_it_takes_back_a_drawing(desk: Desk) -> None:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    desk.click((-3, 3), (0, 3))
    desk.press(UNDO)
    assert len(desk.tool.vertices) == 1 and len(desk.drawings()) == 1
    desk.press(UNDO)
    desk.press(UNDO)
    desk.settle()
    assert not desk.drawings()


def test_what_somebody_else_changed_since_cannot_be_undone(desk: Desk) -> None:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    drawn = desk.only()
    other = ChangeDrawing(drawing=drawn.drawing, ver=drawn.ver, geometry=drawn.geometry, title="theirs", actor="wang")
    assert desk.bus.submit(other).result().state == "confirmed"
    desk.press(UNDO)
    desk.settle()
    assert desk.only().title == "theirs"
    (pending,) = desk.pad.pending.values()
    assert pending.refused and "wang" in pending.said and "wang" in desk.tool.sheet.said.text()
    assert not desk.pad.can_undo and not desk.pad.can_redo
    desk.press(Key.Key_Escape)
    assert not desk.pad.pending


def test_a_replay_refuses_and_says_so(desk: Desk) -> None:
    desk.use("draw_point")
    desk.replay()
    desk.click((0, 1))
    desk.settle()
    (pending,) = desk.pad.pending.values()
    assert pending.refused and pending.said and not desk.drawings() and not desk.pad.can_undo
    assert desk.tool.sheet.said.isVisible()


# ---- editing

def drawn_line(desk: Desk) -> EditDrawings:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2), (3, 1))
    desk.press(Key.Key_Return)
    desk.settle()
    tool = desk.use("draw_edit")
    desk.click((-1.5, 1.5))
    assert tool.chosen == desk.only().drawing
    return tool


def test_vertices_are_moved_inserted_and_deleted_by_mouse(desk: Desk) -> None:
    drawn_line(desk)
    desk.drag((0, 2), (0, 4))
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (0, 4), (3, 1)])
    desk.drag((1.5, 2.5), (2.5, 3.5))
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (0, 4), (2.5, 3.5), (3, 1)])
    desk.press(Key.Key_Delete)
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (0, 4), (3, 1)])
    desk.press(UNDO, UNDO)
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (0, 4), (3, 1)])
    desk.press(UNDO)
    desk.settle()
    assert near(places(desk.only()), [(-3, 1), (0, 2), (3, 1)])


def test_the_whole_is_moved_and_removed_by_mouse(desk: Desk) -> None:
    tool = drawn_line(desk)
    desk.drag((-2, 1 + 1 / 3), (-2, 3 + 1 / 3))
    desk.settle()
    assert near(places(desk.only()), [(-3, 3), (0, 4), (3, 3)])
    tool.sheet.remove_button.click()
    desk.settle()
    assert not desk.drawings() and tool.chosen == ""
    desk.press(UNDO)
    desk.settle()
    assert near(places(desk.only()), [(-3, 3), (0, 4), (3, 3)])


def test_editing_by_keyboard_alone(desk: Desk) -> None:
    tool = drawn_line(desk)
    desk.press(Key.Key_Escape, Key.Key_N)
    assert tool.chosen == desk.only().drawing
    desk.press(Key.Key_Period, Key.Key_Period, Key.Key_Space)
    assert tool.held is not None
    before = desk.at(0, 2)
    desk.press(*[Key.Key_Up] * 3, Key.Key_Space)
    desk.settle()
    x, y = desk.panel.map.viewpoint.pixel(*places_of("line", desk.only().geometry)[1].tolist())
    assert abs(x - before[0]) < 2 and abs(before[1] - 48 - y) < 2
    desk.press(Key.Key_Delete)
    desk.settle()
    assert len(places(desk.only())) == 2
    desk.press(Key.Key_G, *[Key.Key_Left] * 2, Key.Key_Return)
    desk.settle()
    moved_x = desk.panel.map.viewpoint.pixel(*places_of("line", desk.only().geometry)[0].tolist())[0]
    assert abs(moved_x - (desk.at(-3, 1)[0] - 32)) < 2
    desk.press(Key.Key_Escape, Key.Key_N, Key.Key_Delete)
    desk.settle()
    assert not desk.drawings()


def test_a_carried_handle_is_put_back_by_escape(desk: Desk) -> None:
    tool = drawn_line(desk)
    desk.press(Key.Key_Period, Key.Key_Space, Key.Key_Up, Key.Key_Escape)
    assert tool.held is None and desk.only().ver == 1


def test_a_symbol_is_turned_by_its_handle_and_by_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.use("draw_symbol")
    desk.click((0, 1))
    desk.settle()
    tool = desk.use("draw_edit")
    desk.click((0, 1))
    x, y = desk.at(0, 1)
    handle = turn_handle(desk.only(), tool.places()[0], desk.panel.map.viewpoint)
    desk.drag_pixels(handle, (x + 40, y))
    desk.settle()
    assert desk.only().style.heading_deg == 90.0
    desk.press(Key.Key_BracketRight, Key.Key_BracketRight)
    qtbot.waitUntil(lambda: desk.only().style.heading_deg == 110.0, timeout=20_000)
    desk.settle()
    assert desk.only().ver == 3, "keys that turn are one change together"


def test_rectangles_and_circles_keep_their_shape(desk: Desk) -> None:
    desk.use("draw_rectangle")
    desk.drag((-4, 0), (-2, 2))
    desk.settle()
    desk.use("draw_edit")
    desk.click((-3, 1))
    desk.drag((-2, 2), (-1, 4))
    desk.settle()
    assert near(places(desk.only()), [(-4, 0), (-1, 0), (-1, 4), (-4, 4)])


def test_the_sheet_changes_what_is_on_the_map(desk: Desk) -> None:
    tool = drawn_line(desk)
    sheet = tool.sheet
    sheet.title.setText("管线")
    sheet.title.editingFinished.emit()
    desk.press(Key.Key_3)  # while the title is still on its way
    sheet.line.setCurrentIndex(sheet.line.findData("dashed"))
    sheet.line.activated.emit(sheet.line.currentIndex())
    desk.settle()
    drawn = desk.only()
    assert (drawn.title, drawn.style.colour, drawn.style.line) == ("管线", "yellow", "dashed")
    desk.press(UNDO, UNDO, UNDO)
    desk.settle()
    drawn = desk.only()
    assert (drawn.title, drawn.style.colour, drawn.style.line) == ("", "hi", "solid")


def test_of_two_desks_that_edit_one_drawing_the_second_is_told(desk: Desk, qtbot: QtBot) -> None:
    drawn_line(desk)
    other = Desk(qtbot, desk.known.journal, "wang")
    other.use("draw_edit")
    other.click((-1.5, 1.5))
    desk.drag((0, 2), (0, 4))
    desk.settle()
    other.drag((0, 2), (0, 3))  # it still shows what was
    other.settle()
    (pending,) = other.pad.pending.values()
    assert pending.refused and "li" in pending.said and other.tool.sheet.said.isVisible()
    assert near(places(other.only()), [(-3, 1), (0, 4), (3, 1)])
    other.drag((0, 4), (0, 3))
    other.settle()
    assert near(places(other.only()), [(-3, 1), (0, 3), (3, 1)]) and other.only().changed_by == "wang"


def test_a_drawing_that_vanishes_while_it_is_edited(desk: Desk) -> None:
    tool = drawn_line(desk)
    assert desk.bus.submit(RemoveDrawing(drawing=tool.chosen, ver=1, actor="wang")).result().state == "confirmed"
    desk.show()
    assert tool.drawn() is None and tool.content() is None
    desk.press(Key.Key_Delete, Key.Key_Period, Key.Key_G, Key.Key_BracketLeft, Key.Key_1)
    tool.sheet.refresh()
    assert not tool.sheet.title.isEnabled() and not desk.drawings()


def test_the_menu_of_the_map_edits_and_removes_a_drawing(desk: Desk) -> None:
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2))
    desk.press(Key.Key_Return)
    desk.settle()
    desk.panel.map.use(None)
    bar = desk.panel.tool_bar
    menu = place_menu(desk.panel.map, bar.tools, *desk.at(-1.5, 1.5), bar)
    acts = {action.text(): action for action in menu.actions()}
    acts["Edit this drawing"].trigger()
    assert isinstance(desk.tool, EditDrawings) and desk.tool.chosen == desk.only().drawing
    acts["Take this drawing off the map"].trigger()
    desk.settle()
    assert not desk.drawings()


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
