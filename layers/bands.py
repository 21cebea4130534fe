"""Which level a value has, by the bands of the domain packs. Vectorised; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from command_center.domain.packs import Band, Gauge, Pack, Value


def gauges_by_quantity(packs: Mapping[str, Pack]) -> dict[str, Gauge]:
    """The first gauge of each quantity, whose bands also colour the map."""
    present = tuple(packs.values())
    for known, gauges in _kept:
        if len(known) == len(present) and all(a is b for a, b in zip(known, present, strict=True)):
            return gauges
    gauges = _by_quantity(present)
    _kept[:] = [(present, gauges), *_kept[:3]]
    return gauges


_kept: list[tuple[tuple[Pack, ...], dict[str, Gauge]]] = []  # packs hold mappings and cannot be hashed


def _by_quantity(packs: tuple[Pack, ...]) -> dict[str, Gauge]:
    found: dict[str, Gauge] = {}
    for pack in packs:
        for gauge in pack.gauges:
            # A count of things above a limit has bands for the count, not for one thing's value.
            if gauge.value.quantity and gauge.bands and gauge.value.reduce not in ("sum", "count_above"):
                found.setdefault(gauge.value.quantity, gauge)
    for pack in packs:
        for rule in pack.rules:
            if rule.quantity and rule.quantity not in found and rule.above is not None:
                found[rule.quantity] = _of_rules(rule.quantity, packs)
    return found


def _of_rules(quantity: str, packs: Iterable[Pack]) -> Gauge:
    rules = [rule for pack in packs for rule in pack.rules if rule.quantity == quantity and rule.above is not None]
    rising = sorted(rules, key=lambda rule: rule.above or 0.0)
    bands = (Band(None, 0), *(Band(rule.above, rule.level, rule.zh, rule.en) for rule in rising))
    return Gauge(quantity, rising[0].zh, rising[0].en, "", Value(quantity), 0.0, 1.0, bands=bands)


def levels(values: NDArray[np.float64], gauge: Gauge) -> NDArray[np.uint8]:
    """Level of each value, 0 where it is normal or none. A band holds from its `above` upwards; in a falling gauge
    below its `above`, the lowest band that holds wins."""
    result = np.zeros(len(values), np.uint8)
    bounds = [(band.above, band.level) for band in gauge.bands if band.above is not None]
    for above, level in sorted(bounds, reverse=gauge.falling):
        with np.errstate(invalid="ignore"):
            result[values < above if gauge.falling else values >= above] = level
    return result
