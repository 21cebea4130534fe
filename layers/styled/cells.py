"""Squares and hexagons that cover the plane. Pure; any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats

_ROOT3 = 3.0 ** 0.5


def cell_of(xy: Floats, side: float, shape: str) -> NDArray[np.int64]:
    """(n, 2) numbers of the cell that each point lies in. side: metres across a cell (hexagons: between two opposite
    sides); hexagons stand on a corner, numbered by axial coordinates."""
    if shape == "square":
        return np.floor(xy / side).astype(np.int64)
    size = side / _ROOT3
    q = (xy[:, 0] * _ROOT3 / 3 - xy[:, 1] / 3) / size
    r = xy[:, 1] * 2 / 3 / size
    s = -q - r
    rq, rr, rs = np.round(q), np.round(r), np.round(s)
    off_q, off_r, off_s = np.abs(rq - q), np.abs(rr - r), np.abs(rs - s)
    turn_q = (off_q > off_r) & (off_q > off_s)
    turn_r = ~turn_q & (off_r > off_s)
    return np.column_stack((np.where(turn_q, -rr - rs, rq), np.where(turn_r, -rq - rs, rr))).astype(np.int64)


def cell_rings(cells: NDArray[np.int64], side: float, shape: str) -> tuple[Floats, Floats]:
    """Middles (n, 2) and closed rings (n, corners + 1, 2) of cells."""
    if shape == "square":
        middle = (cells + 0.5) * side
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * side / 2
    else:
        size = side / _ROOT3
        middle = np.column_stack((size * _ROOT3 * (cells[:, 0] + cells[:, 1] / 2), size * 1.5 * cells[:, 1]))
        turn = np.radians(np.arange(7) * 60.0 + 30.0)
        corners = np.column_stack((np.cos(turn), np.sin(turn))) * size
    return np.asarray(middle, np.float64), np.asarray(middle[:, None, :] + corners[None, :, :], np.float64)
