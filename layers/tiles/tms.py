"""Tile Map Service: rows count from the south; by an address pattern, or the URL of a TileMap document. Blocking."""

from __future__ import annotations

import math
import threading
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from command_center.connectors.xml import text_of
from layers.tiles import axes, ows
from layers.tiles.base import TileError, on_declared_datum
from layers.tiles.grid import TileGrid, TileKey, TileMatrix
from layers.tiles.patterns import PLACE
from layers.tiles.web import Request
from layers.tiles.wmts_capabilities import limited
from layers.tiles.xyz import XyzSource

_PROFILES = {"global-mercator": (-20037508.342789244, -20037508.342789244), "mercator": (-20037508.342789244, -20037508.342789244),
             "global-geodetic": (-180.0, -90.0), "geodetic": (-180.0, -90.0)}


class TmsSource(XyzSource):
    """Tiles TMS: a pattern whose {y} counts from the south, or a TileMap document."""

    kind = "tms"
    from_south = True

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._sets: tuple[str, ...] = ()  # addresses of the levels of a document
        self._ending = "png"
        self._title = ""

    def open(self, stop: threading.Event) -> None:
        """Read the TileMap, if the address is no pattern. TileError("bad_capabilities")."""
        if self.grid is not None:
            return
        url = self.config.url
        if not url.lower().endswith(".xml"):
            try:
                self.document(url, stop, self._read_map)
                return
            except TileError as error:
                if error.key not in ("bad_capabilities", "html", "http_status", "empty") and not PLACE.search(url):
                    raise
            url = url.rstrip("/") + "/tilemapresource.xml"
        self.document(url, stop, self._read_map)

    def _read_map(self, body: bytes, url: str) -> None:
        root = ows.capabilities_root(body, ("TileMap",), "TMS")
        reference = axes.reference(text_of(root, "SRS") or "EPSG:3857")
        if reference is None:
            raise TileError("no_usable_grid", f"coordinate system {text_of(root, 'SRS')} is not known", fatal=True)
        sets = ows.find(root, "TileSets")
        levels, profile = ows.below(sets, "TileSet"), sets.get("profile", "") if sets is not None else ""
        self._title = ows.words(root, "Title")
        form = ows.find(root, "TileFormat")
        try:
            origin = self._corner(root, profile, reference.crs)
            side = int(form.get("width") or 256) if form is not None else 256
            made = [self._level(level, number, origin, side, None if profile in _PROFILES else ows.find(root, "BoundingBox"))
                    for number, level in enumerate(levels)]
        except (ValueError, TypeError) as error:
            raise TileError("bad_capabilities", f"TileMap: {error}"[:200]) from error
        if not made:
            raise TileError("bad_capabilities", "a TileMap without levels")
        made.sort(key=lambda pair: -pair[0].resolution)
        self._sets = tuple(urljoin(url.rpartition("?")[0] or url, address).rstrip("/") for _, address in made)
        self._ending = (form.get("extension") if form is not None else "") or "png"
        grid = on_declared_datum(TileGrid(reference.crs, tuple(matrix for matrix, _ in made)), self.config)
        self.grid = limited(grid, {}, self.config.bounds)

    def _corner(self, root: Element, profile: str, crs: str) -> tuple[float, float]:
        """Lower left. A known profile goes before Origin, which gdal2tiles wrote in degrees of either order."""
        told = ows.find(root, "Origin")
        if profile in _PROFILES:
            return _PROFILES[profile]
        if told is not None:
            return ows.number(told.get("x")), ows.number(told.get("y"))
        area = axes.area(crs)
        if area is None:
            raise ValueError("no Origin")
        return area[0], area[1]

    def _level(self, level: Element, number: int, origin: tuple[float, float], side: int,
               box: Element | None) -> tuple[TileMatrix, str]:
        resolution = ows.number(level.get("units-per-pixel"))
        if not 1e-12 < resolution < 1e9 or max(map(abs, origin)) > 1e9 or not 16 <= side <= 8192:
            raise ValueError(f"level {number} of {resolution} units a pixel")
        east, north = (ows.number(box.get("maxx")), ows.number(box.get("maxy"))) if box is not None else (
            -origin[0], -origin[1])
        span = side * resolution
        columns = max(1, math.ceil((east - origin[0]) / span - 1e-6))
        rows = max(1, math.ceil((north - origin[1]) / span - 1e-6))
        matrix = TileMatrix(level.get("order") or str(number), resolution, (origin[0], origin[1] + rows * span),
                            (side, side), (columns, rows))
        return matrix, level.get("href") or str(number)

    def request(self, key: TileKey) -> Request:
        """The tile's address."""
        if not self._sets or self.grid is None:
            return super().request(key)
        matrix = self.grid.matrices[key.matrix]
        return Request(f"{self._sets[key.matrix]}/{key.column}/{matrix.size[1] - 1 - key.row}.{self._ending}")

    def describe(self) -> dict[str, Any]:
        """What the document says."""
        return super().describe() | ({"title": self._title} if self._title else {})

