"""Alarms on the screen: the list, the strip above the queue, one key from alarm to incident."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
import world
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget

from command_center.domain.commands import AcknowledgeAlarm, OpenIncident, ShelveAlarm, UnshelveAlarm
from command_center.domain.time import MINUTE
from command_center.engine.session import CommandState
from command_center.state.snapshot import Changes
from widgets.panels.alarm_acts import by_urgency
from widgets.panels.alarm_rows import alarm_state_words, value_words
from widgets.panels.alarms import AlarmsPanel
from widgets.panels.closing import ReasonDialog
from widgets.panels.queue import QueuePanel


@pytest.fixture
def panel(qtbot):
    made = AlarmsPanel(world.context())
    qtbot.addWidget(made)
    made.resize(384, 700)
    made.show()
    world.show(made, world.storm())
    return made


@pytest.fixture
def queue(qtbot):
    made = QueuePanel(world.context())
    qtbot.addWidget(made)
    made.resize(384, 700)
    made.show()
    world.show(made, world.storm())
    return made


def commands(panel):
    return panel.context.session().bus.commands


def with_alarm(key, **fields):
    snapshot = world.storm()
    changed = msgspec.structs.replace(snapshot.alarms[key], **fields)
    return replace(snapshot, alarms={**snapshot.alarms, key: changed})


def test_unacknowledged_first_then_grave_then_shelved(panel):
    assert panel.list.keys == ["a1", "a3", "a2", "a4"]
    assert panel._note == "2 not acknowledged   4 in all"


def test_what_stands_comes_before_what_has_gone_back():
    state = world.storm()
    gone = msgspec.structs.replace(state.alarms["a1"], alarm="gone", state="returned", raised_utc=state.alarms["a1"].raised_utc + MINUTE)
    alarms = {"gone": gone, "a1": state.alarms["a1"]}
    assert [one.alarm for one in by_urgency(replace(state, alarms=alarms), world.NOW)] == ["a1", "gone"], "though it is newer"


def test_states_and_values_in_words(panel):
    alarms, context = world.storm().alarms, panel.context
    words = [alarm_state_words(alarms[key], world.NOW, context) for key in ("a1", "a2", "a3", "a4")]
    assert words == ["Not acknowledged", "Acknowledged", "Back to normal, not acknowledged", "Shelved until 15:32"]
    assert value_words(alarms["a1"], world.storm()) == "0.31 m, limit 0.27 m"


def test_only_unacknowledged_red_blinks(panel):
    assert [key for key in panel.list.keys if panel.list.blinks(key)] == ["a1"] and panel.list._blink.isActive()
    panel.on_snapshot(with_alarm("a1", state="acknowledged"), Changes(reset=True))
    assert not any(panel.list.blinks(key) for key in panel.list.keys)


def test_keys_acknowledge_and_make_an_incident(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_A)
    qtbot.keyClick(panel.list, Qt.Key.Key_I)
    acknowledged, opened = commands(panel)
    assert isinstance(acknowledged, AcknowledgeAlarm) and acknowledged.alarm == "a1"
    assert isinstance(opened, OpenIncident)
    assert (opened.alarm, opened.type_key, opened.grade, opened.address, opened.title, opened.lon) == (
        "a1", "flooded_underpass", 2, "中山路下穿隧道", "Flooded underpass", 115.02)
    qtbot.waitUntil(lambda: panel.context.selection.id == opened.incident)


def test_an_answer_that_is_pending_is_not_asked_for_again(panel, qtbot):
    panel.context.session().bus.answer = None
    for _ in range(3):
        qtbot.keyClick(panel.list, Qt.Key.Key_I)
    assert len(commands(panel)) == 1
    panel.context.session().bus.futures[0].set_result(CommandState("unknown"))
    qtbot.waitUntil(lambda: "unknown" in panel.card.label.text())


def test_an_alarm_without_a_place_asks_for_one(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_I)
    form = panel._form
    assert form.isVisible() and not form.confirm.isEnabled()
    form.close()


def test_shelving_needs_a_reason_and_can_be_taken_back(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_V)
    asked = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReasonDialog) and one.isVisible())
    ok = asked.confirm
    assert not ok.isEnabled()
    asked.text.setText("sensor is being cleaned")
    asked._choices[1][1].setChecked(True)
    ok.click()
    command = commands(panel)[-1]
    assert isinstance(command, ShelveAlarm) and command.until_utc == world.NOW + 60 * MINUTE
    panel.list.choose("a4")
    panel.shelve()
    assert isinstance(commands(panel)[-1], UnshelveAlarm)


def test_the_strip_shows_the_gravest_until_somebody_has_seen_it(queue):
    assert queue.strip.isVisible() and queue.strip.alarm.alarm == "a1" and queue.strip._others == 1
    quiet = replace(world.storm(), alarms={})
    queue.on_snapshot(quiet, Changes(ids={"alarms": frozenset({"a1"})}))
    assert not queue.strip.isVisible()


def test_one_key_makes_the_incident_and_it_becomes_current(queue, qtbot):
    with qtbot.waitActive(queue):
        queue.activateWindow()
    qtbot.keyClick(queue.list, Qt.Key.Key_I)
    opened = commands(queue)[-1]
    assert isinstance(opened, OpenIncident) and opened.alarm == "a1"
    qtbot.waitUntil(lambda: queue.context.selection.id == opened.incident)
    made = msgspec.structs.replace(world.incidents()["i31"], incident=opened.incident, grade=2, opened_utc=world.NOW)
    snapshot = world.storm()
    queue.on_snapshot(replace(snapshot, incidents={**snapshot.incidents, opened.incident: made}),
                      Changes(ids={"incidents": frozenset({opened.incident})}))
    assert queue.list.current == opened.incident


def test_as_tabs_a_key_brings_each_to_the_front_and_tabs_say_how_many_wait(qtbot):
    context = world.context()
    tabs = QTabWidget()
    queue, alarms = QueuePanel(context), AlarmsPanel(context)
    for each in (queue, alarms):
        tabs.addTab(each, each.title())
    qtbot.addWidget(tabs)
    with qtbot.waitActive(tabs):
        tabs.show()
    for each in (queue, alarms):
        world.show(each, world.storm())
    qtbot.wait(10)
    qtbot.keyClick(queue.list, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert tabs.currentWidget() is alarms and tabs.tabText(1) == "Alarms 2"
    qtbot.keyClick(alarms.list, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert tabs.currentWidget() is queue
