"""The past of a gauge: the samples of all its series reduced to one line of evenly spaced values. Pure; any thread."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from command_center.domain.packs import Gauge
from command_center.domain.time import SECOND

Column = tuple[NDArray[np.int64], NDArray[np.float64]]  # at_utc, value


def trend(gauge: Gauge, samples: Mapping[str, Column], since_utc: int, until_utc: int, count: int) -> Column:
    """`count` instants from since to until (both included) and the gauge's value at each; NaN where every series had
    nothing newer than the gauge's stale time."""
    grid = np.linspace(since_utc, until_utc, count).astype(np.int64)
    held = [hold(at, value, grid, gauge.stale_after_s) for at, value in samples.values() if len(at)]
    if not held:
        return grid, np.full(count, np.nan)
    table = np.stack(held)
    how = gauge.value.reduce
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column of NaN alone stays NaN, which is what is meant
        if how == "count_above":
            known = np.isfinite(table).any(axis=0)
            return grid, np.where(known, (table >= (gauge.value.above or 0.0)).sum(axis=0), np.nan)
        if how == "sum":
            return grid, np.where(np.isfinite(table).any(axis=0), np.nansum(table, axis=0), np.nan)
        if how == "mean":
            return grid, np.nanmean(table, axis=0)
        return grid, np.nanmin(table, axis=0) if how == "min" else np.nanmax(table, axis=0)


def hold(at_utc: NDArray[np.int64], value: NDArray[np.float64], grid: NDArray[np.int64],
         stale_after_s: float) -> NDArray[np.float64]:
    """The last sample at or before each instant, NaN once it is stale. Historic series are often sparser than live
    ones, so a gap of up to three of a series' own usual periods is not stale."""
    order = np.argsort(at_utc, kind="stable")
    at, values = np.asarray(at_utc)[order], np.asarray(value)[order]
    period = float(np.median(np.diff(at))) if len(at) > 2 else 0.0
    limit = max(stale_after_s * SECOND, 3.0 * period)
    row = np.searchsorted(at, grid, side="right") - 1
    held = np.where(row >= 0, values[row], np.nan)
    return np.where((row >= 0) & (grid - at[row] <= limit), held, np.nan)
