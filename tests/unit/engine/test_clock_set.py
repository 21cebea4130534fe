"""The machine's clock is set back or forward while everything runs."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from command_center.alarms.rules import AlarmRules
from command_center.domain.commands import AcknowledgeAlarm, CloseIncident, OpenIncident
from command_center.domain.events import AlarmRaised, ObservationMade
from command_center.domain.packs import Pack, Rule
from command_center.domain.time import DAY, HOUR, SECOND, not_before
from command_center.engine.clock import JumpWatch
from command_center.engine.engine_watch import EngineWatch, duration_text
from command_center.journal import writer as writing
from command_center.journal.receipt import ReceiptClock
from command_center.journal.sqlite import SqliteJournal
from command_center.notices import Notice, subscribe
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Changes

NOON = 1_800_000_000 * SECOND


class Machine:
    """Two clocks: one that can be set, one that cannot."""

    def __init__(self) -> None:
        self.wall_utc, self.steady_ns = NOON, 5 * 10**9

    def run(self, seconds: float) -> None:
        self.wall_utc += int(seconds * SECOND)
        self.steady_ns += int(seconds * 1e9)

    def receipt(self) -> ReceiptClock:
        return ReceiptClock(lambda: self.wall_utc, lambda: self.steady_ns)

    def watch(self) -> JumpWatch:
        return JumpWatch(lambda: self.wall_utc, lambda: self.steady_ns)


def test_receipt_goes_on_at_half_the_pace_until_the_clock_has_caught_up() -> None:
    machine = Machine()
    clock, stamps = machine.receipt(), []
    for second in range(400):
        if second == 100:
            machine.wall_utc -= 100 * SECOND
        stamps.append(clock.stamp(stamps[-1] if stamps else 0))
        machine.run(1)
    steps = [later - earlier for earlier, later in itertools.pairwise(stamps)]
    assert min(steps) == SECOND // 2 and max(steps) == SECOND  # never back, never standing, never a leap
    assert stamps[-1] == machine.wall_utc - SECOND  # met again, 200 s later
    assert machine.receipt().stamp(NOON + HOUR) >= NOON + HOUR  # an engine that starts behind its own journal


def test_what_was_known_stays_in_order_in_a_journal_whose_clock_is_set_back(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine()
    monkeypatch.setattr(writing, "ReceiptClock", machine.receipt)
    journal = SqliteJournal(tmp_path / "j.sqlite")
    seqs = []
    for minute in range(10):
        if minute == 5:
            machine.wall_utc -= HOUR
        seqs.append(journal.append([ObservationMade(at_utc=NOON, series="s", value=float(minute))]).result(5))
        machine.run(60)
    entries = [entry for page in journal.read() for entry in page]
    stamps = [entry.event.received_utc for entry in entries]
    assert stamps == sorted(set(stamps)) and len(stamps) == 10
    for entry in entries:  # each instant of receipt still tells what was known at it, and no more
        assert journal.seek(entry.event.received_utc) == entry.seq
    journal.close()


def test_an_alarm_and_an_incident_keep_their_story_by_occurrence_when_the_clock_is_set_back() -> None:
    fold = Fold()
    fold.apply([(1, AlarmRaised(at_utc=NOON, received_utc=NOON, alarm="a", rule="r", subject="s", level=1,
                                stream="alarm:a", ver=1))])
    told, seq, now = [fold.take()[0]], 1, NOON - HOUR
    recorded = [(1, AlarmRaised(at_utc=NOON, received_utc=NOON, alarm="a", rule="r", subject="s", level=1,
                                stream="alarm:a", ver=1))]
    for command in (AcknowledgeAlarm(alarm="a", actor="o"),
                    OpenIncident(title="t", grade=1, lon=115.0, lat=30.0, alarm="a", actor="o"), None):
        snapshot = told[-1]
        command = command or CloseIncident(incident=next(iter(snapshot.incidents)), reason="resolved", actor="o")
        events = decide(snapshot, command, now)
        assert isinstance(events, list), events
        entries = [(seq + number, replace(event, received_utc=NOON + seq)) for number, event in enumerate(events, 1)]
        recorded += entries
        seq += len(entries)
        fold.apply(entries)
        told.append(fold.take()[0])
        now -= HOUR  # and once more
    by_occurrence = Fold("at")
    by_occurrence.apply(sorted(recorded, key=lambda entry: (entry[1].at_utc, entry[0])))
    was_so = by_occurrence.take()[0]
    assert was_so.alarms["a"].state == told[-1].alarms["a"].state == "acknowledged"
    assert [one.status for one in was_so.incidents.values()] == ["closed"]


def test_a_wrong_date_is_not_followed() -> None:
    assert not_before(NOON, NOON + HOUR) == NOON + HOUR
    assert not_before(NOON, NOON + 400 * DAY) == NOON
    assert not_before(NOON, NOON - HOUR) == NOON


@pytest.mark.parametrize("jump_us", [-HOUR, HOUR])
def test_an_alarm_that_must_last_is_raised_when_it_has_lasted_whatever_the_clock_says(jump_us: int) -> None:
    pack = Pack(key="p", zh="", en="", rules=(
        Rule(key="deep", zh="", en="", level=1, quantity="depth", above=1.0, for_s=60.0),))
    rules = AlarmRules({"p": pack})

    def asked(now_utc: int) -> int:
        fold = Fold()
        fold.apply([(1, ObservationMade(at_utc=now_utc, received_utc=now_utc, series="s", value=2.0, quantity="depth"))])
        return len(rules.look(fold.take()[0], Changes(reset=True), [], now_utc))

    assert asked(NOON) == asked(NOON + 30 * SECOND) == 0
    rules.clock_was_set(jump_us)
    assert asked(NOON + jump_us + 59 * SECOND) == 0  # nothing early, though an hour seems to have passed
    assert asked(NOON + jump_us + 61 * SECOND) == 1  # and nothing late


def test_the_desk_says_that_the_clock_jumped_and_by_how_much(tmp_path: Path) -> None:
    machine, heard = Machine(), list[Notice]()
    watch = EngineWatch(tmp_path / "j.sqlite", None, None, clock=machine.watch())
    leave = subscribe(heard.append)
    for jump in (0, -HOUR - 125 * SECOND, 0, 90 * SECOND, SECOND):
        machine.run(0.2)
        machine.wall_utc += jump
        watch._look_at_clock()
    leave()
    assert [(notice.key, notice.parameters["duration"]) for notice in heard] == [
        ("notice.clock_set_back", "1:02:05"), ("notice.clock_set_forward", "1:30")]
    assert duration_text(5 * SECOND) == "5 s" and duration_text(HOUR - 1) == "1:00:00"
