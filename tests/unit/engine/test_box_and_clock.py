from __future__ import annotations

import threading

from command_center.domain.time import SECOND
from command_center.engine.box import SnapshotBox
from command_center.engine.clock import ReplayClock
from command_center.state.snapshot import Changes, Snapshot


def test_box_gives_the_newest_snapshot_with_all_changes_since_the_last_take() -> None:
    box = SnapshotBox()
    assert box.take() is None
    box.put(Snapshot(seq=1), Changes(ids={"alarms": frozenset({"a"})}))
    box.put(Snapshot(seq=2), Changes(ids={"alarms": frozenset({"b"}), "units": frozenset({"u"})}))
    snapshot, changes = box.take() or (None, None)
    assert snapshot is not None and snapshot.seq == 2
    assert changes is not None and changes.ids == {"alarms": {"a", "b"}, "units": {"u"}}
    assert box.take() is None
    assert box.newest() is snapshot


def test_box_keeps_a_reset_until_it_was_taken() -> None:
    box = SnapshotBox()
    box.put(Snapshot(seq=1), Changes(reset=True))
    box.put(Snapshot(seq=2), Changes(ids={"units": frozenset({"u"})}))
    taken = box.take()
    assert taken is not None and taken[1].reset
    box.again()
    taken = box.take()
    assert taken is not None and taken[1].reset and taken[0].seq == 2


def test_no_change_is_lost_between_two_threads() -> None:
    box, count, seen = SnapshotBox(), 2000, set[str]()

    def fill() -> None:
        for number in range(count):
            box.put(Snapshot(seq=number), Changes(ids={"units": frozenset({str(number)})}))

    thread = threading.Thread(target=fill)
    thread.start()
    while thread.is_alive() or len(seen) < count:
        if taken := box.take():
            seen |= taken[1].ids.get("units", frozenset())
    assert len(seen) == count


def test_replay_clock_stands_runs_jumps_and_stops_at_its_limit() -> None:
    clock = ReplayClock(1000 * SECOND, limit=lambda: 2000 * SECOND)
    assert clock.speed == 0.0 and clock.now_utc() == 1000 * SECOND
    clock.set(speed=600.0)
    assert clock.speed == 600.0
    clock.set(at_utc=1999_999_999)
    while clock.now_utc() < 2000 * SECOND:
        pass
    assert clock.now_utc() == 2000 * SECOND
    assert clock.set(at_utc=1500 * SECOND, speed=0.0) == 1500 * SECOND
    assert clock.now_utc() == 1500 * SECOND
    assert clock.set(at_utc=9000 * SECOND) == 2000 * SECOND


def test_replay_clock_runs_backwards_to_the_beginning() -> None:
    clock = ReplayClock(1000 * SECOND, limit=lambda: 2000 * SECOND, first=lambda: 900 * SECOND)
    clock.set(speed=-1 / 8)
    before = clock.now_utc()
    while clock.now_utc() == before:
        pass
    assert 999 * SECOND < clock.now_utc() < 1000 * SECOND and clock.speed == -1 / 8
    clock.set(at_utc=900 * SECOND + 1, speed=-600.0)
    while clock.now_utc() > 900 * SECOND:
        pass
    assert clock.now_utc() == 900 * SECOND
    assert clock.set(at_utc=800 * SECOND) == 800 * SECOND == clock.now_utc(), "who asks for it may look before"
