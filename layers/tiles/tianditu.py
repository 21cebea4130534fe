"""Tianditu, the national platform: WMTS whose matrix sets are built by hand, because its own scales mislead. Blocking.

Layers: vec, img, ter (map, imagery, terrain), their labels cva, cia, cta (eva, eia in English), ibo (borders); `_w` in
Web Mercator, `_c` in degrees of CGCS2000. The key (tk) is the customer's own.
"""

from __future__ import annotations

import os
from typing import Any, Literal

from pydantic import Field

from layers.tiles import grids, ows
from layers.tiles.base import TileConfig, TileError
from layers.tiles.grid import TileKey
from layers.tiles.web import Request, WebTileConfig, WebTileSource

KEY_VARIABLE = "TIANDITU_TK"
LABELS = {"vec": "cva", "img": "cia", "ter": "cta"}
_NAMES = {"vec": ("天地图矢量", "Tianditu map"), "img": ("天地图影像", "Tianditu imagery"),
          "ter": ("天地图地形", "Tianditu terrain"), "ibo": ("天地图境界", "Tianditu borders")}
_LABEL_NAMES = ("天地图注记", "Tianditu labels")
_LAST_LEVEL = 18


class TiandituConfig(WebTileConfig):
    """Tianditu's base maps and labels."""

    url: str = Field("https://t{s}.tianditu.gov.cn", description="the platform, or a province's node")
    subdomains: tuple[str, ...] = Field(("0", "1", "2", "3", "4", "5", "6", "7"), description="what {s} stands for, in turn")
    layer: Literal["vec", "img", "ter", "cva", "cia", "cta", "eva", "eia", "ibo"] = Field(
        "vec", description="vec, img, ter; their labels cva, cia, cta (English eva, eia); ibo borders")
    matrix_set: Literal["w", "c"] = Field("w", description="w: Web Mercator; c: degrees of CGCS2000 (EPSG:4490)")
    tk: str = Field("", description=f"the key; write ${{VARIABLE}}, not the key; empty: ${{{KEY_VARIABLE}}}")
    labels: bool = Field(True, description="add the labels of vec, img or ter as a layer of its own above the base map")
    min_level: int = Field(1, ge=1, le=18, description="coarsest level that is asked for")
    max_level: int = Field(_LAST_LEVEL, ge=1, le=18, description="finest level that the server has")

    def companions(self) -> list[tuple[str, TileConfig]]:
        """The labels above vec, img and ter."""
        if not self.labels or self.layer not in LABELS:
            return []
        changes = {"id": f"{self.id}-labels", "layer": LABELS[self.layer], "labels": False, "title": _LABEL_NAMES[0],
                   "title_en": _LABEL_NAMES[1], "rank": max(self.rank + 1, 5), "opacity": 1.0}
        return [("tianditu", self.model_copy(update=changes))]


class TiandituSource(WebTileSource):
    """Tiles of Tianditu."""

    kind = "tianditu"
    Config = TiandituConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._tk = config.tk or os.environ.get(KEY_VARIABLE, "")
        first, last = config.min_level, max(config.min_level, config.max_level)
        self.grid = grids.mercator_grid(first, last) if config.matrix_set == "w" else grids.tianditu_geodetic_grid(first, last)
        self.attribution = config.attribution or "天地图 © 国家地理信息公共服务平台"

    @property
    def address(self) -> str:
        """See WebTileSource."""
        return f"{self.config.url} {self.config.layer} {self.config.matrix_set}"

    def request(self, key: TileKey) -> Request:
        """GetTile; TileError("no_key") without a key."""
        config = self.config
        if not self._tk:
            raise TileError("no_key", f"set {KEY_VARIABLE}, or tk in the configuration", fatal=True)
        assert self.grid is not None
        base = config.url.replace("{s}", self.subdomain(key.column, key.row)).rstrip("/")
        return Request(ows.with_query(f"{base}/{config.layer}_{config.matrix_set}/wmts", [
            ("SERVICE", "WMTS"), ("REQUEST", "GetTile"), ("VERSION", "1.0.0"), ("LAYER", config.layer), ("STYLE", "default"),
            ("TILEMATRIXSET", config.matrix_set), ("FORMAT", "tiles"), ("TILEMATRIX", self.grid.matrices[key.matrix].id),
            ("TILEROW", str(key.row)), ("TILECOL", str(key.column)), ("tk", self._tk)]))

    def describe(self) -> dict[str, Any]:
        """What is known without asking."""
        zh, en = _NAMES.get(self.config.layer, _LABEL_NAMES)
        return {"title": zh, "title_en": en, "layers": [{"name": name} for name in (*_NAMES, *LABELS.values(), "eva", "eia")],
                "matrix_sets": [{"id": "w", "crs": "EPSG:3857"}, {"id": "c", "crs": "EPSG:4490"}],
                "crs": ["EPSG:3857", "EPSG:4490"], "has_key": bool(self._tk)}
