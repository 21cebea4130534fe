"""The way that moving things came, as polylines. Any thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.state.tables import PositionTable
from layers.base import mercator
from layers.drawing import Lines, LineStyle


def trails(table: PositionTable, rows: Sequence[int], styles: tuple[LineStyle, ...]) -> Lines:
    """Trails of some rows of the table: from where each thing is now back along its last positions."""
    if not len(rows):
        return Lines()
    index = np.asarray(rows, np.intp)
    path = np.concatenate((table.lonlat[index][:, None, :], table.trail[index].astype(np.float64)), axis=1)
    good: NDArray[np.bool_] = np.asarray(np.isfinite(path).all(axis=2))
    counts = good.sum(axis=1)
    keep = counts > 1
    offset = np.concatenate(([0], np.cumsum(counts[keep])))
    xy = mercator(path[keep][good[keep]])
    ids = [table.keys[row].subject for row in index[keep]]
    return Lines(ids, xy, offset, styles, np.zeros(len(ids), np.intp))
