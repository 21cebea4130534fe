"""Moving things sorted into units and others; grows with the table of positions. Any thread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SubjectKey
from command_center.domain.units import Unit
from command_center.state.tables import PositionTable

_kept: list[tuple[list[SubjectKey], int, int, NDArray[np.bool_]]] = []


def others(table: PositionTable, units: Mapping[str, Unit]) -> NDArray[np.intp]:
    """Rows of the things that are on their feed and are no units (buses, vehicles of other systems)."""
    fit = [mask for keys, count, known, mask in _kept
           if keys is table.keys and count == table.count and known == len(units)]
    if fit:
        mask = fit[0]
    else:
        mask = np.fromiter((table.keys[row].subject not in units for row in range(table.count)), bool, table.count)
        _kept.insert(0, (table.keys, table.count, len(units), mask))
        del _kept[2:]
    return np.flatnonzero(mask & ~table.lost[:table.count])
