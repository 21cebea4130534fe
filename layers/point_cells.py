"""Many points sorted into the cells of a grid, so that what lies in a box is found without looking at the others.

Pure; any thread. The order of the cells is also the order of painting large sets: from north to south, so that
neighbours in memory are neighbours in the picture and the nearer one lies on top.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats

MANY = 4096  # fewer points are drawn in their own order and never sorted
_SIDE = 256  # cells a side: their numbers fit 16 bits, which numpy sorts by radix
_SAMPLE = 4096
_KEPT = 12
AT_ONCE = 250_000  # more are sorted in a thread by whoever means to draw them


class PointCells:
    """order: rows as they lie in the cells, xy: their places; start: first place in `order` of each cell, row by row
    from the north.

    Points beyond the box that holds nearly all lie in the cells at its edge; those without a finite place in none.
    """

    _ordered = False

    def __init__(self, xy: Floats) -> None:
        sample = xy[:: max(1, len(xy) // _SAMPLE)]
        sample = sample[np.isfinite(sample).all(axis=1)]
        low, high = np.percentile(sample, (1, 99), axis=0) if len(sample) else (np.zeros(2), np.ones(2))
        margin = (high - low) * 0.03 + 1e-6
        self._west, self._north = float(low[0] - margin[0]), float(high[1] + margin[1])
        self._per_x, self._per_y = (_SIDE / np.maximum(high - low + 2 * margin, 1e-6)).tolist()
        place = (xy - (self._west, self._north)) * (self._per_x, -self._per_y)
        finite = bool(np.isfinite(place.sum()))
        np.clip(place, 0, _SIDE - 1, out=place)
        if finite:
            cell = place.astype(np.uint16)
            key = cell[:, 1] * np.uint16(_SIDE) + cell[:, 0]
            self.order = np.argsort(key, kind="stable")
        else:
            kept = np.flatnonzero(np.isfinite(xy).all(axis=1))
            cell = place[kept].astype(np.uint16)
            key = cell[:, 1] * np.uint16(_SIDE) + cell[:, 0]
            self.order = np.take(kept, np.argsort(key, kind="stable"))
        self.xy = np.empty((len(self.order), 2), order="F")  # column by column: what paints goes through one, then the other
        self.xy[:, 0], self.xy[:, 1] = np.take(xy[:, 0], self.order), np.take(xy[:, 1], self.order)
        self.start = np.zeros(_SIDE * _SIDE + 1, np.int64)
        np.cumsum(np.bincount(key, minlength=_SIDE * _SIDE), out=self.start[1:])

    def in_order(self) -> PointCells:
        """The same for points that lie in the order of the cells themselves: for other processes."""
        other: PointCells = object.__new__(PointCells)
        other.__dict__.update(self.__dict__)
        other.order = np.empty(0, np.intp)
        other._ordered = True
        return other

    def within(self, west: float, south: float, east: float, north: float) -> tuple[NDArray[np.intp], Floats]:
        """Rows and places of the points whose cells touch a box, in the order of painting."""
        found = self._places(west, south, east, north)
        if isinstance(found, slice):
            return (np.arange(found.start, found.stop) if self._ordered else self.order[found]), self.xy[found]
        return (found if self._ordered else np.take(self.order, found)), self.xy[found]

    def places(self, west: float, south: float, east: float, north: float) -> Floats:
        """Those places alone."""
        found = self._places(west, south, east, north)
        return self.xy[found]  # of columns np.take would copy all

    def _places(self, west: float, south: float, east: float, north: float) -> slice | NDArray[np.intp]:
        """Where they lie in `xy`."""
        left, right = self._column(west), self._column(east)
        top, bottom = self._row(north), self._row(south)
        if left == 0 and right == _SIDE - 1:
            return slice(int(self.start[top * _SIDE]), int(self.start[(bottom + 1) * _SIDE]))
        lines = np.arange(top, bottom + 1) * _SIDE
        first = self.start[lines + left]
        count = self.start[lines + right + 1] - first
        return np.arange(count.sum()) + np.repeat(first - np.concatenate(([0], np.cumsum(count)[:-1])), count)

    def _column(self, x: float) -> int:
        return int(max(0.0, min(_SIDE - 1.0, (x - self._west) * self._per_x)))

    def _row(self, y: float) -> int:
        return int(max(0.0, min(_SIDE - 1.0, (self._north - y) * self._per_y)))


_cells: OrderedDict[int, tuple[Floats, PointCells]] = OrderedDict()
_lock = Lock()


def cells_of(xy: Floats) -> PointCells | None:
    """The cells of (n, 2) places, made at their first use and kept while they are among the last ones asked for; None
    for few; cells of nothing for more than AT_ONCE until `keep_cells` brings theirs. Arrays of drawings are never changed, so that identity tells."""
    if len(xy) < MANY:
        return None
    with _lock:
        kept = _cells.get(id(xy))
        if kept is not None and kept[0] is xy:
            _cells.move_to_end(id(xy))
            return kept[1]
    return keep_cells(xy, PointCells(xy if len(xy) <= AT_ONCE else xy[:0]), final=len(xy) <= AT_ONCE)


def kept_cells(xy: Floats) -> PointCells | None:
    """Those that were made already."""
    with _lock:
        kept = _cells.get(id(xy))
    return kept[1] if kept is not None and kept[0] is xy else None


def keep_cells(xy: Floats, made: PointCells, *, final: bool = True) -> PointCells:
    """Cells that were made elsewhere. Not final: so many places are not sorted here and now, and count as none yet."""
    if final:
        with _lock:
            _cells[id(xy)] = (xy, made)
            _cells.move_to_end(id(xy))
            while len(_cells) > _KEPT:
                _cells.popitem(last=False)
    return made
