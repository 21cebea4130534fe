"""Every layer at every past instant: what a replay that was sought here and there shows is what a map shows that never saw
anything else. Features that came, changed and went are part of it, base map included."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
import synthetic_city as city

from command_center.config import Configuration, check_configuration
from command_center.domain.events import (
    AlarmCleared,
    AlarmRaised,
    CameraSeen,
    Event,
    FeatureGone,
    FeatureSeen,
    IncidentClosed,
    IncidentOpened,
    ObservationMade,
    PositionLost,
    PositionReported,
    ReportDismissed,
    ReportReceived,
    UnitStatusChanged,
    WarningCancelled,
    WarningIssued,
)
from command_center.domain.events.warnings import WarningArea
from command_center.domain.time import MINUTE, SECOND
from command_center.engine.recall import Recall
from command_center.engine.replay import ReplaySession
from command_center.journal.sqlite import SqliteJournal
from command_center.state.fold import Fold
from command_center.state.snapshot import Axis, Snapshot
from layers.base import View, mercator
from layers.drawing import Drawing
from layers.opening import open_stack

START = city.NOW
LENGTH = 40 * MINUTE
STEP = 10 * SECOND
CONFIGURED = [
    {"kind": "points", "key": "k_points", "data": "features:hydrants", "style": {}},
    {"kind": "lines", "key": "k_lines", "data": "features:roads", "style": {}},
    {"kind": "choropleth", "key": "k_area", "data": "features:districts", "style": {"value": "population", "breaks": [1, 2, 3]}},
    {"kind": "heat", "key": "k_heat", "data": "reports", "last_min": 15},
    {"kind": "clusters", "key": "k_cluster", "data": "reports"},
    {"kind": "tracks", "key": "k_tracks", "data": "positions:bus"},
    {"kind": "labels", "key": "k_labels", "data": "features:places", "style": {"label": {"property": "name"}}},
]


def configuration() -> Configuration:
    """With a configured layer of several kinds; those that this version does not take as written are left out."""
    good = []
    for table in CONFIGURED:
        try:
            check_configuration({"map": {"layer": [table]}}, None)
        except Exception:
            continue
        good.append(table)
    assert len(good) >= 4
    return check_configuration({"map": {"layer": good}}, None)


def story(seed: int) -> list[Event]:
    """Forty minutes in which everything comes, changes and goes."""
    chance, events = random.Random(seed), list[Event]()

    def tell(kind: type[Event], at: int, **fields: object) -> None:
        late = chance.choice((0, 0, 2, 90)) * SECOND
        events.append(kind(at_utc=at, received_utc=at + late, **fields))

    for collection, members in city.features(6).items():
        for name, feature in members.items():
            at = START + chance.randrange(0, LENGTH // 4)
            tell(FeatureSeen, at, collection=collection, feature=name, geometry=feature.geometry, properties=dict(feature.properties))
            if chance.random() < 0.3:
                moved = shapely.to_wkb(shapely.transform(shapely.from_wkb(feature.geometry), lambda xy: xy + 0.0007))
                tell(FeatureSeen, at + chance.randrange(LENGTH // 2), collection=collection, feature=name, geometry=moved,
                     properties={**feature.properties, "name": f"新{name}", "population": chance.randrange(9)})
            if chance.random() < 0.3:
                tell(FeatureGone, at + LENGTH // 2 + chance.randrange(LENGTH // 4), collection=collection, feature=name)
    for at in range(START, START + LENGTH, STEP):
        place = {"lon": city.LON + chance.uniform(-0.01, 0.01), "lat": city.LAT + chance.uniform(-0.01, 0.01)}
        number = chance.randrange(8)
        tell(PositionReported, at, subject=f"bus/{number}", class_key="bus", label=str(number), heading_deg=90.0, **place)
        tell(PositionReported, at, subject=f"u/{number % 3}", class_key="fire", **place)
        tell(UnitStatusChanged, at, unit=f"u/{number % 3}", status=chance.choice(("free", "en_route", "on_scene")), class_key="fire", **place)
        tell(ObservationMade, at, series=f"s/{number}", value=chance.uniform(0, 0.4), unit="m", quantity="underpass_depth",
             feature=f"things{number % 3}")
        tell(ReportReceived, at, report=f"r{number}-{at % 7}", title="x", **place)
        if chance.random() < 0.3:
            tell(IncidentOpened, at, incident=f"i{number}", number="1", title="积水", grade=1 + number % 4, stream=f"incident/i{number}", **place)
            tell(AlarmRaised, at, alarm=f"a{number}", rule="x", subject=f"s/{number}", level=1 + number % 4, **place)
            tell(CameraSeen, at, camera=f"c{number}", name="c", heading_deg=10.0, fov_deg=60.0, range_m=100.0, **place)
            tell(WarningIssued, at, identifier=f"w{number}", level=2, headline="暴雨", sent_utc=at, expires_utc=at + 8 * MINUTE,
                 areas=(WarningArea(text="x", circles=((place["lon"], place["lat"], 500.0),)),))
        if chance.random() < 0.2:
            tell(IncidentClosed, at, incident=f"i{number}", reason="done")
            tell(AlarmCleared, at, alarm=f"a{number}")
            tell(ReportDismissed, at, report=f"r{number}-3")
            tell(PositionLost, at, subject=f"bus/{number}")
            tell(WarningCancelled, at, identifier=f"x{number}", references=(f"w{number}",))
    events.sort(key=lambda event: event.received_utc)
    return events


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteJournal]:
    path: Path = tmp_path_factory.mktemp("past") / "j.sqlite"
    made = SqliteJournal(path, import_received=True)
    events = story(7)
    for at in range(0, len(events), 200):
        made.append(events[at:at + 200]).result(30)
    yield made
    made.close()


def folded(journal: SqliteJournal, at_utc: int, axis: Axis) -> Snapshot:
    """From nothing, every event that belongs there, in the order of the axis."""
    entries = [entry for page in journal.read() for entry in page]
    if axis == "at":
        entries = sorted((entry for entry in entries if entry.event.at_utc <= at_utc), key=lambda one: (one.event.at_utc, one.seq))
    else:
        entries = [entry for entry in entries if entry.event.received_utc <= at_utc]
    fold = Fold(axis)
    fold.apply(entries)
    fold.advance(at_utc)
    return fold.take()[0]


def waited(session: ReplaySession, at_utc: int) -> tuple[Snapshot, object]:
    """What the session puts into its box for an instant."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        taken = session.box.take()
        if taken is not None and taken[0].at_utc == at_utc:
            return taken
        time.sleep(0.005)
    raise AssertionError("the replay did not arrive")


def said(drawing: Drawing) -> dict[str, list[object]]:
    """What a drawing shows, whatever the order of its rows."""
    def place(xy: np.ndarray) -> tuple[float, ...]:
        return tuple(np.round(xy, 3).ravel().tolist())

    points, lines, areas, labels, heat = drawing.points, drawing.lines, drawing.areas, drawing.labels, drawing.heat
    rings = [(areas.ids[owner], place(areas.xy[start:end]), areas.styles[areas.style[owner]]) for owner, start, end in
             zip(areas.owner.tolist(), areas.offset[:-1].tolist(), areas.offset[1:].tolist(), strict=True)]
    ways = [(lines.ids[row], place(lines.xy[lines.offset[row]:lines.offset[row + 1]]), lines.styles[lines.style[row]])
            for row in range(len(lines.offset) - 1)]
    return {"points": sorted(repr((points.ids[row], place(points.xy[row]), points.symbols[points.symbol[row]]))
                             for row in range(len(points.xy))),
            "lines": sorted(map(repr, ways)), "areas": sorted(map(repr, rings)),
            "labels": sorted(repr((text, place(labels.xy[row]))) for row, text in enumerate(labels.texts)),
            "heat": sorted(map(repr, np.round(heat.xy, 3).tolist())),
            "cones": sorted(map(repr, np.round(drawing.cones.xy, 3).tolist()))}


def view_at(at_utc: int, window_us: int = 0) -> View:
    (west, south), (east, north) = mercator([(city.LON - 0.02, city.LAT - 0.02), (city.LON + 0.02, city.LAT + 0.02)]).tolist()
    return View(at_utc, (west, south, east, north), 1.5, (1000, 1000), window_utc=(at_utc - window_us, at_utc) if window_us else None)


@pytest.mark.parametrize("axis", ["received", "at"])
def test_layers_of_a_replay_that_was_sought_are_those_of_a_fold_from_nothing(journal: SqliteJournal, axis: Axis) -> None:
    settings, chance = configuration().map, random.Random(3)
    first, last = journal.bounds(axis)
    session = ReplaySession(journal, Recall(journal).fold, first, axis, limit=lambda: last, ends=True)
    stack, drew = open_stack(settings), set[str]()
    try:
        for number in range(14):
            at = last if number == 5 else first + chance.randrange(last - first)
            session.seek(at)
            snapshot, changes = waited(session, at)
            fresh, view = open_stack(settings), view_at(at, 10 * MINUTE if number % 3 == 2 else 0)
            fresh.snapshot = folded(journal, at, axis)
            stack.take(snapshot, changes)  # type: ignore[arg-type]
            for one in (stack, fresh):
                one.refresh(view)
            for entry in stack.entries:
                other = fresh.entry(entry.layer.key)
                assert other is not None and not entry.failed
                assert said(entry.drawing) == said(other.drawing), f"{entry.layer.key} at {at - first} of {last - first}"
                if any(said(entry.drawing).values()):
                    drew.add(entry.layer.key)
    finally:
        session.close()
    assert {"incidents", "alarms", "reports", "units", "buses", "warnings", "cameras", "hydrants", "stations"} <= drew
    assert len([key for key in drew if key.startswith("k_")]) >= 4


def test_layers_of_a_replay_that_plays_are_those_of_a_fold_from_nothing(journal: SqliteJournal) -> None:
    settings = configuration().map
    first, last = journal.bounds()
    session = ReplaySession(journal, Recall(journal).fold, first, "received", limit=lambda: last, ends=True)
    stack = open_stack(settings)
    try:
        stack.take(*waited(session, first))  # type: ignore[arg-type]
        session.play(600.0)
        seen = 0
        until = time.monotonic() + 60
        while time.monotonic() < until and session.clock.speed:
            taken = session.box.take()
            if taken is None:
                time.sleep(0.01)
                continue
            snapshot, changes = taken
            assert not changes.reset
            stack.take(snapshot, changes)
            stack.refresh(view_at(snapshot.at_utc))
            seen += 1
            if seen % 6 == 0:
                fresh = open_stack(settings)
                fresh.snapshot = folded(journal, snapshot.at_utc, "received")
                fresh.refresh(view_at(snapshot.at_utc))
                for entry in stack.entries:
                    other = fresh.entry(entry.layer.key)
                    assert other is not None and said(entry.drawing) == said(other.drawing), entry.layer.key
        assert seen > 12
    finally:
        session.close()
