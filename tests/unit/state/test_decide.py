"""Commands: what each leads to, and every reason for which it is refused."""

from __future__ import annotations

import math

import pytest

from command_center.domain.commands import (
    AcknowledgeAlarm,
    CancelOrder,
    CloseIncident,
    Command,
    DismissReport,
    NoteIncident,
    OpenIncident,
    OrderUnit,
    RegradeIncident,
    Rejection,
    ReleaseUnit,
    ShelveAlarm,
    UnshelveAlarm,
)
from command_center.domain.events import (
    AlarmCleared,
    AlarmRaised,
    AlarmReturned,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    ReportReceived,
    UnitStatusChanged,
)
from command_center.journal.base import Conflict
from command_center.journal.memory import MemoryJournal
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.invariants import check


class World:
    """A journal, its fold, and an operator."""

    def __init__(self) -> None:
        self.journal, self.fold, self.now = MemoryJournal(), Fold(), 1_000
        self.happen(
            *[UnitStatusChanged(at_utc=1, unit=unit, status="free", name=unit.upper()) for unit in ("e1", "e2")],
            UnitStatusChanged(at_utc=1, unit="broken", status="out_of_service"),
            AlarmRaised(at_utc=1, alarm="a1", rule="r", subject="s", level=1),
            AlarmRaised(at_utc=1, alarm="a2", rule="r", subject="s2", level=2),
            ReportReceived(at_utc=1, report="r1", title="water"))

    def happen(self, *events) -> None:
        self.journal.append(events).result()

    @property
    def snapshot(self):
        for page in self.journal.read(self.fold.seq):
            self.fold.apply(page)
        return self.fold.take()[0]

    def order(self, command: Command):
        self.now += 10
        decision = decide(self.snapshot, command, self.now)
        if isinstance(decision, Rejection):
            return decision.key.removeprefix("refusal.")
        self.happen(*decision)
        assert check(self.snapshot) == []
        return [type(event).__name__ for event in decision]


@pytest.fixture
def world():
    return World()


def opening(incident: str = "i1", **fields) -> OpenIncident:
    return OpenIncident(**{"incident": incident, "title": "Underpass", "grade": 2, "lon": 115.0, "lat": 30.0, **fields})


def test_the_life_of_an_incident(world):
    assert world.order(opening(alarm="a1", actor="li", desk="d1")) == [
        "IncidentOpened", "IncidentNumbered", "AlarmAcknowledged"]
    incident = world.snapshot.incidents["i1"]
    assert (incident.number, incident.status, incident.log[0].actor) == ("SJ-0001", "waiting", "li")
    assert (world.snapshot.alarms["a1"].incident, world.snapshot.alarms["a1"].state) == ("i1", "acknowledged")
    assert world.order(OrderUnit(incident="i1", unit="e1", order="o1")) == ["UnitOrdered", "UnitClaimed"]
    assert world.snapshot.incidents["i1"].status == "en_route"
    assert world.snapshot.units["e1"].incident == "i1"
    world.happen(OrderConfirmed(at_utc=2_000, incident="i1", order="o1", unit="e1"))
    assert world.snapshot.incidents["i1"].assignments[0].state == "confirmed"
    assert world.order(CloseIncident(incident="i1", reason="resolved")) == "units_bound"
    world.happen(UnitStatusChanged(at_utc=3_000, unit="e1", status="on_scene", order="o1"))
    assert world.snapshot.incidents["i1"].status == "on_scene"
    assert world.order(CancelOrder(incident="i1", order="o1")) == "unit_arrived"
    world.happen(UnitStatusChanged(at_utc=4_000, unit="e1", status="returning"))
    assert world.snapshot.incidents["i1"].status == "waiting"
    assert world.snapshot.units["e1"].order == ""
    assert world.order(RegradeIncident(incident="i1", grade=1)) == ["IncidentRegraded"]
    assert world.order(CloseIncident(incident="i1", reason="resolved", text="dry")) == ["IncidentClosed"]
    closed = world.snapshot.incidents["i1"]
    assert (closed.status, closed.close_reason) == ("closed", "resolved")
    assert [line.what for line in closed.log] == [
        "IncidentOpened", "UnitOrdered", "OrderConfirmed", "UnitArrived", "UnitReleased", "IncidentRegraded",
        "IncidentClosed"]
    assert world.order(NoteIncident(incident="i1", text="late word")) == ["IncidentNoted"]


@pytest.mark.parametrize(("fields", "key"), [
    ({"title": "  "}, "title_empty"), ({"grade": 0}, "grade_invalid"), ({"grade": 5}, "grade_invalid"),
    ({"grade": 2.5}, "grade_invalid"), ({"lon": 181.0}, "place_invalid"), ({"lat": -91.0}, "place_invalid"),
    ({"lat": math.nan}, "place_invalid"), ({"lon": math.inf}, "place_invalid"), ({"alarm": "?"}, "alarm_unknown"),
    ({"report": "?"}, "report_unknown")])
def test_an_incident_that_cannot_be_opened(world, fields, key):
    assert world.order(opening(**fields)) == key
    assert not world.snapshot.incidents


def test_nothing_becomes_two_incidents(world):
    world.order(opening("i1", alarm="a1"))
    world.order(opening("i2", report="r1"))
    assert world.order(opening("i1")) == "incident_exists"
    assert world.order(opening("i3", alarm="a1")) == "alarm_has_incident"
    assert world.order(opening("i3", report="r1")) == "report_has_incident"
    assert world.snapshot.reports["r1"].state == "incident"
    assert [each.number for each in world.snapshot.incidents.values()] == ["SJ-0001", "SJ-0002"]


def test_two_desks_cannot_give_one_number(world):
    snapshot = world.snapshot
    first, second = (decide(snapshot, opening(name), 5) for name in ("i1", "i2"))
    world.happen(*first)
    with pytest.raises(Conflict):
        world.happen(*second)
    assert world.order(opening("i2"))
    assert world.snapshot.incidents["i2"].number == "SJ-0002"


def test_of_two_dispatchers_one_gets_the_unit(world):
    world.order(opening("i1"))
    world.order(opening("i2"))
    snapshot = world.snapshot
    first, second = (decide(snapshot, OrderUnit(incident=name, unit="e1"), 5) for name in ("i1", "i2"))
    world.happen(*first)
    with pytest.raises(Conflict) as caught:
        world.happen(*second)
    assert caught.value.stream == "unit:e1"
    assert world.order(OrderUnit(incident="i2", unit="e1")) == "unit_bound"


def test_orders_that_are_refused(world):
    assert world.order(OrderUnit(incident="?", unit="e1")) == "incident_unknown"
    world.order(opening())
    assert world.order(OrderUnit(incident="i1", unit="?")) == "unit_unknown"
    assert world.order(OrderUnit(incident="i1", unit="broken")) == "unit_out_of_service"
    world.order(OrderUnit(incident="i1", unit="e1", order="o1"))
    assert world.order(OrderUnit(incident="i1", unit="e1")) == "unit_bound"
    assert world.order(OrderUnit(incident="i1", unit="e2", order="o1")) == "order_exists"
    assert world.order(CancelOrder(incident="i1", order="?")) == "order_unknown"
    assert world.order(ReleaseUnit(incident="?", order="o1")) == "incident_unknown"
    assert world.order(CancelOrder(incident="i1", order="o1", reason="false alarm")) == ["OrderCancelled"]
    assert world.order(CancelOrder(incident="i1", order="o1")) == "order_not_open"
    assert world.order(ReleaseUnit(incident="i1", order="o1")) == "order_not_open"
    world.order(CloseIncident(incident="i1", reason="other"))
    assert world.order(OrderUnit(incident="i1", unit="e1")) == "incident_closed"


def test_an_order_of_unknown_fate_binds_until_it_is_settled(world):
    world.order(opening())
    world.order(OrderUnit(incident="i1", unit="e1", order="o1"))
    world.happen(OrderUnresolved(at_utc=50, incident="i1", order="o1", unit="e1", reason="restart"))
    assert world.snapshot.incidents["i1"].assignments[0].state == "unknown"
    assert world.order(CloseIncident(incident="i1", reason="other")) == "units_bound"
    assert world.order(ReleaseUnit(incident="i1", order="o1")) == ["UnitReleased"]
    assert world.snapshot.units["e1"].order == ""


def test_a_refused_order_frees_the_unit(world):
    world.order(opening())
    world.order(OrderUnit(incident="i1", unit="e1", order="o1"))
    world.happen(OrderFailed(at_utc=50, incident="i1", order="o1", unit="e1", reason="refused", detail="no fuel"))
    assert world.snapshot.incidents["i1"].assignments[0].detail == "no fuel"
    assert world.order(OrderUnit(incident="i1", unit="e1", order="o2")) == ["UnitOrdered", "UnitClaimed"]


def test_incidents_that_cannot_be_changed(world):
    world.order(opening())
    for command in (RegradeIncident(incident="?", grade=1), NoteIncident(incident="?", text="x"),
                    CloseIncident(incident="?", reason="other")):
        assert world.order(command) == "incident_unknown"
    assert world.order(RegradeIncident(incident="i1", grade=2)) == "grade_same"
    assert world.order(RegradeIncident(incident="i1", grade=9)) == "grade_invalid"
    assert world.order(NoteIncident(incident="i1", text=" ")) == "text_empty"
    assert world.order(CloseIncident(incident="i1", reason="tired")) == "reason_invalid"
    world.order(CloseIncident(incident="i1", reason="other"))
    assert world.order(RegradeIncident(incident="i1", grade=1)) == "incident_closed"
    assert world.order(CloseIncident(incident="i1", reason="other")) == "incident_closed"


def test_the_life_of_an_alarm(world):
    assert world.order(AcknowledgeAlarm(alarm="?")) == "alarm_unknown"
    assert world.order(ShelveAlarm(alarm="a1", until_utc=5, reason="x")) == "until_past"
    assert world.order(ShelveAlarm(alarm="a1", until_utc=9_000, reason=" ")) == "reason_empty"
    assert world.order(UnshelveAlarm(alarm="a1")) == "alarm_not_shelved"
    assert world.order(ShelveAlarm(alarm="a1", until_utc=9_000, reason="works")) == ["AlarmShelved"]
    assert world.order(UnshelveAlarm(alarm="a1")) == ["AlarmUnshelved"]
    assert world.order(AcknowledgeAlarm(alarm="a1", actor="li")) == ["AlarmAcknowledged"]
    assert world.snapshot.alarms["a1"].acknowledged_by == "li"
    assert world.order(AcknowledgeAlarm(alarm="a1")) == "alarm_acknowledged"
    world.happen(AlarmReturned(at_utc=70, alarm="a1"))
    world.happen(AlarmCleared(at_utc=70, alarm="a1"))
    assert not world.snapshot.alarms["a1"].is_active
    assert world.order(AcknowledgeAlarm(alarm="a1")) == "alarm_cleared"


def test_seeing_an_alarm_that_has_gone_takes_it_off_the_list(world):
    world.happen(AlarmReturned(at_utc=70, alarm="a2", value=0.1))
    assert world.snapshot.alarms["a2"].state == "returned"
    assert world.order(AcknowledgeAlarm(alarm="a2")) == ["AlarmAcknowledged", "AlarmCleared"]
    assert world.snapshot.alarms["a2"].state == "cleared"


def test_an_alarm_that_comes_back_wants_to_be_seen_again(world):
    world.order(AcknowledgeAlarm(alarm="a2"))
    world.happen(AlarmRaised(at_utc=80, alarm="a2", rule="r", subject="s2", level=1, value=3.0))
    alarm = world.snapshot.alarms["a2"]
    assert (alarm.state, alarm.level, alarm.acknowledged_utc, alarm.raised_utc) == ("unacknowledged", 1, 0, 1)


def test_reports(world):
    assert world.order(DismissReport(report="?")) == "report_unknown"
    both = [decide(world.snapshot, DismissReport(report="r1"), 5) for _ in range(2)]
    world.happen(*both[0])
    with pytest.raises(Conflict):
        world.happen(*both[1])
    assert world.order(DismissReport(report="r1")) == "report_settled"
    world.happen(ReportReceived(at_utc=60, report="r1", title="more water"))
    assert (world.snapshot.reports["r1"].state, world.snapshot.reports["r1"].title) == ("dismissed", "more water")


def test_an_unknown_command_is_refused(world):
    assert world.order(Command()) == "unknown_command"
