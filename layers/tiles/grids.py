"""The grids that tiles come in where no capabilities say so. Pure; any thread."""

from __future__ import annotations

import math

from command_center.domain.geo import MERCATOR_RADIUS_M
from layers.tiles.grid import TileGrid, TileMatrix

HALF_M = math.pi * MERCATOR_RADIUS_M
_BAIDU_HALF = 2.0 ** 25  # the whole world is one tile of level 0, the origin in its middle


def mercator_grid(first: int, last: int, tile_px: int = 256, crs: str = "epsg:3857") -> TileGrid:
    """Level z has 2^z x 2^z tiles of the square of Web Mercator (XYZ, Google, OpenStreetMap)."""
    return TileGrid(crs, tuple(
        TileMatrix(str(z), 2 * HALF_M / tile_px / 2 ** z, (-HALF_M, HALF_M), (tile_px, tile_px), (2 ** z, 2 ** z))
        for z in range(first, last + 1)))


def geodetic_grid(first: int, last: int, tile_px: int = 256, crs: str = "wgs84") -> TileGrid:
    """Level z has 2^(z+1) x 2^z tiles of the world in degrees (TMS global-geodetic)."""
    return TileGrid(crs, tuple(
        TileMatrix(str(z), 180.0 / tile_px / 2 ** z, (-180.0, 90.0), (tile_px, tile_px), (2 ** (z + 1), 2 ** z))
        for z in range(first, last + 1)))


def tianditu_geodetic_grid(first: int, last: int) -> TileGrid:
    """Tianditu's `_c`: level z has 2^z x 2^(z-1) tiles, that is a level 0 of which only the half would be filled;
    degrees of CGCS2000 (EPSG:4490)."""
    return TileGrid("cgcs2000", tuple(
        TileMatrix(str(z), 360.0 / 256 / 2 ** z, (-180.0, 90.0), (256, 256), (2 ** z, max(1, 2 ** z // 2)))
        for z in range(first, last + 1)))


def baidu_grid(first: int, last: int) -> TileGrid:
    """Baidu's: a pixel of level z is 2^(18-z) metres of its own Mercator, tile 0, 0 lies north-east of the origin.
    Here its columns and rows are counted from the upper left corner, 2^z a side."""
    return TileGrid("bd09mc", tuple(
        TileMatrix(str(z), 2.0 ** (18 - z), (-_BAIDU_HALF, _BAIDU_HALF), (256, 256), (2 ** z, 2 ** z))
        for z in range(first, last + 1)))


def custom_grid(crs: str, origin: tuple[float, float], resolutions: tuple[float, ...], tile_px: tuple[int, int],
                first: int, extent: tuple[float, float, float, float] | None = None) -> TileGrid:
    """Levels of a cache with its own scales, counted from `first`; extent: as far as it goes, else 2^31 tiles."""
    matrices = []
    for number, resolution in enumerate(resolutions):
        wide, high = tile_px[0] * resolution, tile_px[1] * resolution
        columns = rows = 2 ** 31 - 1
        if extent is not None:
            columns = max(1, math.ceil((extent[2] - origin[0]) / wide - 1e-6))
            rows = max(1, math.ceil((origin[1] - extent[1]) / high - 1e-6))
        matrices.append(TileMatrix(str(first + number), resolution, origin, tile_px, (columns, rows)))
    return TileGrid(crs, tuple(matrices))
