from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from command_center.domain.commands import AcknowledgeAlarm, OpenIncident, OrderUnit
from command_center.domain.events import (
    AlarmRaised,
    Event,
    IncidentOpened,
    ObservationMade,
    SourceHealthChanged,
    UnitStatusChanged,
    WarningIssued,
)
from command_center.domain.time import SECOND, now_utc
from command_center.engine.commands import RefusingBus
from command_center.engine.live import LiveSession
from command_center.engine.recall import Recall
from command_center.engine.replay import ReplaySession
from command_center.journal.base import Conflict, Journal, JournalError
from command_center.journal.memory import MemoryJournal
from command_center.state.fold import Fold
from command_center.state.snapshot import Axis, Snapshot


def recall(journal: Journal, at_utc: int | None = None, axis: Axis = "received") -> Fold:
    fold = Fold(axis)
    for page in journal.read(axis=axis, until_utc=at_utc):
        fold.apply(page)
    return fold


def until(true: Callable[[], bool], limit_s: float = 10.0) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end and not true():
        time.sleep(0.005)
    return true()


def unit(name: str = "u") -> UnitStatusChanged:
    return UnitStatusChanged(at_utc=now_utc(), unit=name, status="free", source="units", lon=115.0, lat=30.0)


def alarm(name: str = "a", level: int = 1) -> AlarmRaised:
    return AlarmRaised(at_utc=now_utc(), alarm=name, rule="r", subject="s", level=level, stream=f"alarm:{name}", ver=1)


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def live(journal: MemoryJournal) -> Iterator[LiveSession]:
    session = LiveSession(lambda: journal, recall, "officer", "desk-1")
    session.start()
    assert session.wait_ready(5)
    yield session
    session.close()


def state(session: LiveSession) -> Snapshot:
    snapshot = session.current()
    assert snapshot is not None
    return snapshot


def test_what_is_recorded_is_soon_in_the_snapshot_and_in_the_changes(journal: MemoryJournal, live: LiveSession) -> None:
    taken = live.box.take()
    assert taken is not None and taken[1].reset
    seq = journal.append([alarm(), unit()]).result()
    assert live.wait_for(seq, 5)
    snapshot, changes = live.box.take() or (None, None)
    assert snapshot is not None and snapshot.seq == seq
    assert changes is not None and changes.touches("alarms") and not changes.reset


def test_a_command_is_confirmed_once_its_events_are_recorded_and_shown(journal: MemoryJournal,
                                                                       live: LiveSession) -> None:
    command = OpenIncident(title="Flood", grade=2, lon=115.0, lat=30.0)
    assert live.bus.submit(command).result(10).state == "confirmed"
    incident = state(live).incidents[command.incident]
    assert incident.log[0].actor == "officer"
    (opened,) = [entry.event for page in journal.read() for entry in page if isinstance(entry.event, IncidentOpened)]
    assert opened.desk == "desk-1"


def test_a_refused_command_says_why(live: LiveSession) -> None:
    result = live.bus.submit(AcknowledgeAlarm(alarm="nothing")).result(10)
    assert result.state == "failed" and result.rejection is not None
    assert result.rejection.key == "refusal.alarm_unknown"


def test_of_two_dispatchers_who_order_one_unit_exactly_one_wins(journal: MemoryJournal) -> None:
    desks = [LiveSession(lambda: journal, recall, name, name) for name in ("a", "b")]
    for desk in desks:
        desk.start()
        assert desk.wait_ready(5)
    journal.append([unit()]).result()
    incidents = [OpenIncident(title="x", grade=3, lon=115.0, lat=30.0) for _ in desks]
    for desk, command in zip(desks, incidents, strict=True):
        assert desk.bus.submit(command).result(10).state == "confirmed"
    for desk in desks:
        assert desk.wait_for(journal.head(), 5)
    futures = [desk.bus.submit(OrderUnit(incident=command.incident, unit="u"))
               for desk, command in zip(desks, incidents, strict=True)]
    results = [future.result(10) for future in futures]
    assert sorted(result.state for result in results) == ["confirmed", "failed"]
    (loser,) = [result for result in results if result.state == "failed"]
    assert loser.rejection is not None
    assert loser.rejection.key in ("refusal.unit_bound", "refusal.somebody_was_first")
    for desk in desks:
        desk.close()


class Stubborn(MemoryJournal):
    """Fails appends in a chosen way."""

    def __init__(self, answer: Callable[[], Future[int]]) -> None:
        super().__init__()
        self.answer = answer
        self.asked: list[bytes] = []

    def append(self, batch, expected=None):  # type: ignore[no-untyped-def]
        self.asked.append(batch[0].eid)
        return self.answer()


def failing(error: Exception | None) -> Callable[[], Future[int]]:
    def answer() -> Future[int]:
        future: Future[int] = Future()
        if error is not None:
            future.set_exception(error)
        return future

    return answer


@pytest.mark.parametrize(("error", "expected", "key"), [
    (Conflict("incidents"), "failed", "refusal.somebody_was_first"),
    (JournalError("journal.engine_gone"), "failed", "refusal.not_recorded"),
    (JournalError("journal.no_answer"), "unknown", "refusal.no_answer"),
    (None, "unknown", "refusal.no_answer"),
])
def test_the_bus_reports_what_is_known(error: Exception | None, expected: str, key: str) -> None:
    journal = Stubborn(failing(error))
    session = LiveSession(lambda: journal, recall, "a", "d")
    session.bus._answer_s = 0.7  # type: ignore[union-attr]
    session.start()
    assert session.wait_ready(5)
    result = session.bus.submit(OpenIncident(title="x", grade=3, lon=1.0, lat=1.0)).result(20)
    assert result.state == expected and result.rejection is not None and result.rejection.key == key
    session.close()


def test_a_journal_that_is_not_there_yet_is_waited_for(journal: MemoryJournal) -> None:
    there = threading.Event()

    def open_journal() -> Journal:
        if not there.is_set():
            raise JournalError("journal.missing")
        return journal

    session = LiveSession(open_journal, recall, "a", "d")
    session.start()
    assert not session.wait_ready(0.3)
    result = session.bus.submit(AcknowledgeAlarm(alarm="a")).result(10)
    assert result.rejection is not None and result.rejection.key == "refusal.not_ready"
    there.set()
    assert session.wait_ready(5)
    session.close()


def test_history_gives_samples_and_marks(journal: MemoryJournal, live: LiveSession) -> None:
    now = now_utc()
    samples = [ObservationMade(at_utc=now - number * SECOND, series="s", value=float(number)) for number in range(10)]
    marks: list[Event] = [
        alarm(), WarningIssued(at_utc=now, identifier="w", level=2, headline="Rain"),
        SourceHealthChanged(at_utc=now, source="x", state="live"),
        SourceHealthChanged(at_utc=now, source="x", state="lost"),
        SourceHealthChanged(at_utc=now, source="x", state="lost"),
        SourceHealthChanged(at_utc=now, source="x", state="live"),
    ]
    journal.append([*samples, ObservationMade(at_utc=now, series="t", value=None), *marks]).result()
    found = live.history.samples(["s", "t", "none"], now - 5 * SECOND, now + SECOND).result(10)
    assert found["s"].value.tolist() == [5.0, 4.0, 3.0, 2.0, 1.0, 0.0]
    assert (found["s"].at_utc[1:] > found["s"].at_utc[:-1]).all()
    assert len(found["t"].value) == len(found["none"].value) == 0
    ticks = live.history.ticks(now - SECOND, now_utc() + SECOND).result(10)
    assert [(tick.lane, tick.level, tick.subject) for tick in ticks] == [
        ("alarm", 1, "a"), ("warning", 2, "w"), ("source", 2, "x"), ("source", 0, "x")]


T0 = 1_700_000_000 * SECOND


def recorded() -> MemoryJournal:
    """Ten warnings a second apart by receipt; each happened ten seconds before, the last one an hour before."""
    journal = MemoryJournal(import_received=True)
    for number in range(10):
        happened = T0 + (number - 10) * SECOND if number < 9 else T0 - 3600 * SECOND
        journal.append([WarningIssued(at_utc=happened, received_utc=T0 + number * SECOND, identifier=f"w{number}")])
    return journal


def shown(session: ReplaySession, seq_at_most: int | None = None) -> set[str]:
    snapshot = session.box.newest()
    return set(snapshot.warnings) if snapshot else set()


@pytest.mark.parametrize("axis", ["received", "at"])
def test_a_replay_seeks_and_plays_to_the_same_state_as_a_fold(axis: Axis) -> None:
    journal = recorded()
    first, last = journal.bounds(axis)
    session = ReplaySession(journal, Recall(journal).fold, first, axis, limit=lambda: last, ends=True)
    try:
        for at_utc in (last, first + 4 * SECOND, T0 - 5 * SECOND, T0 + 3 * SECOND, first):
            session.seek(at_utc)
            at = min(at_utc, last)
            expected = set(recall(journal, at, axis).take()[0].warnings)
            assert until(lambda: shown(session) == expected and session.clock.now_utc() == at)
        session.seek(last - 4 * SECOND)
        session.play(8.0)
        assert until(lambda: len(shown(session)) == 10)
        assert until(lambda: session.clock.speed == 0.0) and session.clock.now_utc() == last
        (snapshot, _) = session.box.take() or (None, None)
        assert snapshot is not None and snapshot.axis == axis
    finally:
        session.close()


def test_a_seek_resets_and_playing_does_not() -> None:
    journal = recorded()
    session = ReplaySession(journal, Recall(journal).fold, T0, limit=lambda: T0 + 9 * SECOND, ends=True)
    try:
        assert until(lambda: len(shown(session)) == 1)
        taken = session.box.take()
        assert taken is not None and taken[1].reset
        session.play(600.0)
        assert until(lambda: len(shown(session)) == 10)
        taken = session.box.take()
        assert taken is not None and not taken[1].reset and taken[1].touches("warnings")
    finally:
        session.close()


@pytest.mark.parametrize("axis", ["received", "at"])
def test_a_replay_runs_backwards_and_stands_at_the_beginning(axis: Axis) -> None:
    journal = recorded()
    first, last = journal.bounds(axis)
    session = ReplaySession(journal, Recall(journal).fold, last, axis, limit=lambda: last, ends=True)
    try:
        assert until(lambda: len(shown(session)) == 10)
        session.play(-8.0)
        assert until(lambda: len(shown(session)) < 10), "what had not happened yet goes"
        session.pause()
        here = session.clock.now_utc()
        assert first <= here < last and session.clock.speed == 0.0
        assert until(lambda: shown(session) == set(recall(journal, here, axis).take()[0].warnings))
        session.play(-600.0)
        assert until(lambda: session.clock.now_utc() == first and session.clock.speed == 0.0)
        assert until(lambda: shown(session) == set(recall(journal, first, axis).take()[0].warnings))
        session.play(600.0)
        assert until(lambda: len(shown(session)) == 10)
    finally:
        session.close()


def test_a_replay_refuses_commands_and_knows_nothing_later_than_its_clock() -> None:
    journal = recorded()
    session = ReplaySession(journal, Recall(journal).fold, T0 + 4 * SECOND, limit=lambda: T0 + 9 * SECOND)
    try:
        result = session.bus.submit(AcknowledgeAlarm(alarm="a")).result(1)
        assert result.rejection is not None and result.rejection.key == "refusal.replay"
        ticks = session.history.ticks(0, T0 + 3600 * SECOND).result(10)
        assert [tick.subject for tick in ticks] == [f"w{number}" for number in range(5)]
        assert session.history.bounds() == (T0, T0 + 9 * SECOND)
    finally:
        session.close()


def test_by_occurrence_a_late_event_changes_the_instant_shown() -> None:
    journal = recorded()
    session = ReplaySession(journal, Recall(journal).fold, T0 - 5 * SECOND, "at")
    try:
        assert until(lambda: "w5" in shown(session))
        assert "late" not in shown(session)
        journal.append([WarningIssued(at_utc=T0 - 20 * SECOND, identifier="late")]).result()
        assert until(lambda: "late" in shown(session))
    finally:
        session.close()


def test_a_looking_desk_cannot_command(journal: MemoryJournal) -> None:
    session = LiveSession(lambda: journal, recall, "a", "d", may_command=False)
    assert isinstance(session.bus, RefusingBus)
    result = session.bus.submit(AcknowledgeAlarm(alarm="a")).result(1)
    assert result.rejection is not None and result.rejection.key == "refusal.read_only"


def test_a_closed_session_answers_without_raising(journal: MemoryJournal) -> None:
    session = LiveSession(lambda: journal, recall, "a", "d")
    session.start()
    assert session.wait_ready(5)
    session.close()
    assert session.history.ticks(0, 1).result(1) == []
    assert len(session.history.samples(["s"], 0, 1).result(1)["s"].value) == 0
    assert session.bus.submit(AcknowledgeAlarm(alarm="a")).result(1).state == "failed"
