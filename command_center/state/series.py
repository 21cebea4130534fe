"""The newest sample of every series as growing columns. Touched only by the thread that folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import ObservationBatch, ObservationMade, SeriesKey
from command_center.state.tables import GOOD, SeriesTable

NEVER = np.iinfo(np.int64).min
QUALITY = {"good": 0, "uncertain": 1, "bad": 2}
_COLUMNS = (("value", np.float64, np.nan), ("at_utc", np.int64, NEVER), ("received_utc", np.int64, 0),
            ("quality", np.uint8, GOOD))
_SCRATCH = (("touched", np.bool_, False),)
_WORTH_REMEMBERING, _REMEMBERED = 8, 1024  # keys of a batch; batches


class SeriesColumns:
    """Rows are added and overwritten, never removed. `table()` copies what a snapshot may keep."""

    def __init__(self, table: SeriesTable | None = None) -> None:
        self.count = 0
        self.keys: list[SeriesKey] = []
        self.index: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.value = np.empty(0, np.float64)
        self.at_utc = np.empty(0, np.int64)
        self.received_utc = np.empty(0, np.int64)
        self.quality = np.empty(0, np.uint8)
        self.touched = np.empty(0, np.bool_)  # rows that changed since the last table
        self._seen: dict[int, tuple[Sequence[SeriesKey], NDArray[np.intp]]] = {}
        if table is not None:
            self._adopt(table)

    def _adopt(self, table: SeriesTable) -> None:
        self.count = table.count
        self.keys = list(table.keys[: table.count])
        self.index = {key.series: row for row, key in enumerate(self.keys)}
        self.texts = dict(table.texts)
        for name, _, _ in _COLUMNS:
            setattr(self, name, getattr(table, name).copy())
        self.touched = np.zeros(self.count, np.bool_)

    def rows(self, keys: Sequence[SeriesKey]) -> NDArray[np.intp]:
        """The row of each key; new series get one, changed constants are taken over."""
        seen = self._seen.get(id(keys))
        if seen is not None and seen[0] is keys:  # a poll of one source brings the same keys every time
            return seen[1]
        described, found = self.keys, self._rows(keys)
        if self.keys is not described or len(self._seen) > _REMEMBERED:
            self._seen.clear()
        if self.keys is not described:
            self.touched[found] = True
        elif len(keys) >= _WORTH_REMEMBERING:
            self._seen[id(keys)] = (keys, found)
        return found

    def _rows(self, keys: Sequence[SeriesKey]) -> NDArray[np.intp]:
        found = np.empty(len(keys), np.intp)
        for number, key in enumerate(keys):
            row = self.index.get(key.series)
            if row is None:
                row = self._new(key)
            elif self.keys[row] != key:
                self._describe(row, key)
            found[number] = row
        return found

    def _new(self, key: SeriesKey) -> int:
        row = self.count
        if row == len(self.value):
            for name, dtype, fill in (*_COLUMNS, *_SCRATCH):
                grown = np.full(max(64, row * 2), fill, dtype)
                grown[:row] = getattr(self, name)[:row]
                setattr(self, name, grown)
        # Lists and dicts are shared with older snapshots, which look only below their own count.
        self.keys.append(key)
        self.index[key.series] = row
        self.count += 1
        return row

    def knows(self, keys: Sequence[SeriesKey]) -> bool:
        """Whether none of the keys says anything new."""
        seen = self._seen.get(id(keys))
        if seen is not None and seen[0] is keys:
            return True
        rows = [self.index.get(key.series) for key in keys]
        return all(row is not None and _merged(self.keys[row], key) == self.keys[row]
                   for row, key in zip(rows, keys, strict=True))

    def _describe(self, row: int, key: SeriesKey) -> None:
        merged = _merged(self.keys[row], key)
        if merged != self.keys[row]:
            self.keys = list(self.keys)  # an older snapshot keeps the description that it had
            self.keys[row] = merged

    def write(self, rows: NDArray[np.intp], at: NDArray[np.int64], received: NDArray[np.int64],
              value: NDArray[np.float64], quality: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Take samples that stand in rising (at, seq) order; gives which of them are not older than what was
        known."""
        newer = at >= self.at_utc[rows]
        rows, at = rows[newer], at[newer]
        self.value[rows] = value[newer]  # of several samples of one row numpy keeps the last, which is the newest
        self.at_utc[rows] = at
        self.received_utc[rows] = received[newer]
        self.quality[rows] = quality[newer]
        self.touched[rows] = True
        return newer

    def write_texts(self, samples: Sequence[tuple[str, str]]) -> None:
        """Texts ("" for none) of samples that `write` took, in the same order."""
        fresh = dict(self.texts)
        for series, text in samples:
            if text:
                fresh[series] = text
            else:
                fresh.pop(series, None)
        if fresh != self.texts:
            self.texts = fresh

    def take_touched(self) -> frozenset[str]:
        """The series that changed since this was asked last."""
        rows = np.flatnonzero(self.touched[: self.count])
        self.touched[rows] = False
        return frozenset(self.keys[row].series for row in rows)

    def table(self) -> SeriesTable:
        """An immutable copy."""
        columns = {}
        for name, _, _ in _COLUMNS:
            column = getattr(self, name)[: self.count].copy()
            column.flags.writeable = False
            columns[name] = column
        return SeriesTable(self.count, self.keys, self.index, texts=self.texts, **columns)


def _merged(known: SeriesKey, key: SeriesKey) -> SeriesKey:
    return SeriesKey(key.series, key.unit or known.unit, key.quantity or known.quantity, key.feature or known.feature,
                     key.name or known.name, key.source or known.source)


def observation_columns(event: ObservationBatch | ObservationMade) -> tuple[
    tuple[SeriesKey, ...], NDArray[np.intp], NDArray[np.int64], NDArray[np.float64], NDArray[np.uint8], dict[int, str]
]:
    """keys, index into keys, at, value, quality and sparse texts of a batch or a single observation."""
    if isinstance(event, ObservationBatch):
        return (event.keys, np.frombuffer(event.index, "<u2").astype(np.intp), np.frombuffer(event.at, "<i8"),
                np.frombuffer(event.value, "<f8"), np.frombuffer(event.quality, "u1"), event.texts)
    key = SeriesKey(event.series, event.unit, event.quantity, event.feature, event.name, event.source)
    return ((key,), np.zeros(1, np.intp), np.array([event.at_utc], np.int64),
            np.array([np.nan if event.value is None else event.value], np.float64),
            np.array([QUALITY.get(event.quality, 1)], np.uint8), {0: event.text} if event.text else {})
