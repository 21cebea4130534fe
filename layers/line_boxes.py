"""Boxes of many polylines, made once a drawing: which lines touch an area is then a few comparisons. Any thread."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats, Lines

_KEPT = 24


class LineBoxes:
    """Box of each line: west, south, east, north in metres; an empty line has none and touches nothing."""

    def __init__(self, lines: Lines) -> None:
        count = np.diff(lines.offset)
        full = np.flatnonzero(count > 0)
        self.box: Floats = np.full((len(count), 4), np.nan)
        if len(full):
            first = lines.offset[:-1][full]
            self.box[full, :2] = np.minimum.reduceat(lines.xy, first)
            self.box[full, 2:] = np.maximum.reduceat(lines.xy, first)

    def touching(self, west: float, south: float, east: float, north: float) -> NDArray[np.intp]:
        """Rows of the lines whose box touches a box."""
        b = self.box
        return np.flatnonzero((b[:, 2] >= west) & (b[:, 0] <= east) & (b[:, 3] >= south) & (b[:, 1] <= north))


_boxes: OrderedDict[int, tuple[Lines, LineBoxes]] = OrderedDict()
_lock = Lock()


def boxes_of(lines: Lines) -> LineBoxes:
    """The boxes of a set, kept while it is among the last ones asked for."""
    with _lock:
        kept = _boxes.get(id(lines))
        if kept is not None and kept[0] is lines:
            _boxes.move_to_end(id(lines))
            return kept[1]
    made = LineBoxes(lines)
    with _lock:
        _boxes[id(lines)] = (lines, made)
        while len(_boxes) > _KEPT:
            _boxes.popitem(last=False)
    return made
