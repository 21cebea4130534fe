"""Reports become incidents or are dismissed; units are counted by class."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
import world
from PySide6.QtCore import Qt

from command_center.domain.commands import DismissReport, OpenIncident
from command_center.domain.sources import Source
from command_center.domain.time import MINUTE
from widgets.panels.reports import ReportsPanel
from widgets.panels.units import UnitsPanel, count_units


@pytest.fixture
def panel(qtbot):
    made = ReportsPanel(world.context())
    qtbot.addWidget(made)
    made.resize(384, 500)
    made.show()
    world.show(made, world.storm())
    return made


def test_new_reports_first(panel):
    assert panel.list.keys == ["calls/1", "calls/2", "calls/3"] and panel._note == "2 new   3 in all"


def test_enter_opens_the_form_with_what_was_reported(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    form = panel.form
    assert (form.name.text(), form.address.text(), form.place) == ("下穿隧道积水有车被困", "中山路下穿隧道", (115.01, 30.21))
    form.submit()
    command = panel.context.session().bus.commands[-1]
    assert isinstance(command, OpenIncident) and command.report == "calls/1" and command.text == "三辆车被困，水到车窗"
    qtbot.waitUntil(lambda: panel.context.selection.id == command.incident)


def test_d_dismisses(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_D)
    command = panel.context.session().bus.commands[-1]
    assert isinstance(command, DismissReport) and command.report == "calls/2"


def test_units_are_counted_by_class_in_a_fixed_order():
    counts = count_units(world.storm())
    assert list(counts) == ["fire", "police", "medical", "drainage", "power"]
    assert counts["fire"] == {"free": 3, "en_route": 1, "on_scene": 1, "out": 1}


def test_a_free_unit_that_an_order_binds_is_not_free():
    snapshot = world.storm()
    units = dict(snapshot.units)
    units["units/power0"] = msgspec.structs.replace(units["units/power0"], order="o1")
    assert count_units(replace(snapshot, units=units))["power"] == {"free": 1, "en_route": 1}


@pytest.mark.parametrize("profile", ["desk", "wall"])
def test_units_panel_says_what_it_shows(qtbot, profile):
    panel = UnitsPanel(world.context(profile=profile))
    qtbot.addWidget(panel)
    panel.resize(384, 236)
    panel.show()
    world.show(panel, world.storm())
    assert "Drainage 1/4" in panel._bars.accessibleDescription()
    panel.grab()


def test_units_of_a_lost_source_are_not_counted_as_if_known(qtbot):
    panel = UnitsPanel(world.context())
    qtbot.addWidget(panel)
    snapshot = world.storm()
    units = {key: msgspec.structs.replace(unit, source="units") for key, unit in snapshot.units.items()}
    lost = Source(source="units", state="lost", since_utc=world.NOW, last_message_utc=world.NOW - 12 * MINUTE)
    world.show(panel, replace(snapshot, units=units, sources={"units": lost}))
    assert panel._note == "stale 12 min" and panel._bars._stale
    world.show(panel, replace(snapshot, units=units, sources={"units": msgspec.structs.replace(lost, state="live")}))
    assert panel._note == "free / all   12 min old" and not panel._bars._stale
