"""The tools of the map: the contract every tool keeps, the bar, and identify by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import synthetic_city as city
from map_stage import screen_of, shown_map
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from command_center.registry import plugins
from resources import FOLDER
from widgets.map.panel import MapPanel
from widgets.map.tools.things import ThingList


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from shown_map(qtbot)


@pytest.mark.parametrize("name", sorted(plugins("map_tools")))
def test_every_tool_keeps_the_contract(name: str, panel: MapPanel, qtbot: QtBot) -> None:
    tool = panel.tool_bar.tools[name]
    assert tool.key == name and tool.title()
    assert (FOLDER / "icons" / f"{tool.icon}.svg").is_file()
    panel.tool_bar.use(name)
    panel.map.grab()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        qtbot.keyClick(panel.map, key)
        panel.map.grab()
    panel.map.use(None)
    assert tool.map is None


def test_letters_are_given_once(panel: MapPanel) -> None:
    letters = [tool.letter for tool in panel.tool_bar.tools.values() if tool.letter]
    assert len(letters) == len(set(letters))
    assert not set(letters) & set("MAI"), "these mute, acknowledge and open an incident wherever one is"


def test_a_letter_starts_a_tool_and_escape_ends_it(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.map, Qt.Key.Key_Q)
    assert panel.map.tool is panel.tool_bar.tools["identify"]
    assert panel._hint.isVisible() and panel._hint.text()
    qtbot.keyClick(panel.map, Qt.Key.Key_Escape)
    assert panel.map.tool is None and not panel._hint.isVisible()


def test_a_drag_pans_under_a_tool(panel: MapPanel, qtbot: QtBot) -> None:
    panel.tool_bar.use("identify")
    before = panel.map.viewpoint
    qtbot.keyClick(panel.map, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert panel.map.viewpoint != before


def test_identify_lists_what_lies_there_by_mouse(panel: MapPanel, qtbot: QtBot) -> None:
    incident = city.snapshot().incidents["i4"]
    x, y = screen_of(panel, incident.lon, incident.lat)
    panel.tool_bar.use("identify")
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    content = panel.map.sheet.content
    assert isinstance(content, ThingList) and content.topLevelItemCount() >= 1
    assert (panel.context.selection.kind, panel.context.selection.id) == ("incident", "i4")


def test_identify_by_keyboard_steps_through(panel: MapPanel, qtbot: QtBot) -> None:
    incident = city.snapshot().incidents["i1"]
    panel.map.centre_on(incident.lon, incident.lat)
    panel.map.grab()
    qtbot.keyClick(panel.map, Qt.Key.Key_Q)
    qtbot.keyClick(panel.map, Qt.Key.Key_Space)
    content = panel.map.sheet.content
    assert panel.context.selection.id == "i1"
    qtbot.keyClick(panel.map, Qt.Key.Key_PageDown)
    if content.topLevelItemCount() > 1:
        assert panel.context.selection.id != "i1"
    for _ in range(content.topLevelItemCount() - 1):
        qtbot.keyClick(panel.map, Qt.Key.Key_PageDown)
    assert panel.context.selection.id == "i1", "round the end"
    qtbot.keyClick(content, Qt.Key.Key_Escape)
    assert not panel.map.sheet.isVisible()


def test_a_hint_is_as_large_as_its_words_after_a_longer_one(qtbot: QtBot, panel: MapPanel) -> None:
    hint, sizes = panel._hint, []
    for words in ("short", "longer words, " * 40, "short"):
        hint._wanted = lambda words=words: words  # type: ignore[method-assign]
        hint.show_hint()
        sizes.append(hint.size())
    assert sizes[2] == sizes[0] and sizes[1].height() > 2 * sizes[0].height()
