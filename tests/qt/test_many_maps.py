"""Several maps: following a unit and the presenter, linked windows, and comparisons by swipe and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import synthetic_city as city
from draw_stage import journal_with_incident
from map_stage import context
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sessions import HandSession

from command_center.domain.time import HOUR, MINUTE
from command_center.engine.replay import ReplaySession
from command_center.state.fold import Fold
from command_center.state.snapshot import Changes, Snapshot
from widgets.bridge import Bridge
from widgets.director import Director
from widgets.map.map_window import MapWindow
from widgets.map.maps import looking, maps_of
from widgets.map.panel import MapPanel

NOW = city.NOW
SNAPSHOT = city.snapshot()


def moved(snapshot: Snapshot, subject: str, lon: float, lat: float) -> Snapshot:
    """Something has driven on."""
    table = snapshot.positions
    lonlat = table.lonlat.copy()
    lonlat[table.index[subject]] = (lon, lat)
    return replace(snapshot, positions=replace(table, lonlat=lonlat))


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    live = HandSession(snapshot=SNAPSHOT, at_utc=NOW)
    about = context()
    about.director = Director(lambda at, axis: HandSession("replay", axis, replace(SNAPSHOT, incidents={}, at_utc=at), at_utc=at))
    about.director.start(live)
    about.session = lambda: about.director.session
    made = MapPanel(about)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.on_clock(NOW)
    made.on_snapshot(SNAPSHOT, Changes(reset=True))
    made.map.grab()
    yield made
    made.companions.comparison.end()
    made.map.base.close()


def middle(panel: MapPanel) -> tuple[float, float]:
    view = panel.map.viewpoint
    return view.lonlat(view.width / 2, view.height / 2)


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return bool(np.allclose(one, other, atol=2e-5))


# following a thing

def test_f_follows_what_is_selected_until_a_pan(panel: MapPanel, qtbot: QtBot) -> None:
    plate = panel.companions.plate
    panel.context.selection.select("unit", "u/0")
    assert plate.isVisible() and "F" in plate.text()
    qtbot.keyClick(panel.map, Qt.Key.Key_F)
    assert panel.companions.follow.is_on and "F0" in plate.text()
    panel.on_snapshot(moved(SNAPSHOT, "u/0", city.LON + 0.02, city.LAT + 0.01), Changes(ids={"positions": frozenset({"u/0"})}))
    assert near(middle(panel), (city.LON + 0.02, city.LAT + 0.01))
    panel.map.zoom(1)
    assert panel.companions.follow.is_on, "zooming goes on about it"
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert not panel.companions.follow.is_on and "F0" in plate.text()
    before = middle(panel)
    panel.on_snapshot(moved(SNAPSHOT, "u/0", city.LON, city.LAT), Changes(ids={"positions": frozenset({"u/0"})}))
    assert middle(panel) == before


def test_the_button_follows_and_stops(panel: MapPanel, qtbot: QtBot) -> None:
    panel.context.selection.select("vehicle", "bus/4")
    qtbot.mouseClick(panel.companions.plate, Qt.MouseButton.LeftButton)
    assert panel.companions.follow.thing == ("vehicle", "bus/4")
    qtbot.mouseClick(panel.companions.plate, Qt.MouseButton.LeftButton)
    assert not panel.companions.follow.is_on
    panel.context.selection.select("incident", "i1")
    assert not panel.companions.plate.isVisible()
    qtbot.keyClick(panel.map, Qt.Key.Key_F)
    assert not panel.companions.follow.is_on, "an incident does not move"


def test_what_has_gone_is_followed_no_longer(panel: MapPanel) -> None:
    panel.companions.follow.start("vehicle", "bus/4")
    table = SNAPSHOT.positions
    lost = table.lost.copy()
    lost[table.index["bus/4"]] = True
    panel.on_snapshot(replace(SNAPSHOT, positions=replace(table, lost=lost)), Changes(reset=True))
    assert not panel.companions.follow.is_on


def test_a_search_ends_following(panel: MapPanel) -> None:
    panel.companions.follow.start("unit", "u/0")
    panel.context.selection.centre_requested.emit(city.LON + 0.5, city.LAT)
    assert not panel.companions.follow.is_on


# windows

@pytest.fixture
def window(panel: MapPanel, qtbot: QtBot) -> Iterator[MapWindow]:
    bridge = Bridge(panel)
    bridge.show(panel.context.director.session)
    made = MapWindow(panel.context, bridge)
    closed: list[object] = []
    made.closed.connect(closed.append)
    made.show()
    panel.companions.link.set_mode("linked")
    yield made
    if not closed:
        made.close()
    bridge.stop()


def test_linked_maps_look_at_one_place(panel: MapPanel, window: MapWindow, qtbot: QtBot) -> None:
    assert window.link.mode == "linked"
    panel.map.centre_on(city.LON + 0.01, city.LAT)
    panel.map.zoom(2)
    assert near(middle(window.panel), middle(panel)) and window.panel.map.viewpoint.level == panel.map.viewpoint.level
    qtbot.keyClick(window.panel.map, Qt.Key.Key_Left)
    assert near(middle(window.panel), middle(panel)), "and back"
    window.mode.setCurrentIndex(0)
    before = middle(panel)
    qtbot.keyClick(window.panel.map, Qt.Key.Key_Left)
    assert middle(panel) == before, "free"
    view = window.panel.map
    window.close()
    assert view not in maps_of(panel.context).views


def test_layers_are_common_unless_the_window_has_its_own(panel: MapPanel, window: MapWindow, qtbot: QtBot) -> None:
    panel.map.stack.entry("cameras").visible = False
    panel.layer_panel.changed.emit()
    assert not window.panel.map.stack.entry("cameras").visible
    window.same.setChecked(False)
    panel.map.stack.entry("cameras").visible = True
    panel.layer_panel.changed.emit()
    assert not window.panel.map.stack.entry("cameras").visible
    window.close()


def test_a_free_map_stays_when_a_search_leads_elsewhere(panel: MapPanel, window: MapWindow, qtbot: QtBot) -> None:
    window.mode.setCurrentIndex(0)
    maps_of(panel.context).use(panel.map)
    before = middle(window.panel)
    panel.context.selection.centre_requested.emit(city.LON + 0.02, city.LAT)
    assert near(middle(panel), (city.LON + 0.02, city.LAT)) and middle(window.panel) == before
    window.mode.setCurrentIndex(1)
    panel.context.selection.centre_requested.emit(city.LON, city.LAT)
    assert near(middle(window.panel), (city.LON, city.LAT))


def test_the_presenter_is_followed(panel: MapPanel, window: MapWindow, qtbot: QtBot) -> None:
    maps = maps_of(panel.context)
    window.mode.setCurrentIndex(2)
    heard: list[object] = []
    maps.presented.connect(heard.append)
    panel.tool_bar.use("present")
    assert maps.presenter is panel.map and heard == [looking(panel.map)]
    panel.map.centre_on(city.LON - 0.01, city.LAT + 0.01)
    assert near(middle(window.panel), middle(panel)) and len(heard) >= 2
    plate = panel.companions.plate
    assert plate.isVisible() and plate.text().startswith("Presenting"), "nobody leads others without knowing"
    plate.click()
    assert maps.presenter is None and not plate.isVisible()
    panel.tool_bar.use("present")
    panel.tool_bar.use("present")
    assert maps.presenter is None
    window.close()


def test_a_window_says_what_it_shows(panel: MapPanel, window: MapWindow, qtbot: QtBot) -> None:
    assert "14:32:07" in window._said.text() and not window.frame.isVisible()
    panel.context.director.session_changed.connect(window._bridge.show)
    panel.context.director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: panel.context.director.in_replay)
    assert "13:32:07" in window._said.text() and window.frame.isVisible()
    window.close()


# comparisons

def drag(widget: object, start: QPoint, end: QPoint) -> None:
    left, none, kinds = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, QMouseEvent.Type
    for kind, place, button, held in ((kinds.MouseButtonPress, start, left, left), (kinds.MouseMove, end, none, left),
                                      (kinds.MouseButtonRelease, end, left, none)):
        at = QPointF(place)
        QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier))


def aligned(panel: MapPanel) -> bool:
    """Whether one place of the ground has one pixel of the panel on both sides."""
    other = panel.companions.comparison.other
    place = panel.map.viewpoint.lonlat(800, 300)
    x, y = other.viewpoint.pixel(*place)
    return abs(x + other.x() - 800) < 0.6 and abs(y - 300) < 0.6


def test_live_against_an_instant_by_swipe(panel: MapPanel, qtbot: QtBot) -> None:
    comparison = panel.companions.comparison
    comparison.with_instant(NOW - HOUR)
    qtbot.waitUntil(lambda: comparison.feed.session is not None and comparison.other.now_utc == NOW - HOUR)
    assert comparison.plates[0].endswith("14:32:07") and comparison.plates[1].endswith("13:32:07")
    assert comparison.plates[0].split()[0] != comparison.plates[1].split()[0]
    comparison.other.grab()
    assert panel.map.stack.snapshot.incidents and not comparison.other.stack.snapshot.incidents
    assert aligned(panel)
    divider = comparison.divider
    drag(divider, QPoint(5, 300), QPoint(5 + 200, 300))
    assert abs(divider.share - (550 + 198) / 1100) < 0.02 and aligned(panel)
    qtbot.keyClick(divider, Qt.Key.Key_Left)
    qtbot.keyClick(divider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert aligned(panel)
    panel.map.zoom(2)
    assert aligned(panel)
    qtbot.keyClick(comparison.other, Qt.Key.Key_Left)
    assert aligned(panel), "moved from the right side"
    qtbot.keyClick(divider, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: comparison.other.now_utc == NOW - 50 * MINUTE)
    assert comparison.plates[1].endswith("13:42:07")
    session = comparison.feed.session
    qtbot.keyClick(divider, Qt.Key.Key_Escape)
    assert not comparison.is_on and session.is_closed


def test_side_by_side_shows_the_same_middle(panel: MapPanel, qtbot: QtBot) -> None:
    comparison = panel.companions.comparison
    comparison.with_instant(NOW - HOUR)
    qtbot.keyClick(comparison.divider, Qt.Key.Key_Return)
    assert comparison.way == "side" and panel.map.width() == 550
    other = comparison.other.viewpoint
    assert near(other.lonlat(other.width / 2, other.height / 2), middle(panel))
    panel.map.centre_on(city.LON + 0.01, city.LAT)
    other = comparison.other.viewpoint
    assert near(other.lonlat(other.width / 2, other.height / 2), middle(panel))
    comparison.end()
    assert panel.map.width() == 1100


@pytest.mark.parametrize("way", ["swipe", "side"])
def test_a_comparison_leaves_the_map_where_it_was(way: str, panel: MapPanel, qtbot: QtBot) -> None:
    comparison, before = panel.companions.comparison, middle(panel)
    comparison.way = way
    comparison.with_instant(NOW - HOUR)
    assert near(middle(panel), before)
    comparison.flip()
    assert near(middle(panel), before)
    comparison.end()
    assert near(middle(panel), before) and panel.map.width() == 1100


def test_two_sets_of_layers(panel: MapPanel, qtbot: QtBot) -> None:
    comparison = panel.companions.comparison
    panel.layers.views.keep("夜间")
    view = next(view for view in panel.companions.saved_views() if view.title.zh == "夜间")
    panel.map.stack.entry("cameras").visible = False
    comparison.with_layers(view.key)
    assert "夜间" in comparison.plates[1] and comparison.plates[0] != comparison.plates[1]
    other = comparison.other
    assert other.stack.entry("cameras").visible and not panel.map.stack.entry("cameras").visible
    panel.on_snapshot(replace(SNAPSHOT, incidents={}), Changes(reset=True))
    assert not other.stack.snapshot.incidents, "the state is the same"


def test_a_comparison_with_and_without_one_layer(panel: MapPanel) -> None:
    comparison, tool = panel.companions.comparison, panel.tool_bar.tools["compare"]
    cameras, hydrants = (panel.map.stack.entry(key) for key in ("cameras", "hydrants"))
    hydrants.visible = False
    menu = tool.menu(panel.map)
    layers = next(action.menu() for action in menu.actions() if action.menu() is not None)
    said = [action.text() for action in layers.actions()]
    assert len(said) == len(panel.map.stack.entries)
    comparison.with_layer("cameras")
    assert not comparison.other.stack.entry("cameras").visible and cameras.visible
    assert comparison.plates[1] and comparison.view_title in " ".join(comparison.plates)
    comparison.with_layer("hydrants")
    assert comparison.other.stack.entry("hydrants").visible and not hydrants.visible
    assert comparison.other.stack.entry("cameras").visible
    comparison.end()


def test_the_menu_offers_both_and_h_ends(panel: MapPanel, qtbot: QtBot) -> None:
    tool = panel.tool_bar.tools["compare"]
    menu = tool.menu(panel.map)
    assert len([action for action in menu.actions() if not action.isSeparator()]) >= 7
    menu.actions()[2].trigger()
    comparison = panel.companions.comparison
    assert comparison.feed.at_utc == NOW - HOUR
    qtbot.keyClick(panel.map, Qt.Key.Key_H)
    assert not comparison.is_on


def test_the_right_side_goes_along_with_the_clock(panel: MapPanel, qtbot: QtBot) -> None:
    comparison, director = panel.companions.comparison, panel.context.director
    director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: director.in_replay)
    own = director.session
    comparison.with_instant(NOW - 2 * HOUR)
    qtbot.waitUntil(lambda: comparison.feed.session is not None)
    right = comparison.feed.session
    assert right.clock.speed == 0.0
    own.play(60.0)
    qtbot.waitUntil(lambda: right.clock.speed == 60.0)
    own.seek(NOW - HOUR + 10 * MINUTE)  # the hand's clock stands: the jump is what an hour of play would come to
    qtbot.waitUntil(lambda: comparison.other.now_utc == NOW - 2 * HOUR + 10 * MINUTE)
    assert right.clock.speed == 60.0
    own.pause()
    qtbot.waitUntil(lambda: right.clock.speed == 0.0)
    own.seek(NOW - 3 * HOUR)
    qtbot.waitUntil(lambda: comparison.other.now_utc == NOW - 4 * HOUR)
    comparison.step(10 * MINUTE)
    own.seek(NOW - HOUR)
    qtbot.waitUntil(lambda: comparison.other.now_utc == NOW - 2 * HOUR + 10 * MINUTE)
    comparison._along.click()
    own.play(4.0)
    own.seek(NOW)
    qtbot.wait(250)
    assert comparison.other.now_utc == NOW - 2 * HOUR + 10 * MINUTE and right.clock.speed == 0.0, "it stands when told"


def test_letters_reach_the_tools_from_everywhere_in_a_comparison(panel: MapPanel, qtbot: QtBot) -> None:
    comparison = panel.companions.comparison
    panel.window().activateWindow()
    comparison.with_instant(NOW - HOUR)
    letters = (("measure_length", Qt.Key.Key_D), ("buffer", Qt.Key.Key_B), ("select_corridor", Qt.Key.Key_P))
    places = (comparison.divider, comparison.other, comparison._along)
    for place, (key, letter) in zip(places, letters, strict=True):
        place.setFocus()
        qtbot.waitUntil(place.hasFocus)
        qtbot.keyClick(place, letter)
        assert panel.map.tool is panel.tool_bar.tools[key] and panel.map.hasFocus()
    comparison.other.setFocus()
    qtbot.keyClick(comparison.other, Qt.Key.Key_P)
    assert panel.map.tool is None, "the letter of the one in use puts it down"
    comparison.divider.setFocus()
    qtbot.keyClick(comparison.divider, Qt.Key.Key_H)
    assert not comparison.is_on


def test_a_played_replay_is_followed_in_real_sessions(qtbot: QtBot) -> None:
    journal = journal_with_incident()
    about = context()
    about.director = Director(lambda at, axis: ReplaySession(journal, lambda at, axis: Fold(axis), at, axis, limit=lambda: NOW + HOUR))
    about.director.start(ReplaySession(journal, lambda at, axis: Fold(axis), NOW - HOUR, limit=lambda: NOW + HOUR))
    about.session = lambda: about.director.session
    made = MapPanel(about)
    qtbot.addWidget(made)
    made.show()
    made.on_clock(NOW - HOUR)
    comparison = made.companions.comparison
    comparison.with_instant(NOW - 2 * HOUR)
    qtbot.waitUntil(lambda: comparison.feed.session is not None)
    clock, right = about.director.session.clock, comparison.feed.session.clock
    about.director.session.play(600.0)
    qtbot.waitUntil(lambda: clock.now_utc() > NOW - 50 * MINUTE)
    off_us = clock.now_utc() - right.now_utc() - HOUR
    assert right.speed == 600.0 and abs(off_us) < 20 * MINUTE
    about.director.session.pause()
    qtbot.waitUntil(lambda: clock.now_utc() - right.now_utc() == HOUR)
    comparison.end()
    made.map.close()
    about.director.close()
