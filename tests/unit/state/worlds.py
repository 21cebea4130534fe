"""Arbitrary events over a small world, and a way to compare snapshots that were reached by different ways."""

from __future__ import annotations

import struct

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from command_center.domain.events import (
    AlarmAcknowledged,
    AlarmCleared,
    AlarmRaised,
    AlarmReturned,
    AlarmShelved,
    AlarmUnshelved,
    CameraHealthChanged,
    CameraSeen,
    DrawingChanged,
    DrawingPlaced,
    DrawingRemoved,
    EngineStarted,
    EngineStopped,
    FeatureGone,
    FeatureSeen,
    FootageLocked,
    FootageUnlocked,
    IncidentClosed,
    IncidentNoted,
    IncidentOpened,
    IncidentRegraded,
    MapLooked,
    MaskPlaced,
    MaskRemoved,
    ObservationMade,
    OrderCancelled,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    PositionLost,
    PositionReported,
    PtzMoved,
    PtzReleased,
    PtzTaken,
    ReportDismissed,
    ReportReceived,
    ScreenClosed,
    ScreenDirected,
    ScreenSeen,
    SegmentRecorded,
    SegmentsRemoved,
    SourceHealthChanged,
    UnitClaimed,
    UnitOrdered,
    UnitReleased,
    UnitStatusChanged,
    WarningCancelled,
    WarningIssued,
    WarningUpdated,
)
from command_center.domain.units import UNIT_STATES
from command_center.state.snapshot import Snapshot


def tries(count: int) -> settings:
    """So many examples, the same in every run; a slow machine is no failure."""
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def ids(prefix: str, count: int = 3) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{prefix}{n}" for n in range(count)])


AT = st.integers(1, 60)
INCIDENT, ORDER, UNIT, ALARM, REPORT, WARNING, CAMERA, SUBJECT = (ids(letter) for letter in "iouarwcs")
GRADE, TEXT, VALUE = st.integers(1, 4), st.sampled_from(["", "x", "水"]), st.floats(-9, 9, width=16)
STATUS = st.sampled_from(UNIT_STATES)
DRAWING = ids("d")
PLACE = st.integers(0, 3).map(lambda n: struct.pack("<BIdd", 1, 1, n, n))


def make(kind, /, **fields):
    return st.builds(kind, at_utc=AT, **fields)


TELEMETRY = [
    make(ObservationMade, series=ids("s", 4), value=st.none() | VALUE, text=TEXT, unit=st.sampled_from(["", "m", "cm"]),
         quality=st.sampled_from(["good", "bad"])),
    make(PositionReported, subject=UNIT, lon=VALUE, lat=VALUE, heading_deg=st.none() | VALUE, label=TEXT),
]
STATE = [
    make(PositionLost, subject=UNIT),
    make(FeatureSeen, collection=ids("f", 2), feature=ids("x"), properties=st.dictionaries(TEXT, st.integers(0, 3))),
    make(FeatureGone, collection=ids("f", 2), feature=ids("x")),
    make(WarningIssued, identifier=WARNING, headline=TEXT, level=GRADE, expires_utc=st.integers(0, 90)),
    make(WarningUpdated, identifier=WARNING, headline=TEXT, references=st.tuples(WARNING)),
    make(WarningCancelled, identifier=WARNING, references=st.tuples(WARNING)),
    make(ReportReceived, report=REPORT, title=TEXT),
    make(ReportDismissed, report=REPORT),
    make(IncidentOpened, incident=INCIDENT, number=TEXT, title=TEXT, grade=GRADE, lon=VALUE, lat=VALUE,
         alarm=st.just("") | ALARM, report=st.just("") | REPORT),
    make(IncidentRegraded, incident=INCIDENT, grade=GRADE),
    make(IncidentNoted, incident=INCIDENT, text=TEXT),
    make(IncidentClosed, incident=INCIDENT, reason=TEXT),
    make(UnitStatusChanged, unit=UNIT, status=STATUS, order=st.just("") | ORDER, name=TEXT),
    make(UnitOrdered, incident=INCIDENT, order=ORDER, unit=UNIT, lon=VALUE, lat=VALUE),
    make(UnitClaimed, unit=UNIT, order=ORDER, incident=INCIDENT),
    make(OrderConfirmed, incident=INCIDENT, order=ORDER, unit=UNIT),
    make(OrderFailed, incident=INCIDENT, order=ORDER, unit=UNIT, reason=TEXT),
    make(OrderUnresolved, incident=INCIDENT, order=ORDER, unit=UNIT),
    make(UnitReleased, incident=INCIDENT, order=ORDER, unit=UNIT),
    make(OrderCancelled, incident=INCIDENT, order=ORDER, unit=UNIT),
    make(AlarmRaised, alarm=ALARM, rule=TEXT, subject=SUBJECT, level=GRADE),
    make(AlarmAcknowledged, alarm=ALARM), make(AlarmReturned, alarm=ALARM), make(AlarmCleared, alarm=ALARM),
    make(AlarmShelved, alarm=ALARM, until_utc=AT), make(AlarmUnshelved, alarm=ALARM),
    make(CameraSeen, camera=CAMERA, name=TEXT), make(CameraHealthChanged, camera=CAMERA, state=TEXT),
    make(SegmentRecorded, camera=CAMERA, path=ids("p", 5), until_utc=AT), make(SegmentsRemoved, camera=CAMERA, before_utc=AT),
    make(FootageLocked, lock=ids("l", 3), camera=CAMERA, from_utc=AT, until_utc=AT, reason=TEXT),
    make(FootageUnlocked, lock=ids("l", 3), camera=CAMERA),
    make(MaskPlaced, mask=ids("m", 3), camera=CAMERA, outline=st.just(((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))),
    make(MaskRemoved, mask=ids("m", 3), camera=CAMERA),
    make(PtzTaken, camera=CAMERA, actor=TEXT, until_utc=AT), make(PtzReleased, camera=CAMERA, reason=TEXT),
    make(PtzMoved, camera=CAMERA, actor=TEXT, kind=st.sampled_from(["move", "stop"]), pan=st.sampled_from([0.0, 0.5])),
    make(ScreenSeen, screen=ids("w", 2), link=st.sampled_from(["free", "linked"]), direction=TEXT), make(ScreenClosed, screen=ids("w", 2)),
    make(ScreenDirected, screen=ids("w", 2), direction=TEXT, state=st.just({"a": [1]})),
    make(MapLooked, desk=ids("d", 2), lon=VALUE, lat=VALUE, level=VALUE, presents=st.booleans()),
    make(SourceHealthChanged, source=SUBJECT, state=TEXT, good=GRADE),
    make(DrawingPlaced, drawing=DRAWING, kind=st.just("point"), geometry=PLACE, title=TEXT),
    make(DrawingChanged, drawing=DRAWING, geometry=PLACE, title=TEXT, incident=st.just("") | INCIDENT),
    make(DrawingRemoved, drawing=DRAWING),
    make(EngineStarted), make(EngineStopped),
]
EVENT = st.one_of(*TELEMETRY) | st.one_of(*TELEMETRY) | st.one_of(*STATE)
BATCHES = st.lists(st.lists(EVENT, min_size=1, max_size=8), max_size=14)


def content(snapshot: Snapshot) -> dict[str, object]:
    """What a snapshot says, whatever the order of its rows."""
    series, moving = snapshot.series, snapshot.positions
    tables = {name: dict(getattr(snapshot, name)) for name in (
        "incidents", "reports", "units", "alarms", "warnings", "superseded", "cameras", "segments", "sources",
        "drawings", "footage_locks", "ptz", "masks", "screens", "looks")}
    return {
        **tables, "engine": snapshot.engine, "incident_count": snapshot.incident_count,
        "features": {name: dict(rows) for name, rows in snapshot.features.items() if rows},
        "series": {key.series: (key, str(series.value[row]), int(series.at_utc[row]), int(series.received_utc[row]),
                                int(series.quality[row]), series.texts.get(key.series, ""))
                   for row, key in enumerate(series.keys[: series.count])},
        "positions": {key.subject: (key, moving.lonlat[row].tolist(), str(moving.heading_deg[row]),
                                    int(moving.at_utc[row]), int(moving.received_utc[row]), bool(moving.lost[row]),
                                    str(moving.trail[row].tolist()))
                      for row, key in enumerate(moving.keys[: moving.count])},
    }
