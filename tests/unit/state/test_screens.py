"""Screens through commands, events and the state: who is there, what it was asked to show, where desks look."""

from __future__ import annotations

from command_center.domain.commands import CloseScreen, DirectScreen, LookAt, Rejection, SayScreen
from command_center.domain.events import Event
from command_center.domain.screens import SILENT_US, ScreenView, is_silent
from command_center.domain.time import SECOND
from command_center.state.codec import decode, encode, join, split
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot

FLOOD = ScreenView("flood", "内涝视图", "Flood view")


class World:
    def __init__(self) -> None:
        self.fold, self.seq, self.state = Fold(), 0, Snapshot()

    def do(self, command, at_utc: int = 10 * SECOND) -> list[Event] | Rejection:
        made = decide(self.state, command, at_utc)
        if not isinstance(made, Rejection):
            self.fold.apply([(self.seq + number, event) for number, event in enumerate(made, 1)])
            self.seq += len(made)
            self.state = self.fold.take()[0]
        return made


def test_a_screen_is_asked_and_answers() -> None:
    world = World()
    world.do(SayScreen(screen="01/wall", views=(FLOOD,), desk="01"))
    asked = world.do(DirectScreen(screen="01/wall", view="flood", zh="内涝视图", link="linked", lon=115.0, lat=30.0, level=24.0,
                                  actor="officer", desk="02"), 20 * SECOND)
    assert not isinstance(asked, Rejection)
    wanted = world.state.screens["01/wall"].wanted
    assert wanted is not None and (wanted.view, wanted.link, wanted.desk, wanted.lon) == ("flood", "linked", "02", 115.0)
    world.do(SayScreen(screen="01/wall", views=(FLOOD,), zh="内涝视图", link="linked", leader="02", direction=wanted.direction,
                       desk="01"), 21 * SECOND)
    screen = world.state.screens["01/wall"]
    assert screen.answered == wanted.direction and screen.leader == "02" and screen.wanted == wanted
    assert not is_silent(screen, 30 * SECOND) and is_silent(screen, 22 * SECOND + SILENT_US)
    world.do(CloseScreen(screen="01/wall"))
    assert dict(world.state.screens) == {}


def test_what_is_refused() -> None:
    world = World()
    world.do(SayScreen(screen="w", views=(FLOOD,)))
    for command, key in (
            (DirectScreen(screen="none"), "refusal.screen_unknown"),
            (DirectScreen(screen="w", view="night"), "refusal.screen_view"),
            (DirectScreen(screen="w", link="glued"), "refusal.screen_link"),  # type: ignore[arg-type]
            (DirectScreen(screen="w", lon=500.0, lat=30.0), "refusal.place_invalid"),
            (DirectScreen(screen="w", lon=115.0), "refusal.place_invalid"),
            (DirectScreen(screen="w", state={"layers": "x" * 70_000}), "refusal.screen_state"),
            (DirectScreen(screen="w", state={"layers": float("nan")}), "refusal.screen_state"),
            (LookAt(lon=200.0, lat=0.0, level=1.0), "refusal.place_invalid")):
        refused = world.do(command)
        assert isinstance(refused, Rejection) and refused.key == key
    silent = world.do(DirectScreen(screen="w", view="flood"), 11 * SECOND + SILENT_US)
    assert isinstance(silent, Rejection) and silent.key == "refusal.screen_silent"
    own = world.do(DirectScreen(screen="w", view="own:1", zh="夜间", state={"entries": []}))
    assert not isinstance(own, Rejection), "a desk's own view travels with its layers"


def test_one_desk_presents_at_a_time() -> None:
    world = World()
    for desk, presents in (("01", True), ("02", True)):
        world.do(LookAt(lon=115.0, lat=30.0, level=20.0, presents=presents, origin=desk, desk=desk))
    assert [look.presents for look in world.state.looks.values()] == [False, True]
    world.do(LookAt(lon=115.1, lat=30.0, level=20.0, presents=True, origin="02", desk="02"))
    world.do(LookAt(lon=115.1, lat=30.0, level=20.0, origin="02", desk="02"))
    assert not any(look.presents for look in world.state.looks.values())


def test_screens_survive_a_keyframe() -> None:
    world = World()
    world.do(SayScreen(screen="w", views=(FLOOD,)))
    world.do(DirectScreen(screen="w", view="x", state={"entries": [{"key": "a", "visible": True}]}))
    world.do(LookAt(lon=115.0, lat=30.0, level=20.0, desk="01"))
    parts = {name: decode(name, encode(name, table)) for name, table in split(world.state).items()}
    again = join(parts, world.state.seq, world.state.at_utc, "received")
    assert again.screens == world.state.screens and again.looks == world.state.looks
