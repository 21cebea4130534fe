"""The time window of the map: chosen by key, by button and on the timeline; narrowed by mouse and by keyboard; live and in a
replay."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import synthetic_city as city
from map_stage import context, shown_map
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sessions import HandSession, storm_ticks

from command_center.domain.incidents import Report
from command_center.domain.time import HOUR, MINUTE, parse_iso
from command_center.domain.tracks import grouped
from command_center.state.snapshot import Changes
from widgets.map.panel import MapPanel
from widgets.map.past.window import TimeWindow, window_of
from widgets.timeline.track import Track

NOW = city.NOW


def session() -> HandSession:
    made = HandSession(ticks=storm_ticks(NOW), at_utc=NOW)
    at = NOW - np.arange(60)[::-1] * MINUTE
    lonlat = np.column_stack((city.LON + np.arange(60) * 0.0001, np.full(60, city.LAT)))
    made.history.known_tracks = grouped(("bus/3",), np.zeros(60, np.int64), lonlat, at)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    live = session()
    about = context()
    about.session = lambda: live
    yield from shown_map(qtbot, about)


def drag(widget: QWidget, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    kinds = QMouseEvent.Type
    middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    for kind, place, button, held in ((kinds.MouseButtonPress, start, left, left), (kinds.MouseMove, middle, none, left),
                                      (kinds.MouseMove, end, none, left), (kinds.MouseButtonRelease, end, left, none)):
        at = QPointF(place)
        QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, modifiers))


def drawn(panel: MapPanel, key: str):
    panel.map.grab()
    return panel.map.stack.entry(key).drawing


def test_t_shows_the_last_hour_and_again_hides_it(panel: MapPanel, qtbot: QtBot) -> None:
    bar = panel.companions.bar
    qtbot.keyClick(panel.map, Qt.Key.Key_T)
    assert bar.isVisible() and panel.map.view().window_utc[0] <= NOW - HOUR
    qtbot.waitUntil(lambda: panel.map.view().tracks is not None and bool(bar.counts.lanes))
    assert panel.companions.is_settled
    lines = drawn(panel, "buses").lines
    assert list(lines.ids) == ["bus/3"] and len(lines.xy) == 60
    assert bar.counts.between((NOW - HOUR, NOW))["incidents"] == 6
    qtbot.keyClick(panel.map, Qt.Key.Key_T)
    assert not bar.isVisible() and panel.map.view().window_utc is None and not len(drawn(panel, "buses").lines.xy)


def test_buttons_choose_and_escape_closes(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.map, Qt.Key.Key_T)
    bar = panel.companions.bar
    qtbot.mouseClick(bar._buttons["today"], Qt.MouseButton.LeftButton)
    assert panel.map.view().window_utc[0] == parse_iso("2026-07-12T00:00:00+08:00")
    assert bar._buttons["today"].isChecked() and not bar._buttons[str(HOUR)].isChecked()
    qtbot.keyClick(bar.histogram, Qt.Key.Key_Escape)
    assert window_of(panel.context).kind == ""


def test_the_brush_narrows_by_mouse_and_keyboard(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.map, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: panel.map.view().tracks is not None)
    window, histogram = window_of(panel.context), panel.companions.bar.histogram
    plot = histogram.plot()
    y = int(plot.center().y())
    drag(histogram, QPoint(int(plot.left() + plot.width() * 0.25), y), QPoint(int(plot.left() + plot.width() * 0.5), y))
    since, until = window.brush
    assert abs(since - (NOW - 45 * MINUTE)) < MINUTE and abs(until - (NOW - 30 * MINUTE)) < MINUTE
    assert 14 <= len(drawn(panel, "buses").lines.xy) <= 17
    step = panel.companions.bar.counts.bucket_us
    qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert window.brush == (since + step, until + step)
    qtbot.keyClick(histogram, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.brush == (since + step, until + 2 * step)
    qtbot.keyClick(histogram, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert window.brush == (since, until + 2 * step)
    middle = int(histogram.x_of((since + until) // 2))
    drag(histogram, QPoint(middle, y), QPoint(middle + 50, y))
    assert window.brush[0] > since and window.brush[1] - window.brush[0] == until + 2 * step - since
    histogram.grab()
    qtbot.keyClick(histogram, Qt.Key.Key_Escape)
    assert window.brush is None and window.kind == "last"


def test_layers_show_what_happened_within(panel: MapPanel, qtbot: QtBot) -> None:
    snapshot = city.snapshot()
    reports = {f"r{state}{age}": Report(report=f"r{state}{age}", at_utc=NOW - age * MINUTE, state=state, lon=city.LON, lat=city.LAT)
               for state in ("new", "incident", "dismissed") for age in (5, 90)}
    import msgspec
    closed = msgspec.structs.replace(snapshot.incidents["i4"], incident="old", status="closed", opened_utc=NOW - 50 * MINUTE,
                                     closed_utc=NOW - 40 * MINUTE)
    cleared = msgspec.structs.replace(snapshot.alarms["a1"], alarm="gone", state="cleared", raised_utc=NOW - 50 * MINUTE)
    from dataclasses import replace
    panel.on_snapshot(replace(snapshot, reports=reports, incidents={**snapshot.incidents, "old": closed},
                              alarms={**snapshot.alarms, "gone": cleared}), Changes(reset=True))
    assert set(drawn(panel, "reports").points.ids) == {"rnew5", "rnew90"}
    assert "old" not in drawn(panel, "incidents").points.ids and "gone" not in drawn(panel, "alarms").points.ids
    qtbot.keyClick(panel.map, Qt.Key.Key_T)
    assert set(drawn(panel, "reports").points.ids) == {"rnew5", "rincident5", "rdismissed5"}
    assert "old" in drawn(panel, "incidents").points.ids and "gone" in drawn(panel, "alarms").points.ids


def test_the_window_follows_the_clock_and_asks_only_for_what_is_new(panel: MapPanel, qtbot: QtBot) -> None:
    history = panel.context.session().history
    asked: list[tuple[int, int]] = []
    answer = history.tracks
    history.tracks = lambda since, until: asked.append((since, until)) or answer(since, until)
    window_of(panel.context).show_last(HOUR)
    qtbot.waitUntil(lambda: panel.map.view().tracks is not None)
    panel.on_clock(NOW + MINUTE)
    qtbot.waitUntil(lambda: panel.companions.past.is_settled)
    assert len(asked) == 2 and asked[1][0] >= NOW - 10_000_000
    panel.on_clock(NOW - HOUR)
    qtbot.waitUntil(lambda: panel.companions.past.is_settled)
    assert asked[2] == (NOW - 2 * HOUR, NOW - HOUR), "a jump back asks anew"


def test_shift_and_drag_on_the_timeline_choose_a_stretch(qtbot: QtBot) -> None:
    from zoneinfo import ZoneInfo

    track = Track(ZoneInfo("Asia/Shanghai"))
    qtbot.addWidget(track)
    track.resize(800, 70)
    track.since_utc, track.until_utc, track.cursor_utc = NOW - HOUR, NOW, NOW
    window = TimeWindow(track.zone)
    track.chosen.connect(window.show_fixed)
    sought: list[int] = []
    track.sought.connect(sought.append)
    drag(track, QPoint(300, 20), QPoint(500, 20), Qt.KeyboardModifier.ShiftModifier)
    assert window.kind == "fixed" and not sought
    assert window.whole(NOW) == (track.instant_at(300), track.instant_at(500))
    assert window.whole(track.instant_at(400))[1] == track.instant_at(400), "nothing after the shown instant"
    track.stretch = window.whole(NOW)
    track.grab()


def test_a_window_survives_a_restart_but_for_a_chosen_stretch() -> None:
    from zoneinfo import ZoneInfo

    one, other = TimeWindow(ZoneInfo("Asia/Shanghai")), TimeWindow(ZoneInfo("Asia/Shanghai"))
    one.show_last(6 * HOUR)
    other.restore(one.save())
    assert other.whole(NOW) == (NOW - 6 * HOUR, NOW)
    one.show_fixed(NOW, NOW - HOUR)
    other.restore(one.save())
    assert other.kind == ""
    other.restore({"kind": "no", "last_us": 3})
    other.restore([1])
    assert other.kind == ""


def test_a_window_restored_before_the_clock_is_known_and_long_jumps_cost_nothing(panel: MapPanel, qtbot: QtBot) -> None:
    bar = panel.companions.bar
    panel.map.now_utc = 0
    bar._now_utc = 0
    window_of(panel.context).show_last(HOUR)
    assert not bar.isVisible()
    for now in (NOW, NOW + 40 * 24 * HOUR, NOW):
        panel.on_clock(now)
        qtbot.waitUntil(lambda: panel.companions.is_settled)
        assert all(len(column) <= 200 for column in bar.counts.lanes.values())
        bar.histogram.grab()
    for minute in range(0, 600, 20):  # the window moves on for hours
        panel.on_clock(NOW + minute * MINUTE)
        qtbot.waitUntil(lambda: panel.companions.is_settled)
    assert all(len(column) <= 200 for column in bar.counts.lanes.values())
    assert bar.counts.between((NOW + 570 * MINUTE, NOW + 600 * MINUTE)) == dict.fromkeys(bar.counts.lanes, 0)
