"""The search box by keyboard and mouse: finding, going there, commands, layers, coordinates, what was chosen lately."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import synthetic_city as city
from map_stage import context
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from command_center.state.snapshot import Changes
from widgets.map.panel import MapPanel
from widgets.map.searchable import acts_of
from widgets.search import SearchBox
from widgets.search_list import HIT, LINE

SNAPSHOT = city.snapshot()


class Desk(QWidget):
    """A window with a search box and a map."""

    def __init__(self) -> None:
        super().__init__()
        self.context = context()
        self.panel = MapPanel(self.context, self)
        self.search = SearchBox(self.context, lambda: SNAPSHOT, self)
        box = QVBoxLayout(self)
        box.addWidget(self.search)
        box.addWidget(self.panel, 1)
        self.ran: list[str] = []
        self.search.set_commands({"live": ("回到实时", lambda: self.ran.append("live"))})
        self.search.add_acts(lambda: acts_of(self.panel))
        self.resize(1000, 700)
        self.show()
        self.activateWindow()
        self.panel.on_clock(city.NOW)
        self.panel.on_snapshot(SNAPSHOT, Changes(reset=True))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    yield made
    made.panel.map.base.close()


def ask(desk: Desk, qtbot: QtBot, text: str) -> list[tuple[str, str]]:
    """Ctrl+K, the text, and the answer as (kind, identity)."""
    qtbot.keyClick(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    if not desk.search.hasFocus():
        desk.search.enter()  # offscreen windows are not always activated
    desk.search.setText("")
    if text.isascii():
        qtbot.keyClicks(desk.search, text)
    else:  # comes from an input method, not as keys
        desk.search.insert(text)
        desk.search.textEdited.emit(text)
    results = desk.search.results
    qtbot.waitUntil(lambda: desk.search._answered == text and not desk.search.seeker.is_busy and results.count() > 0)
    hits = [results.item(row).data(HIT) for row in range(results.count())]
    return [(hit.kind, hit.row.identity) for hit in hits if hit is not None]


def test_enter_goes_there_and_selects(desk: Desk, qtbot: QtBot) -> None:
    assert ask(desk, qtbot, "yiyuan2")[0] == ("feature", "hospitals/hospitals2")
    line = desk.search.results.item(0).data(LINE)
    assert "中心城区" in line.where and line.where.endswith("m")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert (desk.context.selection.kind, desk.context.selection.id) == ("feature", "hospitals/hospitals2")
    x, y = desk.panel.map.viewpoint.pixel(city.LON + 0.012, city.LAT + 0.006)
    assert abs(x - desk.panel.map.width() / 2) < 2 and abs(y - desk.panel.map.height() / 2) < 2
    assert not desk.search.results.isVisible() and desk.search.text() == ""


def test_enter_before_the_answer_takes_the_best(desk: Desk, qtbot: QtBot) -> None:
    desk.search.enter()
    qtbot.waitUntil(lambda: not desk.search.seeker.is_busy)
    qtbot.keyClicks(desk.search, "SJ-0732")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.context.selection.id == "i2")


def test_arrows_go_round_and_a_click_takes(desk: Desk, qtbot: QtBot) -> None:
    found = ask(desk, qtbot, "消火栓")
    results = desk.search.results
    qtbot.keyClick(desk.search, Qt.Key.Key_Up)
    assert results.currentRow() == len(found) - 1
    qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    assert results.currentRow() == 0
    box = results.visualItemRect(results.item(1))
    qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert desk.context.selection.id == found[1][1]


def test_commands_layers_and_tools(desk: Desk, qtbot: QtBot) -> None:
    assert ask(desk, qtbot, "hdss")[0] == ("command", "live")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert desk.ran == ["live"]
    entry = desk.panel.map.stack.entry("hydrants")
    entry.visible = False
    assert ask(desk, qtbot, "hydrants")[0] == ("layer", "hydrants")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert entry.visible
    ask(desk, qtbot, "measure_length")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert desk.panel.map.tool is not None and desk.panel.map.tool.key == "measure_length"


def test_coordinates_leave_a_mark(desk: Desk, qtbot: QtBot) -> None:
    assert ask(desk, qtbot, "115.04 30.23")[0][0] == "place"
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    x, y = desk.panel.map.viewpoint.pixel(115.04, 30.23)
    assert abs(x - desk.panel.map.width() / 2) < 2 and abs(y - desk.panel.map.height() / 2) < 2


def test_what_was_chosen_lately_is_offered_first(desk: Desk, qtbot: QtBot) -> None:
    ask(desk, qtbot, "SJ-0732")
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    saved = desk.search.save()
    desk.search.restore([*saved, 7, {"kind": "x"}])
    desk.search.enter()
    assert desk.search.results.count() == 1 and desk.search.results.item(0).data(LINE).recent
    qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    qtbot.keyClick(desk.search, Qt.Key.Key_Delete)
    assert not desk.search.results.isVisible() and desk.search.save() == []


def test_nothing_found_says_so_and_escape_leaves(desk: Desk, qtbot: QtBot) -> None:
    assert ask(desk, qtbot, "qqqq") == []
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    qtbot.keyClick(desk.search, Qt.Key.Key_Escape)
    assert desk.search.text() == ""
    qtbot.keyClick(desk.search, Qt.Key.Key_Escape)
    assert not desk.search.results.isVisible()
