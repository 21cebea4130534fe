"""PMTiles, version 3: images or vector tiles in one file, on this machine or behind a server that gives ranges. Blocking;
any thread."""

from __future__ import annotations

import functools
import os
import threading
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from command_center.connectors.texts import load_json
from command_center.domain.time import now_utc
from layers.tiles import grids
from layers.tiles import pmtiles_format as form
from layers.tiles.base import VECTOR_TILE, Fetched, TileData, TileError, on_declared_datum, plain
from layers.tiles.grid import TileKey
from layers.tiles.images import look_at_image, vector_tile
from layers.tiles.ows import degrees_box
from layers.tiles.web import Request, WebTileConfig, WebTileSource, answer_error

_DEEPEST = 4  # directories in directories
_VECTOR_PX = 512
_MOST_BYTES = 64 << 20


class PmtilesConfig(WebTileConfig):
    """A PMTiles archive: `path` of a file, or `url` on a server that gives byte ranges."""

    path: str = Field("", description="PMTiles file; relative to the configuration")

    @model_validator(mode="after")
    def _one_place(self) -> PmtilesConfig:
        if bool(self.url) == bool(self.path):
            raise ValueError("either url or path")
        return self


class PmtilesSource(WebTileSource):
    """Tiles of a PMTiles archive: images or vector tiles."""

    kind = "pmtiles"
    Config = PmtilesConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.is_local = bool(config.path)  # type: ignore[misc]  # an archive may be either
        self._file = -1
        self._etag = ""
        self._header: form.Header | None = None
        self._root: list[form.Entry] = []
        self._leaf = functools.lru_cache(maxsize=256)(self._read_leaf)
        self.metadata: dict[str, Any] = {}

    def open(self, stop: threading.Event) -> None:
        """See TileSource. TileError: not_found, not_pmtiles, unsupported_version, unsupported_compression, no_ranges."""
        if self.grid is not None:
            return
        first = self._first_bytes(stop)
        header = form.read_header(first)
        for compression in (header.internal_compression, header.tile_compression):
            if compression in (form.BROTLI,) or compression not in form.COMPRESSIONS:
                form.unpacked(b"", compression)  # says so at once, not once a tile
        if header.tile_type in (form.AVIF, form.MLT):
            raise TileError("unsupported_tiles", form.TYPES[header.tile_type], fatal=True)
        root = first[header.root_offset:header.root_offset + header.root_bytes]
        if len(root) < header.root_bytes:
            root = self._bytes(header.root_offset, header.root_bytes, stop)
        self._root = form.read_directory(form.unpacked(root, header.internal_compression))
        self._header = header
        self.metadata = self._read_metadata(header, stop)
        self.is_vector = header.tile_type == form.MVT
        self.attribution = self.attribution or plain(self.metadata.get("attribution"))
        box = degrees_box(*header.bounds)
        if self.config.bounds is None and box is not None:
            self.bounds_wgs84 = box
        grid = grids.mercator_grid(header.min_zoom, header.max_zoom, self._side(stop))
        self.grid = on_declared_datum(grid, self.config)

    def _first_bytes(self, stop: threading.Event) -> bytes:
        """From the server, or what is remembered of it while it is away."""
        name = f"pmtiles {self.address} head"
        try:
            first = self._bytes(0, form.FIRST_BYTES, stop, short=True)
        except TileError:
            kept = self.documents.document(name) if self.documents is not None else None
            if kept is None:
                raise
            return kept[0]
        if self.documents is not None and not self.is_local:
            self.documents.keep_document(name, first)
        return first

    def _read_metadata(self, header: form.Header, stop: threading.Event) -> dict[str, Any]:
        try:
            packed = self._bytes(header.metadata_offset, header.metadata_bytes, stop) if header.metadata_bytes else b"{}"
            told = load_json(form.unpacked(packed, header.internal_compression if header.metadata_bytes else form.NONE))
        except (TileError, ValueError) as error:
            self.notes.append(("bad_metadata", str(error)[:200]))
            return {}
        return told if isinstance(told, dict) else {}

    def _side(self, stop: threading.Event) -> int:
        """Pixels of a tile's side, by the first tile."""
        if self.is_vector or not self._root:
            return _VECTOR_PX
        entry = next((one for one in self._root if one.run), None)
        try:
            if entry is not None and self._header is not None:
                return look_at_image(self._bytes(self._header.tiles_offset + entry.offset, entry.length, stop)).width
        except TileError as error:
            self.notes.append((error.key, error.detail))
        return 256

    @property
    def address(self) -> str:
        """See WebTileSource."""
        return str(self.config.url or self.config.path)

    def request(self, key: TileKey) -> Request:
        """Not by address: by range."""
        raise TileError("not_open", "")

    def fetch(self, key: TileKey, stop: threading.Event, etag: str = "", modified: str = "") -> Fetched:
        """See TileSource."""
        entry = self._entry(key, stop)
        expires = now_utc() + 86_400_000_000 if self.config.cache_hours is None else (
            now_utc() + int(self.config.cache_hours * 3_600_000_000))
        if entry is None or self._header is None:
            return Fetched(None, False, expires, self._etag, "", True)
        if etag and etag == self._etag:
            return Fetched(None, True, expires, etag, "", True)
        packed = self._bytes(self._header.tiles_offset + entry.offset, entry.length, stop)
        return Fetched(self._unpacked(packed, self._header), False, expires, self._etag, "", True)

    def _unpacked(self, packed: bytes, header: form.Header) -> TileData | None:
        plain = form.unpacked(packed, header.tile_compression)
        if self.is_vector:
            tile = vector_tile(plain)
            return TileData(tile, VECTOR_TILE, 0, False, now_utc()) if tile else None
        return TileData(plain, look_at_image(plain).media, 0, False, now_utc())

    def _entry(self, key: TileKey, stop: threading.Event) -> form.Entry | None:
        if self.grid is None or self._header is None:
            raise TileError("not_open", "")
        number = form.tile_number(int(self.grid.matrices[key.matrix].id), key.column, key.row)
        entries = self._root
        for _ in range(_DEEPEST):
            entry = form.find(entries, number)
            if entry is None or entry.run:
                return entry
            entries = self._leaf(self._header.leaves_offset + entry.offset, entry.length)
        raise TileError("damaged", "directories without end")

    def _read_leaf(self, offset: int, length: int) -> list[form.Entry]:
        if self._header is None:
            raise TileError("not_open", "")
        name = f"pmtiles {self.address} {self._etag} {offset} {length}"
        kept = self.documents.document(name) if self.documents is not None and self._etag and not self.is_local else None
        packed = kept[0] if kept is not None else self._bytes(offset, length, threading.Event())
        if kept is None and self.documents is not None and self._etag and not self.is_local:
            self.documents.keep_document(name, packed)
        return form.read_directory(form.unpacked(packed, self._header.internal_compression))

    def _bytes(self, offset: int, length: int, stop: threading.Event, short: bool = False) -> bytes:
        """A piece of the archive; `short`: as much of it as there is. TileError("truncated") where it ends early."""
        if length > _MOST_BYTES or offset > 1 << 48:
            raise TileError("damaged", f"{length} bytes at {offset}")
        data = self._file_bytes(offset, length) if self.is_local else self._range(offset, length, stop)
        if len(data) < length and not short:
            raise TileError("truncated", f"{len(data)} of {length} bytes at {offset}")
        return data

    def _file_bytes(self, offset: int, length: int) -> bytes:
        try:
            with self._lock:
                if self._file < 0:
                    if not Path(self.config.path).is_file():
                        raise TileError("not_found", self.config.path, fatal=True)
                    self._file = os.open(self.config.path, os.O_RDONLY)
                return os.pread(self._file, length, offset)
        except OSError as error:
            raise TileError("not_found", f"{self.config.path}: {error.strerror}", fatal=True) from error

    def _range(self, offset: int, length: int, stop: threading.Event) -> bytes:
        response = self.get(self.config.url, stop, {"Range": f"bytes={offset}-{offset + length - 1}",
                                                    "Accept-Encoding": "identity"})
        if response.status == 200 and len(response.body) > length:
            raise TileError("no_ranges", "the server sends the whole file instead of a range", fatal=True)
        if response.status == 416:
            return b""
        if response.status not in (200, 206):
            raise answer_error(response)
        self._notice(response.headers.get("ETag", ""))
        return response.body[:length]

    def _notice(self, etag: str) -> None:
        """Another archive lies there now: its directories are read anew."""
        if self._etag and etag and etag != self._etag:
            self._etag, self.grid = "", None
            self._leaf.cache_clear()
            raise TileError("not_open", "the archive was replaced")
        self._etag = etag or self._etag

    def describe(self) -> dict[str, Any]:
        """Header, metadata."""
        header = self._header
        if header is None:
            return {}
        layers = self.metadata.get("vector_layers", [])
        return {"title": self.metadata.get("name", ""), "version": 3, "tiles": header.addressed, "entries": header.entries,
                "contents": header.contents, "format": form.TYPES.get(header.tile_type, str(header.tile_type)),
                "tile_compression": form.COMPRESSIONS.get(header.tile_compression),
                "internal_compression": form.COMPRESSIONS.get(header.internal_compression),
                "min_zoom": header.min_zoom, "max_zoom": header.max_zoom, "bounds": list(header.bounds),
                "clustered": header.clustered, "metadata": {name: value for name, value in self.metadata.items()
                                                            if name != "vector_layers"},
                "layers": [{"name": str(one.get("id"))} for one in layers if isinstance(one, dict)]
                if isinstance(layers, list) else []}

    def all_keys(self, limit: int) -> list[TileKey]:
        """The tiles that are there, for a check."""
        if self.grid is None or self._header is None:
            return []
        levels = {int(matrix.id): index for index, matrix in enumerate(self.grid.matrices)}
        keys: list[TileKey] = []
        waiting = list(self._root)
        while waiting and len(keys) < limit:
            entry = waiting.pop(0)
            if entry.run == 0:
                waiting = self._leaf(self._header.leaves_offset + entry.offset, entry.length) + waiting
                continue
            for number in range(entry.id, entry.id + min(entry.run, limit - len(keys))):
                level, column, row = form.tile_of(number)
                if level in levels:
                    keys.append(TileKey(levels[level], column, row))
        return keys

    def close(self) -> None:
        """Let go of the file or the connections."""
        super().close()
        with self._lock:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1
