"""Rows of what reports positions. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.events.telemetry import SubjectKey
from command_center.state.snapshot import Snapshot
from layers.base import mercator
from layers.styled.columns import Column, Numbers
from layers.styled.table import Table

_TEXTS = ("class_key", "label", "subject", "source")


def position_table(snapshot: Snapshot, class_key: str) -> Table:
    """Every thing on its feed, or those of a class. Properties: class_key, label, subject, heading_deg, speed_mps,
    speed_kmh."""
    table = snapshot.positions
    rows = np.flatnonzero(~table.lost[:table.count])
    if class_key:
        rows = rows[_of_class(table.keys, table.count, class_key)[rows]]
    keys = [table.keys[row] for row in rows.tolist()]

    def find(name: str) -> Column | list[str] | None:
        if name in ("speed_mps", "speed_kmh"):
            return Numbers(table.speed_mps[rows] * (3.6 if name == "speed_kmh" else 1.0))
        if name == "heading_deg":
            return Numbers(table.heading_deg[rows])
        name = "label" if name == "name" else name
        return [getattr(key, name) for key in keys] if name in _TEXTS and hasattr(SubjectKey, name) else None

    lonlat = table.lonlat[rows]
    return Table([key.subject for key in keys], mercator(lonlat), find, at_utc=table.at_utc[rows], rows=rows)


_masks: list[tuple[object, str, np.ndarray]] = []


def _of_class(keys: list[SubjectKey], count: int, class_key: str) -> np.ndarray:
    """Which rows are of a class; kept while the list of keys only grows."""
    for at, (known, wanted, mask) in enumerate(_masks):
        if known is keys and wanted == class_key:
            if len(mask) < count:
                more = np.fromiter((keys[row].class_key == class_key for row in range(len(mask), count)), bool)
                mask = np.concatenate((mask, more))
                _masks[at] = (keys, class_key, mask)
            return mask
    mask = np.fromiter((keys[row].class_key == class_key for row in range(count)), bool, count)
    _masks.insert(0, (keys, class_key, mask))
    del _masks[8:]
    return mask
