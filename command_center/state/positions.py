"""The newest position of every moving thing with its trail, as growing columns. Touched only by the folding thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import PositionBatch, PositionReported, SubjectKey
from command_center.state.series import NEVER
from command_center.state.tables import TRAIL_LENGTH, PositionTable

_COLUMNS = (("lonlat", np.float64, np.nan, (2,)), ("heading_deg", np.float32, np.nan, ()),
            ("speed_mps", np.float32, np.nan, ()), ("at_utc", np.int64, NEVER, ()),
            ("received_utc", np.int64, 0, ()), ("lost", np.bool_, False, ()),
            ("trail", np.float32, np.nan, (TRAIL_LENGTH, 2)))
_SCRATCH = (("touched", np.bool_, False, ()),)


class PositionColumns:
    """Rows are added and overwritten, never removed. `table()` copies what a snapshot may keep."""

    def __init__(self, table: PositionTable | None = None) -> None:
        self.count = 0
        self.keys: list[SubjectKey] = []
        self.index: dict[str, int] = {}
        self.lonlat = np.empty((0, 2), np.float64)
        self.heading_deg = np.empty(0, np.float32)
        self.speed_mps = np.empty(0, np.float32)
        self.at_utc = np.empty(0, np.int64)
        self.received_utc = np.empty(0, np.int64)
        self.lost = np.empty(0, np.bool_)
        self.trail = np.empty((0, TRAIL_LENGTH, 2), np.float32)
        self.touched = np.empty(0, np.bool_)  # rows that changed since the last table
        if table is not None:
            self.count = table.count
            self.keys = list(table.keys[: table.count])
            self.index = {key.subject: row for row, key in enumerate(self.keys)}
            for name, *_ in _COLUMNS:
                setattr(self, name, getattr(table, name).copy())
            self.touched = np.zeros(self.count, np.bool_)

    def rows(self, keys: Sequence[SubjectKey]) -> NDArray[np.intp]:
        """The row of each key; new subjects get one, changed constants are taken over."""
        found = np.empty(len(keys), np.intp)
        for number, key in enumerate(keys):
            row = self.index.get(key.subject)
            if row is None:
                row = self._new(key)
            elif self.keys[row] != key:
                self._describe(row, key)
            found[number] = row
        return found

    def _new(self, key: SubjectKey) -> int:
        row = self.count
        if row == len(self.at_utc):
            for name, dtype, fill, shape in (*_COLUMNS, *_SCRATCH):
                grown = np.full((max(64, row * 2), *shape), fill, dtype)
                grown[:row] = getattr(self, name)[:row]
                setattr(self, name, grown)
        self.keys.append(key)
        self.index[key.subject] = row
        self.count += 1
        return row

    def knows(self, keys: Sequence[SubjectKey]) -> bool:
        """Whether none of the keys says anything new."""
        rows = [self.index.get(key.subject) for key in keys]
        return all(row is not None and _merged(self.keys[row], key) == self.keys[row]
                   for row, key in zip(rows, keys, strict=True))

    def _describe(self, row: int, key: SubjectKey) -> None:
        merged = _merged(self.keys[row], key)
        if merged != self.keys[row]:
            self.keys = list(self.keys)  # an older snapshot keeps the description that it had
            self.keys[row] = merged
            self.touched[row] = True

    def write(self, rows: NDArray[np.intp], at: NDArray[np.int64], received: NDArray[np.int64],
              lonlat: NDArray[np.float64], motion: NDArray[np.float32]) -> None:
        """Take positions in the order of the axis; one older than what was known by then is passed over, and leaves
        no trail."""
        newer = self._newer(rows, at)
        rows, lonlat, motion = rows[newer], lonlat[newer], motion[newer]
        if len(rows):
            self._lengthen(rows, lonlat.astype(np.float32))
            self.lonlat[rows] = lonlat  # of several positions of one row numpy keeps the last
            self.heading_deg[rows] = motion[:, 0]
            self.speed_mps[rows] = motion[:, 1]
            self.at_utc[rows] = at[newer]
            self.received_utc[rows] = received[newer]
            self.lost[rows] = False
            self.touched[rows] = True

    def _newer(self, rows: NDArray[np.intp], at: NDArray[np.int64]) -> NDArray[np.bool_]:
        newer = at >= self.at_utc[rows]
        if len(at) < 2 or (at[1:] >= at[:-1]).all():
            return newer
        # Within a row, only what is not older than everything before it: a running maximum over rows laid end to end.
        order = np.argsort(rows, kind="stable")
        ahead = at[order] - at.min()
        laid = ahead + np.cumsum(np.r_[False, rows[order][1:] != rows[order][:-1]]) * (int(ahead.max()) + 1)
        newer[order] &= np.maximum.accumulate(laid) == laid
        return newer

    def _lengthen(self, rows: NDArray[np.intp], places: NDArray[np.float32]) -> None:
        """Push places on the trails; something that stands still does not lengthen its trail."""
        if len(np.unique(rows)) == len(rows):
            moved = (self.trail[rows, 0] != places).any(axis=1)
            rows, places = rows[moved], places[moved]
            self.trail[rows, 1:] = self.trail[rows, :-1]
            self.trail[rows, 0] = places
            return
        order = np.argsort(rows, kind="stable")
        rows, places = rows[order], places[order]
        starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
        for start, end in zip(starts, np.r_[starts[1:], len(rows)], strict=True):
            row = rows[start]
            path = np.concatenate([self.trail[row, :1], places[start:end]])
            fresh = path[1:][(path[1:] != path[:-1]).any(axis=1)][::-1][:TRAIL_LENGTH]
            self.trail[row] = np.concatenate([fresh, self.trail[row]])[:TRAIL_LENGTH]

    def lose(self, subject: str, at_utc: int) -> None:
        """The thing left its feed; unknown things and news older than the position are passed over."""
        row = self.index.get(subject)
        if row is not None and at_utc >= self.at_utc[row] and not self.lost[row]:
            self.lost[row] = True
            self.touched[row] = True

    def take_touched(self) -> frozenset[str]:
        """The things that changed since this was asked last."""
        rows = np.flatnonzero(self.touched[: self.count])
        self.touched[rows] = False
        return frozenset(self.keys[row].subject for row in rows)

    def table(self) -> PositionTable:
        """An immutable copy."""
        columns = {}
        for name, *_ in _COLUMNS:
            column = getattr(self, name)[: self.count].copy()
            column.flags.writeable = False
            columns[name] = column
        return PositionTable(self.count, self.keys, self.index, **columns)


def _merged(known: SubjectKey, key: SubjectKey) -> SubjectKey:
    return SubjectKey(key.subject, key.class_key or known.class_key, key.label or known.label,
                      key.source or known.source)


def position_columns(event: PositionBatch | PositionReported) -> tuple[
    tuple[SubjectKey, ...], NDArray[np.intp], NDArray[np.int64], NDArray[np.float64], NDArray[np.float32]
]:
    """keys, index into keys, at, lonlat (n, 2) and motion (n, 3) of a batch or a single position."""
    if isinstance(event, PositionBatch):
        return (event.keys, np.frombuffer(event.index, "<u2").astype(np.intp), np.frombuffer(event.at, "<i8"),
                np.frombuffer(event.lonlat, "<f8").reshape(-1, 2), np.frombuffer(event.motion, "<f4").reshape(-1, 3))
    motion = [np.nan if part is None else part for part in (event.heading_deg, event.speed_mps, event.altitude_m)]
    return ((SubjectKey(event.subject, event.class_key, event.label, event.source),), np.zeros(1, np.intp),
            np.array([event.at_utc], np.int64), np.array([[event.lon, event.lat]], np.float64),
            np.array([motion], np.float32))
