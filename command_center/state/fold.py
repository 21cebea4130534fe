"""Fold: journal entries in, immutable snapshots out. One object, one thread (engine core, desk folder, replay).

By receipt, entries are applied in the order of their seq. By occurrence, in the order of (at_utc, seq); samples
inside a batch row wait until the fold's instant reaches them, so call `advance` up to the instant shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from command_center.domain.events import (
    Event,
    ObservationBatch,
    ObservationMade,
    PositionBatch,
    PositionLost,
    PositionReported,
)
from command_center.state.folds import (
    alarms,
    camera_notes,
    cameras,
    drawings,
    features,
    incidents,
    masks,
    ptz,
    reports,
    screens,
    sources,
    units,
    warnings,
)
from command_center.state.positions import PositionColumns
from command_center.state.series import SeriesColumns
from command_center.state.snapshot import EMPTY, Axis, Changes, Snapshot
from command_center.state.telemetry import Held, Part, whole, write_observations, write_positions
from command_center.state.work import ENTITY_TABLES, Work

FOLD_VERSION = 10  # raise it when a handler changes what comes out: keyframes of another version are rebuilt
_END = 1 << 62

HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = {
    kind: handler
    for module in (incidents, units, alarms, reports, warnings, cameras, sources, features, drawings, ptz, masks,
                   camera_notes, screens)
    for kind, handler in module.HANDLERS.items()
}
_OBSERVATIONS = (ObservationBatch, ObservationMade)
_TELEMETRY = (*_OBSERVATIONS, PositionBatch, PositionReported)


class Fold:
    """The world state up to the last entry applied. Not thread-safe; what `take` gives is."""

    def __init__(self, axis: Axis = "received") -> None:
        self._work = Work()
        self._held = Held()
        self._published = EMPTY
        self._reset = True
        self.axis: Axis = axis
        self.seq = 0
        self.at_utc = 0

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, held: Iterable[tuple[int, Event]] = ()) -> Fold:
        """Go on from a snapshot; held: what `held()` gave then (occurrence only). The first take resets."""
        fold = cls(snapshot.axis)
        work = fold._work
        for name in ENTITY_TABLES:
            setattr(work, name, dict(getattr(snapshot, name)))
        work.features = {name: dict(rows) for name, rows in snapshot.features.items()}
        work.engine, work.incident_count = snapshot.engine, snapshot.incident_count
        work.series, work.positions = SeriesColumns(snapshot.series), PositionColumns(snapshot.positions)
        work.incident_of_order = {each.order: incident.incident for incident in snapshot.incidents.values()
                                  for each in incident.assignments}
        fold._published, fold.seq, fold.at_utc = snapshot, snapshot.seq, snapshot.at_utc
        for seq, event in held:
            fold._held.hold(whole(seq, event))  # type: ignore[arg-type]
        return fold

    def apply(self, entries: Sequence[tuple[int, Event]]) -> None:
        """Take entries in the order of the axis. By receipt, what was applied already is passed over."""
        if self.axis == "at":
            self._apply_by_occurrence(entries)
            return
        waiting: list[Part] = []  # telemetry touches no other table, so it may be taken together afterwards
        for seq, event in entries:
            if seq <= self.seq:
                continue
            self.seq, self.at_utc = seq, event.received_utc
            if isinstance(event, _TELEMETRY):
                waiting.append(whole(seq, event))
            elif type(event) is PositionLost:
                self._write(waiting)
                waiting = []
                self._work.positions.lose(event.subject, event.at_utc)
            else:
                self._apply_one(event)
        self._write(waiting)

    def _apply_by_occurrence(self, entries: Sequence[tuple[int, Event]]) -> None:
        for seq, event in entries:
            self.at_utc, self.seq = max(self.at_utc, event.at_utc), max(self.seq, seq)
            if isinstance(event, _TELEMETRY):
                self._held.hold(whole(seq, event))
            elif type(event) is PositionLost:
                self._write(self._held.due(event.at_utc, seq))
                self._work.positions.lose(event.subject, event.at_utc)
            else:
                self._apply_one(event)
        if entries:
            seq, event = entries[-1]
            self._write(self._held.due(event.at_utc, seq))

    def _apply_one(self, event: Event) -> None:
        handler = HANDLERS.get(type(event))
        if handler is not None:
            handler(self._work, event)

    def _write(self, parts: list[Part]) -> None:
        observed = [part for part in parts if isinstance(part.event, _OBSERVATIONS)]
        if observed:
            write_observations(self._work, observed, by_time=self.axis == "at")
        if len(observed) < len(parts):
            moved = [part for part in parts if not isinstance(part.event, _OBSERVATIONS)]
            write_positions(self._work, moved, by_time=self.axis == "at")

    def advance(self, until_utc: int) -> None:
        """Move the fold's instant on without an entry; by occurrence, samples that fall due are taken."""
        self.at_utc = max(self.at_utc, until_utc)
        if self.axis == "at":
            self._write(self._held.due(until_utc, _END))

    def reset(self) -> None:
        """The next take says that everything is to be drawn anew."""
        self._reset = True

    def held(self) -> list[Part]:
        """Samples whose time has not come (occurrence only), for a keyframe."""
        return list(self._held.parts)

    def take(self) -> tuple[Snapshot, Changes]:
        """A snapshot, and what changed since the one taken before; tables that did not change are shared."""
        work, last = self._work, self._published
        touched: dict[str, Collection[str]] = {**work.touched, "series": work.series.take_touched(),
                                               "positions": work.positions.take_touched()}
        touched = {name: ids for name, ids in touched.items() if ids}
        tables: dict[str, Any] = {name: MappingProxyType(dict(getattr(work, name))) if name in touched
                                  else getattr(last, name) for name in ENTITY_TABLES}
        snapshot = Snapshot(
            seq=self.seq, at_utc=self.at_utc, axis=self.axis, engine=work.engine,
            series=work.series.table() if "series" in touched else last.series,
            positions=work.positions.table() if "positions" in touched else last.positions,
            features=self._features(last), incident_count=work.incident_count, **tables)
        changes = Changes(self._reset, MappingProxyType({name: frozenset(ids) for name, ids in touched.items()}))
        work.touched, self._published, self._reset = {}, snapshot, False
        return snapshot, changes

    def _features(self, last: Snapshot) -> Mapping[str, Mapping[str, Any]]:
        names = [name[len("features/"):] for name in self._work.touched if name.startswith("features/")]
        if not names:
            return last.features
        fresh = {name: MappingProxyType(dict(self._work.features[name])) for name in names}
        return MappingProxyType({**last.features, **fresh})
