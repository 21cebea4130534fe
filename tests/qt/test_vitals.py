"""The vital signs panel: honest readings, at most one change of numbers a second, its past, its trend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import world
from PySide6.QtCore import QPointF, Qt

from command_center.domain.sources import Source
from command_center.domain.time import MINUTE, SECOND
from command_center.state.snapshot import Changes
from widgets.gauges.gauge import DASH
from widgets.panels.vitals import VitalsPanel


@pytest.fixture
def panel(qtbot):
    made = VitalsPanel(world.context())
    qtbot.addWidget(made)
    made.resize(316, 932)
    made.show()
    world.show(made, world.storm())
    return made


def tick(panel, seconds=1):
    clock = panel.context.session().clock
    clock.at += int(seconds * SECOND)
    panel.on_clock(clock.at)


def changed(snapshot, series, value):
    table = snapshot.series
    values = table.value.copy()
    values[table.index[series]] = value
    return replace(snapshot, seq=snapshot.seq + 1, series=replace(table, value=values))


def test_values_levels_and_order(panel):
    view = panel.views["underpass_depth"]
    assert (view.value_text(), view.unit, view.reading.level) == ("0.31", "m", 1)
    assert list(panel.views)[:3] == ["rain_intensity", "river_level", "underpass_depth"]
    assert panel.views["cameras_in_order"].value_text() == "97.5"


def test_unacknowledged_alarm_makes_the_badge_solid(panel):
    assert not panel.views["underpass_depth"].acknowledged and panel.views["river_level"].acknowledged


def test_numbers_change_with_the_second_not_with_every_snapshot(panel):
    panel.on_snapshot(changed(world.storm(), "city/u1", 0.4), Changes(ids={"series": frozenset({"city/u1"})}))
    assert panel.views["underpass_depth"].value_text() == "0.31"
    tick(panel)
    assert panel.views["underpass_depth"].value_text() == "0.40"


def test_a_jump_in_time_paints_at_once(panel):
    panel.on_snapshot(changed(world.storm(), "city/u1", 0.4), Changes(reset=True))
    assert panel.views["underpass_depth"].value_text() == "0.40"


def test_old_values_are_dashes_with_their_age(panel):
    view = panel.views["visibility"]
    assert view.value_text() == DASH and view.state_text() == "stale 30 min"
    assert "last known 2300" in view.describe()
    tick(panel, 20 * 60)
    assert panel.views["rain_intensity"].value_text() == DASH


def test_the_panel_says_how_old_its_newest_value_is(panel):
    assert panel._note == "last 6 h   4 s old"
    tick(panel, 90)
    assert panel._note == "last 6 h   1 min old"


def test_a_lost_source_is_not_believed(panel):
    lost = {"city": Source(source="city", state="lost", since_utc=world.NOW)}
    panel.on_snapshot(replace(world.storm(), sources=lost), Changes(reset=True))
    assert panel.views["river_level"].value_text() == DASH and panel.views["river_level"].reading.level == 0


def test_the_past_arrives_little_by_little(panel, qtbot):
    for _ in range(8):
        tick(panel)
    qtbot.waitUntil(lambda: len(panel.views["river_level"].past) > 10)
    past = panel.views["river_level"].past
    assert np.isfinite(past).sum() > 50 and past[-1] <= 9.5


def test_a_seek_drops_answers_of_the_time_before(panel, qtbot):
    panel.views["river_level"].past = np.zeros(0)
    panel._history._arrived.emit(-1, "river_level", np.ones(3))
    assert not len(panel.views["river_level"].past)


def test_nothing_abnormal_is_left_out_on_a_wall(qtbot):
    panel = VitalsPanel(world.context(profile="wall"))
    qtbot.addWidget(panel)
    panel.resize(320, 44 + 5 * 60)
    panel.show()
    world.show(panel, world.storm())
    shown = [key for key, view in panel.views.items() if not view.isHidden()]
    assert shown == ["rain_intensity", "river_level", "underpass_depth", "cameras_in_order", "sources_live"]
    assert all(view.focusPolicy() == Qt.FocusPolicy.NoFocus for view in panel.views.values())


def test_what_the_edge_hides_is_said(qtbot):
    panel = VitalsPanel(world.context())
    qtbot.addWidget(panel)
    panel.resize(316, 400)
    panel.show()
    world.show(panel, world.storm())
    qtbot.waitUntil(lambda: panel._hidden._words.startswith("3 more"))


def test_enter_opens_the_trend_in_the_citys_time(panel, qtbot):
    panel.views["river_level"].setFocus()
    qtbot.keyClick(panel.views["river_level"], Qt.Key.Key_Return)
    window = panel._trends["river_level"]
    qtbot.waitUntil(lambda: window._chart is not None and "highest" in window._status.text(), timeout=15000)
    axis = window._chart.plot.getAxis("bottom")
    assert axis.tickStrings([world.NOW / SECOND], 1.0, 600.0) == ["14:32"]
    at = window._waiting[0]

    window._point(QPointF(at[-1] / SECOND, 0.0))
    assert window._status.text().startswith("14:32:0") and "warning level" in window._status.text()
    window._set_span(1)
    assert window._waiting[0][0] == pytest.approx(panel._refreshed_utc - 60 * MINUTE)
    window.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_title_or_value_is_cut_off(qtbot, language):
    from widgets.lettering import text_width
    panel = VitalsPanel(world.context(language))
    qtbot.addWidget(panel)
    panel.resize(316, 932)
    for view in panel.views.values():
        widest = max(f"{limit:.{view.gauge.digits}f}" for limit in (view.gauge.low, view.gauge.high))
        room = 316 - 28 - 12 - 26 - 8 - max(40, text_width(view.unit, "caption") + 8) - text_width(widest, "value", True)
        assert text_width(view.title, "body") <= room or text_width(view.title, "caption") <= 2 * room
