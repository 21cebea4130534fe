"""Tiles whose address is a pattern ({z}, {x}, {y}), or that a TileJSON describes: images and vector tiles. Blocking."""

from __future__ import annotations

import re
import threading
from typing import Any, ClassVar
from urllib.parse import urljoin

from pydantic import Field, field_validator, model_validator

from command_center.connectors.texts import load_json
from command_center.domain.geo import parse_crs
from layers.tiles import grids
from layers.tiles.base import TileError
from layers.tiles.grid import TileGrid, TileKey, TileMatrix, with_datum
from layers.tiles.web import SWITCH, Request, WebTileConfig, WebTileSource

PLACE = re.compile(r"\{(z|-?x|-?y|q|s|r|bbox-epsg-3857|bbox)(?:/(\d+))?(?::(0?\d*[dxX]))?\}")
_MERCATORS = ("epsg:3857", "gcj02/epsg:3857", "bd09/epsg:3857")
_SYSTEMS = (*_MERCATORS, "bd09mc", "wgs84", "cgcs2000", "gcj02", "bd09")


class XyzConfig(WebTileConfig):
    """A pattern with {z} {x} {y}, {-y} counted from the south, {q} a quadkey, {s} a subdomain, {r} "@2x" on sharp
    screens; or the URL of a TileJSON."""

    crs: str = Field("epsg:3857", description="epsg:3857, epsg:4326, epsg:4490, epsg:CODE, or bd09mc for Baidu's own tiles")
    min_level: int = Field(0, ge=0, le=30, description="coarsest level that the server has")
    max_level: int = Field(19, ge=0, le=30, description="finest level that the server has")
    tile_px: int = Field(256, ge=64, le=4096, description="pixels of a tile's side in the grid (512 for @2x and vector tiles)")
    from_south: bool = Field(False, description="whether {y} counts from the south, as TMS does")
    sharp: bool = Field(False, description="ask for tiles of double sharpness ({r} becomes @2x)")
    origin: tuple[float, float] | None = Field(None, description="upper left corner of a grid of its own, x (east) first")
    resolutions: tuple[float, ...] = Field((), description="units a pixel of its levels, from min_level on")

    @field_validator("url")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        if not value:
            raise ValueError("a pattern such as https://host/{z}/{x}/{y}.png")
        return value

    @field_validator("crs")
    @classmethod
    def _known_crs(cls, value: str) -> str:
        return parse_crs(value)

    @model_validator(mode="after")
    def _fits(self) -> XyzConfig:
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


class XyzSource(WebTileSource):
    """Tiles XYZ: images by an address pattern or a TileJSON."""

    kind = "xyz"
    Config = XyzConfig
    from_south: ClassVar[bool] = False

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._patterns: tuple[str, ...] = ()
        self._south = config.from_south or self.from_south
        if PLACE.search(config.url):
            self._patterns = (_spelled(config.url),)
            self.grid = self._make_grid(config.min_level, config.max_level)

    def _make_grid(self, first: int, last: int) -> TileGrid:
        config = self.config
        crs = with_datum(config.crs, config.datum)
        if config.resolutions:
            return grids.custom_grid(crs, config.origin, config.resolutions, (config.tile_px, config.tile_px), first)
        if crs == "bd09mc":
            return grids.baidu_grid(first, last)
        make = grids.mercator_grid if crs in _MERCATORS else grids.geodetic_grid
        return make(first, last, config.tile_px, crs)

    def open(self, stop: threading.Event) -> None:
        """Read the TileJSON, if the address is one. TileError("bad_capabilities") for anything else."""
        if self.grid is not None:
            return
        self.document(self.config.url, stop, self._read_tile_json)

    def _read_tile_json(self, body: bytes, url: str) -> None:
        try:
            told = load_json(body)
            patterns = tuple(str(one) for one in told["tiles"] if PLACE.search(str(one)))
            first = max(self.config.min_level, int(told.get("minzoom", 0)))
            last = min(self.config.max_level, int(told.get("maxzoom", 22)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TileError("bad_capabilities", f"neither a pattern with {{z}} nor a TileJSON: {error}"[:200]) from error
        if not patterns or not 0 <= first <= last <= 30:
            raise TileError("bad_capabilities", "a TileJSON without tiles or levels")
        self._take(told, patterns, url)
        self.grid = self._make_grid(first, last)

    def _take(self, told: dict[str, Any], patterns: tuple[str, ...], url: str) -> None:
        self._patterns = tuple(urljoin(url, one) for one in patterns)
        self._south = self._south or told.get("scheme") == "tms"
        self.attribution = self.attribution or re.sub(r"<[^>]*>", "", str(told.get("attribution") or "")).strip()
        bounds = told.get("bounds")
        if self.config.bounds is None and isinstance(bounds, list) and len(bounds) == 4 and all(
                isinstance(value, int | float) for value in bounds) and bounds[0] < bounds[2] and bounds[1] < bounds[3]:
            self.bounds_wgs84 = (float(bounds[0]), float(bounds[1]), float(bounds[2]), float(bounds[3]))

    @property
    def address(self) -> str:
        """See WebTileSource."""
        config = self.config
        return f"{config.url} {config.crs} {config.tile_px} {config.origin} {config.resolutions} {self._south} {config.sharp}"

    def request(self, key: TileKey) -> Request:
        """The pattern filled in."""
        grid = self.grid
        if grid is None or not self._patterns:
            raise TileError("not_open", "")
        matrix = grid.matrices[key.matrix]
        pattern = self._patterns[(key.column + key.row) % len(self._patterns)]
        if grid.crs == "bd09mc":
            half = matrix.size[0] // 2
            column, row, turned = key.column - half, half - 1 - key.row, key.row - half
        else:
            column, row, turned = key.column, key.row, matrix.size[1] - 1 - key.row
            if self._south:
                row, turned = turned, row
        values = {"z": int(matrix.id), "x": column, "-x": -column, "y": row, "-y": turned}
        return Request(PLACE.sub(lambda match: self._value(match, values, matrix, key), pattern))

    def _value(self, match: re.Match[str], values: dict[str, int], matrix: TileMatrix, key: TileKey) -> str:
        name = match[1]
        if name in values:
            number = values[name] // int(match[2]) if match[2] and int(match[2]) else values[name]
            return format(number, match[3]) if match[3] else _baidu_sign(number, self.grid)
        if name == "s":
            return self.subdomain(key.column, key.row)
        if name == "q":
            return quadkey(values["z"], key.column, key.row)
        if name == "r":
            return "@2x" if self.config.sharp else ""
        return ",".join(repr(value) for value in matrix.bounds(key.column, key.row))

    def describe(self) -> dict[str, Any]:
        """What is known without asking for a tile."""
        return {"patterns": len(self._patterns), "from_south": self._south}


def _baidu_sign(number: int, grid: TileGrid | None) -> str:
    """Baidu writes M for minus."""
    return f"M{-number}" if number < 0 and grid is not None and grid.crs == "bd09mc" else str(number)


def _spelled(url: str) -> str:
    """Other spellings of the same: {zoom}, {TileMatrix}, {switch:a,b}."""
    url = SWITCH.sub("{s}", url)
    for other, ours in (("{zoom}", "{z}"), ("{TileMatrix}", "{z}"), ("{TileCol}", "{x}"), ("{TileRow}", "{y}"),
                        ("{quadkey}", "{q}"), ("{ratio}", "{r}")):
        url = url.replace(other, ours)
    return url


def quadkey(level: int, column: int, row: int) -> str:
    """Bing's name of a tile: a digit 0 to 3 a level."""
    return "".join(str((column >> bit & 1) + 2 * (row >> bit & 1)) for bit in range(level - 1, -1, -1))


class VectorTileSource(XyzSource):
    """Vector tiles (Mapbox vector tiles) by an address pattern or a TileJSON."""

    kind = "vector_tiles"

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.is_vector = True
