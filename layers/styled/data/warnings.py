"""Rows of warnings with their areas as rings. Pure; any thread."""

from __future__ import annotations

from typing import Any

import numpy as np

from command_center.domain.columns import RING, Geometries
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Snapshot
from layers.base import mercator
from layers.styled.table import EMPTY, Table
from layers.warnings import rings_of


def warning_table(snapshot: Snapshot) -> Table:
    """Every warning with an area. Properties: level, event, headline, sender, status, language-free fields of it."""
    everything = list(snapshot.warnings.values())
    rings = [list(rings_of(one, snapshot)) for one in everything]
    rows = [at for at, found in enumerate(rings) if found]
    if not rows:
        return EMPTY
    kept = [everything[at] for at in rows]
    parts = [ring for at in rows for ring in rings[at]]
    owner = np.array([row for row, at in enumerate(rows) for _ in rings[at]], np.int64)
    xy = mercator(np.concatenate(parts))
    offset = np.concatenate(([0], np.cumsum([len(part) for part in parts])))
    shapes = Geometries(xy, offset, np.full(len(parts), RING, np.uint8), owner)
    first = np.unique(owner, return_index=True)[1]
    low, high = np.minimum.reduceat(xy, offset[:-1])[first], np.maximum.reduceat(xy, offset[:-1])[first]
    return Table([one.identifier for one in kept], (low + high) / 2, lambda name: [_value(one, name) for one in kept],
                 shapes=lambda: shapes, at_utc=np.array([one.sent_utc or one.received_utc for one in kept], np.int64),
                 left_out=len(everything) - len(kept), holds=lambda now_utc: _in_force(kept, now_utc))


def _in_force(warnings: list[Warning], now_utc: int) -> np.ndarray:
    return np.array([one.in_force(now_utc) and one.status not in ("Test", "Draft", "System") for one in warnings], bool)


def _value(one: Warning, name: str) -> Any:
    value = getattr(one, name, None)
    return value if isinstance(value, (str, int, float, bool)) else None
