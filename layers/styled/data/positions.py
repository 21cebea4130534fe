"""Rows of what reports positions. Pure; one thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SubjectKey
from command_center.state.snapshot import Snapshot
from command_center.state.tables import PositionTable
from layers.base import mercator
from layers.styled.columns import Column, Numbers
from layers.styled.table import Table

_TEXTS = {"class_key", "label", "subject"}
_KEPT = 8


class _Things(NamedTuple):
    """What stays while things only move: which rows of the table, their ids, and their texts as they are asked for.
    `keys` is held so that its identity stays its own."""

    keys: list[SubjectKey]
    rows: NDArray[np.intp]
    ids: list[str]
    texts: dict[str, Column]


_kept: dict[str, list[_Things]] = {}


def position_table(snapshot: Snapshot, class_key: str) -> Table:
    """Every thing on its feed, or those of a class. Properties: class_key, label (or name), subject, heading_deg,
    speed_mps, speed_kmh."""
    table = snapshot.positions
    things = _things(table, class_key)
    rows = things.rows

    def find(name: str) -> Column | None:
        if name in ("speed_mps", "speed_kmh"):
            return Numbers(table.speed_mps[rows] * (3.6 if name == "speed_kmh" else 1.0))
        if name == "heading_deg":
            return Numbers(table.heading_deg[rows])
        return _text(things, "label" if name == "name" else name)

    return Table(things.ids, mercator(table.lonlat[rows]), find, at_utc=table.at_utc[rows], rows=rows)


def _text(things: _Things, name: str) -> Column | None:
    if name not in _TEXTS:
        return None
    if name not in things.texts:
        things.texts[name] = Column([getattr(things.keys[row], name) for row in things.rows.tolist()])
    return things.texts[name]


def _things(table: PositionTable, class_key: str) -> _Things:
    rows = np.flatnonzero(~table.lost[:table.count])
    if class_key:
        rows = rows[_of_class(table.keys, table.count, class_key)[rows]]
    held = _kept.setdefault(class_key, [])
    for one in held:
        if one.keys is table.keys and np.array_equal(one.rows, rows):
            return one
    found = _Things(table.keys, rows, [table.keys[row].subject for row in rows.tolist()], {})
    held.insert(0, found)
    del held[2:]  # the live session and a replay
    return found


_masks: list[tuple[object, str, NDArray[np.bool_]]] = []


def _of_class(keys: list[SubjectKey], count: int, class_key: str) -> NDArray[np.bool_]:
    """Which rows are of a class; kept while the list of keys only grows."""
    for at, (known, wanted, mask) in enumerate(_masks):
        if known is keys and wanted == class_key:
            if len(mask) < count:
                more = np.fromiter((keys[row].class_key == class_key for row in range(len(mask), count)), bool)
                mask = np.concatenate((mask, more))
                _masks[at] = (keys, class_key, mask)
            return mask[:count]
    mask = np.fromiter((keys[row].class_key == class_key for row in range(count)), bool, count)
    _masks.insert(0, (keys, class_key, mask))
    del _masks[_KEPT:]
    return mask
