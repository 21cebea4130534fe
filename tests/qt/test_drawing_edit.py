"""Drawings that stand on the map are edited: by mouse, by keyboard, from the sheet, by two desks at once."""

from __future__ import annotations

import pytest
from draw_stage import UNDO, Desk, Key, drawn_line, journal_with_incident, near, places
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from command_center.domain.commands import RemoveDrawing
from layers.plotting import places_of
from widgets.map.tools.draw_edit import EditDrawings
from widgets.map.tools.draw_grab import turn_handle
from widgets.map.tools.menu import place_menu


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, journal_with_incident(), "li")


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


def test_tab_goes_down_the_sheet(desk: Desk) -> None:
    sheet = drawn_line(desk).sheet
    heights, at = [], sheet.title
    while at is not sheet.undo_button:
        if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus and sheet.isAncestorOf(at):
            heights.append(at.mapTo(sheet, at.rect().center()).y())
        at = at.nextInFocusChain()
    assert len(heights) > 5 and heights == sorted(heights)


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
