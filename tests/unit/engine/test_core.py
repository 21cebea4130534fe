from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from command_center.config import Configuration
from command_center.connectors.base import SendOutcome
from command_center.domain.commands import AcknowledgeAlarm, CancelOrder, OpenIncident, OrderUnit, ReleaseUnit
from command_center.domain.events import (
    DeviceAlarmCleared,
    DeviceAlarmRaised,
    Event,
    ObservationMade,
    OrderCancelled,
    UnitOrdered,
    UnitStatusChanged,
)
from command_center.domain.packs import Pack, Rule
from command_center.domain.time import now_utc
from command_center.engine.core import Engine
from command_center.engine.intake import Intake
from command_center.engine.orders import OrderSender
from command_center.journal.base import Conflict, Journal, JournalError
from command_center.journal.memory import MemoryJournal
from command_center.journal.sqlite import SqliteJournal
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot

PACKS = {"p": Pack(key="p", zh="", en="", rules=(
    Rule(key="deep", zh="深", en="deep", level=1, quantity="depth", above=0.27, deadband=0.03),))}


def folded(journal: Journal) -> Snapshot:
    fold = Fold()
    for page in journal.read():
        fold.apply(page)
    return fold.take()[0]


def until(true: Callable[[], bool], limit_s: float = 10.0) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end and not true():
        time.sleep(0.01)
    return true()


def started(journal: Journal) -> Engine:
    fold = Fold()
    for page in journal.read():
        fold.apply(page)
    engine = Engine(Configuration(), journal, fold, PACKS)
    engine.start()
    return engine


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


def do(journal: Journal, command: object) -> None:
    events = decide(folded(journal), command, now_utc())  # type: ignore[arg-type]
    assert isinstance(events, list), events
    journal.append(events).result(5)


def depth(value: float) -> ObservationMade:
    return ObservationMade(at_utc=now_utc(), series="s", value=value, quantity="depth", unit="m", source="st")


def test_an_observation_raises_an_alarm_that_an_operator_ends(journal: SqliteJournal) -> None:
    engine = started(journal)
    engine._intake.publish([depth(0.4)]).result(5)
    assert until(lambda: len(folded(journal).alarms) == 1)
    (alarm,) = folded(journal).alarms.values()
    assert (alarm.state, alarm.level, alarm.value) == ("unacknowledged", 1, 0.4)
    do(journal, AcknowledgeAlarm(alarm=alarm.alarm, actor="officer"))
    engine._intake.publish([depth(0.0)]).result(5)
    assert until(lambda: folded(journal).alarms[alarm.alarm].state == "cleared")
    engine.stop()
    snapshot = folded(journal)
    assert not snapshot.engine.running and len(snapshot.alarms) == 1


def test_a_restart_raises_no_alarm_twice_and_none_is_forgotten(journal: SqliteJournal) -> None:
    engine = started(journal)
    engine._intake.publish([depth(0.4)]).result(5)
    assert until(lambda: len(folded(journal).alarms) == 1)
    engine.stop()
    # What an engine recorded but died over before its rules looked:
    journal.append([DeviceAlarmRaised(at_utc=now_utc(), device="d", code="smoke"),
                    DeviceAlarmRaised(at_utc=now_utc(), device="e", code="smoke"),
                    DeviceAlarmCleared(at_utc=now_utc(), device="e", code="smoke")]).result(5)
    engine = started(journal)
    assert until(lambda: len(folded(journal).alarms) == 2)
    engine._intake.publish([depth(0.4)]).result(5)
    time.sleep(0.3)
    assert {alarm.subject for alarm in folded(journal).alarms.values()} == {"s", "d"}
    engine.stop()


def test_events_carry_the_site_and_an_unsound_one_costs_itself_alone(journal: SqliteJournal) -> None:
    intake = Intake(journal, "huangshi", lambda error: None)
    bad = ObservationMade(at_utc=now_utc(), series="s", value="high")  # type: ignore[arg-type]
    batch: list[Event] = [*(depth(number) for number in range(10)), bad, *(depth(number) for number in range(5)),
                          ObservationMade(at_utc=1 << 63, series="far", value=1.0)]
    intake.publish(batch).result(10)
    intake.close()
    entries = [event for page in journal.read() for _, event in page]
    assert sum(len(getattr(event, "at", b"12345678")) // 8 for event in entries) == 15
    assert {event.site for event in entries} == {"huangshi"}


class Full(MemoryJournal):
    """A disk that is full until it is not."""

    full = True

    def append(self, batch, expected=None):  # type: ignore[no-untyped-def]
        if self.full:
            future: Future[int] = Future()
            future.set_exception(JournalError("journal.disk_full"))
            return future
        return super().append(batch, expected)


def test_a_full_disk_stops_the_flow_and_loses_nothing() -> None:
    journal, heard = Full(), []
    intake = Intake(journal, "", heard.append)
    futures = [intake.publish([depth(0.0)]) for _ in range(3)]
    assert until(lambda: len(heard) == 1)
    assert heard[0].key == "journal.disk_full" and not any(future.done() for future in futures)
    journal.full = False
    assert [future.result(10) for future in futures]
    assert heard[1:] == [None]
    intake.close()
    assert sum(len(getattr(e, "at", b"12345678")) // 8 for page in journal.read() for _, e in page) == 3


class Service:
    """A unit service that answers as told, when told."""

    def __init__(self, outcome: SendOutcome) -> None:
        self.outcome = outcome
        self.sent: list[UnitOrdered | OrderCancelled] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def send(self, order: UnitOrdered | OrderCancelled, source: str) -> SendOutcome:
        assert source == "units"
        self.sent.append(order)
        self.may_answer.wait(10)
        return self.outcome


def prepared(journal: Journal, service: Service, limit_s: float = 15.0) -> tuple[Engine, OpenIncident]:
    journal.append([UnitStatusChanged(at_utc=now_utc(), unit="u", status="free", source="units")]).result(5)
    command = OpenIncident(title="x", grade=2, lon=1.0, lat=1.0)
    do(journal, command)
    engine = started(journal)
    engine._orders = OrderSender(service.send, engine._record, limit_s)
    return engine, command


def order_state(journal: Journal, incident: str) -> str:
    return folded(journal).incidents[incident].assignments[-1].state


@pytest.mark.parametrize(("outcome", "state"), [
    (SendOutcome("confirmed"), "confirmed"),
    (SendOutcome("failed", "refused", "no driver"), "failed"),
    (SendOutcome("unknown", "timeout"), "unknown"),
])
def test_an_order_is_sent_once_and_its_outcome_recorded(journal: SqliteJournal, outcome: SendOutcome,
                                                        state: str) -> None:
    service = Service(outcome)
    engine, incident = prepared(journal, service)
    do(journal, OrderUnit(incident=incident.incident, unit="u", actor="officer"))
    assert until(lambda: order_state(journal, incident.incident) == state)
    engine.stop()
    (sent,) = service.sent
    assert isinstance(sent, UnitOrdered) and sent.unit == "u"
    causes = [event.cause_id for page in journal.read() for _, event in page if event.cause_id]
    assert causes == [sent.eid]


def test_an_order_without_an_answer_is_unknown_until_the_answer_comes(journal: SqliteJournal) -> None:
    service = Service(SendOutcome("confirmed"))
    service.may_answer.clear()
    engine, incident = prepared(journal, service, limit_s=0.2)
    do(journal, OrderUnit(incident=incident.incident, unit="u", actor="officer"))
    assert until(lambda: order_state(journal, incident.incident) == "unknown")
    service.may_answer.set()
    assert until(lambda: order_state(journal, incident.incident) == "confirmed")
    engine.stop()
    assert len(service.sent) == 1


def test_pending_orders_of_a_dead_engine_are_unknown_and_never_sent_again(journal: SqliteJournal) -> None:
    service = Service(SendOutcome("confirmed"))
    journal.append([UnitStatusChanged(at_utc=now_utc(), unit="u", status="free", source="units")]).result(5)
    command = OpenIncident(title="x", grade=2, lon=1.0, lat=1.0)
    do(journal, command)
    do(journal, OrderUnit(incident=command.incident, unit="u"))
    engine = started(journal)
    engine._orders = OrderSender(service.send, engine._record)
    assert until(lambda: order_state(journal, command.incident) == "unknown")
    time.sleep(0.3)
    engine.stop()
    assert service.sent == []


def test_calling_back_and_releasing_reach_the_source(journal: SqliteJournal) -> None:
    service = Service(SendOutcome("confirmed"))
    engine, incident = prepared(journal, service)
    first = OrderUnit(incident=incident.incident, unit="u", actor="officer")
    do(journal, first)
    assert until(lambda: order_state(journal, incident.incident) == "confirmed")
    do(journal, CancelOrder(incident=incident.incident, order=first.order, actor="officer"))
    assert until(lambda: len(service.sent) == 2)
    second = OrderUnit(incident=incident.incident, unit="u", actor="officer")
    do(journal, second)
    assert until(lambda: order_state(journal, incident.incident) == "confirmed")
    do(journal, ReleaseUnit(incident=incident.incident, order=second.order, actor="officer"))
    assert until(lambda: len(service.sent) == 4)
    engine.stop()
    assert [type(order) for order in service.sent] == [UnitOrdered, OrderCancelled, UnitOrdered, OrderCancelled]
    assert service.sent[3].order == second.order


def test_an_alarm_that_lost_against_an_operator_is_decided_again(journal: SqliteJournal) -> None:
    engine = started(journal)
    engine._intake.publish([depth(0.4)]).result(5)
    assert until(lambda: len(folded(journal).alarms) == 1)
    refused: list[bool] = []
    record = engine._record

    def once(events, expected=None):  # type: ignore[no-untyped-def]
        if not refused:
            refused.append(True)
            future: Future[int] = Future()
            future.set_exception(Conflict("alarm"))
            return future
        return record(events, expected)

    engine._record = once  # type: ignore[method-assign]
    engine._intake.publish([depth(0.0)]).result(5)
    assert until(lambda: {alarm.state for alarm in folded(journal).alarms.values()} == {"returned"})
    engine.stop()


def test_an_order_that_nobody_can_carry_out_fails_with_a_reason(journal: SqliteJournal) -> None:
    journal.append([UnitStatusChanged(at_utc=now_utc(), unit="u", status="free", source="gone")]).result(5)
    command = OpenIncident(title="x", grade=2, lon=1.0, lat=1.0)
    do(journal, command)
    engine = started(journal)
    do(journal, OrderUnit(incident=command.incident, unit="u", actor="officer"))
    assert until(lambda: order_state(journal, command.incident) == "failed")
    assert folded(journal).incidents[command.incident].assignments[0].reason == "no_channel"
    engine.stop()
