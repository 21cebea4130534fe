"""The SQLite file of the tile cache: its tables, and how a damaged one is made anew. Every call under TileStore's lock.

Several processes share the file; a process killed at any moment leaves it whole (write-ahead log).
"""

from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path

import apsw

_log = logging.getLogger("command_center.tiles")
_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS tile (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, matrix INT NOT NULL, col INT NOT NULL, row INT NOT NULL,
  fetched_utc INT NOT NULL, expires_utc INT NOT NULL, used_utc INT NOT NULL, size INT NOT NULL,
  pinned INT NOT NULL, gutter INT NOT NULL, media TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
  data BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS tile_key ON tile (source, matrix, col, row);
CREATE INDEX IF NOT EXISTS tile_used ON tile (pinned, used_utc, size);
CREATE TABLE IF NOT EXISTS document (name TEXT PRIMARY KEY, fetched_utc INT NOT NULL, data BLOB NOT NULL) STRICT;
"""
DAMAGED = (apsw.CorruptError, apsw.NotADBError)


def opened(path: Path) -> tuple[apsw.Connection, bool]:
    """A connection to the file, and whether a damaged or foreign one had to be made anew. Raises apsw.Error or OSError
    where there can be none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{path}.lock").open("a") as lock:  # two desks that start together make one file
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _connected(path), False
        except DAMAGED:
            _remove(path)
            return _connected(path), True


def identity(path: Path) -> tuple[int, int]:
    """Which file lies there now; (0, 0) for none."""
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_dev, told.st_ino


def _connected(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    try:
        connection.set_busy_timeout(5000)
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if version not in (0, _VERSION) or (version == 0 and names):
            raise apsw.NotADBError("not a tile cache of this version")
        if version == 0:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA journal_size_limit = 16777216")
        with connection:
            connection.execute(_TABLES)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def renew(path: Path, damaged: tuple[int, int]) -> None:
    """Take a damaged file away, unless another process has done so meanwhile."""
    with Path(f"{path}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if identity(path) == damaged:
            _remove(path)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    _log.warning("tile cache %s was damaged and is made anew", path)


def file_bytes(path: Path) -> int:
    """Bytes on the disk, the log included."""
    return sum(os.path.getsize(name) for ending in ("", "-wal") if os.path.exists(name := f"{path}{ending}"))
