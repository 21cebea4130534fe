"""Footage locked as evidence: decided, folded, and gone again."""

from __future__ import annotations

import pytest

from command_center.domain.commands import LockFootage, Rejection, UnlockFootage
from command_center.domain.events import CameraSeen, Event, FootageLocked, SegmentRecorded, SegmentsRemoved
from command_center.state.decide import decide
from command_center.state.fold import Fold


def _fold(*events: Event) -> Fold:
    fold = Fold()
    fold.apply(list(enumerate(events, 1)))
    return fold


def _lock(**more) -> LockFootage:
    return LockFootage(**{"camera": "c", "from_utc": 10, "until_utc": 20, "reason": "theft", "actor": "me"} | more)


def test_a_lock_comes_and_goes() -> None:
    fold = _fold(CameraSeen(at_utc=1, camera="c", name="c"))
    events = decide(fold.take()[0], _lock(lock="l"), 30)
    assert isinstance(events, list) and isinstance(events[0], FootageLocked)
    fold.apply([(2, events[0])])
    snapshot, changes = fold.take()
    lock = snapshot.footage_locks["l"]
    assert (lock.actor, lock.reason, lock.locked_utc) == ("me", "theft", 30)
    assert changes.ids["footage_locks"] == {"l"}
    assert [lock.holds(*stretch) for stretch in (("c", 0, 10), ("c", 0, 11), ("c", 19, 30), ("c", 20, 30), ("d", 0, 99))] == [
        False, True, True, False, False]
    events = decide(snapshot, UnlockFootage(lock="l", reason="case closed"), 40)
    assert isinstance(events, list)
    fold.apply([(3, events[0])])
    assert not fold.take()[0].footage_locks
    assert fold.take()[0].footage_locks == {}


@pytest.mark.parametrize(("command", "key"), [
    (_lock(camera="x"), "refusal.camera_unknown"), (_lock(until_utc=10), "refusal.footage_empty"),
    (_lock(reason=" "), "refusal.reason_empty"), (UnlockFootage(lock="x", reason="r"), "refusal.footage_not_locked")])
def test_what_is_refused(command, key: str) -> None:
    refused = decide(_fold(CameraSeen(at_utc=1, camera="c", name="c")).take()[0], command, 30)
    assert isinstance(refused, Rejection) and refused.key == key


def test_one_segment_is_removed_and_an_older_one_stays() -> None:
    kept = _fold(SegmentRecorded(at_utc=30, camera="c", path="1", until_utc=60),
                 SegmentRecorded(at_utc=60, camera="c", path="2", until_utc=90),
                 SegmentsRemoved(at_utc=99, camera="c", before_utc=61, path="2")).take()[0]
    assert [segment.path for segment in kept.segments["c"]] == ["1"]
