"""Tiles whose address is a pattern ({z}, {x}, {y}), or that a TileJSON describes: images and vector tiles. Blocking."""

from __future__ import annotations

import threading
from typing import Any, ClassVar
from urllib.parse import urljoin

from pydantic import Field, field_validator

from command_center.connectors.texts import load_json
from layers.tiles.base import TileError, plain
from layers.tiles.grid import TileKey
from layers.tiles.patterns import PLACE, GridConfig, Pattern, spelled
from layers.tiles.web import Request, WebTileConfig, WebTileSource


class XyzConfig(WebTileConfig, GridConfig):
    """A pattern with {z} {x} {y}, {-y} counted from the south, {q} a quadkey, {s} a subdomain, {r} "@2x" on sharp
    screens; or the URL of a TileJSON."""

    @field_validator("url")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        if not value:
            raise ValueError("a pattern such as https://host/{z}/{x}/{y}.png")
        return value


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
            self._patterns = (spelled(config.url),)
            self.grid = config.make_grid(config.min_level, config.max_level)

    def open(self, stop: threading.Event) -> None:
        """Read the TileJSON, if the address is one. TileError("bad_capabilities") for anything else."""
        if self.grid is not None:
            return
        self.document(self.config.url, stop, self._read_tile_json)

    def _read_tile_json(self, body: bytes, url: str) -> None:
        try:
            told = load_json(body)
            patterns = tuple(str(one) for one in told["tiles"] if PLACE.search(str(one)))
            config, given = self.config, self.config.model_fields_set
            first, last = int(told.get("minzoom", 0)), int(told.get("maxzoom", 22))
            first = max(first, config.min_level) if "min_level" in given else first
            last = min(last, config.max_level) if "max_level" in given else last
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TileError("bad_capabilities", f"neither a pattern with {{z}} nor a TileJSON: {error}"[:200]) from error
        if not patterns or not 0 <= first <= last <= 30:
            raise TileError("bad_capabilities", "a TileJSON without tiles or levels")
        self._take(told, patterns, url)
        self.grid = self.config.make_grid(first, last)

    def _take(self, told: dict[str, Any], patterns: tuple[str, ...], url: str) -> None:
        self._patterns = tuple(urljoin(url, one) for one in patterns)
        self._south = self._south or told.get("scheme") == "tms"
        self.attribution = self.attribution or plain(told.get("attribution"))
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
        text = self._patterns[(key.column + key.row) % len(self._patterns)]
        pattern = Pattern(text, self._south, self.subdomain(key.column, key.row), "@2x" if self.config.sharp else "")
        return Request(pattern.filled(grid, key))

    def describe(self) -> dict[str, Any]:
        """What is known without asking for a tile."""
        return {"patterns": len(self._patterns), "from_south": self._south}


class VectorTileConfig(XyzConfig):
    """A pattern with {z} {x} {y}, or the URL of a TileJSON."""

    tile_px: int = Field(512, ge=64, le=4096, description="pixels of a tile's side at the scale it is meant for")
    max_level: int = Field(14, ge=0, le=30, description="finest level that the server has")


class VectorTileSource(XyzSource):
    """Vector tiles (Mapbox vector tiles) by an address pattern or a TileJSON."""

    kind = "vector_tiles"
    Config = VectorTileConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.is_vector = True
