"""The journal as one SQLite file (WAL, synchronous FULL). Calls are safe from any thread; readers take connections
from a pool, one thread writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from command_center.domain.events import Event
from command_center.journal import codec, file
from command_center.journal.base import Axis, Entry, JournalError
from command_center.journal.following import start_tail
from command_center.journal.pack import count, pack
from command_center.journal.writer import Row, Writer
from command_center.notices import notify

PAGE = 2000
POLL_S = 0.008  # how long a reader leaves the writing process's work unseen
OTHERS_S = 0.05  # the same for the writer, where other processes' writes are rare
_COLUMNS = "seq, rts, kind, body"
_LAST = (1 << 63) - 1


class SqliteJournal:
    """See Journal. read_only: no writer, and the file must exist. import_received: keep the receipt that events
    bring. frozen: with read_only, for a short look at a file that nobody writes; leaves no trace beside it.

    Raises JournalError: journal.missing, empty, foreign, damaged, newer, no_access, sqlite_old, unusable.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False, import_received: bool = False,
                 frozen: bool = False, retry_s: float = 5.0) -> None:
        file.require_sqlite()
        self.path = Path(path)
        self.unreadable: set[int] = set()  # seqs of rows that no decoder understood
        self._import = import_received
        if not read_only and not self.path.exists():
            file.create(self.path)
        file.recognise(self.path)
        self._frozen = frozen and read_only and not file.has_log(self.path)
        self._idle: list[apsw.Connection] = []
        self._lock = threading.Lock()
        self._grown = threading.Condition()
        self._head = 0
        self._closed = False
        self._stops: list[Callable[[], None]] = []
        with self._reading() as connection:
            self.identity = str(connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchall()[0][0])
        self._writer: Writer | None = None
        if not read_only:
            try:
                self._writer = Writer(self.path, self._on_head, retry_s=retry_s)
            except (apsw.Error, OSError) as error:
                raise file.error_of(error, self.path) from error

    def append(self, batch: Sequence[Event], expected: Mapping[str, int] | None = None) -> Future[int]:
        """See Journal.append."""
        try:
            if self._writer is None:
                raise JournalError("journal.read_only", path=str(self.path))
            return self._writer.submit([self._row(event) for event in pack(batch)], expected or {})
        except JournalError as error:
            failed: Future[int] = Future()
            failed.set_exception(error)
            return failed

    def _row(self, event: Event) -> Row:
        kind, body = codec.encode(event)
        return Row(event.received_utc if self._import else 0, event.at_utc, kind, event.stream, event.ver, event.eid,
                   count(event), body)

    def _on_head(self, head: int) -> None:
        with self._grown:
            self._head = head
            self._grown.notify_all()

    def _await_growth(self, after: int, stopping: threading.Event) -> None:
        if self._writer is None:
            stopping.wait(POLL_S)
            return
        with self._grown:
            self._grown.wait_for(lambda: self._head > after or stopping.is_set(), OTHERS_S)

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        """A connection of the pool; errors come out as JournalError."""
        with self._lock:
            if self._closed:
                raise JournalError("journal.closed")
            connection = self._idle.pop() if self._idle else None
        try:
            if connection is None:
                connection = file.connect(self.path, read_only=True, frozen=self._frozen)
            yield connection
        except (apsw.Error, OSError) as error:
            raise file.error_of(error, self.path) from error
        finally:
            if connection is not None:
                self._give_back(connection)

    def _give_back(self, connection: apsw.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _rows(self, sql: str, *bindings: Any) -> list[tuple[Any, ...]]:
        with self._reading() as connection:
            return connection.execute(sql, bindings).fetchall()

    def _entries(self, rows: list[tuple[Any, ...]]) -> list[Entry]:
        entries = []
        for seq, received, kind, body, *_ in rows:
            try:
                entries.append(Entry(seq, codec.decode(kind, body, received)))
            except JournalError as error:  # the good ones beside it are worth reading
                if seq not in self.unreadable:
                    self.unreadable.add(seq)
                    notify("error", "notice.journal_row", seq=seq, detail=str(error))
        return entries

    def read(
        self, after: int = 0, until: int | None = None, *, kinds: Collection[int] | None = None,
        axis: Axis = "received", after_utc: int | None = None, until_utc: int | None = None,
    ) -> Iterator[list[Entry]]:
        """See Journal.read. No statement stays open between pages, so that a slow reader does not hold the log."""
        last = _LAST if until is None else until
        wanted = f" AND kind IN ({','.join(str(int(kind)) for kind in kinds)})" if kinds is not None else ""
        if axis == "at":
            yield from self._read_by_occurrence(after, last, wanted, after_utc, until_utc)
            return
        after = after if after_utc is None else max(after, self.seek(after_utc))
        last = last if until_utc is None else min(last, self.seek(until_utc))
        rare = kinds is not None and all(kind >= 10 for kind in kinds)
        source = f"SELECT {_COLUMNS} FROM event WHERE seq > ? AND seq <= ?{wanted} ORDER BY seq LIMIT {PAGE}"
        if rare:  # their own index finds them without touching the telemetry between
            source = (f"SELECT {_COLUMNS} FROM event WHERE seq IN (SELECT seq FROM event WHERE kind >= 10 AND seq > ? "
                      f"AND seq <= ?{wanted} ORDER BY seq LIMIT {PAGE}) ORDER BY seq")
        while rows := self._rows(source, after, last):
            after = rows[-1][0]
            if entries := self._entries(rows):
                yield entries

    def _read_by_occurrence(self, after: int, last: int, wanted: str, after_utc: int | None,
                            until_utc: int | None) -> Iterator[list[Entry]]:
        # A page starts behind the (at_utc, seq) on which the one before ended.
        at, number = (-_LAST, -1) if after_utc is None else (after_utc, _LAST)
        high = _LAST if until_utc is None else until_utc
        sql = (f"SELECT {_COLUMNS}, ets FROM event WHERE ets >= ?1 AND (ets > ?1 OR seq > ?2) AND ets <= ?3 "
               f"AND seq > ?4 AND seq <= ?5{wanted} ORDER BY ets, seq LIMIT {PAGE}")
        while rows := self._rows(sql, at, number, high, after, last):
            at, number = rows[-1][4], rows[-1][0]
            if entries := self._entries(rows):
                yield entries

    def seek(self, at_utc: int, axis: Axis = "received") -> int:
        """See Journal.seek."""
        sql = ("SELECT seq FROM event WHERE rts <= ? ORDER BY rts DESC, seq DESC LIMIT 1" if axis == "received" else
               "SELECT max(seq) FROM event WHERE ets <= ?")
        found = self._rows(sql, at_utc)
        return int(found[0][0] or 0) if found else 0

    def head(self) -> int:
        """See Journal.head."""
        return int(self._rows("SELECT max(seq) FROM event")[0][0] or 0)

    def bounds(self, axis: Axis = "received") -> tuple[int, int]:
        """See Journal.bounds."""
        column = "rts" if axis == "received" else "ets"
        first, last = self._rows(f"SELECT (SELECT min({column}) FROM event), (SELECT max({column}) FROM event)")[0]
        return (first, last) if first is not None else (0, 0)

    def earliest(self, after: int) -> int | None:
        """See Journal.earliest."""
        # By the table: the index on ets would be walked from its beginning.
        found = self._rows("SELECT min(ets) FROM event NOT INDEXED WHERE seq > ?", after)[0][0]
        return None if found is None else int(found)

    def tally(self, until_utc: int | None = None, axis: Axis = "received") -> dict[int, tuple[int, int]]:
        """Kind -> rows, and events in them: as counted when they were written, or up to an instant."""
        column = "rts" if axis == "received" else "ets"
        rows = self._rows("SELECT kind, rows, events FROM tally") if until_utc is None else self._rows(
            f"SELECT kind, count(*), sum(n) FROM event WHERE {column} <= ? GROUP BY kind", until_utc)
        return {kind: (count, events) for kind, count, events in rows}

    def tail(self, after: int, on_batch: Callable[[list[Entry]], None]) -> Callable[[], None]:
        """See Journal.tail. Writes of this process wake it, those of others are found by polling."""
        stop = start_tail(lambda stopping: self._follow(after, on_batch, stopping), self._grown)
        self._stops.append(stop)
        return stop

    def _follow(self, after: int, on_batch: Callable[[list[Entry]], None], stopping: threading.Event) -> None:
        sql = f"SELECT {_COLUMNS} FROM event WHERE seq > ? ORDER BY seq LIMIT {PAGE}"
        seen: object = None
        connection: apsw.Connection | None = None
        while not stopping.is_set():
            try:
                if connection is None:
                    connection, seen = file.connect(self.path, read_only=True, frozen=self._frozen), None
                version = connection.execute("PRAGMA data_version").fetchall()[0][0]
                rows: list[Any] = [] if version == seen else connection.execute(sql, (after,)).fetchall()
            except (apsw.Error, OSError) as error:
                notify("error", "notice.journal_tail", path=str(self.path), detail=str(error))
                if connection is not None:
                    connection.close()
                    connection = None
                stopping.wait(1.0)
                continue
            if rows:
                entries = self._entries(rows)
                if entries:
                    on_batch(entries)
                after = rows[-1][0]
                continue
            seen = version
            self._await_growth(after, stopping)
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """See Journal.close. Ends the tails."""
        for stop in self._stops:
            stop()
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        if self._writer is not None:
            self._writer.close()  # last, because only a writing connection can tidy the log away
