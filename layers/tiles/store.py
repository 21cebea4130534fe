"""Tiles of servers on disk: one SQLite file for all desks of a user, with a size limit. Any thread; any process.

Reading is at once; what came from servers is written by one thread in batches. What was used longest ago goes first
when the limit is reached, tiles fetched ahead for offline use last. A cache that cannot be written (no space, no
access) is none: the map goes on without it, and `trouble` says why.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import apsw
import platformdirs

from command_center.domain.time import SECOND, now_utc
from command_center.notices import notify
from layers.tiles import store_file
from layers.tiles.base import Fetched
from layers.tiles.grid import Span, TileKey
from layers.tiles.store_rows import KEPT_COLUMNS, SIZE, Kept, StoreUse, write, written

__all__ = ["Kept", "StoreUse", "TileStore", "open_store"]

_log = logging.getLogger("command_center.tiles")
_T = TypeVar("_T")
_WAIT_S = 0.3  # so long tiles are gathered before they are written
_BATCH = 256
_MOST_WAITING = 2048  # tiles in memory while another process holds the file
_TOUCH_AFTER = 3600 * SECOND  # a use is noted at most so often
_RETRY_S = 30.0
_MEASURE_EVERY = 500
_opened: dict[Path, TileStore] = {}  # those of this process
_opened_lock = threading.Lock()


class TileStore:
    """The cache of this process; others may hold the same file."""

    def __init__(self, path: Path, limit_bytes: int = 2 << 30) -> None:
        self.path, self.limit_bytes = path, limit_bytes
        self.trouble = ""
        self._connection: apsw.Connection | None = None
        self._identity, self._next_try = (0, 0), 0.0
        self._lock = threading.RLock()
        self._waiting: dict[tuple[str, TileKey], tuple[Any, ...]] = {}
        self._touched: dict[tuple[str, TileKey], int] = {}
        self._grown = threading.Condition()
        self._written = _MEASURE_EVERY  # the limit may have been lowered since
        self._closed = self._hurry = False
        self.holders = 1  # of `open_store`
        self._writer = threading.Thread(target=self._write_all, name="tile store", daemon=True)
        self._writer.start()

    def get(self, source: str, key: TileKey) -> Kept | None:
        """What is on disk of a tile, fresh or not; None for nothing."""
        with self._grown:
            row = self._waiting.get((source, key))
        if row is not None:
            return written(row)
        rows: list[Any] | None = self._do(lambda db: db.execute(
            f"SELECT {KEPT_COLUMNS} FROM tile WHERE source = ? AND matrix = ? AND col = ? AND row = ?", (source, *key)).fetchall())
        if not rows:
            return None
        kept = Kept(*rows[0])
        now = now_utc()
        if now - kept.used_utc > _TOUCH_AFTER:
            with self._grown:
                self._touched[source, key] = now
        return kept

    def put(self, source: str, key: TileKey, fetched: Fetched, pinned: bool = False) -> None:
        """Keep what came; returns at once. A tile that may not be kept is not."""
        if not fetched.keep:
            return
        tile, now = fetched.tile, now_utc()
        data, media, gutter = (tile.data, tile.media, tile.gutter_px) if tile is not None else (b"", "", 0)
        row = (source, *key, now, fetched.expires_utc, now, len(data), int(pinned), gutter, media, fetched.etag,
               fetched.modified, data)
        with self._grown:
            self._waiting[source, key] = row
            self._grown.notify()

    def renew(self, source: str, key: TileKey, expires_utc: int, pinned: bool = False) -> None:
        """The source said that a tile has not changed."""
        now = now_utc()
        self._do(lambda db: db.execute(
            "UPDATE tile SET fetched_utc = ?, expires_utc = ?, used_utc = ?, pinned = max(pinned, ?)"
            " WHERE source = ? AND matrix = ? AND col = ? AND row = ?",
            (now, expires_utc, now, int(pinned), source, *key)).fetchall())

    def pin(self, source: str, matrix: int, span: Span) -> None:
        """Keep what is there of a span for offline use."""
        self._do(lambda db: db.execute(
            "UPDATE tile SET pinned = 1 WHERE source = ? AND matrix = ? AND col BETWEEN ? AND ? AND row BETWEEN ? AND ?"
            " AND pinned = 0", (source, matrix, *span)).fetchall())

    def unpin(self, source: str = "") -> None:
        """Tiles fetched ahead (of a source, of all) may go as others do."""
        self._do(lambda db: db.execute("UPDATE tile SET pinned = 0 WHERE pinned AND (? = '' OR source = ?)",
                                       (source, source)).fetchall())

    def has_fresh(self, source: str, matrix: int, span: Span) -> set[tuple[int, int]]:
        """Columns and rows of a span that are there and fresh; those count for a prefetch that goes on."""
        now = now_utc()
        rows: list[Any] | None = self._do(lambda db: db.execute(
            "SELECT col, row FROM tile WHERE source = ? AND matrix = ? AND col BETWEEN ? AND ? AND row BETWEEN ? AND ?"
            " AND expires_utc > ?", (source, matrix, *span, now)).fetchall())
        with self._grown:
            fresh = {(key.column, key.row) for (own, key), row in self._waiting.items()
                     if own == source and key.matrix == matrix and row[5] > now}
        return fresh | set(rows or ())

    def mean_bytes(self, source: str, matrix: int | None = None) -> float:
        """Mean size of the tiles kept of a source (of a level); 0 for none."""
        rows: list[Any] | None = self._do(lambda db: db.execute(
            "SELECT avg(size) FROM tile WHERE source = ? AND (? IS NULL OR matrix = ?) AND size > 0",
            (source, matrix, matrix)).fetchall())
        return float(rows[0][0] or 0.0) if rows else 0.0

    def document(self, name: str) -> tuple[bytes, int] | None:
        """See Documents."""
        rows: list[Any] | None = self._do(lambda db: db.execute("SELECT data, fetched_utc FROM document WHERE name = ?", (name,)).fetchall())
        return rows[0] if rows else None

    def keep_document(self, name: str, data: bytes) -> None:
        """See Documents."""
        self._do(lambda db: db.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)",
                                       (name, now_utc(), data)).fetchall())

    def use(self) -> StoreUse:
        """How full it is."""
        self.flush()
        rows: list[Any] | None = self._do(lambda db: db.execute("SELECT count(*), total(size), total(pinned), total(size * pinned) FROM tile").fetchall())
        count, size, pinned, pinned_size = rows[0] if rows else (0, 0, 0, 0)
        return StoreUse(int(count), int(size), self.limit_bytes, int(pinned), int(pinned_size))

    def clear(self, source: str = "") -> None:
        """Forget the tiles of a source, or all."""
        with self._grown:
            self._waiting = {key: row for key, row in self._waiting.items() if source and key[0] != source}
        self._do(lambda db: db.execute("DELETE FROM tile WHERE ? = '' OR source = ?", (source, source)).fetchall())
        self._do(lambda db: db.execute("PRAGMA incremental_vacuum").fetchall())

    def flush(self, timeout_s: float = 10.0) -> None:
        """Wait until what was put lies on the disk (or there is no disk)."""
        until = time.monotonic() + timeout_s
        with self._grown:
            self._hurry = True
            self._grown.notify_all()
            while self._waiting and not self.trouble and time.monotonic() < until:
                self._grown.wait(0.05)
            self._hurry = False

    def close(self) -> None:
        """Write what waits, and let go of the file, once nobody holds it any more."""
        with _opened_lock:
            self.holders -= 1
            if self.holders > 0:
                return
            if _opened.get(self.path) is self:
                del _opened[self.path]
        with self._grown:
            self._closed = True
            self._grown.notify()
        self._writer.join(10.0)
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _write_all(self) -> None:
        while True:
            with self._grown:
                while not self._waiting and not self._closed:
                    self._grown.wait()
                if not self._closed and not self._hurry:
                    self._grown.wait(_WAIT_S)
                batch = dict(list(self._waiting.items())[:_BATCH])
                touched, self._touched = self._touched, {}
                closed = self._closed
            if batch and not self._written_down(batch, touched, closed):
                continue
            with self._grown:
                for key, row in batch.items():
                    if self._waiting.get(key) is row:
                        del self._waiting[key]
                self._grown.notify_all()
                if closed and not self._waiting:
                    return

    def _written_down(self, batch: dict[tuple[str, TileKey], tuple[Any, ...]], touched: dict[tuple[str, TileKey], int],
                      closed: bool) -> bool:
        """Write a batch; False where another process holds the file for so long that it is to be tried again."""
        self._written += len(batch)
        measured = self._written >= _MEASURE_EVERY or sum(row[SIZE] for row in batch.values()) > self.limit_bytes // 20
        limit = self.limit_bytes if measured else None
        if measured:
            self._written = 0
        try:
            self._do(lambda db: write(db, batch, touched, limit), patient=True)
        except apsw.BusyError:
            with self._grown:
                return closed or len(self._waiting) > _MOST_WAITING
        return True

    def _do(self, work: Callable[[apsw.Connection], _T], patient: bool = False) -> _T | None:
        """Do something with the file; None where there is no usable file now. patient: raises BusyError where another
        process holds it."""
        with self._lock:
            for _ in range(2):
                try:
                    connection = self._open()
                    if connection is None:
                        return None
                    return work(connection)
                except store_file.DAMAGED:
                    self._make_anew()
                except apsw.BusyError:  # another process writes for long: nothing is broken
                    if patient:
                        raise
                    return None
                except (apsw.Error, OSError) as error:
                    self._lose(error)
                    return None
        return None

    def _open(self) -> apsw.Connection | None:
        if self._connection is None and time.monotonic() >= self._next_try:
            self._connection, anew = store_file.opened(self.path)
            self._identity = store_file.identity(self.path)
            if self.trouble:
                _log.info("tile cache %s works again", self.path)
            self.trouble = ""
            if anew:
                notify("warning", "notice.tile_cache_renewed", path=str(self.path))
        return self._connection

    def _make_anew(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        before = self._identity
        if before == store_file.identity(self.path):
            notify("warning", "notice.tile_cache_renewed", path=str(self.path))
        store_file.renew(self.path, before)

    def _lose(self, error: Exception) -> None:
        """No cache for a while: said once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._next_try = time.monotonic() + _RETRY_S
        if not self.trouble:
            _log.warning("tile cache %s cannot be used: %s", self.path, error)
        self.trouble = f"{type(error).__name__}: {error}"


def open_store(path: str = "", limit_mb: int = 2048, beside: Path | None = None) -> TileStore:
    """The cache as configured (MapSection.tile_cache, tile_cache_mb); beside: the configuration's file, from which a
    relative path is meant. It is opened when the first tile is asked for, and never fails: see `trouble`. One for the
    process: whoever opens it closes it, and the last one does."""
    file = Path(path) if path else Path(platformdirs.user_cache_dir("command-center")) / "tiles.sqlite"
    if path and beside is not None:
        file = beside.parent / file
    with _opened_lock:
        store = _opened.get(file)
        if store is None:
            store = _opened[file] = TileStore(file, limit_mb << 20)
        else:
            store.holders += 1
            store.limit_bytes = limit_mb << 20
        return store
