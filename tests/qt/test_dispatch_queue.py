"""The dispatch flow by keyboard and mouse: queue, recommendation, orders, details, closing, new incidents."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
import world
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from command_center.domain.commands import (
    CancelOrder,
    CloseIncident,
    NoteIncident,
    OpenIncident,
    OrderUnit,
    RegradeIncident,
    Rejection,
    ReleaseUnit,
)
from command_center.domain.incidents import LogEntry
from command_center.engine.session import CommandState
from command_center.state.snapshot import Changes
from widgets.panels.closing import ReasonDialog
from widgets.panels.queue import QueuePanel
from widgets.panels.unit_picker import UnitPicker
from widgets.panels.words import log_words


@pytest.fixture
def panel(qtbot):
    made = QueuePanel(world.context())
    qtbot.addWidget(made)
    made.resize(384, 700)
    made.show()
    world.show(made, world.storm())
    qtbot.waitUntil(lambda: made.advisor.advice("i31") is not None, timeout=15000)
    return made


def bus(panel):
    return panel.context.session().bus


def give(panel, snapshot, *tables):
    panel.on_snapshot(snapshot, Changes(ids={table: frozenset() for table in tables or ("incidents",)}))


def dialog(kind):
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_order_counts_and_first_row(panel):
    assert panel.list.keys == ["i31", "i22", "i26", "i17", "i19", "i12", "i14"]
    assert panel.list.current == "i31" and panel._note == "2 to send   5 active   1 closed"


def test_proposal_names_units_with_their_road_time(panel):
    advice = panel.advisor.advice("i31")
    assert [one.class_key for one in advice.proposed] == ["drainage", "fire", "police"]
    words = panel.list.advice_words(advice)
    assert words.startswith("Proposed: 排涝一队") and "1 min" in words


def test_s_sends_every_proposed_unit_once(panel, qtbot):
    bus(panel).answer = None
    qtbot.keyClick(panel.list, Qt.Key.Key_S)
    qtbot.keyClick(panel.list, Qt.Key.Key_S)
    sent = bus(panel).commands
    assert [type(one) for one in sent] == [OrderUnit] * 3 and {one.incident for one in sent} == {"i31"}
    assert all(one.actor == "值班长" and one.desk == "03" and one.eta_s is not None for one in sent)
    assert panel.card.label.text() == "Recording, please wait" and not panel.card.send_button.isEnabled()
    for future in bus(panel).futures:
        future.set_result(CommandState("confirmed"))
    qtbot.waitUntil(lambda: panel.card.label.text() == "Recorded")


@pytest.mark.parametrize("answer, said", [
    (CommandState("failed", Rejection("refusal.unit_bound", {"name": "交警 6033"})), "is bound to another incident"),
    (CommandState("unknown"), "unknown"),
    (CommandState("failed", Rejection("refusal.replay")), "This is a replay")])
def test_a_refusal_or_silence_is_said_beside_the_control(panel, qtbot, answer, said):
    bus(panel).answer = answer
    panel.card.send.emit()
    qtbot.waitUntil(lambda: said in panel.card.label.text())
    assert panel.card.label.isVisible()


def test_the_gravest_cannot_be_escalated_and_others_can(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_E)
    assert not bus(panel).commands
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_E)
    command = bus(panel).commands[-1]
    assert isinstance(command, RegradeIncident) and (command.incident, command.grade) == ("i22", 1)


def test_the_chosen_row_stays_while_others_come_and_go(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.context.selection.id == "i22"
    snapshot = world.storm()
    fresh = msgspec.structs.replace(snapshot.incidents["i31"], incident="new", number="SJ-0799")
    give(panel, replace(snapshot, incidents={**snapshot.incidents, "new": fresh}))
    assert panel.list.current == "i22" and "new" in panel.list.keys
    gone = {key: one for key, one in snapshot.incidents.items() if key != "i22"}
    give(panel, replace(snapshot, incidents=gone))
    assert panel.list.current == "i31"


def test_selecting_on_the_map_chooses_the_row(panel):
    panel.context.selection.select("incident", "i17")
    assert panel.list.current == "i17"


def test_choosing_units_by_keyboard(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_C)
    picker = dialog(UnitPicker)
    assert len(picker.list.marked) == 3
    for _ in range(3):
        qtbot.keyClick(picker.list, Qt.Key.Key_Space)
        qtbot.keyClick(picker.list, Qt.Key.Key_Down)
    qtbot.keyClick(picker.list, Qt.Key.Key_Space)
    chosen = picker.list.current
    qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    assert [(type(one), one.unit) for one in bus(panel).commands] == [(OrderUnit, chosen)]


def test_enter_opens_details_and_escape_comes_back(panel, qtbot):
    centred = []
    panel.context.selection.centre_requested.connect(lambda lon, lat: centred.append((lon, lat)))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.pages.currentIndex() == 1 and panel.details.incident == "i31" and centred
    assert "Opened as grade I" in [words for _, words, _ in panel.details.log.lines]
    qtbot.keyClick(panel.details, Qt.Key.Key_Escape)
    assert panel.pages.currentIndex() == 0


def test_orders_show_what_is_known_and_how_to_end_them(panel, qtbot):
    panel.open_details("i26")
    lines = {line.name.text(): line for line in panel.details.orders.lines.values()}
    assert lines["排涝三队"].state.text().startswith("On scene")
    assert "refused by the unit's service · 车辆故障" in lines["消防四中队"].state.text()
    qtbot.mouseClick(lines["排涝三队"].end_button, Qt.MouseButton.LeftButton)
    assert isinstance(bus(panel).commands[-1], ReleaseUnit)


def test_everybody_on_scene_is_released_at_once(panel):
    panel.open_details("i26")
    panel.details.orders.release_all_button.click()
    assert [(type(one), one.order) for one in bus(panel).commands] == [
        (ReleaseUnit, "o-units/drainage2"), (ReleaseUnit, "o-units/police0")]


def test_an_unknown_order_is_settled_by_the_operator_never_sent_again_by_itself(panel, qtbot):
    panel.open_details("i17")
    line = next(iter(panel.details.orders.lines.values()))
    assert "Unknown whether it was received" in line.state.text() and not bus(panel).commands
    qtbot.mouseClick(line.end_button, Qt.MouseButton.LeftButton)
    command = bus(panel).commands[-1]
    assert isinstance(command, ReleaseUnit) and command.reason == "settled_by_operator"


def test_who_has_not_arrived_is_called_back(panel, qtbot):
    panel.open_details("i19")
    line = next(iter(panel.details.orders.lines.values()))
    assert line.end_button.text() == "Call back"
    line.end_button.click()
    assert isinstance(bus(panel).commands[-1], CancelOrder)


def test_notes_do_not_trigger_shortcuts(panel, qtbot):
    panel.open_details("i31")
    panel.details.note.setFocus()
    qtbot.keyClicks(panel.details.note, "sent scouts")
    qtbot.keyClick(panel.details.note, Qt.Key.Key_Return)
    assert [type(one) for one in bus(panel).commands] == [NoteIncident]
    assert bus(panel).commands[0].text == "sent scouts"


def test_grade_by_choice(panel):
    panel.open_details("i31")
    panel.details.grade.activated.emit(2)
    assert (bus(panel).commands[-1].grade, bus(panel).commands[-1].incident) == (3, "i31")


def test_closing_asks_for_a_reason(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_X)
    asked = dialog(ReasonDialog)
    qtbot.keyClick(asked, Qt.Key.Key_2)
    asked.text.setText("a drill nobody announced")
    asked.accept()
    command = bus(panel).commands[-1]
    assert isinstance(command, CloseIncident)
    assert (command.reason, command.text) == ("false_alarm", "a drill nobody announced")


def test_a_new_incident_takes_its_place_from_the_map(panel, qtbot):
    asked = []
    panel.context.selection.place_requested.connect(asked.append)
    qtbot.keyClick(panel.list, Qt.Key.Key_N)
    form = panel.form
    open_button = form.confirm
    assert form.isVisible() and not open_button.isEnabled()
    form.kind.setCurrentIndex(form.kind.findData("fire"))
    assert form.name.text() == "Fire" and form.grade.currentData() == 2
    qtbot.mouseClick(form.place_button, Qt.MouseButton.LeftButton)
    assert asked == ["incident_form"] and not form.isVisible()
    panel.context.selection.place_chosen.emit("somebody_else", 1.0, 2.0)
    assert not form.isVisible()
    panel.context.selection.place_chosen.emit("incident_form", 115.01, 30.21)
    assert form.isVisible() and open_button.isEnabled()
    qtbot.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    command = bus(panel).commands[-1]
    assert isinstance(command, OpenIncident) and (command.lon, command.lat, command.type_key) == (115.01, 30.21, "fire")
    qtbot.waitUntil(lambda: not form.isVisible())
    assert panel.context.selection.id == command.incident


def test_a_refused_incident_keeps_what_was_typed(panel, qtbot):
    bus(panel).answer = CommandState("failed", Rejection("refusal.replay"))
    panel.new_incident(lon=115.0, lat=30.0, title="Tree down")
    panel.form.submit()
    qtbot.waitUntil(lambda: "This is a replay" in panel.form.label.text())
    assert panel.form.isVisible() and panel.form.name.text() == "Tree down"
    panel.form.close()


def test_nothing_can_be_done_on_a_wall(qtbot):
    panel = QueuePanel(world.context(profile="wall"))
    qtbot.addWidget(panel)
    panel.resize(350, 415)
    panel.show()
    world.show(panel, world.storm())
    assert not panel.card.isVisible() and not panel.strip.card.isVisible()
    panel.open_details("i31")
    assert panel.pages.currentIndex() == 0


@pytest.mark.parametrize("what, parameters, said", [
    ("IncidentRegraded", {"from": 3, "to": 1, "reason": ""}, "Regraded from III to I"),
    ("UnitOrdered", {"unit": "units/fire0", "eta_s": 400.0}, "消防一中队 ordered (6 min 40 s by road)"),
    ("OrderFailed", {"unit": "units/fire0", "reason": "refused", "detail": "puncture"},
     "消防一中队: order failed, refused by the unit's service: puncture"),
    ("OrderUnresolved", {"unit": "x/9", "reason": "engine_restarted"},
     "9: unknown whether the order was received (engine restarted)"),
    ("IncidentNoted", {"text": "{braces} stay"}, "{braces} stay"),
    ("SomethingLater", {}, "SomethingLater")])
def test_the_log_speaks_in_sentences(what, parameters, said):
    assert log_words(LogEntry(world.NOW, world.NOW, what, "", parameters), world.storm()) == said


def test_with_many_incidents_rows_follow_some_times_a_second(panel, qtbot):
    one = world.incidents()["i14"]
    many = {f"n{i}": msgspec.structs.replace(one, incident=f"n{i}", number=f"N{i:03}") for i in range(100)}
    give(panel, replace(world.storm(), incidents=many))
    gravest = msgspec.structs.replace(one, incident="red", grade=1)
    give(panel, replace(world.storm(), incidents={**many, "red": gravest}))
    assert panel.list.keys[0] != "red"
    qtbot.waitUntil(lambda: panel.list.keys[0] == "red")
