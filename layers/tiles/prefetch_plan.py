"""What fetching an area ahead would take: which tiles, about how many bytes. Pure but for a look into the cache; any
thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats
from layers.tiles.base import TileSource
from layers.tiles.grid import Span, TileGrid, TileKey
from layers.tiles.store import TileStore

_USUAL_BYTES = {False: 18_000, True: 30_000}  # of an image of 256 pixels, of a vector tile
_FINE = 1 << 20  # beyond so many tiles of a box a polygon's share is reckoned, not counted


class Stage(NamedTuple):
    """Tiles of one level: those of `span` that touch the area."""

    matrix: int
    span: Span
    tiles: int


@dataclass(frozen=True, slots=True)
class PrefetchPlan:
    """area: (n, 2) ring of WGS84 longitude, latitude; tiles, bytes: all together (bytes reckoned from what is on disk of
    the source, else from what is usual); refused: a key why it may not be ("prefetch.too_many", "prefetch.no_room",
    "prefetch.forbidden", "prefetch.local", "prefetch.not_open", "prefetch.outside"), "" where it may."""

    area: Floats
    stages: tuple[Stage, ...]
    tiles: int
    bytes: int
    refused: str = ""

    def keys(self, grid: TileGrid) -> Iterator[TileKey]:
        """The tiles, coarse levels first, in rows."""
        for stage in self.stages:
            for row in range(stage.span.first_row, stage.span.last_row + 1):
                columns = _touched(grid, stage.matrix, stage.span, row, self.area)
                yield from (TileKey(stage.matrix, int(column), row) for column in columns)


def ring_of(area: tuple[float, float, float, float] | Floats) -> Floats:
    """A box (west, south, east, north) or a ring as a ring."""
    if isinstance(area, tuple):
        west, south, east, north = area
        return np.array([(west, south), (east, south), (east, north), (west, north)], np.float64)
    ring = np.asarray(area, np.float64).reshape(-1, 2)
    return ring[:-1] if len(ring) > 3 and np.array_equal(ring[0], ring[-1]) else ring


def plan_prefetch(source: TileSource, store: TileStore, area: tuple[float, float, float, float] | Floats,
                  first_matrix: int, last_matrix: int) -> PrefetchPlan:
    """Plan the levels first_matrix to last_matrix (indices of the source's grid) of an area."""
    ring, grid = ring_of(area), source.grid
    if grid is None:
        return PrefetchPlan(ring, (), 0, 0, "prefetch.not_open")
    if source.is_local or not source.cache_key:
        return PrefetchPlan(ring, (), 0, 0, "prefetch.local")
    stages = tuple(_stages(source, grid, ring, first_matrix, min(last_matrix, len(grid.matrices) - 1)))
    tiles = sum(stage.tiles for stage in stages)
    size = sum(int(stage.tiles * _mean_bytes(source, store, stage.matrix)) for stage in stages)
    return PrefetchPlan(ring, stages, tiles, size, _refusal(source, store, tiles, size))


def _refusal(source: TileSource, store: TileStore, tiles: int, size: int) -> str:
    limit = source.config.prefetch_limit
    if limit == 0:
        return "prefetch.forbidden"
    if tiles == 0:
        return "prefetch.outside"
    if tiles > limit:
        return "prefetch.too_many"
    return "prefetch.no_room" if size + store.use().pinned_bytes > store.limit_bytes * 9 // 10 else ""


def _stages(source: TileSource, grid: TileGrid, ring: Floats, first: int, last: int) -> Iterator[Stage]:
    box, known = (*ring.min(axis=0), *ring.max(axis=0)), source.bounds_wgs84
    inside = (max(box[0], known[0]), max(box[1], known[1]), min(box[2], known[2]), min(box[3], known[3]))
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        return
    for matrix in range(max(0, first), last + 1):
        span = grid.covering(matrix, tuple(map(float, inside)))  # type: ignore[arg-type]
        if span is None:
            continue
        if span.tiles > _FINE:
            share = _ring_area(ring) / max(1e-12, (box[2] - box[0]) * (box[3] - box[1]))
            yield Stage(matrix, span, int(span.tiles * min(1.0, share)))
            continue
        count = sum(len(_touched(grid, matrix, span, row, ring)) for row in range(span.first_row, span.last_row + 1))
        if count:
            yield Stage(matrix, span, count)


def _touched(grid: TileGrid, matrix: int, span: Span, row: int, ring: Floats) -> NDArray[np.int64]:
    """The columns of a row whose tiles touch the ring."""
    columns = np.arange(span.first_column, span.last_column + 1, dtype=np.int64)
    if len(ring) == 4 and _is_box(ring):
        return columns
    import shapely

    x, y = grid.from_wgs84(ring[:, 0], ring[:, 1])
    polygon = shapely.make_valid(shapely.Polygon(np.column_stack([x, y])))
    shapely.prepare(polygon)
    level = grid.matrices[matrix]
    west, south, _, north = level.bounds(span.first_column, row)
    wide = level.tile_size[0] * level.resolution
    left = west + (columns - span.first_column) * wide
    touched = shapely.intersects(polygon, shapely.box(left, south, left + wide, north))
    return columns[touched]


def _is_box(ring: Floats) -> bool:
    (west, south), (east, north) = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
    return {tuple(corner) for corner in ring.tolist()} == {(west, south), (east, south), (east, north), (west, north)}


def _ring_area(ring: Floats) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def _mean_bytes(source: TileSource, store: TileStore, matrix: int) -> float:
    known = store.mean_bytes(source.cache_key, matrix) or store.mean_bytes(source.cache_key)
    if known or source.grid is None:
        return known
    side = source.grid.matrices[matrix].tile_size[0]
    return _USUAL_BYTES[source.is_vector] * (1.0 if source.is_vector else (side / 256) ** 2)
