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


class PointCells:
    """order: rows as they lie in the cells, xy: their places; start: first place in `order` of each cell, row by row
    from the north.

    Points beyond the box that holds nearly all lie in the cells at its edge; those without a finite place in none.
    """

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
        self.xy = np.take(xy, self.order, 0)
        self.start = np.zeros(_SIDE * _SIDE + 1, np.int64)
        np.cumsum(np.bincount(key, minlength=_SIDE * _SIDE), out=self.start[1:])

    def spans(self, west: float, south: float, east: float, north: float) -> list[tuple[int, int]]:
        """Ranges of `order` whose cells touch a box; neighbouring ranges are joined."""
        columns = np.clip(np.floor((np.array((west, east)) - self._west) * self._per_x), 0, _SIDE - 1).astype(int)
        rows = np.clip(np.floor((self._north - np.array((north, south))) * self._per_y), 0, _SIDE - 1).astype(int)
        if columns[0] == 0 and columns[1] == _SIDE - 1:
            return [(int(self.start[rows[0] * _SIDE]), int(self.start[(rows[1] + 1) * _SIDE]))]
        line = np.arange(rows[0], rows[1] + 1) * _SIDE
        first, last = self.start[line + columns[0]], self.start[line + columns[1] + 1]
        some = last > first
        return list(zip(first[some].tolist(), last[some].tolist(), strict=True))

    def within(self, west: float, south: float, east: float, north: float) -> tuple[NDArray[np.intp], Floats]:
        """Rows and places of the points whose cells touch a box, in the order of painting."""
        spans = self.spans(west, south, east, north)
        if len(spans) == 1:
            first, last = spans[0]
            return self.order[first:last], self.xy[first:last]
        if not spans:
            return self.order[:0], self.xy[:0]
        return (np.concatenate([self.order[a:b] for a, b in spans]), np.concatenate([self.xy[a:b] for a, b in spans]))


_cells: OrderedDict[int, tuple[Floats, PointCells]] = OrderedDict()
_lock = Lock()


def cells_of(xy: Floats) -> PointCells | None:
    """The cells of (n, 2) places, made at their first use and kept while they are among the last ones asked for; None
    for few. Arrays of drawings are never changed, so that identity tells."""
    if len(xy) < MANY:
        return None
    with _lock:
        kept = _cells.get(id(xy))
        if kept is not None and kept[0] is xy:
            _cells.move_to_end(id(xy))
            return kept[1]
    made = PointCells(xy)
    with _lock:
        _cells[id(xy)] = (xy, made)
        while len(_cells) > _KEPT:
            _cells.popitem(last=False)
    return made
