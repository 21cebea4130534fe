"""Tiles as rows of the cache's file: what one says, how a batch is written, who goes when the limit is reached. Every
call with TileStore's lock held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import apsw

from command_center.domain.time import SECOND, now_utc
from layers.tiles.base import TileData
from layers.tiles.grid import TileKey

KEPT_COLUMNS = "data, media, gutter, fetched_utc, expires_utc, etag, modified, used_utc"
SIZE = 7  # where a row to be written has its bytes
_DOCUMENTS_FOR = 180 * 86400 * SECOND
_ROW_BYTES = 200  # of a row besides its tile
Row = tuple[Any, ...]


class Kept(NamedTuple):
    """A tile of the disk. media "" where the source had none; expires_utc: until when it is fresh; etag, modified: to
    ask whether it changed; used_utc: when it was last read."""

    data: bytes
    media: str
    gutter_px: int
    fetched_utc: int
    expires_utc: int
    etag: str
    modified: str
    used_utc: int = 0

    @property
    def is_fresh(self) -> bool:
        """Whether it may be shown without asking."""
        return now_utc() < self.expires_utc

    def tile(self, stale: bool = False) -> TileData | None:
        """To be drawn; None where the source had none."""
        return TileData(self.data, self.media, self.gutter_px, stale, self.fetched_utc) if self.media else None


class StoreUse(NamedTuple):
    """tiles and bytes kept, the limit, and how much of it is pinned for offline use."""

    tiles: int
    bytes: int
    limit_bytes: int
    pinned: int
    pinned_bytes: int


def written(row: Row) -> Kept:
    """A tile whose row waits to be written."""
    return Kept(row[13], row[10], row[9], row[4], row[5], row[11], row[12], row[6])


def write(db: apsw.Connection, batch: Mapping[tuple[str, TileKey], Row], touched: Mapping[tuple[str, TileKey], int],
          limit_bytes: int | None) -> None:
    """Write a batch and note what was used, all or nothing; with a limit, see that it holds."""
    marks = ", ".join("?" * 14)
    db.execute("BEGIN IMMEDIATE")
    try:
        db.executemany(
            "INSERT INTO tile (source, matrix, col, row, fetched_utc, expires_utc, used_utc, size, pinned, gutter,"
            f" media, etag, modified, data) VALUES ({marks}) ON CONFLICT (source, matrix, col, row) DO UPDATE SET"
            " fetched_utc = excluded.fetched_utc, expires_utc = excluded.expires_utc, used_utc = excluded.used_utc,"
            " size = excluded.size, pinned = max(pinned, excluded.pinned), gutter = excluded.gutter,"
            " media = excluded.media, etag = excluded.etag, modified = excluded.modified, data = excluded.data",
            batch.values())
        db.executemany("UPDATE tile SET used_utc = ? WHERE source = ? AND matrix = ? AND col = ? AND row = ?",
                       ((when, source, *key) for (source, key), when in touched.items()))
        if limit_bytes is not None:
            _make_room(db, limit_bytes)
    except BaseException:
        if db.in_transaction:  # a full disk ends it by itself
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
    db.execute("PRAGMA incremental_vacuum(2000)").fetchall()


def _make_room(db: apsw.Connection, limit_bytes: int) -> None:
    """Down to nine tenths of the limit, what was used longest ago first, what was fetched ahead last; and what is
    remembered of servers that nobody asked for long."""
    db.execute("DELETE FROM document WHERE fetched_utc < ?", (now_utc() - _DOCUMENTS_FOR,))
    total: Any = db.execute("SELECT total(size) + ? * count(*) FROM tile", (_ROW_BYTES,)).fetchall()[0][0]
    size = int(total)
    if size <= limit_bytes:
        return
    surplus, last = size - limit_bytes * 9 // 10, []
    for identity, bytes_ in db.execute("SELECT id, size FROM tile ORDER BY pinned, used_utc"):
        last.append((identity,))
        surplus -= bytes_ + _ROW_BYTES
        if surplus <= 0:
            break
    db.executemany("DELETE FROM tile WHERE id = ?", last)
