"""Tracks and counts of a stretch of time, by receipt and by occurrence, never from after the clock's instant."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.domain.events import (
    AlarmRaised,
    IncidentOpened,
    ObservationMade,
    PositionReported,
    ReportReceived,
)
from command_center.domain.time import MINUTE, SECOND
from command_center.domain.tracks import NO_TRACKS, grouped
from command_center.engine.happened import read_counts, read_tracks
from command_center.engine.history import JournalHistory
from command_center.journal.memory import MemoryJournal

START = 1_783_000_000_000_000


@pytest.fixture
def journal():
    made = MemoryJournal(import_received=True)
    events = []
    for minute in range(60):
        at = START + minute * MINUTE
        late = {"at_utc": at, "received_utc": at + 5 * SECOND}
        events += [PositionReported(subject=f"u/{n}", lon=115 + n + minute / 1000, lat=30.0, **late) for n in range(2)]
        events += [ObservationMade(series="s", value=1.0, **late)]
        if minute % 10 == 0:
            events += [ReportReceived(report=f"r{minute}", **late),
                       IncidentOpened(incident=f"i{minute}", number="1", title="x", grade=2, lon=115, lat=30, **late),
                       AlarmRaised(alarm=f"a{minute}", rule="x", subject="s", level=2, **late)]
    made.append(events).result()
    yield made
    made.close()


@pytest.mark.parametrize("axis", ["received", "at"])
def test_tracks_hold_what_was_between(journal, axis):
    tracks = read_tracks(journal, START + 10 * MINUTE, START + 20 * MINUTE, axis)
    assert set(tracks.subjects) == {"u/0", "u/1"}
    one = tracks.lonlat[tracks.offset[0]:tracks.offset[1], 0] - int(tracks.lonlat[0, 0])
    expected = np.arange(10, 21 if axis == "at" else 20) / 1000  # by receipt the last one is not known yet
    np.testing.assert_allclose(one, expected, atol=1e-9)


def test_counts_fall_into_their_buckets(journal):
    counts = read_counts(journal, START, START + 60 * MINUTE, 20 * MINUTE, "at")
    assert counts["reports"].tolist() == counts["incidents"].tolist() == counts["alarms"].tolist() == [2, 2, 2]
    assert counts["observations"].tolist() == [20, 20, 20]


def test_nothing_is_told_of_after_the_clock(journal):
    history = JournalHistory(lambda: journal, lambda: None, lambda: START + 10 * MINUTE + 6 * SECOND)
    assert history.tracks(START, START + 60 * MINUTE).result().at_utc.max() == START + 10 * MINUTE
    assert sum(counts.sum() for lane, counts in history.counts(START, START + 60 * MINUTE, MINUTE).result().items()
               if lane == "reports") == 2
    history.close()
    assert history.tracks(START, START + MINUTE).result() is NO_TRACKS


@pytest.mark.parametrize(("axis", "expected"), [("received", 1), ("at", 2)])
def test_events_of_a_kind_as_far_as_the_clock_knows_them(journal, axis, expected):
    now = [START + 30 * MINUTE]
    history = JournalHistory(lambda: journal, lambda: None, lambda: now[0], axis)
    known = history.events([ReportReceived], START + 15 * MINUTE).result()
    assert [event.report for event in known] == ["r20", "r30"][:expected]
    now[0] += 10 * SECOND
    assert len(history.events([ReportReceived], known[0].received_utc).result()) == 1
    history.close()
    assert history.events([ReportReceived], START).result() == []


def test_tracks_are_joined_and_cut():
    def of(names, at):
        n = len(at)
        return grouped(names, np.arange(n) % len(names), np.column_stack((np.arange(n), np.zeros(n))), np.array(at, np.int64))

    both = of(("a", "b"), [1, 1, 3, 3]).joined(of(("b", "c"), [4, 4, 5, 5]))
    assert both.subjects == ("a", "b", "c") and np.diff(both.offset).tolist() == [2, 4, 2]
    assert (np.diff(both.at_utc[both.offset[1]:both.offset[2]]) > 0).all()
    assert both.within(3, 4).at_utc.tolist() == [3, 3, 4, 4]
    assert both.joined(NO_TRACKS) is both
