"""Tiles as files in folders, as downloaders and ArcGIS (exploded caches) leave them. Blocking; any thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from layers.tiles.base import VECTOR_TILE, TileData, TileError, TileSource
from layers.tiles.grid import TileKey
from layers.tiles.images import raster_or_vector
from layers.tiles.patterns import PLACE, GridConfig, Pattern, spelled

_LARGEST = 32 << 20


class FolderConfig(GridConfig):
    """A pattern of file names; the levels that are there are found by themselves."""

    path: str = Field(description="pattern of the files, such as tiles/{z}/{x}/{y}.png; relative to the configuration")
    max_level: int = Field(22, ge=0, le=30, description="finest level that is there")

    @field_validator("path")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        if not PLACE.search(spelled(value)):
            raise ValueError("a pattern such as tiles/{z}/{x}/{y}.png")
        return value


class FolderSource(TileSource):
    """Tiles in folders of this machine."""

    kind = "folder"
    Config = FolderConfig
    is_local = True

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._pattern = Pattern(spelled(config.path), config.from_south, "", "@2x" if config.sharp else "")

    def open(self, stop: threading.Event) -> None:
        """See TileSource. TileError("not_found") where the folder above the pattern is not there."""
        if self.grid is not None:
            return
        fixed, slash, _ = PLACE.split(self._pattern.text)[0].rpartition("/")
        above = Path(fixed + slash or ".")
        if not above.is_dir():
            raise TileError("not_found", str(above), fatal=True)
        ending = Path(self._pattern.text).suffix.lower()
        self.is_vector = ending in (".pbf", ".mvt")
        self.grid = self.config.make_grid(self.config.min_level, self.config.max_level)

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        """See TileSource."""
        if self.grid is None:
            raise TileError("not_open", "")
        path = Path(self._pattern.filled(self.grid, key))
        try:
            if path.stat().st_size > _LARGEST:
                raise TileError("too_large", f"{path.name}: {path.stat().st_size} bytes")
            body = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise TileError("unreadable", f"{path}: {error.strerror}") from error
        if not body and self.is_vector:
            return None
        data, media = raster_or_vector(body)
        if (media == VECTOR_TILE) != self.is_vector:
            raise TileError("not_an_image" if not self.is_vector else "not_a_vector_tile", path.name)
        return TileData(data, media)

    def describe(self) -> dict[str, Any]:
        """The pattern."""
        return {"pattern": self._pattern.text, "from_south": self._pattern.south}
