"""Which points lie in which rings, by counting crossings. Pure; any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats
from layers.styled.shapes import Parts


def counts_inside(parts: Parts, points: Floats, rows: int) -> NDArray[np.int64]:
    """How many points lie in the area of each row of a table; holes by odd-even. Sorted by x first, so that each ring
    looks only at the points in its box."""
    result = np.zeros(rows, np.int64)
    points = points[np.isfinite(points).all(axis=1)]
    points = points[np.argsort(points[:, 0], kind="stable")]
    for row in np.unique(parts.row).tolist():
        inside = np.zeros(len(points), bool)
        for part in np.flatnonzero(parts.row == row).tolist():
            ring = parts.xy[parts.offset[part]:parts.offset[part + 1]]
            first, last = np.searchsorted(points[:, 0], (ring[:, 0].min(), ring[:, 0].max()), side="left")
            inside[first:last] ^= in_ring(ring, points[first:last])
        result[row] = int(inside.sum())
    return result


def in_ring(ring: Floats, points: Floats) -> NDArray[np.bool_]:
    """Which points lie in one ring; a row of points at a time, so that memory stays small."""
    inside = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    for (ax, ay), (bx, by) in zip(ring.tolist(), np.roll(ring, -1, axis=0).tolist(), strict=True):
        if ay != by:
            crosses = (ay > y) != (by > y)
            inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside
