"""What a gauge shows: one value out of many series, its band and level, and whether it is too old to be believed.

Pure functions of (gauge, snapshot, now); any thread. A stale value is never given as if it were new: `value` is then
None and `last` says what it was.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.alarms.measures import measure
from command_center.domain.packs import Band, Gauge
from command_center.domain.time import SECOND
from command_center.state.snapshot import Snapshot
from command_center.state.tables import BAD, SeriesTable

LOST_STATES = ("lost", "failed", "stopped")


class Reading(NamedTuple):
    """value: None while there is none to believe; at_utc: of the newest sample, 0 if there never was one; level of
    its band; stale: there was a value, or ought to be; last: the value that has gone stale; fresh of total: how many
    series took part; series: id of the one that decided (max, min, latest), "" otherwise."""

    value: float | None
    at_utc: int
    level: int = 0
    band: Band | None = None
    stale: bool = False
    last: float | None = None
    fresh: int = 0
    total: int = 0
    series: str = ""


def band_of(gauge: Gauge, value: float) -> Band | None:
    """The band a value lies in: rising, the highest whose `above` it reaches; falling, the lowest it is under."""
    best: Band | None = None
    for band in gauge.bands:
        if gauge.falling:
            limit = np.inf if band.above is None else band.above
            if value < limit and (best is None or limit < (np.inf if best.above is None else best.above)):
                best = band
        else:
            limit = -np.inf if band.above is None else band.above
            if value >= limit and (best is None or limit > (-np.inf if best.above is None else best.above)):
                best = band
    return best


def rows_of(table: SeriesTable, quantity: str) -> NDArray[np.int64]:
    """Rows of a quantity's series."""
    return np.array([row for row in range(table.count) if table.keys[row].quantity == quantity], np.int64)


def value(gauge: Gauge, snapshot: Snapshot, now_utc: int, rows: NDArray[np.int64] | None = None) -> Reading:
    """The reading of a gauge at an instant. `rows` spares the search for the quantity's series."""
    if gauge.value.platform:
        return _platform(gauge, snapshot, now_utc)
    table = snapshot.series
    rows = rows_of(table, gauge.value.quantity) if rows is None else rows
    usable = rows[np.isfinite(table.value[rows]) & (table.quality[rows] != BAD)]
    if not len(usable):
        return Reading(None, 0, stale=bool(len(rows)), total=len(rows))
    age = now_utc - table.at_utc[usable]
    fresh = usable[(age <= gauge.stale_after_s * SECOND) & _delivered(snapshot, usable)]
    newest = int(table.at_utc[usable].max())
    if not len(fresh):
        last, _ = _reduce(gauge, table, usable)
        return Reading(None, newest, stale=True, last=last, total=len(rows))
    number, row = _reduce(gauge, table, fresh)
    band = band_of(gauge, number)
    return Reading(number, int(table.at_utc[fresh].max()), band.level if band else 0, band, False, None, len(fresh),
                   len(rows), table.keys[row].series if row is not None else "")


def _platform(gauge: Gauge, snapshot: Snapshot, now_utc: int) -> Reading:
    """The platform measures itself on the screen's own clock, so it is stale only with the whole journal."""
    number = measure(gauge.value.platform, snapshot, now_utc)
    if number is None:
        return Reading(None, 0)
    if now_utc - snapshot.at_utc > gauge.stale_after_s * SECOND:
        return Reading(None, snapshot.at_utc, stale=True, last=number)
    band = band_of(gauge, number)
    return Reading(number, snapshot.at_utc, band.level if band else 0, band, fresh=1, total=1)


def _delivered(snapshot: Snapshot, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows come from sources that are not lost."""
    lost = {name for name, source in snapshot.sources.items() if source.state in LOST_STATES}
    keys = snapshot.series.keys
    return np.array([keys[row].source not in lost for row in rows], bool) if lost else np.ones(len(rows), bool)


def _reduce(gauge: Gauge, table: SeriesTable, rows: NDArray[np.int64]) -> tuple[float, int | None]:
    """One number out of many, and the row that decided where one did."""
    values, how = table.value[rows], gauge.value.reduce
    if how == "count_above":
        return float((values >= (gauge.value.above or 0.0)).sum()), None
    if how in ("mean", "sum"):
        return float(values.mean() if how == "mean" else values.sum()), None
    pick = {"max": values.argmax, "min": values.argmin, "latest": table.at_utc[rows].argmax}[how]()
    return float(values[pick]), int(rows[pick])
