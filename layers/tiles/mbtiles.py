"""MBTiles: images or vector tiles in one SQLite file, opened read-only and left as it is. Blocking; any thread."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw
from pydantic import Field, field_validator

from layers.tiles import grids
from layers.tiles.base import (
    VECTOR_TILE,
    TileConfig,
    TileData,
    TileError,
    TileSource,
    on_declared_datum,
    plain,
)
from layers.tiles.grid import TileKey
from layers.tiles.images import look_at_image, raster_or_vector
from layers.tiles.ows import degrees_box

_VECTOR_FORMATS = ("pbf", "mvt", "application/x-protobuf", "application/vnd.mapbox-vector-tile")
_VECTOR_PX = 512
_LAST = 30


class FileConfig(TileConfig):
    """A file of tiles."""

    path: str = Field("", description="file of tiles; relative to the configuration")

    @field_validator("path")
    @classmethod
    def _is_named(cls, value: str) -> str:
        if not value:
            raise ValueError("a file")
        return value


class MbtilesConfig(FileConfig):
    """An MBTiles file."""

    path: str = Field(description="MBTiles file; relative to the configuration")
    geodetic: bool = Field(False, description="its tiles are those of the world in degrees, not of Web Mercator")


class MbtilesSource(TileSource):
    """Tiles of an MBTiles file: images or vector tiles."""

    kind = "mbtiles"
    Config = MbtilesConfig
    is_local = True

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._connection: apsw.Connection | None = None
        self._lock = threading.Lock()
        self._from_north = False
        self.metadata: dict[str, str] = {}

    def open(self, stop: threading.Event) -> None:
        """See TileSource. TileError: not_found, not_mbtiles, damaged_file."""
        if self.grid is not None:
            return
        path = Path(self.config.path)
        if not path.is_file():
            raise TileError("not_found", str(path), fatal=True)
        try:
            self._connection = _connected(path)
            names = {row[0] for row in self._rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
            if "tiles" not in names:
                raise TileError("not_mbtiles", f"{path.name}: no table `tiles`", fatal=True)
            if "metadata" in names:
                self.metadata = {str(name): str(value) for name, value in self._rows("SELECT name, value FROM metadata")}
            else:
                self.notes.append(("no_metadata", path.name))
            self._read_levels()
        except apsw.Error as error:
            raise TileError("not_mbtiles", f"{path.name}: {error}", fatal=True) from error

    def _read_levels(self) -> None:
        """The levels that are there. What the metadata say is believed as far as it can be."""
        levels = [z for z in range(_LAST + 1) if self._rows("SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1", (z,))]
        if not levels:
            raise TileError("no_tiles", f"{Path(self.config.path).name} is empty", fatal=True)
        for key, found in (("minzoom", levels[0]), ("maxzoom", levels[-1])):
            told = self.metadata.get(key)
            if told is not None and told != str(found):
                self.notes.append((f"wrong_{key}", f"{told} instead of {found}"))
        self._from_north = self.metadata.get("scheme", "tms").lower() == "xyz"
        self.attribution = self.attribution or plain(self.metadata.get("attribution"))
        self._read_bounds()
        side = self._look_at_first(levels[0])
        geodetic = self.config.geodetic or self.metadata.get("profile", "").lower() == "geodetic" or (
            self.metadata.get("crs", "").upper() in ("EPSG:4326", "EPSG:4490"))
        if geodetic:
            crs = "cgcs2000" if self.metadata.get("crs", "").upper() == "EPSG:4490" else "wgs84"
            grid = grids.geodetic_grid(levels[0], levels[-1], side, crs)
        else:
            grid = grids.mercator_grid(levels[0], levels[-1], side)
        self.grid = on_declared_datum(grid, self.config)

    def _read_bounds(self) -> None:
        if self.config.bounds is not None:
            return
        try:
            box = degrees_box(*(float(part) for part in self.metadata.get("bounds", "").split(",")))
        except (ValueError, TypeError):
            box = None
        if box is None:
            self.notes.append(("no_bounds", self.metadata.get("bounds", "")))
        else:
            self.bounds_wgs84 = box

    def _look_at_first(self, level: int) -> int:
        """Images or vectors, by the first tiles rather than by the metadata; pixels of a tile's side."""
        for (data,) in self._rows("SELECT tile_data FROM tiles WHERE zoom_level = ? LIMIT 8", (level,)):
            try:
                plain, media = raster_or_vector(bytes(data or b""))
                self.is_vector = media == VECTOR_TILE
                return _VECTOR_PX if self.is_vector else look_at_image(plain).width
            except TileError as error:
                self.notes.append((error.key, error.detail))
        self.is_vector = self.metadata.get("format", "").lower() in _VECTOR_FORMATS
        return _VECTOR_PX if self.is_vector else 256

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        """See TileSource."""
        if self.grid is None:
            raise TileError("not_open", "")
        matrix = self.grid.matrices[key.matrix]
        row = key.row if self._from_north else matrix.size[1] - 1 - key.row
        try:
            rows = self._rows("SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1",
                              (int(matrix.id), key.column, row))
        except apsw.Error as error:
            raise TileError("damaged_file", f"{Path(self.config.path).name}: {error}") from error
        if not rows or not rows[0][0]:
            return None
        data, media = raster_or_vector(bytes(rows[0][0]))
        return TileData(data, media)

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock:
            if self._connection is None:
                raise TileError("not_open", "")
            return self._connection.execute(sql, values).fetchall()

    def describe(self) -> dict[str, Any]:
        """Metadata, levels, number of tiles."""
        if self.grid is None:
            return {}
        try:
            vector = json.loads(self.metadata.get("json", "{}"))
        except ValueError:
            vector = {}
        layers = vector.get("vector_layers", []) if isinstance(vector, dict) else []
        told = {name: value for name, value in self.metadata.items() if name != "json"}
        return {"title": self.metadata.get("name", ""), "format": self.metadata.get("format"), "metadata": told,
                "tiles": self._rows("SELECT count(*) FROM tiles")[0][0],
                "min_zoom": int(self.grid.matrices[0].id), "max_zoom": int(self.grid.matrices[-1].id),
                "layers": [{"name": str(one.get("id"))} for one in layers if isinstance(one, dict)]}

    def all_keys(self, limit: int) -> list[TileKey]:
        """The tiles that are there, for a check."""
        if self.grid is None:
            return []
        levels = {int(matrix.id): (index, matrix) for index, matrix in enumerate(self.grid.matrices)}
        rows = self._rows("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT ?", (limit,))
        return [TileKey(levels[z][0], column, row if self._from_north else levels[z][1].size[1] - 1 - row)
                for z, column, row in rows if z in levels]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _connected(path: Path) -> apsw.Connection:
    """Read-only; as unchanging where nobody writes, so that no file appears beside it and read-only media will do."""
    log = Path(f"{path}-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1&mode=ro"
    return apsw.Connection(f"file:{quote(str(path.resolve()))}?{how}",
                           flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
