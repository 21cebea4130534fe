"""Moving things sorted into units and others; grows with the table of positions. Any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SubjectKey
from command_center.domain.units import Unit
from command_center.state.tables import PositionTable

_kept: list[tuple[list[SubjectKey], Mapping[str, Unit], int, NDArray[np.bool_]]] = []


class Subjects(Sequence[str]):
    """A word of each of many rows of a table of positions, made when it is asked for: nobody reads 100,000 of them a
    frame. word: "subject" (its id), "label" or "class_key"."""

    __slots__ = ("_keys", "_rows", "_table", "_word")

    def __init__(self, table: PositionTable, rows: NDArray[np.intp], word: str = "subject") -> None:
        self._table, self._keys, self._rows, self._word = table, table.keys, rows, word

    def __len__(self) -> int:
        return int(self._rows.size)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Subjects(self._table, self._rows[at], self._word)
        return str(getattr(self._keys[self._rows[at]], self._word))

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Where an id stands; raises ValueError where it does not."""
        if self._word != "subject" or start or stop is not None:
            return super().index(value, start, len(self) if stop is None else stop)
        row = self._table.row(str(value))
        found = np.flatnonzero(self._rows == (-1 if row is None else row))
        if not found.size:
            raise ValueError(f"{value!r} is not among them")
        return int(found[0])

    def __contains__(self, value: object) -> bool:
        try:
            self.index(value)
        except ValueError:
            return False
        return True


def others(table: PositionTable, units: Mapping[str, Unit]) -> NDArray[np.intp]:
    """Rows of the things that are on their feed and are no units (buses, vehicles of other systems)."""
    mask, known = _others_before(table, units)
    if known < table.count:  # only those that came since are looked at
        more = np.fromiter((key.subject not in units for key in table.keys[known:table.count]), bool, table.count - known)
        mask = np.concatenate((mask, more))
        _kept.insert(0, (table.keys, units, len(units), mask))
        del _kept[3:]
    return np.flatnonzero(mask[:table.count] & ~table.lost[:table.count])


def _others_before(table: PositionTable, units: Mapping[str, Unit]) -> tuple[NDArray[np.bool_], int]:
    for keys, known, count, mask in _kept:
        if keys is table.keys and count == len(units) and (known is units or known.keys() == units.keys()):
            return mask, len(mask)
    return np.empty(0, np.bool_), 0
