"""WMTS 1.0.0: by keys or by address pattern, any matrix set with any coordinate system, dimensions. Blocking."""

from __future__ import annotations

import contextlib
import re
import threading
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from pydantic import Field, model_validator

from layers.tiles import ows
from layers.tiles.base import TileError, on_declared_datum, plain
from layers.tiles.grid import TileGrid, TileKey
from layers.tiles.instants import value_at
from layers.tiles.web import Request, WebTileConfig, WebTileSource
from layers.tiles.wmts_capabilities import (
    PIXEL_M,
    MatrixSet,
    Resource,
    WmtsCapabilities,
    WmtsLayer,
    is_pattern,
    limited,
    matrix_set_json,
    read_wmts,
)

_PREFERRED = ("epsg:3857", "wgs84", "cgcs2000")
_VECTOR = ("application/vnd.mapbox-vector-tile", "application/x-protobuf", "application/vnd.mapbox-vector-tile.pbf")
_NO_KEYS = ("html", "http_status", "empty", "bad_capabilities", "service_exception")
_FIELD = re.compile(r"\{([\w.:-]+)\}")


class CapabilitiesConfig(WebTileConfig):
    """What WMS and WMTS have in common."""

    path: str = Field("", description="file of the capabilities, read instead of asking the server for them")
    layer: str = Field("", description="the layer's name (or title); empty: the first")
    style: str = Field("", description="name of a style; empty: the layer's own")
    format: str = Field("", description="such as image/png; empty: the best that can be drawn")
    dimensions: dict[str, str] = Field({}, description="value of a dimension by its name; left out: its default")
    follows_clock: bool = Field(False, description="ask for the state of the instant that the map shows, where there is "
                                                   "a time dimension")
    ignores_axis_order: bool = Field(False, description="the server writes x before y whatever the authority of its "
                                                        "coordinate system prescribes")
    trusts_addresses: bool = Field(True, description="false: requests go to `url`, whatever the capabilities say")

    @model_validator(mode="after")
    def _has_place(self) -> CapabilitiesConfig:
        if not self.url and not self.path:
            raise ValueError("url, or path of a capabilities file")
        return self


class WmtsConfig(CapabilitiesConfig):
    """Address of the capabilities, or of the service."""

    matrix_set: str = Field("", description="identifier of a tile matrix set; empty: Web Mercator, else degrees, else "
                                            "the first that can be used")
    encoding: Literal["auto", "kvp", "rest"] = Field("auto", description="how tiles are asked for: by keys or by pattern")
    dpi: float = Field(0.0, ge=0, description="pixels an inch that the scale denominators are meant for; 0: the "
                                              "standard's 90.7 (0.28 mm a pixel)")


class CapabilitiesSource(WebTileSource):
    """Reads its capabilities from the server (once a day), from what is remembered of it, or from a file."""

    service = ""
    version = ""

    def open(self, stop: threading.Event) -> None:
        """See TileSource. TileError: bad_capabilities, no_such_layer, no_usable_grid, ..."""
        if self.grid is not None:
            return
        config = self.config
        if config.path:
            try:
                body = Path(config.path).read_bytes()
            except OSError as error:
                raise TileError("not_found", f"{config.path}: {error.strerror}", fatal=True) from error
            self._take(body, config.url)
            return
        self.document(ows.capabilities_url(config.url, self.service, self.version), stop, self._take)

    def _take(self, body: bytes, url: str) -> None:
        raise NotImplementedError

    def _values(self, dimensions: tuple[ows.Dimension, ...], now_utc: int) -> dict[str, str]:
        """What is asked of every dimension: as configured, by the clock, or its default."""
        wanted = {name.lower(): value for name, value in self.config.dimensions.items()}
        values = {}
        for one in dimensions:
            told = wanted.get(one.name.lower(), "")
            if not told and one.is_time and self.config.follows_clock and now_utc:
                told = value_at(one, now_utc)
            values[one.name] = one.chosen(told)
        return values


class WmtsSource(CapabilitiesSource):
    """Tiles of a Web Map Tile Service."""

    kind = "wmts"
    service, version = "WMTS", "1.0.0"
    Config = WmtsConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._capabilities: WmtsCapabilities | None = None
        self._layer: WmtsLayer | None = None
        self._set: MatrixSet | None = None
        self._values_now: dict[str, str] = {}
        self._style = self._format = self._endpoint = self._template = ""

    def open(self, stop: threading.Event) -> None:
        """See TileSource; where the service knows no keys its document is looked for where those of addresses lie."""
        url = self.config.url
        try:
            super().open(stop)
        except TileError as error:
            if self.config.path or "?" in url or url.endswith(".xml") or error.key not in _NO_KEYS:
                raise
            try:
                self.document(f"{url.rstrip('/')}/1.0.0/WMTSCapabilities.xml", stop, self._take)
            except TileError:
                raise error from None

    def _take(self, body: bytes, url: str) -> None:
        config = self.config
        told = read_wmts(body, ignores_axis_order=config.ignores_axis_order,
                         pixel_m=0.0254 / config.dpi if config.dpi else PIXEL_M)
        self._capabilities, self.notes = told, list(told.problems)
        layer, self._set = self._choose_layer(told)
        self._style = config.style or layer.default_style
        formats = tuple(dict.fromkeys((*layer.formats, *(one.format for one in layer.resources))))
        self._format = ows.one_of(config.format, formats, (*ows.DRAWABLE, *_VECTOR))
        self.is_vector = self._format.lower() in _VECTOR
        self._values_now = self._values(layer.dimensions, 0)
        self._choose_address(told, layer, url)
        self.attribution = self.attribution or plain(told.provider)
        if config.bounds is None and layer.bounds_wgs84 is not None:
            self.bounds_wgs84 = layer.bounds_wgs84
        self._layer = layer
        self.grid = self._choose_grid(self._set, layer)

    def _choose_layer(self, told: WmtsCapabilities) -> tuple[WmtsLayer, MatrixSet]:
        """The configured layer, else the first of which a map can be made."""
        first = told.layer(self.config.layer)
        for layer in told.layers if not self.config.layer else ():
            with contextlib.suppress(TileError):
                return layer, self._choose_set(told, layer)
        return first, self._choose_set(told, first)

    def _choose_set(self, told: WmtsCapabilities, layer: WmtsLayer) -> MatrixSet:
        names = tuple(layer.links) or tuple(told.matrix_sets)
        if self.config.matrix_set:
            if self.config.matrix_set not in names:
                raise TileError("no_such_matrix_set", f"{self.config.matrix_set}; there are {', '.join(names)}"[:300],
                                fatal=True)
            names = (self.config.matrix_set,)
        there = [told.matrix_sets[name] for name in names if name in told.matrix_sets]
        usable = [one for one in there if one.grid is not None]
        if not usable:
            reasons = "; ".join(f"{one.id}: {one.trouble}" for one in there) or "the layer names no matrix set"
            raise TileError("no_usable_grid", reasons[:300], fatal=True)
        rank = {crs: place for place, crs in enumerate(_PREFERRED)}
        return min(usable, key=lambda one: rank.get(one.grid.crs if one.grid else "", len(rank)))

    def _choose_grid(self, chosen: MatrixSet, layer: WmtsLayer) -> TileGrid:
        assert chosen.grid is not None
        return limited(on_declared_datum(chosen.grid, self.config), layer.links.get(chosen.id, {}), self.config.bounds or layer.bounds_wgs84)

    def _choose_address(self, told: WmtsCapabilities, layer: WmtsLayer, url: str) -> None:
        """By keys where the service says that it can, else by pattern."""
        config, asked = self.config, url or self.config.url
        patterns = [one for one in layer.resources if is_pattern(one.template)]
        fitting = [one for one in patterns if one.format == self._format] or patterns
        keys = any(word.upper() == "KVP" for word in told.encodings) or not fitting
        if config.encoding == "rest" and not fitting:
            raise TileError("bad_capabilities", "the layer has no address pattern", fatal=True)
        if config.encoding == "kvp" or (config.encoding == "auto" and keys):
            self._endpoint = ows.endpoint(told.get_tile, asked, config.trusts_addresses)
        else:
            self._template = self._absolute(fitting[0], asked)

    def _absolute(self, resource: Resource, asked: str) -> str:
        """The pattern as an address; braces must come through untouched."""
        return ows.endpoint(resource.template, asked, True) if asked else resource.template

    @property
    def address(self) -> str:
        """See WebTileSource."""
        config = self.config
        return " ".join([config.url or config.path, config.layer, self._style, self._format,
                         self._set.id if self._set else "", repr(sorted(self._values_now.items()))])

    def at(self, now_utc: int) -> bool:
        """See TileSource."""
        if self._layer is None or not self.config.follows_clock:
            return False
        before, self._values_now = self._values_now, self._values(self._layer.dimensions, now_utc)
        return before != self._values_now

    def request(self, key: TileKey) -> Request:
        """GetTile."""
        if self.grid is None or self._layer is None or self._set is None:
            raise TileError("not_open", "")
        matrix = self.grid.matrices[key.matrix]
        own = {"Layer": self._layer.id, "Style": self._style, "TileMatrixSet": self._set.id, "TileMatrix": matrix.id,
               "TileRow": str(key.row), "TileCol": str(key.column)}
        if self._template:
            fields = {name.lower(): value for name, value in {**own, **self._values_now}.items()}
            return Request(_FIELD.sub(lambda match: quote(fields.get(match[1].lower(), match[0]), safe=":,"), self._template))
        keys = [("SERVICE", "WMTS"), ("REQUEST", "GetTile"), ("VERSION", "1.0.0"), ("LAYER", own["Layer"]),
                ("STYLE", own["Style"]), ("FORMAT", self._format), ("TILEMATRIXSET", own["TileMatrixSet"]),
                ("TILEMATRIX", own["TileMatrix"]), ("TILEROW", own["TileRow"]), ("TILECOL", own["TileCol"])]
        return Request(ows.with_query(self._endpoint, keys + list(self._values_now.items())))

    def describe(self) -> dict[str, Any]:
        """Layers, matrix sets, what was chosen."""
        told = self._capabilities
        if told is None:
            return {}
        return {"title": told.title, "version": told.version, "encodings": list(told.encodings),
                "layers": [_layer_json(layer) for layer in told.layers],
                "matrix_sets": [matrix_set_json(one) for one in told.matrix_sets.values()],
                "crs": sorted({one.crs for one in told.matrix_sets.values()}),
                "chosen": {"layer": self._layer.id if self._layer else "", "style": self._style, "format": self._format,
                           "matrix_set": self._set.id if self._set else "", "dimensions": self._values_now,
                           "by": "rest" if self._template else "kvp"}}


def _layer_json(layer: WmtsLayer) -> dict[str, Any]:
    return {"name": layer.id, "title": layer.title, "bounds": list(layer.bounds_wgs84) if layer.bounds_wgs84 else None,
            "styles": list(layer.styles), "formats": list(layer.formats), "matrix_sets": list(layer.links),
            "dimensions": [ows.dimension_json(one) for one in layer.dimensions],
            "templates": [one.template for one in layer.resources]}
