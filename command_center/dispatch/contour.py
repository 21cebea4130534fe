"""Outlines of where a field on a grid is positive: marching squares. Pure; any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Per case (bits: lower left 1, lower right 2, upper right 4, upper left 8): pairs of edges (bottom 0, right 1, top 2,
# left 3) that an outline enters and leaves, with the inside on its left.
_CASES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 5: ((0, 3), (2, 1)), 6: ((2, 0),), 7: ((2, 3),),
    8: ((3, 2),), 9: ((0, 2),), 10: ((1, 0), (3, 2)), 11: ((1, 2),), 12: ((3, 1),), 13: ((0, 1),), 14: ((3, 0),),
}


def outlines(field: Floats) -> list[Floats]:
    """Closed rings (n, 2) of columns and rows where a field (rows, columns) changes its sign; the first point is not
    repeated. What touches the edge of the grid is closed there."""
    padded = np.pad(field, 1, constant_values=min(float(field.min()), -1.0) if field.size else -1.0)
    inside = padded > 0
    case = (inside[:-1, :-1] * 1 + inside[:-1, 1:] * 2 + inside[1:, 1:] * 4 + inside[1:, :-1] * 8)
    width = padded.shape[1]
    leads: dict[int, int] = {}
    for row, column in np.argwhere((case > 0) & (case < 15)).tolist():
        edges = (_across(row, column, width), _up(row, column + 1, width), _across(row + 1, column, width),
                 _up(row, column, width))
        for start, end in _CASES[int(case[row, column])]:
            leads[edges[start]] = edges[end]
    return [_points(ring, padded) - 1.0 for ring in _rings(leads)]


def _across(row: int, column: int, width: int) -> int:
    """The edge from a grid point to the next one in its row."""
    return 2 * (row * width + column)


def _up(row: int, column: int, width: int) -> int:
    """The edge from a grid point to the next one in its column."""
    return 2 * (row * width + column) + 1


def _rings(leads: dict[int, int]) -> list[list[int]]:
    rings = []
    while leads:
        first, edge = leads.popitem()
        ring = [first]
        while edge != first:
            ring.append(edge)
            edge = leads.pop(edge)
        rings.append(ring)
    return rings


def _points(ring: list[int], field: Floats) -> Floats:
    """Where the field is zero on each edge, between its two grid points."""
    edge = np.array(ring)
    row, column = np.divmod(edge // 2, field.shape[1])
    up = edge % 2
    a, b = field[row, column], field[row + up, column + 1 - up]
    share = a / np.where(a == b, 1.0, a - b)
    return np.column_stack((column + share * (1 - up), row + share * up))
