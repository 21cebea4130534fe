"""From pixels of the map to places of a source's grid and back. Pure; on the screen and in the raster workers.

A warp is followed at the nodes of a net over a tile and taken for affine within its meshes. The net is made finer until
the middle of every mesh is off by less than a quarter of a pixel, so that no pixel is off by half of one.
"""

from __future__ import annotations

import functools

import numpy as np

from command_center.domain.geo import Pair, from_wgs84, to_wgs84
from layers.drawing import Floats
from layers.projection import MERCATOR, Projection, projection_of
from widgets.map.slots import TILE

STEPS = (512, 256, 128, 64, 32, 16, 8)  # pixels of a mesh
WITHIN_PX = 0.25
_EDGE_PX = 32


@functools.lru_cache(maxsize=32)
def _plane(crs: str) -> Projection | None:
    """The closed form of a system, which spares importing PROJ on the screen's thread."""
    try:
        return projection_of(crs)
    except ValueError:
        return None


def map_to_grid(x: Floats, y: Floats, map_crs: str, grid_crs: str) -> Pair:
    """Places of the grid (x east, y north) of metres of the map; nothing happens between the same two systems."""
    if map_crs == grid_crs:
        return x, y
    lon, lat = (_plane(map_crs) or MERCATOR).inverse(x, y)
    plane = _plane(grid_crs)
    return plane.forward(lon, lat) if plane is not None else from_wgs84(lon, lat, grid_crs)


def grid_to_map(x: Floats, y: Floats, map_crs: str, grid_crs: str) -> Pair:
    """The inverse."""
    if map_crs == grid_crs:
        return x, y
    plane = _plane(grid_crs)
    lon, lat = plane.inverse(x, y) if plane is not None else to_wgs84(x, y, grid_crs)
    return (_plane(map_crs) or MERCATOR).forward(lon, lat)


class Warp:
    """A tile of the map over a grid. west, top: its corner in metres of the map, y down."""

    def __init__(self, west: float, top: float, metres_per_pixel: float, map_crs: str, grid_crs: str) -> None:
        self._west, self._top, self._mpp = west, top, metres_per_pixel
        self._crs = map_crs, grid_crs

    def at(self, px: Floats, py: Floats) -> Pair:
        """Places of the grid under pixels of the tile."""
        return map_to_grid(self._west + px * self._mpp, -(self._top + py * self._mpp), *self._crs)

    def net(self, step: int) -> Floats:
        """(n + 1, n + 1, 2) places of the grid at nodes so many pixels apart, by row and column."""
        nodes = np.arange(0, TILE + 1, step, dtype=np.float64)
        px, py = np.meshgrid(nodes, nodes)
        return np.stack(self.at(px, py), axis=-1)

    def fine_net(self, resolution: float) -> tuple[int, Floats]:
        """The coarsest net that is true, and its step; resolution: of the source, in units of the grid a pixel. A pixel
        is that of the finer of both."""
        span = self.net(TILE)
        own = min(float(np.abs(span[0, 1] - span[0, 0]).max()), float(np.abs(span[1, 0] - span[0, 0]).max())) / TILE
        allowed = WITHIN_PX * (min(resolution, own) if own > 0 else resolution)
        for step in STEPS:
            net = self.net(step)
            whole = bool(np.isfinite(net).all()) or step <= _EDGE_PX  # where a projection ends, meshes are left out
            if step == STEPS[-1] or (whole and self._error(net, step) < allowed):
                break
        return step, net

    def _error(self, net: Floats, step: int) -> float:
        middles = np.arange(step / 2, TILE, step)
        px, py = np.meshgrid(middles, middles)
        true = np.stack(self.at(px, py), axis=-1)
        worst = 0.0
        # The two triangles' diagonals: an affine mesh has both middles at the same place.
        for reckoned in ((net[:-1, :-1] + net[1:, 1:]) / 2, (net[1:, :-1] + net[:-1, 1:]) / 2):
            off = np.abs(reckoned - true)
            worst = max(worst, float(np.nanmax(off, initial=0.0)))
        return worst
