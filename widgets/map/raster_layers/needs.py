"""Which tiles of a source a tile of the map is made of. Pure; GUI thread, so that nothing here may be slow."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from layers.drawing import Floats
from layers.projection import Projection
from layers.tiles.base import WORLD
from layers.tiles.grid import Bounds, TileGrid, TileKey, from_centre
from widgets.map.raster_layers.warp import map_to_grid
from widgets.map.slots import TILE
from widgets.map.tiles import Key
from widgets.map.viewpoint import level_scale

MOST = 64  # tiles of a source in one of the map; a source that would need more has nothing for so coarse a scale
_LARGER = 1.25  # pixels of the source may be so much larger than the map's
_NODES = np.linspace(0.0, TILE, 5)
_MARGIN_PX = 1.0  # what smooth sampling looks at beyond the edge


class Need(NamedTuple):
    """matrix: index; keys: nearest to the middle first, () for nothing."""

    matrix: int
    keys: tuple[TileKey, ...]


class Needs:
    """The needs of one grid in one plane. reference: metres of the map by which the level is chosen, the same
    everywhere, so that neighbouring tiles of the map are of one level."""

    def __init__(self, grid: TileGrid, bounds_wgs84: Bounds, projection: Projection,
                 reference: tuple[float, float]) -> None:
        self._grid, self._crs, self._reference = grid, projection.crs, reference
        self._bounds = None if bounds_wgs84 == WORLD else bounds_wgs84
        self._inverse = projection.inverse
        self._levels: dict[int, int] = {}
        self._known: dict[Key, Need] = {}

    def of(self, key: Key) -> Need:
        """What a tile of the map needs."""
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 4096:
                self._known.clear()
            found = self._known[key] = self._find(key)
        return found

    def matrix(self, level: int) -> int:
        """Index of the matrix for a level of the map's lattice."""
        if level not in self._levels:
            side = 256.0 * level_scale(level)
            x, y = map_to_grid(np.array([self._reference[0], self._reference[0] + side]),
                               np.array([self._reference[1], self._reference[1]]), self._crs, self._grid.crs)
            unit = math.hypot(float(x[1] - x[0]), float(y[1] - y[0])) / 256.0
            fits = (index for index, one in enumerate(self._grid.matrices) if one.resolution <= unit * _LARGER)
            self._levels[level] = next(fits, len(self._grid.matrices) - 1)
        return self._levels[level]

    def _find(self, key: Key) -> Need:
        number = self.matrix(key.level)
        matrix = self._grid.matrices[number]
        mpp = level_scale(key.level)
        px, py = np.meshgrid(key.x * TILE + _NODES, key.y * TILE + _NODES)
        own = px.ravel() * mpp, -py.ravel() * mpp
        x, y = map_to_grid(*own, self._crs, self._grid.crs)
        good = np.isfinite(x) & np.isfinite(y)
        if not good.any():
            return Need(number, ())
        margin = _MARGIN_PX * matrix.resolution
        west, south = float(x[good].min()) - margin, float(y[good].min()) - margin
        east, north = float(x[good].max()) + margin, float(y[good].max()) + margin
        if self._bounds is not None:
            inside = self._grid.bounds_of(_common(self._bounds, *self._inverse(*own)))
            west, south, east, north = (max(west, inside[0]), max(south, inside[1]), min(east, inside[2]),
                                        min(north, inside[3]))
        if not (west < east and south < north):
            return Need(number, ())
        span = matrix.covering((west, south, east, north))
        if span is None or span.tiles > MOST:
            return Need(number, ())
        middle = (span.first_column + span.last_column + 1) / 2, (span.first_row + span.last_row + 1) / 2
        return Need(number, tuple(from_centre(span, *middle, number)))


def _common(bounds: Bounds, lon: Floats, lat: Floats) -> Bounds:
    """What places and bounds have in common; NaN for nothing."""
    west, south = max(bounds[0], float(np.nanmin(lon))), max(bounds[1], float(np.nanmin(lat)))
    east, north = min(bounds[2], float(np.nanmax(lon))), min(bounds[3], float(np.nanmax(lat)))
    return (west, south, east, north) if west < east and south < north else (math.nan,) * 4
