"""Tiles whose address is a pattern with {z}, {x}, {y}."""
from __future__ import annotations

import threading

from layers.tiles.base import TileConfig, TileData, TileSource
from layers.tiles.grid import TileKey


class XyzConfig(TileConfig):
    """An address pattern."""


class XyzSource(TileSource):
    """Tiles XYZ."""

    kind = "xyz"
    Config = XyzConfig

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        """One tile."""
        raise NotImplementedError
