"""Which tiles of a source a tile of the map is made of. Pure; GUI thread, so that nothing here may be slow."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats
from layers.projection import Projection
from layers.tiles.base import WORLD
from layers.tiles.grid import Bounds, TileGrid, TileKey, from_centre
from widgets.map.raster_layers.warp import map_to_grid
from widgets.map.slots import TILE
from widgets.map.tiles import Key
from widgets.map.viewpoint import level_scale

Flags = NDArray[np.bool_]
MOST = 64  # tiles of a source in one of the map; a source that would need more has nothing for so coarse a scale
_LARGER = 1.25  # pixels of the source may be so much larger than the map's
_WIDE_DEG = 20.0
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
        self._inside = _box_of(grid, bounds_wgs84)
        self._levels: dict[int, int] = {}
        self._known: dict[Key, Need] = {}

    def of(self, key: Key) -> Need:
        """What a tile of the map needs."""
        if key not in self._known:
            self.find([key])
        return self._known[key]

    def find(self, keys: Sequence[Key]) -> None:
        """Reckon several at once, which takes hardly longer than one."""
        new = [key for key in keys if key not in self._known]
        if not new:
            return
        if len(self._known) > 4096:
            self._known.clear()
            new = list(keys)
        mpp = np.array([level_scale(key.level) for key in new])[:, None]
        px, py = (nodes.ravel() for nodes in np.meshgrid(_NODES, _NODES))
        own_x = (np.array([key.x for key in new])[:, None] * TILE + px) * mpp
        own_y = -(np.array([key.y for key in new])[:, None] * TILE + py) * mpp
        x, y = map_to_grid(own_x.ravel(), own_y.ravel(), self._crs, self._grid.crs)
        good = np.isfinite(x) & np.isfinite(y) & self._is_inside(own_x.ravel(), own_y.ravel())
        x, y = np.where(good, x, np.nan).reshape(own_x.shape), np.where(good, y, np.nan).reshape(own_x.shape)
        for row, key in enumerate(new):
            if np.isnan(x[row]).all():
                self._known[key] = Need(self.matrix(key.level), ())
            else:
                self._known[key] = self._need(key, (float(np.nanmin(x[row])), float(np.nanmin(y[row])),
                                                    float(np.nanmax(x[row])), float(np.nanmax(y[row]))))

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

    def _is_inside(self, x: Floats, y: Floats) -> Flags:
        """Whether nodes are of tiles that touch the source's bounds."""
        if self._bounds is None:
            return np.ones(x.shape, bool)
        west, south, east, north = self._bounds
        lon, lat = (part.reshape(-1, len(_NODES) ** 2) for part in self._inverse(x, y))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a row of nothing but NaN is outside
            inside = ((np.nanmin(lon, axis=1) < east) & (np.nanmax(lon, axis=1) > west)
                      & (np.nanmin(lat, axis=1) < north) & (np.nanmax(lat, axis=1) > south))
        return np.repeat(inside, len(_NODES) ** 2)

    def _need(self, key: Key, around: Bounds) -> Need:
        number = self.matrix(key.level)
        matrix = self._grid.matrices[number]
        margin = _MARGIN_PX * matrix.resolution
        inside = self._inside
        span = matrix.covering((max(around[0] - margin, inside[0]), max(around[1] - margin, inside[1]),
                                min(around[2] + margin, inside[2]), min(around[3] + margin, inside[3])))
        if span is None or span.tiles > MOST:
            return Need(number, ())
        middle = (span.first_column + span.last_column + 1) / 2, (span.first_row + span.last_row + 1) / 2
        return Need(number, tuple(from_centre(span, *middle, number)))


def _box_of(grid: TileGrid, bounds: Bounds) -> Bounds:
    """Bounds in a grid's own coordinates; without limits where they are so wide that a projection may fold them."""
    box = grid.bounds_of(bounds) if bounds[2] - bounds[0] < _WIDE_DEG else (math.nan,) * 4
    return box if all(map(math.isfinite, box)) else (-math.inf, -math.inf, math.inf, math.inf)
