"""What a configured layer draws: rows with ids, places, shapes and columns. Immutable; any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.columns import Geometries
from layers.drawing import Floats
from layers.styled.columns import Column, Numbers, Same

NO_SHAPES = Geometries(np.empty((0, 2)), np.zeros(1, np.int64), np.empty(0, np.uint8), np.empty(0, np.int64))


class Table:
    """ids: as Selection names them; xy: (n, 2) EPSG:3857 metres, one representative place a row, NaN for none.

    shapes: geometry columns in EPSG:3857 metres, whose `row` are rows of this table; at_utc: when each happened, None
    where that means nothing; left_out: rows of the source that have no place; rows: which rows of the snapshot's own
    table these are, where it has columns; holds: (instant) -> which rows hold then, None where all do.
    """

    def __init__(self, ids: Sequence[str], xy: Floats, find: Callable[[str], Sequence[Any] | Column | None], *,
                 shapes: Callable[[], Geometries] = lambda: NO_SHAPES, at_utc: Any = None, left_out: int = 0,
                 rows: Any = None, holds: Callable[[int], Any] | None = None) -> None:
        self.ids, self.xy, self.at_utc, self.left_out, self.rows, self.holds = ids, xy, at_utc, left_out, rows, holds
        self._find, self._shapes = find, shapes
        self._columns: dict[str, Column] = {}
        self._made: Geometries | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def shapes(self) -> Geometries:
        """Points, lines and rings, made when first asked for."""
        if self._made is None:
            self._made = self._shapes()
        return self._made

    def column(self, name: str) -> Column:
        """The values of a property, kept with the table; all null where nothing has it."""
        column = self._columns.get(name)
        if column is None:
            found = Same(None, len(self)) if len(self) == 0 else self._find(name)
            column = found if isinstance(found, Column) else Same(None, len(self)) if found is None else Column(found)
            self._columns[name] = column
        return column

    def ids_of(self, rows: NDArray[np.intp]) -> Sequence[str]:
        """Ids of some rows, without a copy where these are all in their order."""
        if len(rows) == len(self.ids) and (not len(rows) or (rows[0] == 0 and bool((np.diff(rows) == 1).all()))):
            return self.ids
        return [self.ids[row] for row in rows.tolist()]

    def numbers(self, name: str) -> Floats:
        """A property as numbers, NaN where there is none."""
        return self.column(name).number

    def knows(self, name: str) -> bool:
        """Whether any row has a property."""
        return not bool(self.column(name).null.all())


EMPTY = Table((), np.empty((0, 2)), lambda name: None)
__all__ = ["EMPTY", "NO_SHAPES", "Column", "Numbers", "Table"]
