"""Drawings: what the commands lead to, why they are refused, what two editors meet, and what a replay shows."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from worlds import tries

from command_center.domain.commands import ChangeDrawing, PlaceDrawing, Rejection, RemoveDrawing
from command_center.domain.drawings import DRAWING_KINDS
from command_center.domain.events import (
    DrawingPlaced,
    DrawingRemoved,
    DrawingStyle,
    IncidentNumbered,
    IncidentOpened,
)
from command_center.engine.commands import RefusingBus
from command_center.journal import codec as journal_codec
from command_center.journal.base import Conflict
from command_center.journal.memory import MemoryJournal
from command_center.journal.render import event_json
from command_center.state import codec
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.invariants import check


def point(lon: float, lat: float) -> bytes:
    return struct.pack("<BIdd", 1, 1, lon, lat)


def line(*places: tuple[float, float]) -> bytes:
    return struct.pack("<BII", 1, 2, len(places)) + b"".join(struct.pack("<dd", *place) for place in places)


def ring(*places: tuple[float, float]) -> bytes:
    return struct.pack("<BIII", 1, 3, 1, len(places)) + b"".join(struct.pack("<dd", *place) for place in places)


SQUARE = ring((1, 1), (2, 1), (2, 2), (1, 2), (1, 1))
SHAPES = {"point": point(1, 2), "symbol": point(1, 2), "text": point(1, 2), "line": line((1, 1), (2, 2)),
          "arrow": line((1, 1), (2, 2)), "attack": line((1, 1), (2, 2)), "polygon": SQUARE, "rectangle": SQUARE,
          "circle": SQUARE}


class World:
    """A journal, its fold, and operators who draw."""

    def __init__(self, axis: str = "received") -> None:
        self.journal, self.fold, self.now = MemoryJournal(), Fold(axis), 1_000  # type: ignore[arg-type]
        self.journal.append([IncidentOpened(at_utc=1, incident="i1", number="SJ-0001", title="drill", grade=2, lon=1.0,
                                            lat=1.0, exercise=True, stream="incident:i1", ver=1),
                             IncidentNumbered(at_utc=1, incident="i1", number="SJ-0001", stream="incidents", ver=1)]).result()

    @property
    def snapshot(self):
        for page in self.journal.read(self.fold.seq):
            self.fold.apply(page)
        return self.fold.take()[0]

    def do(self, command, snapshot=None):
        self.now += 10
        decision = decide(snapshot or self.snapshot, command, self.now)
        if not isinstance(decision, Rejection):
            self.journal.append(decision).result()
        return decision


def placed(world: World, **fields) -> str:
    command = PlaceDrawing(**({"kind": "line", "geometry": SHAPES["line"], "actor": "li"} | fields))
    assert not isinstance(world.do(command), Rejection)
    return command.drawing


def test_a_drawing_is_placed_changed_removed_and_brought_back() -> None:
    world = World()
    name = placed(world, title=" 防线 ", incident="i1", style=DrawingStyle("red", "dashed"))
    drawn = world.snapshot.drawings[name]
    assert (drawn.ver, drawn.title, drawn.placed_by, drawn.exercise) == (1, "防线", "li", True)
    world.do(ChangeDrawing(drawing=name, ver=1, geometry=line((1, 1), (3, 3)), title="second", actor="wang"))
    drawn = world.snapshot.drawings[name]
    assert (drawn.ver, drawn.title, drawn.incident, drawn.last_by) == (2, "second", "", "wang")
    assert drawn.kind == "line" and drawn.placed_by == "li" and drawn.style == DrawingStyle()
    world.do(RemoveDrawing(drawing=name, ver=2, actor="chen"))
    gone = world.snapshot.drawings[name]
    assert not gone.is_shown and gone.last_by == "chen"
    world.do(PlaceDrawing(drawing=name, ver=3, kind="line", geometry=gone.geometry, title="again", actor="chen"))
    back = world.snapshot.drawings[name]
    assert back.is_shown and back.ver == 4 and back.placed_utc == drawn.placed_utc and back.changed_by == "chen"
    assert check(world.snapshot) == []


@pytest.mark.parametrize("kind", DRAWING_KINDS)
def test_every_kind_has_its_shape_and_no_other(kind: str) -> None:
    for other, geometry in SHAPES.items():
        fields = {"symbol": "command_post"} if kind == "symbol" else {}
        decision = World().do(PlaceDrawing(kind=kind, geometry=geometry, title="x", **fields))
        if geometry == SHAPES[kind]:
            assert isinstance(decision, list), (kind, other)
        else:
            assert isinstance(decision, Rejection) and decision.key == "refusal.drawing_shape"


NAN = float("nan")


@pytest.mark.parametrize(("fields", "key"), [
    ({"kind": "spiral"}, "refusal.drawing_kind"),
    ({"geometry": b""}, "refusal.drawing_shape"),
    ({"geometry": b"\x01\x02rubbish"}, "refusal.drawing_shape"),
    ({"geometry": line((1, 1), (NAN, 2), (3, 3))}, "refusal.drawing_shape"),
    ({"geometry": line((1, 1), (200, 2))}, "refusal.drawing_shape"),
    ({"geometry": line((1, 1), (1, 1))}, "refusal.drawing_shape"),
    ({"geometry": line(*[(1, n / 1e4) for n in range(20_001)])}, "refusal.drawing_shape"),
    ({"kind": "polygon", "geometry": ring((1, 1), (2, 1), (2, 2), (1, 2))}, "refusal.drawing_shape"),
    ({"kind": "polygon", "geometry": ring((1, 1), (2, 1), (1, 1), (1, 1))}, "refusal.drawing_shape"),
    ({"style": DrawingStyle("pink")}, "refusal.drawing_style"),
    ({"style": DrawingStyle(line="wavy")}, "refusal.drawing_style"),
    ({"style": DrawingStyle(fill="gold")}, "refusal.drawing_style"),
    ({"style": DrawingStyle(width=NAN)}, "refusal.drawing_style"),
    ({"style": DrawingStyle(size=1e9)}, "refusal.drawing_style"),
    ({"style": DrawingStyle(heading_deg=NAN)}, "refusal.drawing_style"),
    ({"symbol": "fire"}, "refusal.drawing_symbol"),
    ({"kind": "symbol", "geometry": point(1, 1)}, "refusal.drawing_symbol"),
    ({"kind": "text", "geometry": point(1, 1), "title": "  "}, "refusal.text_empty"),
    ({"text": "x" * 5000}, "refusal.text_long"),
    ({"incident": "nobody"}, "refusal.incident_unknown"),
    ({"drawing": ""}, "refusal.drawing_exists"),
    ({"ver": 3}, "refusal.drawing_unknown"),
])
def test_what_is_refused(fields: dict, key: str) -> None:
    decision = World().do(PlaceDrawing(**({"kind": "line", "geometry": SHAPES["line"]} | fields)))
    assert isinstance(decision, Rejection) and decision.key == key


def test_changes_that_are_refused() -> None:
    world = World()
    name = placed(world)
    same = ChangeDrawing(drawing=name, ver=1, geometry=SHAPES["line"])
    assert world.do(same).key == "refusal.drawing_same"
    assert world.do(replace(same, drawing="none")).key == "refusal.drawing_unknown"
    assert world.do(replace(same, geometry=point(1, 1))).key == "refusal.drawing_shape"
    assert world.do(RemoveDrawing(drawing="none", ver=1)).key == "refusal.drawing_unknown"
    assert world.do(PlaceDrawing(drawing=name, kind="line", geometry=SHAPES["line"])).key == "refusal.drawing_exists"
    world.do(RemoveDrawing(drawing=name, ver=1, actor="wang"))
    late = world.do(replace(same, title="late", ver=1))
    assert (late.key, late.parameters["by"]) == ("refusal.drawing_removed", "wang")


def test_of_two_editors_one_wins_and_the_other_is_told_by_whom() -> None:
    world = World()
    name = placed(world)
    seen = world.snapshot
    one = ChangeDrawing(drawing=name, ver=1, geometry=SHAPES["line"], title="one", actor="li")
    two = ChangeDrawing(drawing=name, ver=1, geometry=SHAPES["line"], title="two", actor="wang")
    events = decide(seen, two, 2_000)  # both decide on what both saw
    assert isinstance(events, list) and isinstance(world.do(one, seen), list)
    with pytest.raises(Conflict):  # the journal lets only the first through
        world.journal.append(events).result()
    refused = decide(world.snapshot, two, 2_000)  # and the bus decides again on the newer state
    assert isinstance(refused, Rejection)
    assert (refused.key, refused.parameters["by"]) == ("refusal.drawing_changed", "li")
    assert world.snapshot.drawings[name].title == "one"


def test_a_replay_refuses_and_shows_the_drawings_as_they_were() -> None:
    for axis in ("received", "at"):
        world = World()
        name = placed(world)
        world.do(ChangeDrawing(drawing=name, ver=1, geometry=SHAPES["line"], title="later"))
        world.do(RemoveDrawing(drawing=name, ver=2))
        titles = []
        for until in (1_005, 1_010, 1_020, 1_030):
            fold = Fold(axis)  # type: ignore[arg-type]
            fold.apply([entry for page in world.journal.read(axis=axis) for entry in page if entry.event.at_utc <= until])
            titles.append([each.title for each in fold.take()[0].drawings.values() if each.is_shown])
        assert titles == [[], [""], ["later"], []]
    state = RefusingBus().submit(PlaceDrawing(kind="line", geometry=SHAPES["line"])).result()
    assert state.state == "failed" and state.rejection.key == "refusal.replay"


def test_events_that_do_not_fit_are_ignored_and_others_survive() -> None:
    world = World()
    world.journal.append([DrawingRemoved(at_utc=5, drawing="nobody"),
                          DrawingPlaced(at_utc=6, drawing="d", kind="point", geometry=b"rubbish"),
                          DrawingPlaced(at_utc=7, drawing="d", kind="point", geometry=point(1, 1))]).result()
    drawings = world.snapshot.drawings
    assert list(drawings) == ["d"] and drawings["d"].geometry == b"rubbish"


@tries(30)
@given(st.floats(-180, 180), st.floats(-90, 90), st.text(max_size=20), st.sampled_from([None, 0.0, 359.5]))
def test_an_event_and_a_table_come_back_from_their_bytes(lon, lat, text, heading) -> None:
    event = DrawingPlaced(at_utc=5, drawing="d", kind="symbol", geometry=point(lon, lat), title=text, symbol="fire",
                          style=DrawingStyle("red", heading_deg=heading))
    assert journal_codec.decode(*journal_codec.encode(event), received_utc=0) == event
    assert event_json(event)["geometry"] == {"type": "Point", "coordinates": [lon, lat]}
    fold = Fold()
    fold.apply([(1, event)])
    table = codec.split(fold.take()[0])["drawings"]
    assert codec.decode("drawings", codec.encode("drawings", table)) == table
