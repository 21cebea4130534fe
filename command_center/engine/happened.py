"""What happened within a stretch of time, read from the journal: tracks of moving things, and how much of each kind of
event. Pure but for the reading, which rests between pages for the sake of a screen in the same process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import (
    NUMBERS,
    AlarmRaised,
    Event,
    IncidentOpened,
    ObservationBatch,
    ObservationMade,
    PositionBatch,
    PositionReported,
    ReportReceived,
)
from command_center.domain.tracks import NO_TRACKS, Tracks, grouped
from command_center.journal.base import Journal
from command_center.state.positions import position_columns
from command_center.state.snapshot import Axis

LANES: Mapping[str, tuple[type[Event], ...]] = {
    "reports": (ReportReceived,), "incidents": (IncidentOpened,), "alarms": (AlarmRaised,),
    "observations": (ObservationMade, ObservationBatch)}
MOST_POINTS = 2_000_000  # beyond it, tracks are told coarser
FINEST_SHARE = 720  # a track has so many places over its stretch at most: a pixel each on a wide map
_REST_S = 0.001
_BATCH_LEEWAY_US = 600_000_000  # a batch stands at its earliest sample; those that began so long before are read too

Stop = Callable[[], bool]


def read_tracks(journal: Journal, since_utc: int, until_utc: int, axis: Axis, stop: Stop = lambda: False) -> Tracks:
    """Positions whose instant lies in [since, until] and that were known (axis "received") by `until`."""
    known: dict[str, int] = {}
    owners, places, instants, count = list[NDArray[np.int64]](), list[NDArray[np.float64]](), list[NDArray[np.int64]](), 0
    gap_us = max(1, (until_utc - since_utc) // FINEST_SHARE)
    last: NDArray[np.int64] = np.zeros(0, np.int64)
    for event in _events(journal, (PositionReported, PositionBatch), since_utc, until_utc, axis):
        if stop():
            return NO_TRACKS
        keys, index, at, lonlat, _ = position_columns(event)  # type: ignore[arg-type]
        mapped = np.array([known.setdefault(key.subject, len(known)) for key in keys], np.int64)
        if len(known) > len(last):
            last = np.concatenate((last, np.full(len(known) - len(last), -gap_us)))
        owner = mapped[index]
        # A place a pixel's worth of time after the one kept before; within one batch all of a thing's count.
        keep = (at >= since_utc) & (at <= until_utc) & (at - last[owner] >= gap_us) & np.isfinite(lonlat).all(axis=1)
        if keep.any():
            owners.append(owner[keep])
            places.append(lonlat[keep])
            instants.append(at[keep])
            np.maximum.at(last, owner[keep], at[keep])
            count += int(keep.sum())
        if count > MOST_POINTS:
            gap_us *= 2
            count = 0
    if not owners:
        return NO_TRACKS
    return grouped(tuple(known), np.concatenate(owners), np.concatenate(places), np.concatenate(instants))


def read_counts(journal: Journal, since_utc: int, until_utc: int, bucket_us: int, axis: Axis,
                stop: Stop = lambda: False) -> dict[str, NDArray[np.int64]]:
    """How many there are of each lane in buckets of [since, until), by the instant on the axis (a sample by its own)."""
    buckets = max(1, -(-(until_utc - since_utc) // bucket_us))
    counts = {lane: np.zeros(buckets, np.int64) for lane in LANES}
    lane_of = {kind: lane for lane, kinds in LANES.items() for kind in kinds}
    for event in _events(journal, tuple(lane_of), since_utc, until_utc - 1, axis):
        if stop():
            break
        at = _instants(event, axis)
        at = (at[(at >= since_utc) & (at < until_utc)] - since_utc) // bucket_us
        if len(at):
            counts[lane_of[type(event)]] += np.bincount(at, minlength=buckets)
    return counts


def read_events(journal: Journal, kinds: Sequence[type[Event]], after_utc: int, now_utc: int, axis: Axis,
                stop: Stop = lambda: False) -> list[Event]:
    """Events of rare kinds received after an instant, in the order of receipt; by receipt those known by `now_utc`, by
    occurrence those that had happened by then."""
    found: list[Event] = []
    numbers = frozenset(NUMBERS[kind] for kind in kinds)
    for page in journal.read(kinds=numbers, after_utc=after_utc, until_utc=now_utc if axis == "received" else None):
        if stop():
            break
        found += [event for _, event in page if event.at_utc <= now_utc or axis == "received"]
        time.sleep(_REST_S)
    return found


def _instants(event: Event, axis: Axis) -> NDArray[np.int64]:
    if isinstance(event, ObservationBatch):
        return np.frombuffer(event.at, "<i8")
    return np.array([event.at_utc if axis == "at" else event.received_utc], np.int64)


def _events(journal: Journal, kinds: tuple[type[Event], ...], since_utc: int, until_utc: int, axis: Axis) -> Iterator[Event]:
    numbers = frozenset(NUMBERS[kind] for kind in kinds)
    for page in journal.read(kinds=numbers, axis=axis, after_utc=since_utc - 1 - (_BATCH_LEEWAY_US if axis == "at" else 0),
                             until_utc=until_utc):
        for _, event in page:
            yield event
        time.sleep(_REST_S)
