"""Lines and areas of some rows of a table, as columns for a drawing. Pure; any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.columns import LINE, RING, Geometries
from layers.drawing import Floats
from layers.styled.table import Table


class Parts(NamedTuple):
    """part p is xy[offset[p]:offset[p + 1]] of row[p] of the table."""

    xy: Floats
    offset: NDArray[np.int64]
    row: NDArray[np.int64]


def line_parts(table: Table, rows: NDArray[np.intp], *, rings: bool = True) -> Parts:
    """The lines of some rows; rings: the outlines of areas too."""
    shapes = table.shapes
    return _cut(shapes, np.flatnonzero(_of(shapes, rows, len(table)) & ((shapes.kind == LINE) | (rings & (shapes.kind >= RING)))))


def ring_parts(table: Table, rows: NDArray[np.intp]) -> Parts:
    """The rings of some rows, holes included."""
    shapes = table.shapes
    return _cut(shapes, np.flatnonzero(_of(shapes, rows, len(table)) & (shapes.kind >= RING)))


def _of(shapes: Geometries, rows: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    wanted = np.zeros(count, bool)
    wanted[rows] = True
    return wanted[shapes.row] if len(shapes.row) else np.zeros(0, bool)


def _cut(shapes: Geometries, chosen: NDArray[np.intp]) -> Parts:
    chosen = chosen[np.diff(shapes.offset)[chosen] > 1] if len(chosen) else chosen
    if len(chosen) == len(shapes.kind):
        return Parts(shapes.xy, shapes.offset, shapes.row)
    length = np.diff(shapes.offset)[chosen]
    offset = np.concatenate(([0], np.cumsum(length))).astype(np.int64)
    index = np.repeat(shapes.offset[:-1][chosen] - offset[:-1], length) + np.arange(offset[-1])
    return Parts(shapes.xy[index], offset, shapes.row[chosen])


def lengths_m(parts: Parts) -> Floats:
    """Length on the ground of each part: Mercator pieces scaled by the cosine of their latitude."""
    if not len(parts.row):
        return np.empty(0)
    step = np.diff(parts.xy, axis=0)
    middle = (parts.xy[1:, 1] + parts.xy[:-1, 1]) / 2
    metres = np.hypot(step[:, 0], step[:, 1]) / np.cosh(middle / 6_378_137.0)
    metres[parts.offset[1:-1] - 1] = 0.0  # from the end of one to the start of the next
    return np.add.reduceat(metres, parts.offset[:-1])


def middles(parts: Parts) -> Floats:
    """A place on each part: the middle of its middle piece."""
    at = (parts.offset[:-1] + parts.offset[1:] - 1) // 2
    other = np.minimum(at + 1, parts.offset[1:] - 1)
    return (parts.xy[at] + parts.xy[other]) / 2
