"""Telemetry as columns: the newest sample of every series and the newest position of every moving thing.

A table is immutable. Its arrays are read-only views of `count` rows; `keys` and `index` may already know rows that a
later snapshot has, so a row is valid only below `count`. Any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SeriesKey, SubjectKey

TRAIL_LENGTH = 24  # positions kept behind each moving thing
GOOD, UNCERTAIN, BAD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """value float64 (NaN where none), at_utc and received_utc int64 microseconds, quality uint8; n rows each."""

    count: int
    keys: list[SeriesKey]
    index: dict[str, int]
    value: NDArray[np.float64]
    at_utc: NDArray[np.int64]
    received_utc: NDArray[np.int64]
    quality: NDArray[np.uint8]
    texts: dict[str, str] = field(default_factory=dict)

    def row(self, series: str) -> int | None:
        """Row of a series, or None."""
        row = self.index.get(series)
        return row if row is not None and row < self.count else None


@dataclass(frozen=True, slots=True)
class PositionTable:
    """lonlat float64 (n, 2) WGS84; heading_deg, speed_mps float32 (NaN where not reported); at_utc, received_utc
    int64; lost bool (left its feed); trail float32 (n, TRAIL_LENGTH, 2) with the newest first, NaN beyond its end."""

    count: int
    keys: list[SubjectKey]
    index: dict[str, int]
    lonlat: NDArray[np.float64]
    heading_deg: NDArray[np.float32]
    speed_mps: NDArray[np.float32]
    at_utc: NDArray[np.int64]
    received_utc: NDArray[np.int64]
    lost: NDArray[np.bool_]
    trail: NDArray[np.float32]

    def row(self, subject: str) -> int | None:
        """Row of a moving thing, or None."""
        row = self.index.get(subject)
        return row if row is not None and row < self.count else None


def _empty(dtype: Any, *shape: int) -> NDArray[Any]:
    array = np.empty((0, *shape), dtype)
    array.flags.writeable = False
    return array


def empty_series() -> SeriesTable:
    """No series yet."""
    return SeriesTable(0, [], {}, _empty("f8"), _empty("i8"), _empty("i8"), _empty("u1"))


def empty_positions() -> PositionTable:
    """Nothing moves yet."""
    return PositionTable(
        0, [], {}, _empty("f8", 2), _empty("f4"), _empty("f4"), _empty("i8"), _empty("i8"), _empty("?"),
        _empty("f4", TRAIL_LENGTH, 2),
    )
