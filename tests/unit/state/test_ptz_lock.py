"""Who may move a camera: decided, folded, kept in keyframes."""

from __future__ import annotations

import pytest

from command_center.domain.commands import Command, MovePtz, Rejection, ReleasePtz, TakePtz
from command_center.domain.events import CameraSeen, Event, PtzMoved, PtzReleased, PtzTaken
from command_center.domain.ptz import HOLD_US, can_move, presets_of, presets_property
from command_center.domain.time import SECOND
from command_center.state import codec
from command_center.state.decide import decide
from command_center.state.fold import Fold

NOW = 1_000 * SECOND
SEEN = CameraSeen(at_utc=1, camera="c", name="Gate", properties={"ptz": "1", "ptz_can": "move preset box"})


class World:
    """A fold that takes what was decided."""

    def __init__(self, *first: Event) -> None:
        self.fold, self.seq = Fold(), 0
        self.take(list(first or (SEEN, CameraSeen(at_utc=1, camera="fixed", name="Fixed"))))

    def take(self, events: list[Event]) -> None:
        self.fold.apply([(self.seq + number, event) for number, event in enumerate(events, 1)])
        self.seq += len(events)
        self.snapshot, self.changes = self.fold.take()

    def do(self, command: Command, at_utc: int = NOW) -> list[Event]:
        events = decide(self.snapshot, command, at_utc)
        assert isinstance(events, list), events
        self.take(events)
        return events

    def refused(self, command: Command, at_utc: int = NOW) -> Rejection:
        rejection = decide(self.snapshot, command, at_utc)
        assert isinstance(rejection, Rejection), rejection
        return rejection


def move(actor: str = "ann", **more: object) -> MovePtz:
    return MovePtz(**{"camera": "c", "kind": "move", "pan": 0.5, "actor": actor, "desk": "d"} | more)  # type: ignore[arg-type]


def test_moving_a_free_camera_takes_it_and_holds_it_a_while() -> None:
    world = World()
    assert [(type(event), event.ver) for event in world.do(move())] == [(PtzTaken, 1), (PtzMoved, 2)]
    assert [type(event) for event in world.do(move(pan=0.0, tilt=-1.0), NOW + 5 * SECOND)] == [PtzMoved]
    ptz = world.snapshot.ptz["c"]
    assert (ptz.actor, ptz.is_moving, ptz.request.tilt, ptz.until_utc) == ("ann", True, -1.0, NOW + 5 * SECOND + HOLD_US)
    assert world.changes.ids["ptz"] == {"c"}
    assert not ptz.is_held(ptz.until_utc) and ptz.is_held_by("ann", "d", ptz.until_utc - 1)


def test_an_equal_waits_and_a_higher_priority_takes_it_away() -> None:
    world = World()
    world.do(move(priority=1))
    assert world.refused(move("bob", priority=1)) == Rejection("refusal.ptz_held", {"by": "ann", "priority": 1})
    taken, _ = world.do(move("bob", priority=2))
    assert isinstance(taken, PtzTaken) and (taken.lost_by, taken.lost_desk) == ("ann", "d")
    assert world.refused(move("ann", priority=1, kind="stop", pan=0.0)).key == "refusal.ptz_held"
    assert world.refused(ReleasePtz(camera="c", actor="ann", desk="d")).key == "refusal.ptz_not_held"
    world.do(ReleasePtz(camera="c", actor="bob", desk="d"))
    assert [type(event) for event in world.do(move("ann"))] == [PtzTaken, PtzMoved]


def test_what_nobody_moved_for_a_while_is_free_and_a_long_hold_stays() -> None:
    world = World()
    world.do(TakePtz(camera="c", actor="ann", desk="d", hold_s=60))
    world.do(move(), NOW + SECOND)
    assert world.refused(move("bob"), NOW + 59 * SECOND).key == "refusal.ptz_held"
    taken = world.do(move("bob"), NOW + 61 * SECOND)[0]
    assert isinstance(taken, PtzTaken) and taken.lost_by == ""


def test_taking_again_neither_lowers_nor_shortens() -> None:
    world = World()
    world.do(TakePtz(camera="c", actor="ann", desk="d", hold_s=600, priority=5))
    world.do(TakePtz(camera="c", actor="ann", desk="d", hold_s=1))
    ptz = world.snapshot.ptz["c"]
    assert (ptz.priority, ptz.until_utc) == (5, NOW + 600 * SECOND)


@pytest.mark.parametrize(("command", "key"), [
    (move(camera="x"), "refusal.camera_unknown"), (move(camera="fixed"), "refusal.ptz_none"),
    (move(kind="focus", speed=1.0), "refusal.ptz_cannot"), (move(kind="fly"), "refusal.ptz_invalid"),
    (move(pan=1.5), "refusal.ptz_invalid"), (move(pan=float("nan")), "refusal.ptz_invalid"),
    (move(kind="preset"), "refusal.ptz_invalid"), (move(kind="box"), "refusal.ptz_invalid"),
    (move(kind="box", box=(0.5, 0.0, 0.5, 1.0)), "refusal.ptz_invalid"),
    (TakePtz(camera="fixed"), "refusal.ptz_none")])
def test_what_cannot_be_is_refused(command: Command, key: str) -> None:
    assert World().refused(command).key == key


def test_of_two_who_decide_on_one_snapshot_both_name_the_same_version() -> None:
    world = World()
    mine, theirs = (decide(world.snapshot, move(actor), NOW) for actor in ("ann", "bob"))
    assert mine[0].ver == theirs[0].ver == 1 and mine[0].stream == theirs[0].stream == "ptz:c"  # type: ignore[index]


def test_the_engine_is_heard_only_about_the_last_movement() -> None:
    world = World()
    first, second = world.do(move())[1], world.do(move(pan=-0.5))[0]
    world.take([PtzMoved(at_utc=NOW, camera="c", kind="stop", reason="dead_man", cause_id=first.eid),
                PtzReleased(at_utc=NOW, camera="c", reason="timeout", cause_id=first.eid)])
    assert world.snapshot.ptz["c"].is_moving and world.snapshot.ptz["c"].actor == "ann"
    world.take([PtzMoved(at_utc=NOW, camera="c", kind="stop", reason="dead_man", cause_id=second.eid)])
    ptz = world.snapshot.ptz["c"]
    assert not ptz.is_moving and (ptz.actor, ptz.moved_by, ptz.stopped_by_engine) == ("ann", "ann", "dead_man")
    world.take([PtzReleased(at_utc=NOW, camera="c", reason="timeout", detail="3 s", cause_id=second.eid)])
    ptz = world.snapshot.ptz["c"]
    assert (ptz.actor, ptz.reason, ptz.detail) == ("", "timeout", "3 s")


def test_it_comes_back_from_a_keyframe() -> None:
    world = World()
    world.do(move(kind="box", box=(0.1, 0.2, 0.3, 0.4), pan=0.0))
    parts = {name: codec.decode(name, codec.encode(name, part)) for name, part in codec.split(world.snapshot).items()}
    assert codec.join(parts, 9, 9, "received").ptz == world.snapshot.ptz


def test_properties_say_what_a_camera_can_do() -> None:
    presets = {"1": "Tor", "dock 2": "码头"}
    assert presets_of({"ptz_presets": presets_property(presets)}) == presets
    assert presets_of({}) == presets_of({"ptz_presets": "[1"}) == presets_of({"ptz_presets": "[1]"}) == {}
    assert can_move({"ptz": "1"}, "iris") and not can_move({"ptz": "0"}, "move")
    assert can_move({"ptz": "1", "ptz_can": "preset"}, "stop") and not can_move({"ptz": "1", "ptz_can": "preset"}, "move")
