"""The newest sample of every series as growing columns. Touched only by the thread that folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import ObservationBatch, ObservationMade, SeriesKey
from command_center.state.rows import NEVER, KeyedRows
from command_center.state.tables import GOOD, SeriesTable

QUALITY = {"good": 0, "uncertain": 1, "bad": 2}


class SeriesColumns(KeyedRows[SeriesKey]):
    """`table()` copies what a snapshot may keep."""

    COLUMNS = (("value", np.float64, np.nan, ()), ("at_utc", np.int64, NEVER, ()), ("received_utc", np.int64, 0, ()),
               ("quality", np.uint8, GOOD, ()))
    value: NDArray[np.float64]
    at_utc: NDArray[np.int64]
    received_utc: NDArray[np.int64]
    quality: NDArray[np.uint8]

    def __init__(self, table: SeriesTable | None = None) -> None:
        super().__init__(table)
        self.texts = {} if table is None else dict(table.texts)

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

    def table(self) -> SeriesTable:
        """An immutable copy."""
        return SeriesTable(self.count, self.keys, self.index, texts=self.texts, **self.copied_columns())


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
