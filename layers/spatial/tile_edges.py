"""What a pointer may snap to of vector tiles: the corners and edges of what they draw, without the cuts along their borders.
Headless; any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from layers.drawing import Floats
from layers.spatial.geodesy import Cancelled
from layers.spatial.snapping import MOST, NO_EDGES, Box, Edges
from layers.tiles.grid import TileGrid, TileKey
from layers.tiles.vector_classes import look_of
from layers.tiles.vector_tile import POINT, POLYGON, BadTile, Features, read_tile


class Tiles(NamedTuple):
    """Those of one source that are in view, as they came."""

    grid: TileGrid
    tiles: tuple[tuple[TileKey, bytes], ...]


def edges_of_tiles(found: Sequence[Tiles], box: Box, stop: Callable[[], bool] = lambda: False) -> Edges:
    """All edges in a box of WGS84 degrees; of more than MOST none of the tiles that come too late. Tiles that cannot be
    read have none. Raises Cancelled."""
    edges, count = list[Edges](), 0
    for source in found:
        for key, data in source.tiles:
            if stop():
                raise Cancelled
            try:
                near = _of_tile(source.grid, key, data).near(box)
            except BadTile:
                continue
            count += len(near.start)
            if count > MOST:
                break
            edges.append(near)
    return Edges(*(np.concatenate(parts) for parts in zip(*edges, strict=True))) if edges else NO_EDGES


def _of_tile(grid: TileGrid, key: TileKey, data: bytes) -> Edges:
    starts, ends = list[Floats](), list[Floats]()
    for layer in read_tile(data):
        for kind, features in layer.kinds.items():
            if kind == POINT or not len(features.xy):
                continue
            start, end = _within_tile(features, layer.name, kind, layer.extent)
            starts.append(_degrees(grid, key, start / layer.extent))
            ends.append(_degrees(grid, key, end / layer.extent))
    return Edges(np.concatenate(starts), np.concatenate(ends)) if starts else NO_EDGES


def _within_tile(features: Features, name: str, kind: int, extent: int) -> tuple[Floats, Floats]:
    """Edges of what is drawn, in units of the tile; what lies on its border or beyond it belongs to a neighbour, or to
    nobody."""
    offset, xy = features.offset, features.xy
    drawn = np.array([look_of(name, kind, one) is not None for one in features.properties], bool)[features.owner]
    part = np.repeat(np.arange(len(offset) - 1), np.diff(offset))
    same = np.flatnonzero((part[1:] == part[:-1]) & drawn[part[1:]])
    start, end = xy[same], xy[same + 1]
    if kind == POLYGON:
        rings = np.flatnonzero((np.diff(offset) > 2) & drawn)
        start, end = np.concatenate([start, xy[offset[1:][rings] - 1]]), np.concatenate([end, xy[offset[:-1][rings]]])
    inside = ~(((start <= 0) & (end <= 0)) | ((start >= extent) & (end >= extent))).any(axis=1)
    return start[inside], end[inside]


def _degrees(grid: TileGrid, key: TileKey, share: Floats) -> Floats:
    """WGS84 degrees of places in a tile (0 to 1, right and down)."""
    west, south, east, north = grid.matrices[key.matrix].bounds(key.column, key.row)
    if not len(share):
        return np.empty((0, 2))
    return np.column_stack(grid.to_wgs84(west + share[:, 0] * (east - west), north - share[:, 1] * (north - south)))
