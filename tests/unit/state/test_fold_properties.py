"""Any sequence of events gives one state, however it is replayed, sliced, keyframed or sought."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from worlds import BATCHES, content, tries

from command_center.domain.events import Event, ObservationMade, UnitStatusChanged
from command_center.engine import recall
from command_center.engine.recall import Recall
from command_center.journal.keyframes import Keyframes
from command_center.journal.memory import MemoryJournal
from command_center.journal.sqlite import SqliteJournal
from command_center.state import codec
from command_center.state.fold import FOLD_VERSION, Fold
from command_center.state.snapshot import EMPTY, Changes

SEVERAL, FEW = tries(60), tries(25)


def recorded(batches: list[list[Event]], journal=None):
    """A journal of the batches, received a second apart (10, 20, ...)."""
    journal = journal or MemoryJournal(import_received=True)
    for number, batch in enumerate(batches, 1):
        journal.append([replace(event, received_utc=10 * number) for event in batch]).result(10)
    return journal


def folded(journal, axis="received", until_utc=None) -> Fold:
    fold = Fold(axis)
    for page in journal.read(axis=axis, until_utc=until_utc):
        fold.apply(page)
    if until_utc is not None:
        fold.advance(until_utc)
    return fold


@SEVERAL
@given(BATCHES, st.data())
def test_slices_and_takes_do_not_matter(batches, data):
    journal = recorded(batches)
    for axis in ("received", "at"):
        entries = [entry for page in journal.read(axis=axis) for entry in page]
        sliced, union, snapshot = Fold(axis), Changes(), EMPTY
        while entries:
            cut = data.draw(st.integers(1, len(entries)))
            before = content(snapshot)
            sliced.apply(entries[:cut])
            entries = entries[cut:]
            if data.draw(st.booleans()):
                later, changes = sliced.take()
                assert content(snapshot) == before, "a snapshot changed after it was taken"
                told = set(changes.ids)
                for table, rows in content(later).items():
                    if rows != before[table] and table not in ("features", "incident_count"):
                        assert table in told
                snapshot, union = later, union.union(changes)
        whole = folded(journal, axis)
        sliced.advance(100)
        whole.advance(100)
        assert content(sliced.take()[0]) == content(whole.take()[0])


@FEW
@given(BATCHES)
def test_a_file_replays_as_memory_does(batches):
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal(Path(folder) / "j.sqlite", import_received=True)
        recorded(batches, journal)
        memory = recorded(batches)
        for axis in ("received", "at"):
            assert content(folded(journal, axis, 99).take()[0]) == content(folded(memory, axis, 99).take()[0])
        journal.close()


@SEVERAL
@given(BATCHES, st.lists(st.integers(0, 150), min_size=1, max_size=5), st.sampled_from(["received", "at"]))
def test_a_seek_is_a_fold_up_to_there(batches, instants, axis):
    journal = recorded(batches)
    with patch.object(recall, "KEYFRAME_EVENTS", 5), patch.object(codec, "PIECE", 2):
        sought = Recall(journal)
        for instant in [200, *instants]:
            expected = folded(journal, axis, instant).take()[0]
            found = sought.snapshot(instant, axis)
            assert content(found) == content(expected)
            assert found.at_utc == max(instant, 0) and found.axis == axis


@SEVERAL
@given(BATCHES, BATCHES, st.integers(0, 70))
def test_events_that_arrive_late_reach_what_was_derived_by_occurrence(early, late, instant):
    journal = recorded(early)
    with patch.object(recall, "KEYFRAME_EVENTS", 5):
        sought = Recall(journal)
        sought.snapshot(200, "at")
        recorded(late, journal)
        assert content(sought.snapshot(instant, "at")) == content(folded(journal, "at", instant).take()[0])
        assert content(sought.snapshot(200, "at")) == content(folded(journal, "at", 200).take()[0])


@FEW
@given(BATCHES, st.integers(0, 70), st.sampled_from(["received", "at"]))
def test_going_on_from_a_sought_state_is_the_same_as_never_having_stopped(batches, instant, axis):
    journal = recorded(batches)
    with patch.object(recall, "KEYFRAME_EVENTS", 5):
        sought = Recall(journal)
        sought.snapshot(200, axis)
        fold = sought.fold(instant, axis)
        fold.advance(instant)
    _first, changes = fold.take()
    assert changes.reset
    for page in journal.read(fold.seq if axis == "received" else 0, axis=axis, after_utc=instant):
        fold.apply(page)
    fold.advance(200)
    assert content(fold.take()[0]) == content(folded(journal, axis, 200).take()[0])


def test_keyframes_on_disk_survive_and_damaged_ones_are_made_anew(tmp_path):
    batches = [[UnitStatusChanged(at_utc=n, unit=f"u{n % 7}", status="free"),
                ObservationMade(at_utc=n, series=f"s{n % 5}", value=float(n)),
                ObservationMade(at_utc=n + 3, series="late", value=float(n))] for n in range(1, 60)]
    journal, path = recorded(batches), tmp_path / "j.keyframes"
    expected = {axis: content(folded(journal, axis, 300).take()[0]) for axis in ("received", "at")}
    with patch.object(recall, "KEYFRAME_EVENTS", 20):
        for spoil in (None, b"rubbish", b"SQLite format 3\0" + b"\xff" * 9000, b""):
            if spoil is not None:
                path.write_bytes(spoil)
            sought = Recall(journal, Keyframes(path, journal.identity, FOLD_VERSION))
            for axis in ("received", "at"):
                assert content(sought.snapshot(300, axis)) == expected[axis]
            assert sought.keyframes.nearest("received", 10**9).seq > 50
            sought.close()
    middle = bytearray(path.read_bytes())
    middle[len(middle) // 2 :] = b"\x5a" * (len(middle) - len(middle) // 2)
    path.write_bytes(middle)
    sought = Recall(journal, Keyframes(path, journal.identity, FOLD_VERSION))
    for axis in ("received", "at"):
        assert content(sought.snapshot(300, axis)) == expected[axis]
    sought.close()


def test_keyframes_of_another_journal_or_fold_are_not_used(tmp_path):
    path = tmp_path / "j.keyframes"
    one = recorded([[UnitStatusChanged(at_utc=n, unit="old", status="free")] for n in range(1, 30)])
    other = recorded([[UnitStatusChanged(at_utc=n, unit="new", status="free")] for n in range(1, 30)])
    with patch.object(recall, "KEYFRAME_EVENTS", 5):
        for journal, version, unit in ((one, 1, "old"), (other, 1, "new"), (other, 2, "new")):
            keyframes = Keyframes(path, journal.identity, version)
            assert keyframes.nearest("received", 10**9) is None
            sought = Recall(journal, keyframes)
            assert list(sought.snapshot().units) == [unit]
            assert keyframes.nearest("received", 10**9) is not None
            sought.close()
