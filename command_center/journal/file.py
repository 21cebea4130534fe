"""The journal's file: its schema, how it is created, recognised and opened. Any thread.

A file is recognised from its first hundred bytes and by a connection that cannot write, so that a foreign or damaged
file is refused without a byte of it (or a -wal beside it) changing.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from urllib.parse import quote

import apsw

from command_center.domain.ids import eid_text, new_eid
from command_center.journal.base import JournalError

APPLICATION_ID = 0x43434A31  # "CCJ1"
SCHEMA = 1
OLDEST_SQLITE = (3, 51, 3)
WHOLE_CHECK_BYTES = 32 << 20  # up to here every page is checked on opening (some 0.1 s), beyond only both ends
BUSY_MS = 5000

_TABLES = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA};
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE event(
    seq INTEGER PRIMARY KEY, rts INTEGER NOT NULL, ets INTEGER NOT NULL, kind INTEGER NOT NULL,
    stream TEXT NOT NULL, ver INTEGER, eid BLOB NOT NULL UNIQUE, n INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX event_version ON event(stream, ver) WHERE ver IS NOT NULL;
CREATE INDEX event_received ON event(rts);
CREATE INDEX event_at ON event(ets);
CREATE INDEX event_kind ON event(kind) WHERE kind >= 10;
CREATE TABLE tally(kind INTEGER PRIMARY KEY, rows INTEGER NOT NULL, events INTEGER NOT NULL) STRICT;
"""


def require_sqlite() -> None:
    """Refuse the versions that can lose committed transactions (sqlite.org/wal.html, the WAL-reset bug)."""
    version = apsw.sqlite_lib_version()
    if tuple(int(part) for part in version.split(".")[:3]) < OLDEST_SQLITE:
        raise JournalError("journal.sqlite_old", version=version, oldest=".".join(map(str, OLDEST_SQLITE)))


def error_of(error: Exception, path: Path) -> JournalError:
    """The sentence for the operator behind an error of SQLite or of the file system."""
    keys = ((apsw.FullError, "journal.disk_full"), (apsw.CorruptError, "journal.damaged"),
            (apsw.NotADBError, "journal.foreign"), (apsw.ReadOnlyError, "journal.no_access"),
            (apsw.PermissionsError, "journal.no_access"), (PermissionError, "journal.no_access"),
            (apsw.BusyError, "journal.busy"), (FileNotFoundError, "journal.missing"))
    key = next((key for kind, key in keys if isinstance(error, kind)), "journal.unusable")
    return JournalError(key, path=str(path), detail=str(error))


def create(path: Path) -> None:
    """A new journal, complete or not there at all: made under another name, then linked to its own."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        connection = apsw.Connection(str(temporary))
        connection.execute("PRAGMA page_size = 8192; PRAGMA synchronous = FULL")
        connection.execute("BEGIN;" + _TABLES + "COMMIT")
        connection.execute("INSERT INTO meta VALUES ('identity', ?)", (eid_text(new_eid()),))
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.close()
        os.link(temporary, path)
    except FileExistsError:
        pass  # somebody else was faster; theirs is as good, and is recognised like any other that is opened
    except (apsw.Error, OSError) as error:
        raise error_of(error, path) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file (somebody writes, or died writing)."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def recognise(path: Path) -> None:
    """Raise JournalError unless the file is a journal of this program that can be read."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # Opening a pipe would wait for somebody to write into it.
            raise JournalError("journal.foreign", path=str(path), detail="not a regular file")
        with path.open("rb") as file:
            header = file.read(100)
        # In this order: while pages move from the log to the file, its first page is ahead of its length.
        is_logged = has_log(path)
        size = path.stat().st_size
    except IsADirectoryError as error:
        raise JournalError("journal.foreign", path=str(path), detail="a folder") from error
    except OSError as error:
        raise error_of(error, path) from error
    if not header:
        raise JournalError("journal.empty", path=str(path))
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise JournalError("journal.foreign", path=str(path), detail="not an SQLite file")
    _recognise_header(path, header, None if is_logged else size)
    _probe(path, size)


def _recognise_header(path: Path, header: bytes, size: int | None) -> None:
    """size: None where the log may hold what the file lacks."""
    (application_id,), (schema,) = struct.unpack_from(">I", header, 68), struct.unpack_from(">I", header, 60)
    if application_id != APPLICATION_ID:
        raise JournalError("journal.foreign", path=str(path), detail="an SQLite file of another program")
    if schema > SCHEMA:
        raise JournalError("journal.newer", path=str(path), schema=schema, known=SCHEMA)
    page_size = struct.unpack_from(">H", header, 16)[0]
    pages, changes, valid_for = (struct.unpack_from(">I", header, at)[0] for at in (28, 24, 92))
    if size is not None and changes == valid_for and pages * (65536 if page_size == 1 else page_size) > size:
        raise JournalError("journal.damaged", path=str(path), detail="the file is shorter than it says")


def _probe(path: Path, size: int) -> None:
    """Read both ends and, of a file that is not large, every page."""
    modified = _modified(path)
    try:
        _look(path, size, frozen=not has_log(path))
    except JournalError:
        if not has_log(path) and _modified(path) == modified:
            raise
        _look(path, size, frozen=False)  # somebody began to write meanwhile


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _look(path: Path, size: int, *, frozen: bool) -> None:
    try:
        connection = connect(path, read_only=True, frozen=frozen)
        try:
            if size <= WHOLE_CHECK_BYTES:
                found = connection.execute("PRAGMA quick_check(1)").fetchall()
                if found != [("ok",)]:
                    raise JournalError("journal.damaged", path=str(path), detail=str(found[0][0]).splitlines()[-1])
            connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchall()
            connection.execute("SELECT kind, rows, events FROM tally").fetchall()
            for order in ("ASC", "DESC"):
                connection.execute(f"SELECT * FROM event ORDER BY seq {order} LIMIT 1").fetchall()
        finally:
            connection.close()
    except apsw.SQLError as error:
        raise JournalError("journal.damaged", path=str(path), detail=str(error)) from error
    except (apsw.Error, OSError) as error:
        raise error_of(error, path) from error


def connect(path: Path, *, read_only: bool, frozen: bool = False) -> apsw.Connection:
    """A connection. frozen: nobody writes while it is open, and no -shm or -wal is made."""
    if frozen:
        connection = apsw.Connection(f"file:{quote(str(path.absolute()))}?immutable=1",
                                     flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    else:
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        connection = apsw.Connection(str(path), flags=flags)
    connection.set_busy_timeout(BUSY_MS)
    if not read_only:
        connection.execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864")
    connection.execute("PRAGMA cache_size = -16384")
    return connection
