"""A desk sets what a wall of another process shows: views, layers, where it looks, whom it moves with; and desks and walls
follow who presents. Through a journal that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import synthetic_city as city
from draw_stage import Known
from layer_stage import MAP
from pytestqt.qtbot import QtBot

from command_center.config import check_configuration
from command_center.domain.commands import SayScreen
from command_center.engine.commands import LiveBus
from command_center.journal.memory import MemoryJournal
from command_center.state.snapshot import Changes
from widgets.context import Context
from widgets.map.maps import maps_of
from widgets.map.panel import MapPanel
from widgets.map.screens.sheet import ScreensSheet


class Seat:
    """A process with a map, on a journal."""

    def __init__(self, qtbot: QtBot, journal: MemoryJournal, desk: str, profile: str = "desk") -> None:
        self.qtbot, self.known = qtbot, Known(journal)
        self.bus = LiveBus(lambda: journal, self.known, "王", desk)
        configuration = check_configuration(
            {"map": MAP, "packs": [], "city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 4.0}}, None)
        self.session = SimpleNamespace(bus=self.bus, mode="live", axis="received")
        self.context = Context(configuration, {}, "en", profile, 1.0, "王", desk, lambda: self.session, scene=profile)  # type: ignore[arg-type, return-value]
        self.panel = MapPanel(self.context)
        qtbot.addWidget(self.panel, before_close_func=lambda _: self.close())
        self.panel.resize(1000, 700)
        self.panel.show()
        self.panel.on_clock(city.NOW)
        self.show(reset=True)

    def show(self, reset: bool = False) -> None:
        """What the bridge does: the newest state."""
        snapshot = self.known.current()
        shown = replace(city.snapshot(), screens=snapshot.screens, looks=snapshot.looks)
        self.panel.on_snapshot(shown, Changes(reset=reset, ids={"screens": frozenset({"x"}), "looks": frozenset({"x"})}))
        if reset:
            self.panel.map.grab()

    def middle(self) -> tuple[float, float]:
        view = self.panel.map.viewpoint
        return view.lonlat(view.width / 2, view.height / 2)

    def close(self) -> None:
        self.panel.map.close()
        self.bus.close()
        self.panel.map.base.close()


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def seats(qtbot: QtBot, journal: MemoryJournal) -> Iterator[tuple[Seat, Seat]]:
    wall, desk = Seat(qtbot, journal, "09", "wall"), Seat(qtbot, journal, "02")
    until(qtbot, (wall, desk), lambda: "09/wall" in desk.known.current().screens)
    yield desk, wall


def until(qtbot: QtBot, all_of: tuple[Seat, ...], condition: Any) -> None:
    """Time goes on at all of them until something is so."""
    def goes_on() -> bool:
        for seat in all_of:
            seat.show()
        return bool(condition())

    qtbot.waitUntil(goes_on, timeout=15_000)


def sheet_of(desk: Seat) -> ScreensSheet:
    desk.panel.tool_bar.use("screens")  # type: ignore[union-attr]
    sheet = desk.panel.map.sheet.content  # type: ignore[union-attr]
    assert isinstance(sheet, ScreensSheet)
    return sheet


def shown(wall: Seat, key: str) -> bool:
    entry = wall.panel.map.stack.entry(key)
    assert entry is not None
    return entry in list(wall.panel.map.stack.shown())


def test_a_desk_switches_the_view_of_a_wall_and_sees_it(seats: tuple[Seat, Seat], qtbot: QtBot) -> None:
    desk, wall = seats
    sheet = sheet_of(desk)
    assert sheet.wall.currentText() == "09/wall" and [sheet.view.itemText(row) for row in range(3)] == [
        "As it is", "As configured", "Plain"]
    assert shown(wall, "ways") and "as configured" in sheet.said.text()
    sheet.view.setCurrentIndex(2)
    sheet.show_there()
    assert "Asked" in sheet.said.text()
    until(qtbot, seats, lambda: not shown(wall, "ways"))
    assert np.allclose(wall.middle(), (115.03, 30.22), atol=1e-4), "the view has its place"
    assert wall.panel.wall is not None and wall.panel.wall.legend.heading == "Plain"
    until(qtbot, seats, lambda: sheet.look() or "It shows: Plain" in sheet.said.text())
    assert "王" in sheet.said.text() and "02" in sheet.said.text()
    wall.panel.wall.show_view("")  # by key at the wall itself: desks see that too
    until(qtbot, seats, lambda: sheet.look() or "as configured" in sheet.said.text())


def test_the_layers_of_a_desk_go_to_a_wall_with_its_place(seats: tuple[Seat, Seat], qtbot: QtBot) -> None:
    desk, wall = seats
    desk.panel.map.stack.entry("reach").visible = True  # type: ignore[union-attr]
    desk.panel.map.centre_on(city.LON + 0.01, city.LAT - 0.004)
    sheet = sheet_of(desk)
    sheet.here.setChecked(True)
    sheet.show_this()
    until(qtbot, seats, lambda: shown(wall, "reach"))
    assert np.allclose(wall.middle(), desk.middle(), atol=1e-5)
    desk.panel.layers.views.keep("夜班")  # type: ignore[union-attr]
    sheet.look()
    sheet.view.setCurrentIndex(sheet.view.count() - 1)
    assert "夜班" in sheet.view.currentText()
    sheet.show_there()
    until(qtbot, seats, lambda: wall.panel.wall.legend.heading == "夜班")  # type: ignore[union-attr]


def test_a_wall_moves_with_a_desk_until_it_is_free(seats: tuple[Seat, Seat], qtbot: QtBot) -> None:
    desk, wall = seats
    sheet = sheet_of(desk)
    sheet.link.setCurrentIndex(1)
    sheet.show_there()
    until(qtbot, seats, lambda: wall.panel.companions.obeying.link == "linked")  # type: ignore[union-attr]
    for east in (0.01, -0.02):
        desk.panel.map.centre_on(city.LON + east, city.LAT)
        desk.panel.map.zoom(2)
        until(qtbot, seats, lambda: np.allclose(wall.middle(), desk.middle(), atol=1e-6)
              and wall.panel.map.viewpoint.level == desk.panel.map.viewpoint.level)
    assert "02" in wall.panel.wall.legend.heading  # type: ignore[union-attr]
    sheet.link.setCurrentIndex(0)
    sheet.show_there()
    until(qtbot, seats, lambda: wall.panel.companions.obeying.link == "free")  # type: ignore[union-attr]
    there, count = wall.middle(), len(list(desk.known.journal.read(0)))
    desk.panel.map.centre_on(city.LON, city.LAT + 0.01)
    qtbot.wait(400)
    for seat in seats:
        seat.show()
    assert wall.middle() == there and len(list(desk.known.journal.read(0))) == count, "nothing is said to nobody"


def test_desks_and_walls_follow_the_presenter_of_another_desk(seats: tuple[Seat, Seat], qtbot: QtBot,
                                                              journal: MemoryJournal) -> None:
    desk, wall = seats
    other = Seat(qtbot, journal, "03")
    both = (*seats, other)
    sheet = sheet_of(desk)
    sheet.link.setCurrentIndex(2)
    sheet.show_there()
    other.panel.companions.link.set_mode("presenter")
    desk.panel.tool_bar.use("present")  # type: ignore[union-attr]
    desk.panel.map.centre_on(city.LON - 0.013, city.LAT + 0.002)
    until(qtbot, both, lambda: np.allclose(wall.middle(), desk.middle(), atol=1e-6)
          and np.allclose(other.middle(), desk.middle(), atol=1e-6))
    other.panel.companions.link.set_mode("free")
    other.panel.map.centre_on(city.LON + 0.02, city.LAT)
    other.panel.tool_bar.use("present")  # type: ignore[union-attr]
    until(qtbot, both, lambda: maps_of(desk.context).presenter is None and np.allclose(wall.middle(), other.middle(), atol=1e-6))
    assert maps_of(other.context).presenter is other.panel.map
    other.panel.tool_bar.use("present")  # type: ignore[union-attr]
    until(qtbot, both, lambda: not any(look.presents for look in desk.known.current().looks.values()))


def test_a_wall_that_closes_is_gone_and_one_that_died_shows_it_again(seats: tuple[Seat, Seat], qtbot: QtBot,
                                                                    journal: MemoryJournal) -> None:
    desk, wall = seats
    sheet = sheet_of(desk)
    sheet.view.setCurrentIndex(2)
    sheet.show_there()
    until(qtbot, seats, lambda: not shown(wall, "ways"))
    again = Seat(qtbot, journal, "09", "wall")  # as after a crash: nobody said good-bye
    until(qtbot, (desk, again), lambda: not shown(again, "ways"))
    again.panel.map.close()
    wall.panel.companions.obeying.close()  # type: ignore[union-attr]
    until(qtbot, (desk,), lambda: not desk.known.current().screens)
    sheet.look()
    assert sheet.wall.count() == 0 and "No wall" in sheet.said.text()


def test_refusals_and_silence_are_said(seats: tuple[Seat, Seat], qtbot: QtBot) -> None:
    desk, wall = seats
    sheet = sheet_of(desk)
    wall.panel.companions.obeying.close()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not desk.known.current().screens)
    sheet.show_there()  # the sheet has not heard yet
    qtbot.waitUntil(lambda: "not there any more" in sheet.said.text())
    desk.bus.submit(SayScreen(screen="lone", desk="07")).result()
    old = desk.known.current().screens["lone"]
    silent = replace(city.snapshot(), screens={"lone": type(old)(screen="lone", seen_utc=1)})
    desk.panel.on_snapshot(silent, Changes(ids={"screens": frozenset({"lone"})}))
    sheet.look()
    assert "No sign of life" in sheet.said.text()
