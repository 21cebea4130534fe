"""Addresses and file names with places for level, column and row, and the grids that they are of. Pure; any thread."""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import Field, field_validator, model_validator

from command_center.domain.geo import parse_crs
from layers.tiles import grids
from layers.tiles.base import TileConfig
from layers.tiles.grid import TileGrid, TileKey, TileMatrix, with_datum

PLACE = re.compile(r"\{(z|-?x|-?y|q|s|r|bbox-epsg-3857|bbox)(?:/(\d+))?(?::(0?\d*[dxX]))?\}")
SWITCH = re.compile(r"\{(?:switch:)?([\w.-]+(?:,[\w.-]+)+)\}")  # another way to write subdomains
_MERCATORS = ("epsg:3857", "gcj02/epsg:3857", "bd09/epsg:3857")
_SYSTEMS = (*_MERCATORS, "bd09mc", "wgs84", "cgcs2000", "gcj02", "bd09")


class GridConfig(TileConfig):
    """The grid of tiles that say nothing of it themselves."""

    crs: str = Field("epsg:3857", description="epsg:3857, epsg:4326, epsg:4490, epsg:CODE, or bd09mc for Baidu's own tiles")
    min_level: int = Field(0, ge=0, le=30, description="coarsest level that the server has")
    max_level: int = Field(19, ge=0, le=30, description="finest level that the server has")
    tile_px: int = Field(256, ge=64, le=4096, description="pixels of a tile's side in the grid (512 for @2x and vector tiles)")
    from_south: bool = Field(False, description="whether {y} counts from the south, as TMS does")
    sharp: bool = Field(False, description="ask for tiles of double sharpness ({r} becomes @2x)")
    origin: tuple[float, float] | None = Field(None, description="upper left corner of a grid of its own, x (east) first")
    resolutions: tuple[float, ...] = Field((), description="units a pixel of its levels, from min_level on")

    @field_validator("crs")
    @classmethod
    def _known_crs(cls, value: str) -> str:
        return parse_crs(value)

    @model_validator(mode="after")
    def _fits(self) -> GridConfig:
        if self.min_level > self.max_level:
            raise ValueError("min_level not above max_level")
        if bool(self.resolutions) != (self.origin is not None):
            raise ValueError("origin and resolutions together")
        if not self.resolutions and self.crs not in _SYSTEMS:
            raise ValueError(f"origin and resolutions for a grid in {self.crs}")
        if any(not value > 0 for value in self.resolutions):
            raise ValueError("resolutions above 0")
        with_datum(self.crs, self.datum)
        return self

    def make_grid(self, first: int, last: int) -> TileGrid:
        """The levels first to last."""
        crs, side = with_datum(self.crs, self.datum), self.tile_px
        if self.origin is not None:
            return grids.custom_grid(crs, self.origin, self.resolutions, (side, side), first)
        if crs == "bd09mc":
            return grids.baidu_grid(first, last)
        return (grids.mercator_grid if crs in _MERCATORS else grids.geodetic_grid)(first, last, side, crs)


class Pattern(NamedTuple):
    """south: {y} counts from the south; subdomain: what {s} is; ratio: what {r} is."""

    text: str
    south: bool = False
    subdomain: str = ""
    ratio: str = ""

    def filled(self, grid: TileGrid, key: TileKey) -> str:
        """The address of a tile."""
        matrix = grid.matrices[key.matrix]
        if grid.crs == "bd09mc":
            half = matrix.size[0] // 2
            column, row, turned = key.column - half, half - 1 - key.row, key.row - half
        else:
            column, row, turned = key.column, key.row, matrix.size[1] - 1 - key.row
            if self.south:
                row, turned = turned, row
        values = {"z": int(matrix.id), "x": column, "-x": -column, "y": row, "-y": turned}
        return PLACE.sub(lambda match: self._value(match, values, grid, matrix, key), self.text)

    def _value(self, match: re.Match[str], values: dict[str, int], grid: TileGrid, matrix: TileMatrix, key: TileKey) -> str:
        name = match[1]
        if name in values:
            number = values[name] // int(match[2]) if match[2] and int(match[2]) else values[name]
            if match[3]:
                return format(number, match[3])
            return f"M{-number}" if number < 0 and grid.crs == "bd09mc" else str(number)  # Baidu writes M for minus
        if name == "q":
            return quadkey(values["z"], key.column, key.row)
        if name in ("s", "r"):
            return self.subdomain if name == "s" else self.ratio
        return ",".join(repr(value) for value in matrix.bounds(key.column, key.row))


def spelled(text: str) -> str:
    """Other spellings of the same: {zoom}, {TileMatrix}, {switch:a,b}."""
    text = SWITCH.sub("{s}", text)
    for other, ours in (("{zoom}", "{z}"), ("{TileMatrix}", "{z}"), ("{TileCol}", "{x}"), ("{TileRow}", "{y}"),
                        ("{quadkey}", "{q}"), ("{ratio}", "{r}")):
        text = text.replace(other, ours)
    return text


def quadkey(level: int, column: int, row: int) -> str:
    """Bing's name of a tile: a digit 0 to 3 a level."""
    return "".join(str((column >> bit & 1) + 2 * (row >> bit & 1)) for bit in range(level - 1, -1, -1))
