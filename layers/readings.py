"""The newest readings as each place has them: series rows joined to the features that carry them. Any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.time import SECOND
from command_center.state.tables import BAD, SeriesTable
from layers.bands import gauges_by_quantity, levels
from layers.base import Measure, View


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


def silent(table: SeriesTable, view: View) -> dict[str, int]:
    """Features that were heard of, but of which nothing is new any more: the row of the newest reading of each."""
    join, gauges, found = _join(table), gauges_by_quantity(view.packs), dict[str, int]()
    for quantity, gauge in gauges.items():
        index: NDArray[np.intp] = np.array([r for r in join.by_quantity.get(quantity, ()) if r < table.count], np.intp)
        at = table.at_utc[index]
        for row in index[(at > 0) & (view.now_utc - at > gauge.stale_after_s * SECOND)].tolist():
            feature = join.features[row]
            if feature and (feature not in found or table.at_utc[found[feature]] < table.at_utc[row]):
                found[feature] = row
    limits = {quantity: gauge.stale_after_s * SECOND for quantity, gauge in gauges.items()}
    return {feature: row for feature, row in found.items() if not any(
        view.now_utc - int(table.at_utc[other]) <= limits.get(table.keys[other].quantity, 0)
        for other in rows_of(table, feature))}


def stale_words(since_us: int, view: View) -> str:
    """How old what is shown as stale is."""
    seconds = max(0, since_us) // SECOND
    for limit, size, zh, en in ((90, 1, "秒", "s"), (5400, 60, "分", "min"), (172_800, 3600, "小时", "h")):
        if seconds < limit:
            return f"{view.say('陈旧', 'stale')} {seconds // size} {view.say(zh, en)}"
    return f"{view.say('陈旧', 'stale')} {seconds // 86_400} {view.say('天', 'd')}"


def measure(table: SeriesTable, row: int) -> Measure:
    """A reading for a card."""
    return Measure(reading_text(table, row), table.keys[row].quantity, float(table.value[row]), int(table.at_utc[row]))


def rows_with(table: SeriesTable, quantity: str) -> list[tuple[int, str]]:
    """Rows of the series of a quantity, each with the feature ("COLLECTION/ID", "" for none) that carries it."""
    join = _join(table)
    return [(row, join.features[row]) for row in join.by_quantity.get(quantity, ()) if row < table.count]


def reading_text(table: SeriesTable, row: int) -> str:
    """A value with its unit, or its text, or an empty text where there is none."""
    key, value = table.keys[row], float(table.value[row])
    if value != value:
        return table.texts.get(key.series, "")
    size = abs(value)
    text = f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    unit = {"1": "", "Cel": "°C"}.get(key.unit, key.unit)
    return f"{text} {unit}".strip()
