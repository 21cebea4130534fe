"""The newest readings as each place has them: series rows joined to the features that carry them. Any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.time import SECOND
from command_center.state.tables import BAD, SeriesTable
from layers.bands import gauges_by_quantity, levels
from layers.base import View


class _Join:
    """Series rows by quantity and the feature of each; grows with its table, which only ever gains rows."""

    def __init__(self, keys: list[SeriesKey]) -> None:
        self.keys = keys
        self.count = 0
        self.features: list[str] = []
        self.by_quantity: dict[str, list[int]] = {}
        self.by_feature: dict[str, list[int]] = {}

    def grow(self, count: int) -> None:
        for row in range(self.count, count):
            key = self.keys[row]
            feature = key.feature if "/" in key.feature or not key.feature else f"things/{key.feature}"
            self.features.append(feature)
            self.by_quantity.setdefault(key.quantity, []).append(row)
            if feature:
                self.by_feature.setdefault(feature, []).append(row)
        self.count = max(self.count, count)


_joins: list[_Join] = []


def _join(table: SeriesTable) -> _Join:
    for join in _joins:
        if join.keys is table.keys:
            break
    else:
        join = _Join(table.keys)
        _joins.insert(0, join)
        del _joins[2:]  # the live session and a replay
    join.grow(table.count)
    return join


class Readings(NamedTuple):
    """Per feature ("COLLECTION/ID"): its gravest level, and the row of the series that says so. stale: rows of those
    that were abnormal when they were last heard of, too long ago to say so still."""

    level: dict[str, int]
    row: dict[str, int]
    stale: dict[str, int]


def gravest(table: SeriesTable, view: View, quantities: frozenset[str] | None = None) -> Readings:
    """The gravest reading of every feature that is abnormal by the packs' bands; of some quantities or of all."""
    join, level, row, stale = _join(table), dict[str, int](), dict[str, int](), dict[str, int]()
    for quantity, gauge in gauges_by_quantity(view.packs).items():
        rows = join.by_quantity.get(quantity)
        if not rows or (quantities is not None and quantity not in quantities):
            continue
        index: NDArray[np.intp] = np.array([r for r in rows if r < table.count], np.intp)
        found = levels(table.value[index], gauge)
        found[table.quality[index] == BAD] = 0
        for at in np.flatnonzero(found):
            feature = join.features[index[at]]
            if feature and view.now_utc - int(table.at_utc[index[at]]) > gauge.stale_after_s * SECOND:
                stale.setdefault(feature, int(index[at]))
            elif feature and (feature not in level or found[at] < level[feature]):
                level[feature], row[feature] = int(found[at]), int(index[at])
    return Readings(level, row, {feature: at for feature, at in stale.items() if feature not in level})


def rows_of(table: SeriesTable, feature: str) -> list[int]:
    """Rows of the series that a feature carries."""
    return [row for row in _join(table).by_feature.get(feature, ()) if row < table.count]


def reading_text(table: SeriesTable, row: int) -> str:
    """A value with its unit, or its text, or an empty text where there is none."""
    key, value = table.keys[row], float(table.value[row])
    if value != value:
        return table.texts.get(key.series, "")
    size = abs(value)
    text = f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    unit = {"1": "", "Cel": "°C"}.get(key.unit, key.unit)
    return f"{text} {unit}".strip()
