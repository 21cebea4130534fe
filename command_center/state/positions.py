"""The newest position of every moving thing with its trail, as growing columns. Touched only by the folding thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import PositionBatch, PositionReported, SubjectKey
from command_center.state.rows import NEVER, KeyedRows
from command_center.state.tables import TRAIL_LENGTH, PositionTable


class PositionColumns(KeyedRows[SubjectKey]):
    """`table()` copies what a snapshot may keep."""

    COLUMNS = (("lonlat", np.float64, np.nan, (2,)), ("heading_deg", np.float32, np.nan, ()),
               ("speed_mps", np.float32, np.nan, ()), ("at_utc", np.int64, NEVER, ()),
               ("received_utc", np.int64, 0, ()), ("lost", np.bool_, False, ()),
               ("trail", np.float32, np.nan, (TRAIL_LENGTH, 2)))
    lonlat: NDArray[np.float64]
    heading_deg: NDArray[np.float32]
    speed_mps: NDArray[np.float32]
    at_utc: NDArray[np.int64]
    received_utc: NDArray[np.int64]
    lost: NDArray[np.bool_]
    trail: NDArray[np.float32]

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
        order = np.argsort(rows, kind="stable")  # np.unique would load masked arrays, for which a desk has no use
        ordered = rows[order]
        if (ordered[1:] != ordered[:-1]).all():
            moved = (self.trail[rows, 0] != places).any(axis=1)
            rows, places = rows[moved], places[moved]
            self.trail[rows, 1:] = self.trail[rows, :-1]
            self.trail[rows, 0] = places
            return
        rows, places = ordered, places[order]
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

    def table(self) -> PositionTable:
        """An immutable copy."""
        return PositionTable(self.count, self.keys, self.index, **self.copied_columns())


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
