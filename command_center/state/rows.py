"""Growing columns with a row for each key: what the tables of series and of moving things share. Touched only by the
thread that folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events.telemetry import SeriesKey, SubjectKey

NEVER = np.iinfo(np.int64).min
WORTH_REMEMBERING, REMEMBERED = 8, 1024  # keys of a batch; batches
Key = TypeVar("Key", SeriesKey, SubjectKey)


class KeyedRows(Generic[Key]):
    """Rows are added and overwritten, never removed. A subclass names its columns (name, dtype, fill, shape of a
    row) and knows which field of a key is its id. `touched`: rows that changed since the last table."""

    COLUMNS: ClassVar[tuple[tuple[str, Any, Any, tuple[int, ...]], ...]]

    def __init__(self, table: Any = None) -> None:
        """Empty, or as a table is."""
        self.count: int = 0 if table is None else table.count
        self.keys: list[Key] = [] if table is None else list(table.keys[: table.count])
        self.index: dict[str, int] = {_id(key): row for row, key in enumerate(self.keys)}
        self.touched: NDArray[np.bool_] = np.zeros(self.count, np.bool_)
        self._seen: dict[int, tuple[Sequence[Key], NDArray[np.intp]]] = {}
        cell: tuple[int, ...]
        for name, dtype, _, cell in self.COLUMNS:
            setattr(self, name, np.empty((0, *cell), dtype) if table is None else getattr(table, name).copy())

    def rows(self, keys: Sequence[Key]) -> NDArray[np.intp]:
        """The row of each key; new ones get one, changed constants are taken over."""
        seen = self._seen.get(id(keys))
        if seen is not None and seen[0] is keys:  # a poll of one source brings the same keys every time
            return seen[1]
        described, found = self.keys, self._rows(keys)
        if self.keys is not described or len(self._seen) > REMEMBERED:
            self._seen.clear()
        if self.keys is not described:
            self.touched[found] = True
        elif len(keys) >= WORTH_REMEMBERING:
            self._seen[id(keys)] = (keys, found)
        return found

    def knows(self, keys: Sequence[Key]) -> bool:
        """Whether none of the keys says anything new."""
        seen = self._seen.get(id(keys))
        if seen is not None and seen[0] is keys:
            return True
        for key in keys:
            row = self.index.get(_id(key))
            if row is None or (self.keys[row] != key and _merged(self.keys[row], key) != self.keys[row]):
                return False
        self.rows(keys)  # remembers them
        return True

    def _rows(self, keys: Sequence[Key]) -> NDArray[np.intp]:
        found = np.empty(len(keys), np.intp)
        for number, key in enumerate(keys):
            row = self.index.get(_id(key))
            if row is None:
                row = self._new(key)
            elif self.keys[row] != key:
                self._describe(row, key)
            found[number] = row
        return found

    def _new(self, key: Key) -> int:
        row = self.count
        if row == len(self.touched):
            cell: tuple[int, ...]
            for name, dtype, fill, cell in (*self.COLUMNS, ("touched", np.bool_, False, ())):
                grown = np.full((max(64, row * 2), *cell), fill, dtype)
                grown[:row] = getattr(self, name)[:row]
                setattr(self, name, grown)
        # Lists and dicts are shared with older snapshots, which look only below their own count.
        self.keys.append(key)
        self.index[_id(key)] = row
        self.count += 1
        return row

    def _describe(self, row: int, key: Key) -> None:
        merged = _merged(self.keys[row], key)
        if merged != self.keys[row]:
            self.keys = list(self.keys)  # an older snapshot keeps the description that it had
            self.keys[row] = merged

    def take_touched(self) -> frozenset[str]:
        """The ids that changed since this was asked last."""
        rows = np.flatnonzero(self.touched[: self.count])
        self.touched[rows] = False
        return frozenset(_id(self.keys[row]) for row in rows)

    def copied_columns(self) -> dict[str, NDArray[Any]]:
        """Read-only copies of the columns, for a table."""
        columns = {}
        for name, *_ in self.COLUMNS:
            column = getattr(self, name)[: self.count].copy()
            column.flags.writeable = False
            columns[name] = column
        return columns


def _fields(key: Any) -> tuple[str, ...]:
    return tuple(getattr(key, name) for name in key.__struct_fields__)


def _id(key: Any) -> str:
    return key.series if type(key) is SeriesKey else key.subject


def _merged(known: Key, key: Key) -> Key:
    """What the newer key says, and of the known one what it leaves out."""
    return type(key)(*(new or old for new, old in zip(_fields(key), _fields(known), strict=True)))
