"""WMS 1.1.1 and 1.3.0 as a grid of tiles: pictures of 512 pixels with a rim, so that labels at the edge fit. Blocking."""

from __future__ import annotations

import contextlib
import math
from typing import Any, Literal

from pydantic import Field

from layers.tiles import axes, grids, ows
from layers.tiles.base import TileError, on_declared_datum, plain
from layers.tiles.grid import Bounds, TileGrid, TileKey, TileMatrix
from layers.tiles.web import Request
from layers.tiles.wms_capabilities import WmsCapabilities, WmsLayer, layer_json, read_wms
from layers.tiles.wmts import CapabilitiesConfig, CapabilitiesSource
from layers.tiles.wmts_capabilities import PIXEL_M, limited

_PREFERRED = ("EPSG:3857", "EPSG:900913", "EPSG:102100", "CRS:84", "EPSG:4326", "EPSG:4490")
_LEVELS = 21


class WmsConfig(CapabilitiesConfig):
    """Address of the service. `layer` may name several, parted by commas, from bottom to top."""

    crs: str = Field("", description="coordinate system to ask in, as the server writes it; empty: Web Mercator, else "
                                     "CRS:84, else EPSG:4326, else the layer's first")
    version: Literal["", "1.1.1", "1.3.0"] = Field("", description="empty: as the server answers")
    transparent: bool = Field(True, description="ask for a picture that lets the map below show through")
    tile_px: int = Field(512, ge=128, le=2048, description="pixels of a tile's side")
    gutter_px: int = Field(16, ge=0, le=256, description="rim that is asked for around each tile and cut off")
    parameters: dict[str, str] = Field({}, description="further parameters of every request")


class WmsSource(CapabilitiesSource):
    """Pictures of a Web Map Service."""

    kind = "wms"
    service = "WMS"
    Config = WmsConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.version = config.version
        self._capabilities: WmsCapabilities | None = None
        self._layers: tuple[WmsLayer, ...] = ()
        self._values_now: dict[str, str] = {}
        self._crs = self._format = self._endpoint = ""
        self._north_first = False
        self._gutter = config.gutter_px

    def _take(self, body: bytes, url: str) -> None:
        config, told = self.config, read_wms(body)
        self._capabilities, self.notes = told, list(told.problems)
        self.version = config.version or ("1.3.0" if told.version >= "1.3" else "1.1.1")
        self._layers = self._choose_layers(told)
        layer = self._layers[0]
        self._crs, reference = self._choose_crs(layer)
        self._north_first = reference.north_first and self.version == "1.3.0" and not config.ignores_axis_order
        self._format = ows.one_of(config.format, told.formats, ows.DRAWABLE)
        self._endpoint = ows.endpoint(told.get_map, url or config.url, config.trusts_addresses)
        self._values_now = self._values(self._dimensions, 0)
        self.attribution = self.attribution or plain(layer.attribution)
        if config.bounds is None and layer.bounds_wgs84 is not None:
            self.bounds_wgs84 = layer.bounds_wgs84
        self._set_scales(layer)
        self.grid = self._make_grid(reference.crs, layer)

    def _choose_layers(self, told: WmsCapabilities) -> tuple[WmsLayer, ...]:
        """The configured ones, else the first of which a map can be made."""
        wanted = self.config.layer
        first = told.layer("")
        for layer in told.named if not wanted else ():
            with contextlib.suppress(TileError):
                self._choose_crs(layer)
                return (layer,)
        if not wanted:
            return (first,)
        if any(layer.name == wanted for layer in told.named):  # a name may hold a comma
            return (told.layer(wanted),)
        return tuple(told.layer(name.strip()) for name in wanted.split(","))

    @property
    def _dimensions(self) -> tuple[ows.Dimension, ...]:
        return tuple({one.name.lower(): one for layer in self._layers for one in layer.dimensions}.values())

    def _choose_crs(self, layer: WmsLayer) -> tuple[str, axes.Reference]:
        wanted = self.config.crs
        if wanted:
            known = axes.reference(wanted)
            if known is None:
                raise TileError("no_usable_grid", f"coordinate system {wanted} is not known", fatal=True)
            return wanted, known
        if not layer.crs:
            note = ("no_crs", f"{layer.name}: EPSG:4326 is assumed")
            self.notes += [note] if note not in self.notes else []
        written = {name.upper(): name for name in layer.crs or ("EPSG:4326",)}
        for name in (*_PREFERRED, *written):
            known = axes.reference(name) if name in written else None
            if known is not None:
                return written[name], known
        raise TileError("no_usable_grid", f"of {', '.join(layer.crs[:8]) or 'no coordinate system'} none is known", fatal=True)

    def _set_scales(self, layer: WmsLayer) -> None:
        """A layer that hides by itself is not asked where it would: denominators to metres a pixel."""
        self.scale_mpp = (layer.min_scale * PIXEL_M, layer.max_scale * PIXEL_M if layer.max_scale else math.inf)

    def _make_grid(self, crs: str, layer: WmsLayer) -> TileGrid:
        side = self._side()
        if crs == "epsg:3857":
            grid = grids.mercator_grid(0, _LEVELS, side)
        elif crs in ("wgs84", "cgcs2000"):
            grid = grids.geodetic_grid(0, _LEVELS, side, crs)
        else:
            grid = self._projected_grid(crs, layer, side)
        return limited(on_declared_datum(grid, self.config), {}, self.config.bounds or layer.bounds_wgs84)

    def _side(self) -> int:
        """Pixels of a tile: as much as the server gives in one picture."""
        most = min((value for value in (self._capabilities.largest if self._capabilities else ()) if value), default=0)
        side = self.config.tile_px
        while most and side + 2 * self._gutter > most and side > 128:
            side //= 2
        if most and side + 2 * self._gutter > most:
            self._gutter = max(0, (most - side) // 2)
        return side

    def _projected_grid(self, crs: str, layer: WmsLayer, side: int) -> TileGrid:
        """From the corner of the coordinate system's own area in powers of two."""
        area = axes.area(crs) or self._own_box(layer)
        if area is None:
            raise TileError("no_usable_grid", f"nothing says how far {crs} goes", fatal=True)
        widest = max(area[2] - area[0], area[3] - area[1])
        matrices = []
        for level in range(_LEVELS + 1):
            resolution = widest / side / 2 ** level
            size = (max(1, math.ceil((area[2] - area[0]) / resolution / side - 1e-9)),
                    max(1, math.ceil((area[3] - area[1]) / resolution / side - 1e-9)))
            matrices.append(TileMatrix(str(level), resolution, (area[0], area[3]), (side, side), size))
        return TileGrid(crs, tuple(matrices))

    def _own_box(self, layer: WmsLayer) -> Bounds | None:
        box = layer.boxes.get(self._crs)
        if box is None:
            return None
        turned = self._north_first
        return (box[1], box[0], box[3], box[2]) if turned else box

    @property
    def address(self) -> str:
        """See WebTileSource."""
        config = self.config
        return " ".join([config.url or config.path, config.layer, config.style, self._crs, self._format, self.version,
                         str(config.tile_px), str(self._gutter), str(self._north_first), str(config.transparent),
                         repr(sorted(self._values_now.items())), repr(sorted(config.parameters.items()))])

    def at(self, now_utc: int) -> bool:
        """See TileSource."""
        if not self._layers or not self.config.follows_clock:
            return False
        before, self._values_now = self._values_now, self._values(self._dimensions, now_utc)
        return before != self._values_now

    def request(self, key: TileKey) -> Request:
        """GetMap of a tile and its rim."""
        if self.grid is None or not self._layers:
            raise TileError("not_open", "")
        matrix, gutter = self.grid.matrices[key.matrix], self._gutter
        box, rim = matrix.bounds(key.column, key.row), self._gutter * matrix.resolution
        wide = (box[0] - rim, box[1] - rim, box[2] + rim, box[3] + rim)
        if self.grid.metres_per_unit > 1000 and not (wide[0] >= -180 and wide[1] >= -90 and wide[2] <= 180 and wide[3] <= 90):
            wide, gutter = box, 0  # servers refuse latitudes beyond the poles
        west, south, east, north = (repr(value) for value in wide)
        size = (matrix.tile_size[0] + 2 * gutter, matrix.tile_size[1] + 2 * gutter)
        bbox = (south, west, north, east) if self._north_first else (west, south, east, north)
        return Request(ows.with_query(self._endpoint, self._keys(size, ",".join(bbox))), size, gutter)

    def _keys(self, size: tuple[int, int], bbox: str) -> list[tuple[str, str]]:
        config, modern = self.config, self.version == "1.3.0"
        styles = config.style if config.style else "," * (len(self._layers) - 1)
        keys = [("SERVICE", "WMS"), ("VERSION", self.version), ("REQUEST", "GetMap"),
                ("LAYERS", ",".join(layer.name for layer in self._layers)), ("STYLES", styles),
                ("CRS" if modern else "SRS", self._crs), ("BBOX", bbox), ("WIDTH", str(size[0])), ("HEIGHT", str(size[1])),
                ("FORMAT", self._format), ("TRANSPARENT", "TRUE" if config.transparent else "FALSE"),
                ("EXCEPTIONS", "XML" if modern else "application/vnd.ogc.se_xml")]
        for name, value in self._values_now.items():
            known = name.lower() in ("time", "elevation")
            keys.append((name.upper() if known else name if name.lower().startswith("dim_") else f"DIM_{name}", value))
        return keys + list(config.parameters.items())

    def describe(self) -> dict[str, Any]:
        """Layers, coordinate systems, what was chosen."""
        told = self._capabilities
        if told is None:
            return {}
        return {"title": told.title, "version": told.version, "formats": list(told.formats),
                "layer_elements": len(told.layers), "layers": [layer_json(layer) for layer in told.named],
                "crs": sorted({name for layer in told.layers for name in layer.crs}),
                "dimensions": sorted({one.name for layer in told.layers for one in layer.dimensions}),
                "chosen": {"layer": ",".join(layer.name for layer in self._layers), "crs": self._crs,
                           "version": self.version, "format": self._format, "dimensions": self._values_now,
                           "axes": "north first" if self._north_first else "east first"}}
