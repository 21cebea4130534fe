"""What single events do to the tables."""

from __future__ import annotations

import numpy as np

from command_center.domain.events import (
    AlarmAcknowledged,
    CameraHealthChanged,
    CameraSeen,
    EngineStarted,
    EngineStopped,
    Event,
    FeatureGone,
    FeatureSeen,
    ObservationMade,
    PositionLost,
    PositionReported,
    SegmentRecorded,
    SegmentsRemoved,
    SourceHealthChanged,
    UnitStatusChanged,
    WarningCancelled,
    WarningIssued,
    WarningUpdated,
)
from command_center.journal.memory import MemoryJournal
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot


def after(*batches: Event | list[Event], axis="received", until=None) -> Snapshot:
    journal = MemoryJournal()
    for batch in batches:
        journal.append(batch if isinstance(batch, list) else [batch]).result()
    fold = Fold(axis)
    for page in journal.read(axis=axis, until_utc=until):
        fold.apply(page)
    if until is not None:
        fold.advance(until)
    return fold.take()[0]


def sample(at, value, series="s", **fields):
    return ObservationMade(at_utc=at, series=series, value=value, **fields)


def moved(at, lon, subject="bus"):
    return PositionReported(at_utc=at, subject=subject, lon=lon, lat=1.0)


def test_a_late_sample_does_not_replace_a_newer_one():
    snapshot = after(sample(10, 1.0), [sample(30, 3.0), sample(20, 2.0)], sample(15, 9.0))
    assert snapshot.series.value.tolist() == [3.0]
    assert snapshot.series.at_utc.tolist() == [30]
    again = after(sample(10, 1.0), sample(10, 2.0))
    assert again.series.value.tolist() == [2.0]


def test_by_occurrence_a_row_shows_only_what_had_happened():
    history = [sample(at, float(at)) for at in (10, 20, 30, 40)]
    assert after(history, axis="at", until=25).series.value.tolist() == [20.0]
    assert after(history, axis="at", until=9).series.count == 0
    assert after(history).series.value.tolist() == [40.0]
    two = after([sample(10, 1.0), sample(40, 4.0, series="later")], axis="at", until=20)
    assert [key.series for key in two.series.keys[: two.series.count]] == ["s"]


def test_texts_and_missing_values_and_descriptions():
    snapshot = after([sample(1, None, text="wet", unit="m"), sample(2, None, series="t")],
                     [sample(3, 1.0, name="level"), sample(3, 2.0, series="t", text="dry")])
    assert snapshot.series.texts == {"t": "dry"}
    assert (snapshot.series.keys[0].unit, snapshot.series.keys[0].name) == ("m", "level")
    assert np.isnan(after(sample(1, None)).series.value[0])


def test_trails_are_newest_first_and_late_or_still_things_add_nothing():
    snapshot = after([moved(1, 1.0), moved(2, 2.0)], moved(3, 3.0), moved(4, 3.0), moved(2, 9.0),
                     [moved(6, 6.0), moved(5, 5.0)])
    assert snapshot.positions.trail[0, :6, 0].tolist()[:5] == [6.0, 5.0, 3.0, 2.0, 1.0]
    assert np.isnan(snapshot.positions.trail[0, 5, 0])
    long = after([moved(n, float(n)) for n in range(1, 40)])
    assert long.positions.trail[0, :, 0].tolist() == [float(n) for n in range(39, 15, -1)]


def test_a_thing_that_left_its_feed_is_lost_until_it_is_seen_again():
    assert after(moved(1, 1.0), PositionLost(at_utc=2, subject="bus")).positions.lost.tolist() == [True]
    assert after(moved(5, 1.0), PositionLost(at_utc=2, subject="bus")).positions.lost.tolist() == [False]
    assert after(moved(1, 1.0), PositionLost(at_utc=2, subject="bus"), moved(3, 2.0)).positions.lost.tolist() == [False]
    assert after(PositionLost(at_utc=2, subject="nobody")).positions.count == 0


def test_warnings_are_replaced_and_withdrawn_in_whatever_order_a_feed_lists_them():
    issue = WarningIssued(at_utc=1, identifier="a", headline="rain", level=3)
    update = WarningUpdated(at_utc=2, identifier="b", headline="more rain", level=2, references=("a",))
    cancel = WarningCancelled(at_utc=3, identifier="c", references=("b",))
    forward, backward = after(issue, update, cancel), after(cancel, update, issue)
    for snapshot in (forward, backward):
        assert snapshot.warnings["a"].replaced_by == "b"
        assert snapshot.warnings["b"].cancelled_utc == 3
        assert not any(warning.in_force(5) for warning in snapshot.warnings.values())
        assert not snapshot.superseded
    assert after(issue, update, issue).warnings["a"].replaced_by == "b"
    assert after(issue, update).warnings["b"].in_force(5)


def test_cameras_keep_their_health_and_their_segments_in_order():
    snapshot = after(
        CameraHealthChanged(at_utc=1, camera="c", state="dark"), CameraSeen(at_utc=2, camera="c", name="Bridge"),
        CameraHealthChanged(at_utc=5, camera="c", state="frozen"), CameraHealthChanged(at_utc=4, camera="c", state="ok"),
        CameraSeen(at_utc=6, camera="c", name="Bridge 2"),
        SegmentRecorded(at_utc=60, camera="c", path="2", until_utc=90),
        SegmentRecorded(at_utc=30, camera="c", path="1", until_utc=60),
        SegmentRecorded(at_utc=60, camera="c", path="2", until_utc=120))
    assert (snapshot.cameras["c"].name, snapshot.cameras["c"].state) == ("Bridge 2", "frozen")
    assert [(each.from_utc, each.until_utc) for each in snapshot.segments["c"]] == [(30, 60), (60, 120)]
    kept = after(SegmentRecorded(at_utc=30, camera="c", path="1", until_utc=60),
                 SegmentRecorded(at_utc=60, camera="c", path="2", until_utc=90),
                 SegmentsRemoved(at_utc=99, camera="c", before_utc=60))
    assert [each.path for each in kept.segments["c"]] == ["2"]


def test_features_come_and_go_by_collection():
    seen = FeatureSeen(at_utc=1, collection="hydrants", feature="h", properties={"a": 1})
    assert after(seen).features["hydrants"]["h"].properties == {"a": 1}
    assert not after(seen, FeatureGone(at_utc=2, collection="hydrants", feature="h")).features["hydrants"]
    assert not after(FeatureGone(at_utc=2, collection="x", feature="h")).features


def test_sources_and_engine():
    snapshot = after(SourceHealthChanged(at_utc=1, source="s", state="live", kind="cap", title="Warnings"),
                     SourceHealthChanged(at_utc=5, source="s", state="live", good=7),
                     SourceHealthChanged(at_utc=3, source="s", state="lost"), EngineStarted(at_utc=1, version="1"))
    source = snapshot.sources["s"]
    assert (source.state, source.since_utc, source.reported_utc, source.good) == ("live", 1, 5, 7)
    assert (source.kind, source.title) == ("cap", "Warnings")
    assert snapshot.engine.running and not after(EngineStarted(at_utc=1), EngineStopped(at_utc=2)).engine.running


def test_units_keep_what_a_shorter_message_leaves_out():
    unit = after(UnitStatusChanged(at_utc=1, unit="e", status="free", name="Engine 1", class_key="fire", lon=1.0,
                                   lat=2.0, capabilities=("pump",)),
                 UnitStatusChanged(at_utc=9, unit="e", status="returning"),
                 UnitStatusChanged(at_utc=5, unit="e", status="on_scene")).units["e"]
    assert (unit.status, unit.since_utc, unit.name, unit.lon, unit.capabilities) == (
        "returning", 9, "Engine 1", 1.0, ("pump",))


def test_words_about_the_unknown_are_passed_over():
    assert after(AlarmAcknowledged(at_utc=1, alarm="?")).alarms == {}


def test_a_snapshot_shares_what_did_not_change():
    journal, fold = MemoryJournal(), Fold()
    journal.append([sample(1, 1.0), FeatureSeen(at_utc=1, collection="a", feature="x"),
                    FeatureSeen(at_utc=1, collection="b", feature="y"),
                    UnitStatusChanged(at_utc=1, unit="e", status="free")])
    fold.apply(next(journal.read()))
    first, changes = fold.take()
    assert changes.reset
    journal.append([FeatureSeen(at_utc=2, collection="a", feature="z")])
    fold.apply(next(journal.read(fold.seq)))
    second, changes = fold.take()
    assert (dict(changes.ids), changes.reset) == ({"features/a": frozenset({"z"})}, False)
    assert second.units is first.units and second.series is first.series
    assert second.features["b"] is first.features["b"] and second.features["a"] is not first.features["a"]
    third, changes = fold.take()
    assert not changes.ids and third.features is second.features
