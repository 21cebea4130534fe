"""Where a matrix set lies: its corners in the order of axes of the authority, or as the server must have meant. Pure.

Servers that write corners in their own order, or the lower corner instead of the upper, are many; their tiles would then
lie off the coordinate system's own area.
"""

from __future__ import annotations

import math
from dataclasses import replace

from layers.tiles import axes
from layers.tiles.grid import Bounds, TileMatrix
from layers.tiles.grids import HALF_M

_OF_96_DPI = 0.0254 / 96 / 0.00028
_ANOTHER_DEGREE = 0.002  # a degree of a sphere is 0.11 % shorter than one of the ellipsoid's equator
_EXACT = 1e-4
_SOME = 0.02  # of the smaller of tiles and area: so much must overlap to count as lying there


def placed(matrices: list[TileMatrix], crs: str, north_first: bool) -> tuple[list[TileMatrix], str]:
    """The matrices with x to the east first, and what was odd about their corners ("" for nothing)."""
    area, biggest = axes.area(crs), max(matrices, key=lambda one: one.resolution)
    ways = [(north_first, False, ""), (not north_first, False, "corners are not in the authority's order of axes"),
            (north_first, True, "lower left corners instead of upper left ones")]
    turned, below, odd = next((way for way in ways if area is not None and _overlap(
        _placed(biggest, way[0], way[1]), area) > _SOME), ways[0])
    return [_placed(one, turned, below) for one in matrices], odd


def correction(matrices: list[TileMatrix], crs: str) -> tuple[float, str]:
    """What the resolutions are to be multiplied with, and why ("" for nothing).

    Scales of 96 pixels an inch instead of the standard's 0.28 mm (Tianditu and many platforms that follow it), or of
    degrees of another length, are known by this: with one factor, and only with it, every level's tiles are the world
    halved so many times, or the finest level is exactly as wide as the world.
    """
    if crs not in ("epsg:3857", "wgs84", "cgcs2000"):
        return 1.0, ""
    world = 2 * HALF_M if crs == "epsg:3857" else 360.0
    halvings = [world / (one.tile_size[0] * one.resolution) for one in matrices]
    factors = [part / 2.0 ** round(math.log2(part)) for part in halvings]
    finest = max(matrices, key=lambda one: one.size[0])
    factors.append(world / (finest.size[0] * finest.tile_size[0] * finest.resolution))
    same = max(factors[:-1]) - min(factors[:-1]) < _EXACT
    for factor, agreed in ((1.0 / factors[0], same), (factors[-1], True)):
        if agreed and abs(factor - 1.0) < _EXACT:
            return 1.0, ""
    for factor in (factors[0], factors[-1])[0 if same else 1:]:
        if abs(factor / _OF_96_DPI - 1.0) < _EXACT:
            return factor, "scales are of 96 pixels an inch"
        if abs(factor - 1.0) < _ANOTHER_DEGREE and len(matrices) > 1 and crs != "epsg:3857":
            return factor, "scales are of degrees of another length"
    return 1.0, ""


def _placed(matrix: TileMatrix, turned: bool, below: bool) -> TileMatrix:
    x, y = matrix.origin[::-1] if turned else matrix.origin
    return replace(matrix, origin=(x, y + matrix.size[1] * matrix.tile_size[1] * matrix.resolution if below else y))


def _overlap(matrix: TileMatrix, area: Bounds) -> float:
    """Common part of a matrix and an area, of the smaller of the two."""
    west, _, _, north = matrix.bounds(0, 0)
    _, south, east, _ = matrix.bounds(matrix.size[0] - 1, matrix.size[1] - 1)
    wide, high = min(east, area[2]) - max(west, area[0]), min(north, area[3]) - max(south, area[1])
    smaller = min((east - west) * (north - south), (area[2] - area[0]) * (area[3] - area[1]))
    return wide * high / smaller if wide > 0 and high > 0 and smaller > 0 else 0.0
