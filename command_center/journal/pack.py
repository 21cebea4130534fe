"""Telemetry in columns: runs of observations or positions of one batch become one event, and back. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from command_center.domain.events import (
    Event,
    ObservationBatch,
    ObservationMade,
    PositionBatch,
    PositionReported,
)
from command_center.domain.events.telemetry import SeriesKey, SubjectKey
from command_center.journal.base import JournalError

MOST = 10_000  # samples of one row: what a fold takes in a few milliseconds
QUALITIES = ("good", "uncertain", "bad")
SINGLE_NAMES = {"ObservationBatch": "ObservationMade", "PositionBatch": "PositionReported"}
_ENVELOPE = ("received_utc", "stream", "actor", "desk", "source", "cause_id", "site", "exercise")


def pack(batch: Sequence[Event]) -> list[Event]:
    """The batch with every run of observations or positions that share an envelope as one columnar event, whose eid
    is that of the run's first event. Raises JournalError for values that fit no column."""
    packed: list[Event] = []
    for _, run in groupby(batch, _run_key):
        events = list(run)
        for start in range(0, len(events), MOST):
            packed.extend(_pack_run(events[start : start + MOST]))
    return packed


def _run_key(event: Event) -> object:
    if isinstance(event, ObservationMade | PositionReported) and event.ver is None:
        return (type(event), *(getattr(event, name) for name in _ENVELOPE))
    return id(event)


def _pack_run(events: list[Event]) -> list[Event]:
    if len(events) == 1 or events[0].ver is not None:
        return events
    try:
        if isinstance(events[0], ObservationMade):
            return [_observations(events)]  # type: ignore[arg-type]
        if isinstance(events[0], PositionReported):
            return [_positions(events)]  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise JournalError("journal.bad_event", kind=type(events[0]).__name__, detail=str(error)) from error
    return events


def _envelope(events: Sequence[Event]) -> dict[str, Any]:
    first = events[0]
    return {"eid": first.eid, "at_utc": min(event.at_utc for event in events),
            **{name: getattr(first, name) for name in _ENVELOPE}}


def _observations(events: Sequence[ObservationMade]) -> ObservationBatch:
    numbers: dict[SeriesKey, int] = {}
    keys = [SeriesKey(e.series, e.unit, e.quantity, e.feature, e.name, e.source) for e in events]
    index = [numbers.setdefault(key, len(numbers)) for key in keys]
    return ObservationBatch(
        **_envelope(events), keys=tuple(numbers), index=np.array(index, "<u2").tobytes(),
        at=np.array([e.at_utc for e in events], "<i8").tobytes(),
        value=np.array([np.nan if e.value is None else e.value for e in events], "<f8").tobytes(),
        quality=np.array([QUALITIES.index(e.quality) if e.quality in QUALITIES else 1 for e in events],
                         "u1").tobytes(),
        texts={number: e.text for number, e in enumerate(events) if e.text})


def _positions(events: Sequence[PositionReported]) -> PositionBatch:
    numbers: dict[SubjectKey, int] = {}
    keys = [SubjectKey(e.subject, e.class_key, e.label, e.source) for e in events]
    index = [numbers.setdefault(key, len(numbers)) for key in keys]
    motion = [[np.nan if part is None else part for part in (e.heading_deg, e.speed_mps, e.altitude_m)]
              for e in events]
    return PositionBatch(
        **_envelope(events), keys=tuple(numbers), index=np.array(index, "<u2").tobytes(),
        at=np.array([e.at_utc for e in events], "<i8").tobytes(),
        lonlat=np.array([(e.lon, e.lat) for e in events], "<f8").tobytes(),
        motion=np.array(motion, "<f4").tobytes())


def count(event: Event) -> int:
    """How many single events an event stands for."""
    return len(event.at) // 8 if isinstance(event, ObservationBatch | PositionBatch) else 1


def explode(event: Event) -> Iterator[Event]:
    """The single events of a batch event in their order; any other event itself. The first keeps the batch's eid,
    the others get eids made of it and their number."""
    if isinstance(event, ObservationBatch):
        yield from _explode_observations(event)
    elif isinstance(event, PositionBatch):
        yield from _explode_positions(event)
    else:
        yield event


def _singles(event: ObservationBatch | PositionBatch) -> Iterator[tuple[int, int, dict[str, Any]]]:
    base = int.from_bytes(event.eid, "big")
    common = {name: getattr(event, name) for name in _ENVELOPE}
    index = np.frombuffer(event.index, "<u2").tolist()
    for number, at in enumerate(np.frombuffer(event.at, "<i8").tolist()):
        eid = ((base + number) % (1 << 128)).to_bytes(16, "big")
        yield number, index[number], {**common, "eid": eid, "at_utc": at}


def _explode_observations(event: ObservationBatch) -> Iterator[ObservationMade]:
    value, quality = np.frombuffer(event.value, "<f8").tolist(), np.frombuffer(event.quality, "u1").tolist()
    for number, which, common in _singles(event):
        key = event.keys[which]
        common["source"] = key.source
        yield ObservationMade(
            **common, series=key.series, unit=key.unit, quantity=key.quantity, feature=key.feature, name=key.name,
            value=None if value[number] != value[number] else value[number],
            quality=QUALITIES[quality[number]], text=event.texts.get(number, ""))


def _explode_positions(event: PositionBatch) -> Iterator[PositionReported]:
    lonlat = np.frombuffer(event.lonlat, "<f8").reshape(-1, 2).tolist()
    motion = np.frombuffer(event.motion, "<f4").reshape(-1, 3).astype(float).tolist()
    for number, which, common in _singles(event):
        key, (lon, lat) = event.keys[which], lonlat[number]
        common["source"] = key.source
        heading, speed, altitude = (None if part != part else part for part in motion[number])
        yield PositionReported(**common, subject=key.subject, class_key=key.class_key, label=key.label, lon=lon,
                               lat=lat, heading_deg=heading, speed_mps=speed, altitude_m=altitude)
