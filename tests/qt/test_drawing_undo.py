"""Undo and redo of drawings: through the journal, against another desk, in a replay."""

from __future__ import annotations

import pytest
from draw_stage import REDO, UNDO, Control, Desk, Key, journal_with_incident
from pytestqt.qtbot import QtBot

from command_center.domain.commands import ChangeDrawing


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, journal_with_incident(), "li")


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
