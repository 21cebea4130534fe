"""Samples of a series by time: blocks of up to 250 samples in a file that may be thrown away at any time.

Derived from the telemetry rows of the journal, so that a trend of six hours does not read six hours of everything.
One process builds at a time, whoever asks first; a file of another journal or a damaged one is made anew without a
word. Calls are safe from any thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import numpy as np
import zstandard
from numpy.typing import NDArray

from command_center.domain.events import NUMBERS, Event, ObservationBatch, ObservationMade
from command_center.domain.events.telemetry import SeriesKey
from command_center.journal.base import Journal

log = logging.getLogger("command_center.journal")

BLOCK = 250  # samples
FLUSH_ROWS = 4000  # journal rows between two writes of the file while it is built
FORMAT = 1
KINDS = frozenset(NUMBERS[kind] for kind in (ObservationBatch, ObservationMade))
REST_S = 0.001  # between pages, for the sake of the screen in the same process
_REMEMBERED = 512  # tuples of keys
_EVER = 1 << 62
_TABLES = """
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS block(
    series INTEGER NOT NULL, number INTEGER NOT NULL, first_utc INTEGER NOT NULL, last_utc INTEGER NOT NULL,
    received_utc INTEGER NOT NULL, samples INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (series, number)) STRICT, WITHOUT ROWID;
"""


class Samples(NamedTuple):
    """n samples in time order: at_utc int64, value float64 (NaN where the sensor gave none), received_utc int64."""

    at_utc: NDArray[np.int64]
    value: NDArray[np.float64]
    received_utc: NDArray[np.int64]


class _Open:
    """The block of a series that is not full yet."""

    def __init__(self, number: int = 0) -> None:
        self.number = number
        self.columns: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
        self.count = 0
        self.dirty = False

    def add(self, at: NDArray[Any], value: NDArray[Any], received: NDArray[Any]) -> None:
        self.columns.append((at, value, received))
        self.count += len(at)
        self.dirty = True

    def joined(self) -> Samples:
        if len(self.columns) > 1:
            self.columns = [tuple(np.concatenate(each) for each in zip(*self.columns, strict=True))]  # type: ignore
        if not self.columns:
            return Samples(np.empty(0, "i8"), np.empty(0, "f8"), np.empty(0, "i8"))
        return Samples(*self.columns[0])


class SeriesBlocks:
    """path None: in memory. `update` takes what the journal has had since; `samples` asks for it by itself."""

    def __init__(self, path: Path | None, journal: Journal) -> None:
        self._path, self._journal = path, journal
        self._tag = f"{journal.identity} {FORMAT}"
        self._lock = threading.RLock()
        self._db: apsw.Connection | None = None
        self._ids: dict[str, int] = {}
        self._open: dict[int, _Open] = {}
        self._pending: list[tuple[NDArray[Any], ...]] = []
        self._of_keys: dict[int, tuple[Sequence[SeriesKey], NDArray[np.int64]]] = {}
        self._done = self._stored = 0

    def samples(self, series: Sequence[str], since_utc: int, until_utc: int,
                known_by_received_utc: int | None = None) -> dict[str, Samples]:
        """Samples with since_utc <= at_utc <= until_utc, of those received by an instant; one an instant (the last
        received). A series without any has empty columns."""
        with self._lock:
            self.update()
            return {name: self._samples(name, since_utc, until_utc,
                                        _EVER if known_by_received_utc is None else known_by_received_utc)
                    for name in series}

    def update(self) -> None:
        """Take in what was recorded since the last time."""
        with self._lock:
            for attempt in range(2):
                try:
                    if self._db is None:
                        self._connect()
                    self._take_in()
                    return
                except apsw.BusyError:
                    self._discard(unlink=False)
                    break
                except (apsw.Error, OSError, ValueError, zstandard.ZstdError) as error:
                    log.warning("the blocks of samples %s are made anew: %s", self._path, error)
                    self._discard(unlink=attempt == 0)
            self._path = None  # a place that cannot be written, or is held: do without a file
            self._connect()
            self._take_in()

    def close(self) -> None:
        """Write what is not written yet and let go."""
        with self._lock:
            if self._db is not None:
                try:
                    self._flush()
                except (apsw.Error, OSError) as error:  # it is derived again next time
                    log.warning("the newest samples were not kept in %s: %s", self._path, error)
            self._discard(unlink=False)

    def _connect(self) -> None:
        db = apsw.Connection(str(self._path) if self._path else ":memory:")
        self._db = db
        db.set_busy_timeout(2000)
        db.execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF").fetchall()
        db.execute(_TABLES)
        with db:
            if db.execute("SELECT value FROM meta WHERE key = 'tag'").fetchone() != (self._tag,):
                db.execute("DELETE FROM block; DELETE FROM series; DELETE FROM meta")
                db.execute("INSERT INTO meta VALUES ('tag', ?), ('done', '0')", (self._tag,))
        self._reload()

    def _reload(self) -> None:
        """Take over the state of the file: what it holds up to, and the blocks that are not full."""
        assert self._db is not None
        names: list[Any] = self._db.execute("SELECT name, id FROM series").fetchall()
        self._ids = dict(names)
        self._done = self._stored = self._stored_done()
        self._open, self._pending, self._of_keys = {}, [], {}
        newest = ("SELECT series, number, samples, data FROM block AS b WHERE number = "
                  "(SELECT max(number) FROM block WHERE series = b.series)")
        rows: list[Any] = self._db.execute(newest).fetchall()
        for identity, number, count, data in rows:
            block = self._open[identity] = _Open(number + (count >= BLOCK))
            if count < BLOCK:
                block.add(*_unpacked(data, count))
                block.dirty = False

    def _stored_done(self) -> int:
        assert self._db is not None
        (done,), = self._db.execute("SELECT value FROM meta WHERE key = 'done'").fetchall()
        return int(str(done))

    def _take_in(self) -> None:
        if self._stored_done() != self._stored:
            self._reload()  # another process went on with the file
        head = self._journal.head()
        while self._done < head:
            if self._read_until(head):
                self._done = head
        self._sort_in()

    def _read_until(self, head: int) -> bool:
        """Read on; false when another process was found to be ahead and reading must begin from its end."""
        for page in self._journal.read(self._done, head, kinds=KINDS):
            for _, event in page:
                self._add(event)
            self._done = page[-1].seq
            if self._done - self._stored >= FLUSH_ROWS and not self._flush():
                return False
            time.sleep(REST_S)
        return True

    def _add(self, event: Event) -> None:
        if isinstance(event, ObservationMade):
            value = np.nan if event.value is None else event.value
            self._pending.append((np.array([self._id(event.series)]), np.array([event.at_utc]),
                                  np.array([value], "f8"), np.array([event.received_utc])))
        elif isinstance(event, ObservationBatch):
            at = np.frombuffer(event.at, "<i8")
            self._pending.append((self._ids_of(event.keys)[np.frombuffer(event.index, "<u2")], at,
                                  np.frombuffer(event.value, "<f8"), np.full(len(at), event.received_utc)))

    def _ids_of(self, keys: Sequence[SeriesKey]) -> NDArray[np.int64]:
        known = self._of_keys.get(id(keys))
        if known is None or known[0] is not keys:
            if len(self._of_keys) > _REMEMBERED:
                self._of_keys.clear()
            known = self._of_keys[id(keys)] = (keys, np.array([self._id(key.series) for key in keys], np.int64))
        return known[1]

    def _id(self, name: str) -> int:
        return self._ids.setdefault(name, len(self._ids) + 1)

    def _sort_in(self) -> None:
        """Bring what was read to the blocks of its series."""
        if not self._pending:
            return
        identity, at, value, received = (np.concatenate(each) for each in zip(*self._pending, strict=True))
        self._pending = []
        order = np.argsort(identity, kind="stable")
        identity, at, value, received = identity[order], at[order], value[order], received[order]
        starts = np.flatnonzero(np.r_[True, identity[1:] != identity[:-1]])
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(identity)], strict=True):
            block = self._open.setdefault(int(identity[start]), _Open())
            block.add(at[start:end], value[start:end], received[start:end])

    def _flush(self) -> bool:
        """Write full blocks and the beginnings of the others, all or none; false when another process was first."""
        assert self._db is not None
        self._sort_in()
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except apsw.BusyError:
            return True  # another process is writing; what is not stored stays here until the next time
        try:
            if self._stored_done() != self._stored:
                self._db.execute("ROLLBACK")
                self._reload()
                return False
            rows = [row for identity, block in self._open.items() if block.dirty for row in _rows(identity, block)]
            self._db.executemany("INSERT OR IGNORE INTO series VALUES (?, ?)",
                                 [(identity, name) for name, identity in self._ids.items()])
            self._db.executemany("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'done'", (str(self._done),))
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._stored = self._done
        return True

    def _samples(self, name: str, since: int, until: int, known: int) -> Samples:
        identity = self._ids.get(name)
        found: list[Samples] = []
        if identity is not None and self._db is not None:
            block = self._open.get(identity)
            open_number = block.number if block is not None else _EVER
            rows: list[Any] = self._db.execute(
                "SELECT data, samples FROM block WHERE series = ? AND last_utc >= ? AND first_utc <= ? "
                "AND received_utc <= ? AND number < ? ORDER BY number", (identity, since, until, known, open_number)).fetchall()
            found = [_unpacked(data, count) for data, count in rows]
            if block is not None:
                found.append(block.joined())
        return _chosen(found, since, until, known)

    def _discard(self, *, unlink: bool) -> None:
        if self._db is not None:
            self._db.close(True)
            self._db = None
        if unlink and self._path is not None:
            for suffix in ("", "-journal"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)


def _rows(identity: int, block: _Open) -> Iterable[tuple[Any, ...]]:
    """The rows of a series' new samples; the block keeps those of the last, unfilled one."""
    samples = block.joined()
    for start in range(0, block.count, BLOCK):
        piece = _cut(samples, start, start + BLOCK)
        yield (identity, block.number + start // BLOCK, int(piece.at_utc.min()), int(piece.at_utc.max()),
               int(piece.received_utc.min()), len(piece.at_utc), _packed(piece))
    full = block.count // BLOCK
    rest = _cut(samples, full * BLOCK, block.count)
    block.number += full
    block.columns, block.count, block.dirty = [rest], len(rest.at_utc), False


def _cut(samples: Samples, start: int, end: int) -> Samples:
    return Samples(samples.at_utc[start:end], samples.value[start:end], samples.received_utc[start:end])


def _packed(samples: Samples) -> bytes:
    """Columns one after the other; instants as differences, which compress to next to nothing."""
    columns = (np.diff(samples.at_utc, prepend=0), samples.value, np.diff(samples.received_utc, prepend=0))
    return zstandard.ZstdCompressor(level=3).compress(b"".join(column.tobytes() for column in columns))


def _unpacked(data: bytes, count: int) -> Samples:
    raw = zstandard.ZstdDecompressor().decompress(data)
    at, value, received = (np.frombuffer(raw, dtype, count, number * 8 * count)
                           for number, dtype in enumerate(("<i8", "<f8", "<i8")))
    return Samples(np.cumsum(at), value, np.cumsum(received))


def _chosen(found: Sequence[Samples], since: int, until: int, known: int) -> Samples:
    if not found:
        return Samples(np.empty(0, "i8"), np.empty(0, "f8"), np.empty(0, "i8"))
    at, value, received = (np.concatenate(each) for each in zip(*found, strict=True))
    inside = (at >= since) & (at <= until) & (received <= known)
    at, value, received = at[inside], value[inside], received[inside]
    order = np.argsort(at, kind="stable")  # recording order remains among samples of one instant
    at, value, received = at[order], value[order], received[order]
    last = np.append(at[1:] != at[:-1], True) if len(at) else np.empty(0, np.bool_)
    return Samples(at[last], value[last], received[last])

