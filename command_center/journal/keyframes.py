"""Keyframes: states along the journal in a file that may be thrown away at any time. Calls are safe from any thread.

The journal does not know what a state is: it keeps tables as bytes by name, each content once, so that a table that
did not change between two keyframes costs nothing. By receipt a keyframe holds everything up to a seq; by occurrence
everything that happened up to an instant, until an event arrives late and makes what follows it stale.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import apsw
import zstandard

from command_center.journal.base import Axis

_TABLES = """
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS part(digest BLOB PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frame(
    axis TEXT NOT NULL, place INTEGER NOT NULL, seq INTEGER NOT NULL, at_utc INTEGER NOT NULL, parts TEXT NOT NULL,
    PRIMARY KEY (axis, place)) STRICT;
"""


class Frame(NamedTuple):
    """seq: the last event in it; at_utc: its instant; parts: table -> digest of its bytes."""

    seq: int
    at_utc: int
    parts: dict[str, bytes]


class Keyframes:
    """identity: of the journal; fold_version: of what made the states. A file of another journal or version, or a
    damaged one, is emptied without a word. path None: in memory. read_only: never creates or changes a file."""

    def __init__(self, path: Path | None, identity: str, fold_version: int, *, read_only: bool = False) -> None:
        self._path, self._read_only = path, read_only
        self._tag = f"{identity} {fold_version}"
        self._lock = threading.Lock()
        self._db: apsw.Connection | None = None
        with self._lock:
            self._guarded(lambda: None, None)

    def _open(self) -> apsw.Connection | None:
        if self._read_only:
            if self._path is None or not self._path.exists() or Path(f"{self._path}-wal").exists():
                return None
            db = apsw.Connection(f"file:{quote(str(self._path.absolute()))}?immutable=1",
                                 flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
            found = db.execute("SELECT value FROM meta WHERE key = 'tag'").fetchone()
            return db if found == (self._tag,) else None
        db = apsw.Connection(str(self._path) if self._path else ":memory:")
        db.set_busy_timeout(2000)
        db.execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;").fetchall()
        db.execute(_TABLES)
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT value FROM meta WHERE key = 'tag'").fetchone() != (self._tag,):
            db.execute("DELETE FROM frame; DELETE FROM part; DELETE FROM meta")
            db.execute("INSERT INTO meta VALUES ('tag', ?), ('checked', '0')", (self._tag,))
        db.execute("COMMIT")
        return db

    def _guarded(self, work: Any, otherwise: Any) -> Any:
        """Run work(); a damaged file is thrown away and made anew, an unusable one is done without."""
        for attempt in range(2):
            try:
                if self._db is None:
                    self._db = self._open()
                return otherwise if self._db is None else work()
            except (apsw.BusyError, apsw.FullError):
                self._roll_back()
                return otherwise
            except (apsw.Error, OSError, ValueError, zstandard.ZstdError):
                self._discard(unlink=attempt == 0)
        return otherwise

    def _roll_back(self) -> None:
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def _discard(self, *, unlink: bool) -> None:
        if self._db is not None:
            self._db.close(True)
            self._db = None
        if unlink and self._path is not None and not self._read_only:
            for suffix in ("", "-journal"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def nearest(self, axis: Axis, place: int) -> Frame | None:
        """The last keyframe at or before a seq (axis "received") or an instant (axis "at")."""
        def work() -> Frame | None:
            assert self._db is not None
            found = self._db.execute("SELECT seq, at_utc, parts FROM frame WHERE axis = ? AND place <= ? "
                                     "ORDER BY place DESC LIMIT 1", (axis, place)).fetchone()
            if found is None:
                return None
            parts = {name: bytes.fromhex(digest) for name, digest in json.loads(found[2]).items()}
            return Frame(found[0], found[1], parts)

        with self._lock:
            return self._guarded(work, None)

    def load(self, digest: bytes) -> bytes | None:
        """The bytes of a part; None where they are lost (then the file is emptied)."""
        def work() -> bytes:
            assert self._db is not None
            found = self._db.execute("SELECT data FROM part WHERE digest = ?", (digest,)).fetchone()
            if found is None:
                raise ValueError("a keyframe misses a part")
            data = zstandard.ZstdDecompressor().decompress(found[0])
            if digest_of(data) != digest:
                raise ValueError("a part of a keyframe is damaged")
            return data

        with self._lock:
            return self._guarded(work, None)

    def put(self, axis: Axis, frame: Frame, fresh: Mapping[bytes, bytes], head: int) -> None:
        """Store a keyframe; fresh: bytes by digest for parts that may not be stored yet; head: the journal's last
        seq when it was read (by occurrence, later events may have made it stale)."""
        packed = {digest: zstandard.ZstdCompressor(level=1).compress(data) for digest, data in fresh.items()}

        def work() -> None:
            assert self._db is not None
            self._db.execute("BEGIN IMMEDIATE")
            if axis == "received" or self._checked() <= head:
                self._db.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", list(packed.items()))
                names = json.dumps({name: digest.hex() for name, digest in frame.parts.items()})
                self._db.execute("INSERT OR REPLACE INTO frame VALUES (?, ?, ?, ?, ?)", (
                    axis, frame.seq if axis == "received" else frame.at_utc, frame.seq, frame.at_utc, names))
            self._db.execute("COMMIT")

        with self._lock:
            if not self._read_only:
                self._guarded(work, None)

    def _checked(self) -> int:
        assert self._db is not None
        (checked,), = self._db.execute("SELECT value FROM meta WHERE key = 'checked'").fetchall()
        return int(str(checked))

    def checked(self) -> int:
        """Up to which seq late events have been reckoned with."""
        with self._lock:
            return self._guarded(self._checked, 0)

    def reckon(self, earliest_utc: int | None, head: int) -> None:
        """Events up to `head` were looked at, the earliest of the new ones happened then: what is derived by
        occurrence from that instant on is stale."""
        def work() -> None:
            assert self._db is not None
            self._db.execute("BEGIN IMMEDIATE")
            if earliest_utc is not None:
                self._db.execute("DELETE FROM frame WHERE axis = 'at' AND place >= ?", (earliest_utc,))
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'checked'", (str(max(head, self._checked())),))
            self._db.execute("COMMIT")

        with self._lock:
            if not self._read_only:
                self._guarded(work, None)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._discard(unlink=False)


def digest_of(data: bytes) -> bytes:
    """By what the content of a part is known."""
    return hashlib.blake2b(data, digest_size=16).digest()
