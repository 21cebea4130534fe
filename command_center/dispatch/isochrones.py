"""How far one gets by road from some places in so many seconds, as outlines. Not on a GUI thread: scipy and shapely are
slow to import, and a large city takes some hundred milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.dispatch.contour import outlines
from command_center.dispatch.routing import FAR_FROM_ROAD_M, OFF_ROAD_MPS
from command_center.domain.roads import RoadGraph

Floats = NDArray[np.float64]
ASIDE_M = 160.0  # how far beside a road a place still counts as reached
_SOFT_S = 90.0  # beyond this many seconds from a limit the field is flat, so that outlines keep close to the roads
_CELLS = 220  # along each side of the field
_FINEST_M = 25.0


def reach_seconds(graph: RoadGraph, places: Floats) -> Floats:
    """Seconds by road from the nearest of some places (n, 2 degrees) to every node; inf where no road leads."""
    from scipy.sparse import csr_array  # slow to import
    from scipy.sparse.csgraph import dijkstra

    count = graph.node_count
    snap = graph.snap(np.reshape(np.asarray(places, np.float64), (-1, 2)))
    links: dict[int, float] = {}
    for segment, share, off in zip(snap.segment.tolist(), snap.share.tolist(), snap.off_m.tolist(), strict=True):
        if segment < 0 or off > FAR_FROM_ROAD_M:
            continue
        ends = ((int(graph.end[segment]), graph.along_s[segment], 1.0 - share),
                (int(graph.start[segment]), graph.against_s[segment], share))
        for node, seconds, part in ends:
            if np.isfinite(seconds):
                cost = max(float(part * seconds) + off / OFF_ROAD_MPS, 1e-6)
                links[node] = min(cost, links.get(node, np.inf))
    if not links:
        return np.full(count, np.inf)
    nodes = sorted(links)
    indptr, indices, data = graph.ahead
    matrix = csr_array((np.concatenate([data, [links[node] for node in nodes]]),
                        np.concatenate([indices, np.array(nodes, np.int32)]),
                        np.concatenate([indptr, [len(indices) + len(nodes)]]).astype(np.int32)), shape=(count + 1, count + 1))
    return np.asarray(dijkstra(matrix, directed=True, indices=[count])[0, :count], np.float64)


def isochrones(graph: RoadGraph, places: Floats, limits_s: Sequence[float]) -> list[list[Floats]]:
    """For each limit the rings (k, 2 degrees) around what is reached within it; holes are rings too (odd-even)."""
    seconds = reach_seconds(graph, places)
    at, xy = _samples(graph, seconds, max(limits_s, default=0.0))
    if not len(at):
        return [[] for _ in limits_s]
    field, corner, cell = _field(xy, at)
    scale = graph.to_xy(np.array([graph.origin + 1.0]))[0]  # metres in a degree, east and north
    found = []
    for limit in limits_s:
        rings = outlines(np.clip(limit - field, -_SOFT_S, _SOFT_S))
        found.append([graph.origin + (ring * cell + corner) / scale for ring in rings if len(ring) > 3])
    return found


def _samples(graph: RoadGraph, seconds: Floats, limit: float) -> tuple[Floats, Floats]:
    """Seconds and places (metres) along all roads that are reached, no further apart than a fine cell."""
    start, end = seconds[graph.start], seconds[graph.end]
    used = np.flatnonzero(np.minimum(start, end) <= limit)
    pieces = np.maximum(np.ceil(graph.length_m[used] / _FINEST_M).astype(np.int64), 1) + 1
    segment = np.repeat(used, pieces)
    place = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = place / np.maximum(np.repeat(pieces, pieces) - 1, 1)
    with np.errstate(invalid="ignore"):
        there = start[segment] + np.where(share > 0, share * graph.along_s[segment], 0.0)
        back = end[segment] + np.where(share < 1, (1.0 - share) * graph.against_s[segment], 0.0)
    at = np.fmin(there, back)
    a, b = graph.node_xy[graph.start[segment]], graph.node_xy[graph.end[segment]]
    near = at <= limit
    return at[near], (a + share[:, None] * (b - a))[near]


def _field(xy: Floats, at: Floats) -> tuple[Floats, Floats, float]:
    """Seconds on a grid (rows, columns), its lower left point in metres, and its step."""
    low, high = xy.min(axis=0) - 2 * ASIDE_M, xy.max(axis=0) + 2 * ASIDE_M
    cell = max(_FINEST_M, float((high - low).max()) / _CELLS)
    size = np.ceil((high - low) / cell).astype(int) + 1
    field = np.full((size[1], size[0]), np.inf)
    column, row = np.round((xy - low) / cell).astype(int).T
    np.minimum.at(field, (row, column), at)
    for _ in range(max(1, round(ASIDE_M / cell))):
        field = _spread(field, cell / OFF_ROAD_MPS)
    return np.where(np.isfinite(field), field, 1e9), low, cell


def _spread(field: Floats, step_s: float) -> Floats:
    """Each point as soon as from any of its eight neighbours."""
    padded = np.pad(field, 1, constant_values=np.inf)
    rows, columns = field.shape
    result = field
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            way = step_s * np.hypot(down - 1, right - 1)
            result = np.minimum(result, padded[down:down + rows, right:right + columns] + way)
    return result
