"""What every journal promises: one suite for memory, file and remote."""

from __future__ import annotations

import threading
import time

import pytest

from command_center.domain.events import (
    NUMBERS,
    IncidentNoted,
    ObservationBatch,
    ObservationMade,
    PositionBatch,
    PositionReported,
    UnitStatusChanged,
)
from command_center.journal.base import Conflict, JournalError
from command_center.journal.memory import MemoryJournal
from command_center.journal.pack import explode
from command_center.journal.remote import RemoteJournal
from command_center.journal.server import JournalServer
from command_center.journal.sqlite import SqliteJournal

LIMIT_S = 10


@pytest.fixture(params=["memory", "sqlite", "remote"])
def journal(request, tmp_path):
    path = tmp_path / "journal.sqlite"
    if request.param == "memory":
        yield MemoryJournal()
    elif request.param == "sqlite":
        journal = SqliteJournal(path)
        yield journal
        journal.close()
    else:
        behind = SqliteJournal(path)
        server = JournalServer(behind, path)
        journal = RemoteJournal(path)
        yield journal
        journal.close()
        server.close()
        behind.close()


def note(number: int, ver: int | None = None, at: int = 0, stream: str = "incident:a") -> IncidentNoted:
    return IncidentNoted(at_utc=at or number, incident="a", text=str(number), stream=stream, ver=ver)


def append(journal, *events, expected=None) -> int:
    return journal.append(events, expected).result(LIMIT_S)


def everything(journal, **filters):
    return [entry for page in journal.read(**filters) for entry in page]


def test_an_empty_journal_has_nothing(journal):
    assert journal.head() == 0
    assert everything(journal) == []
    assert journal.seek(10**18) == 0
    assert journal.bounds() == (0, 0)
    assert journal.earliest(0) is None


def test_events_come_back_as_they_were_with_numbers_without_gaps(journal):
    events = [note(n) for n in range(1, 6)]
    assert append(journal, *events[:3]) == 3
    assert append(journal, *events[3:]) == 5
    entries = everything(journal)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.event.eid for entry in entries] == [event.eid for event in events]
    assert [entry.event.text for entry in entries] == ["1", "2", "3", "4", "5"]
    received = [entry.event.received_utc for entry in entries]
    assert received == sorted(received) and received[0] > 0


def test_the_same_batch_again_gives_the_same_answer_and_nothing_twice(journal):
    batch = [note(1, ver=1), note(2, ver=2)]
    first = append(journal, *batch, expected={"incident:a": 0})
    append(journal, note(3))
    assert append(journal, *batch, expected={"incident:a": 0}) == first
    assert journal.head() == 3


def test_a_batch_that_is_recorded_in_part_is_refused(journal):
    first = note(1)
    append(journal, first)
    with pytest.raises(Conflict):
        append(journal, first, note(2))
    assert journal.head() == 1


def test_of_two_who_write_one_version_the_second_is_told_which_stream(journal):
    append(journal, note(1, ver=1))
    with pytest.raises(Conflict) as caught:
        append(journal, note(2), note(3, ver=1))
    assert caught.value.stream == "incident:a"
    assert journal.head() == 1  # all or none


def test_an_expected_version_must_be_the_head(journal):
    append(journal, note(1, ver=1))
    append(journal, note(2, ver=2), expected={"incident:a": 1, "incident:b": 0})
    with pytest.raises(Conflict) as caught:
        append(journal, note(3), expected={"incident:a": 1})
    assert caught.value.stream == "incident:a"


def test_an_event_that_could_not_be_read_again_is_refused_and_the_next_one_is_not(journal):
    with pytest.raises(JournalError) as caught:
        append(journal, IncidentNoted(at_utc=1, incident="a", text=17))  # type: ignore[arg-type]
    assert caught.value.key == "journal.bad_event"
    with pytest.raises(JournalError):
        append(journal, ObservationMade(at_utc=1 << 70, series="s", value=1.0), ObservationMade(at_utc=1, series="s"))
    assert append(journal, note(1)) == 1


def test_telemetry_of_a_batch_becomes_one_row_and_comes_back_single(journal):
    observations = [ObservationMade(at_utc=100 + n, series=f"s/{n % 3}", value=None if n == 4 else n / 2, unit="m",
                                    quality="bad" if n == 2 else "good", text="wet" if n == 4 else "", source="sta",
                                    site="x", exercise=True) for n in range(7)]
    positions = [PositionReported(at_utc=50, subject="bus/1", lon=1.0, lat=2.0, heading_deg=90.0, source="gtfs"),
                 PositionReported(at_utc=51, subject="bus/2", lon=1.5, lat=2.5, label="7", source="gtfs")]
    batch = [*observations, note(1), *positions]
    assert append(journal, *batch) == 3
    first, _, last = everything(journal)
    assert isinstance(first.event, ObservationBatch) and isinstance(last.event, PositionBatch)
    assert first.event.eid == observations[0].eid
    assert (first.event.site, first.event.exercise, first.event.source) == ("x", True, "sta")
    assert last.event.at_utc == 50
    stamp = first.event.received_utc
    shown = [(e.at_utc, e.series, e.value, e.unit, e.quality, e.text, e.source, e.received_utc)
             for e in explode(first.event)]
    assert shown == [(e.at_utc, e.series, e.value, e.unit, e.quality, e.text, e.source, stamp) for e in observations]
    assert [(e.subject, e.lon, e.lat, e.heading_deg, e.speed_mps, e.label) for e in explode(last.event)] == [
        ("bus/1", 1.0, 2.0, 90.0, None, ""), ("bus/2", 1.5, 2.5, None, None, "7")]
    assert append(journal, *batch) == 3


def test_reading_between_numbers_kinds_and_instants(journal):
    for n in range(1, 11):
        append(journal, note(n, at=(7 * n) % 11), UnitStatusChanged(at_utc=1000 + n, unit="u", status="free"))
    assert [e.seq for e in everything(journal, after=3, until=6)] == [4, 5, 6]
    kinds = [NUMBERS[UnitStatusChanged]]
    assert [e.event.at_utc for e in everything(journal, kinds=kinds, after=4)] == list(range(1003, 1011))
    by_occurrence = everything(journal, axis="at", until_utc=999)
    assert [e.event.at_utc for e in by_occurrence] == list(range(1, 11))
    assert [e.event.at_utc for e in everything(journal, axis="at", after_utc=3, until_utc=5)] == [4, 5]
    assert [e.event.at_utc for e in everything(journal, axis="at", kinds=kinds, until_utc=1002)] == [1001, 1002]
    middle = everything(journal)[9].event.received_utc
    known = everything(journal, until_utc=middle)
    assert known[-1].seq >= 10 and all(e.event.received_utc <= middle for e in known)
    assert everything(journal, after_utc=10**18) == []


def test_seek_on_both_axes(journal):
    append(journal, note(1, at=500))
    append(journal, note(2, at=100), note(3, at=300))
    received = [e.event.received_utc for e in everything(journal)]
    assert journal.seek(received[0] - 1) == 0
    assert journal.seek(received[2]) == 3
    assert journal.seek(99, "at") == 0
    assert journal.seek(300, "at") == 3
    assert journal.seek(500, "at") == 3
    assert journal.bounds("at") == (100, 500)
    assert journal.bounds() == (received[0], received[2])
    assert journal.earliest(0) == 100
    assert journal.earliest(2) == 300


def test_reading_goes_on_over_many_pages(journal):
    for start in range(0, 5000, 500):
        append(journal, *[note(start + n + 1) for n in range(500)])
    assert [e.seq for e in everything(journal)] == list(range(1, 5001))
    assert [e.event.at_utc for e in everything(journal, axis="at")] == list(range(1, 5001))


def test_a_tail_gives_everything_once_in_order_and_ends(journal):
    append(journal, note(1))
    got, enough = [], threading.Event()

    def take(entries):
        got.extend(entries)
        if len(got) >= 300:
            enough.set()

    stop = journal.tail(0, take)
    writers = [threading.Thread(target=lambda k=k: [append(journal, note(1000 * k + n)) for n in range(1, 100)])
               for k in range(1, 4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    append(journal, note(2), note(3))
    assert enough.wait(LIMIT_S)
    stop()
    assert [entry.seq for entry in got] == list(range(1, 301))
    append(journal, note(4))
    time.sleep(0.05)
    assert len(got) == 300


def test_a_tail_may_begin_in_the_middle_and_be_stopped_from_within(journal):
    append(journal, note(1), note(2), note(3))
    got, done, box = [], threading.Event(), []

    def take(entries):
        got.extend(entry.seq for entry in entries)
        while not box:
            time.sleep(0.001)
        box[0]()
        done.set()

    box.append(journal.tail(2, take))
    assert done.wait(LIMIT_S)
    assert got == [3]


def test_after_close_an_append_fails(journal):
    journal.close()
    with pytest.raises(JournalError):
        append(journal, note(1))
