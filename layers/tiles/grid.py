"""Tile matrices: which tile covers what, in whatever coordinate system and datum the source has. Pure; any thread.

Rows are always counted downwards from the upper left corner and x always points east; a source that counts otherwise
(TMS, Baidu) turns its numbers when it asks for a tile.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from command_center.domain.geo import MERCATOR_RADIUS_M, from_wgs84, on_datum, to_wgs84
from layers.drawing import Floats

Datum = Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
Bounds = tuple[float, float, float, float]
DEGREE_M = math.pi * MERCATOR_RADIUS_M / 180.0
_DEGREES = ("wgs84", "cgcs2000", "gcj02", "bd09")
_METRES = ("epsg:3857", "gcj02/epsg:3857", "bd09/epsg:3857", "gcj02mc", "bd09mc")
_PLAIN = ("wgs84", "cgcs2000", "epsg:3857")  # what web maps shift
_FARTHEST = 1e12
_EDGE = 1e-6  # parts of a tile by which a neighbour may be touched without being meant


class TileKey(NamedTuple):
    """matrix: index into TileGrid.matrices; column from the west, row from the north, both from 0."""

    matrix: int
    column: int
    row: int


class Span(NamedTuple):
    """Columns and rows of a matrix, both ends included."""

    first_column: int
    last_column: int
    first_row: int
    last_row: int

    @property
    def tiles(self) -> int:
        """How many tiles."""
        return (self.last_column - self.first_column + 1) * (self.last_row - self.first_row + 1)


@dataclass(frozen=True, slots=True)
class TileMatrix:
    """One level. resolution: units of the coordinate system a pixel; origin: its upper left corner (x east, y north);
    tile_size: pixels; size: columns, rows; limits: what the source really has of it, None for all."""

    id: str
    resolution: float
    origin: tuple[float, float]
    tile_size: tuple[int, int]
    size: tuple[int, int]
    limits: Span | None = None

    @property
    def span(self) -> Span:
        """Every tile that may be asked for."""
        return self.limits or Span(0, self.size[0] - 1, 0, self.size[1] - 1)

    def has(self, column: int, row: int) -> bool:
        """Whether the source can have this tile."""
        span = self.span
        return span.first_column <= column <= span.last_column and span.first_row <= row <= span.last_row

    def bounds(self, column: int, row: int) -> Bounds:
        """West, south, east, north of a tile in the coordinate system."""
        wide, high = self.tile_size[0] * self.resolution, self.tile_size[1] * self.resolution
        west, north = self.origin[0] + column * wide, self.origin[1] - row * high
        return west, north - high, west + wide, north

    def covering(self, bounds: Bounds) -> Span | None:
        """The tiles that touch some bounds (in the coordinate system), None for none of them."""
        if not all(abs(value) < _FARTHEST for value in bounds):  # infinite or no numbers at all
            return None
        wide, high = self.tile_size[0] * self.resolution, self.tile_size[1] * self.resolution
        span = self.span
        first = max(span.first_column, math.floor((bounds[0] - self.origin[0]) / wide + _EDGE))
        last = min(span.last_column, math.ceil((bounds[2] - self.origin[0]) / wide - _EDGE) - 1)
        top = max(span.first_row, math.floor((self.origin[1] - bounds[3]) / high + _EDGE))
        bottom = min(span.last_row, math.ceil((self.origin[1] - bounds[1]) / high - _EDGE) - 1)
        return Span(first, last, top, bottom) if first <= last and top <= bottom else None


@dataclass(frozen=True, slots=True)
class TileGrid:
    """crs: a name of domain/geo.py that says projection and datum at once ("epsg:3857", "gcj02/epsg:3857": the same
    Mercator of GCJ-02 degrees, "bd09mc", "wgs84" and "cgcs2000": degrees, "epsg:4547", ...), so that places go through one
    conversion and are never shifted twice. matrices: from coarse to fine."""

    crs: str
    matrices: tuple[TileMatrix, ...]

    @property
    def datum(self) -> Datum:
        """In which system the tiles were drawn."""
        return datum_of(self.crs)

    @property
    def metres_per_unit(self) -> float:
        """Metres (at the equator) in one unit of the coordinate system."""
        return DEGREE_M if self.crs in _DEGREES else _unit_m(self.crs)

    def metres_per_pixel(self, matrix: int) -> float:
        """Of a level, in the metres of the coordinate system."""
        return self.matrices[matrix].resolution * self.metres_per_unit

    def level_for(self, metres_per_pixel: float, sharper: float = 1.0) -> int:
        """The coarsest level whose pixels are at most so large (metres at the equator: EPSG:3857's); the finest where
        none is so fine. sharper below 1 allows for pixels that are larger by that factor."""
        for index in range(len(self.matrices)):
            if self.metres_per_pixel(index) * sharper <= metres_per_pixel * 1.001:
                return index
        return len(self.matrices) - 1

    def to_wgs84(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """WGS84 longitude, latitude of places of the grid."""
        return to_wgs84(x, y, self.crs)

    def from_wgs84(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
        """The inverse: x to the east, y to the north in the grid's coordinate system."""
        return from_wgs84(lon, lat, self.crs)

    def bounds_of(self, bounds_wgs84: Bounds, steps: int = 16) -> Bounds:
        """Bounds in the grid's coordinate system around a box of degrees; its edges are followed because they may be
        curved there."""
        west, south, east, north = bounds_wgs84
        across, up = np.linspace(west, east, steps), np.linspace(south, north, steps)
        lon = np.concatenate([across, across, np.full(steps, west), np.full(steps, east)])
        lat = np.concatenate([np.full(steps, south), np.full(steps, north), up, up])
        x, y = self.from_wgs84(lon, lat)
        good = np.isfinite(x) & np.isfinite(y)
        if not good.any():
            return (math.nan,) * 4
        return float(x[good].min()), float(y[good].min()), float(x[good].max()), float(y[good].max())

    def bounds_wgs84(self, key: TileKey) -> Bounds:
        """West, south, east, north in WGS84 degrees around a tile."""
        west, south, east, north = self.matrices[key.matrix].bounds(key.column, key.row)
        across, up = np.linspace(west, east, 5), np.linspace(south, north, 5)
        lon, lat = self.to_wgs84(np.concatenate([across, across, np.full(5, west), np.full(5, east)]),
                                 np.concatenate([np.full(5, south), np.full(5, north), up, up]))
        return float(np.nanmin(lon)), float(np.nanmin(lat)), float(np.nanmax(lon)), float(np.nanmax(lat))

    def covering(self, matrix: int, bounds_wgs84: Bounds) -> Span | None:
        """The tiles of a level that touch a box of degrees."""
        return self.matrices[matrix].covering(self.bounds_of(bounds_wgs84))


def from_centre(span: Span, column: float, row: float, matrix: int, limit: int = 4096) -> list[TileKey]:
    """The tiles of a span, those nearest to a (fractional) column and row first; at most `limit` of them."""
    columns, rows = _cut(span.first_column, span.last_column, column, limit), _cut(
        span.first_row, span.last_row, row, limit)
    keys = [TileKey(matrix, c, r) for r in rows for c in columns]
    keys.sort(key=lambda key: (key.column + 0.5 - column) ** 2 + (key.row + 0.5 - row) ** 2)
    return keys[:limit]


def _cut(first: int, last: int, centre: float, limit: int) -> range:
    """Never build a range of millions because somebody asks for the finest level of the whole world."""
    if not math.isfinite(centre):
        centre = (first + last) / 2
    return range(max(first, int(centre) - limit // 2), min(last, int(centre) + limit // 2) + 1)


def datum_of(crs: str) -> Datum:
    """The datum behind a coordinate system, as far as it matters here."""
    if crs.startswith(("gcj02", "bd09")):
        return "gcj02" if crs.startswith("gcj02") else "bd09"
    if crs == "cgcs2000" or (crs.startswith("epsg:4") and 4479 <= int(crs[5:]) <= 4554):
        return "cgcs2000"
    return "wgs84"


def with_datum(crs: str, datum: Datum | None) -> str:
    """A source's coordinate system once its datum was declared. Raises ValueError for what cannot be."""
    if datum is None or datum == datum_of(crs):
        return crs
    if datum in ("gcj02", "bd09") and crs in _PLAIN:
        return on_datum(crs, datum)
    if datum_of(crs) in ("wgs84", "cgcs2000") and datum in ("wgs84", "cgcs2000"):
        return {"wgs84": "cgcs2000", "cgcs2000": "wgs84"}.get(crs, crs)  # the same within decimetres, whatever the projection
    raise ValueError(f"tiles in {crs} cannot be of datum {datum}")


def _unit_m(crs: str) -> float:
    """Metres in a unit of a coordinate system, degrees counted at the equator."""
    if crs in _METRES:
        return 1.0
    from layers.tiles.axes import unit_m  # pyproj is slow to import

    return unit_m(crs.rpartition("/")[2])
