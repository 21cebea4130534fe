"""The writer of an SQLite journal: one thread that commits whatever waits, each batch in a savepoint of its own.

No timer: a lone batch is committed at once, batches that come while a commit is under way share the next one.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import apsw

from command_center.journal import file
from command_center.journal.base import Conflict, JournalError
from command_center.journal.receipt import ReceiptClock
from command_center.notices import notify

GROUP_ROWS = 5000
_INSERT = "INSERT INTO event(seq, rts, ets, kind, stream, ver, eid, n, body) VALUES (?,?,?,?,?,?,?,?,?)"
_TALLY = ("INSERT INTO tally VALUES (?1, ?2, ?3) ON CONFLICT(kind) DO UPDATE SET rows = rows + ?2, "
          "events = events + ?3")


class Row(NamedTuple):
    """An encoded event that waits for its number. received_utc 0: stamp it."""

    received_utc: int
    at_utc: int
    kind: int
    stream: str
    ver: int | None
    eid: bytes
    events: int
    body: bytes


class Waiting(NamedTuple):
    """A batch and who waits for it."""

    rows: Sequence[Row]
    expected: Mapping[str, int]
    future: Future[int]


class Writer:
    """Owns the writing connection. `on_head(seq)` is called on its thread after each commit."""

    def __init__(self, path: Path, on_head: Callable[[int], None], *, retry_s: float = 5.0,
                 clock: ReceiptClock | None = None) -> None:
        self._path = path
        self._on_head = on_head
        self._retry_s = retry_s
        self._clock = clock or ReceiptClock()
        self._is_troubled = False  # the last group could not be written, and that has been told
        self._queue: deque[Waiting] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self.connection = file.connect(path, read_only=False)
        self.connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    def submit(self, rows: Sequence[Row], expected: Mapping[str, int]) -> Future[int]:
        """Queue a batch."""
        future: Future[int] = Future()
        with self._wake:
            if self._closing:
                future.set_exception(JournalError("journal.closed"))
            else:
                self._queue.append(Waiting(rows, expected, future))
                self._wake.notify()
        return future

    def close(self) -> None:
        """Commit what waits and end."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while group := self._take():
            answers = self._commit_or_fail(group)
            for waiting, answer in zip(group, answers, strict=True):
                if not waiting.future.set_running_or_notify_cancel():
                    continue
                if isinstance(answer, int):
                    waiting.future.set_result(answer)
                else:
                    waiting.future.set_exception(answer)
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except apsw.Error:
            pass  # a reader is in the way; the log stays beside the file and is read with it
        self.connection.close()

    def _take(self) -> list[Waiting]:
        with self._wake:
            while not self._queue and not self._closing:
                self._wake.wait()
            group: list[Waiting] = []
            rows = 0
            while self._queue and rows < GROUP_ROWS:
                group.append(self._queue.popleft())
                rows += len(group[-1].rows)
            return group

    def _commit_or_fail(self, group: list[Waiting]) -> Sequence[int | Exception]:
        """Answers in order. A full disk is tried again for a while: the batches wait, nothing of them is lost. While
        it stays full, those that come after are answered at once, so that nobody waits for one another's patience."""
        deadline = time.monotonic() + (0.0 if self._is_troubled else self._retry_s)
        while True:
            try:
                answers = self._commit(group)
            except (apsw.Error, OSError) as error:
                self._roll_back()
                failure = file.error_of(error, self._path)
                temporary = isinstance(error, apsw.FullError | apsw.IOError | apsw.BusyError)
                if temporary and not self._is_troubled:
                    self._is_troubled = True
                    notify("error", "notice." + failure.key.replace(".", "_"), path=str(self._path))
                if not temporary or time.monotonic() >= deadline or self._closing:
                    return [failure] * len(group)
                time.sleep(0.25)
            else:
                if self._is_troubled:
                    self._is_troubled = False
                    notify("info", "notice.journal_recovered", path=str(self._path))
                return answers

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except apsw.Error:
                pass  # SQLite has rolled back by itself

    def _commit(self, group: list[Waiting]) -> list[int | Exception]:
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        newest = execute("SELECT seq, rts FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        head, last = newest or (0, 0)
        answers: list[int | Exception] = []
        tally: dict[int, tuple[int, int]] = {}
        for waiting in group:
            answer, head, last = self._write(waiting, head, last, tally)
            answers.append(answer)
        if tally:
            self.connection.executemany(_TALLY, [(kind, *counts) for kind, counts in tally.items()])
        execute("COMMIT")
        self._on_head(head)
        return answers

    def _write(self, waiting: Waiting, head: int, last: int,
               tally: dict[int, tuple[int, int]]) -> tuple[int | Exception, int, int]:
        """One batch inside the transaction: its answer, and head and receipt after it."""
        if not waiting.rows:
            return head, head, last
        now, newest = self._clock.stamp(last), last
        stamped = []
        for number, row in enumerate(waiting.rows, head + 1):
            newest = max(newest, row.received_utc or now)
            stamped.append((number, newest, *row[1:]))
        execute = self.connection.execute
        execute("SAVEPOINT batch")
        try:
            self._require(waiting.expected)
            self.connection.executemany(_INSERT, stamped)
            execute("RELEASE batch")
        except (apsw.ConstraintError, Conflict, OverflowError) as error:
            execute("ROLLBACK TO batch")
            execute("RELEASE batch")
            return self._refusal(waiting, error), head, last
        for row in waiting.rows:
            rows, events = tally.get(row.kind, (0, 0))
            tally[row.kind] = (rows + 1, events + row.events)
        return head + len(stamped), head + len(stamped), newest

    def _require(self, expected: Mapping[str, int]) -> None:
        for stream, version in expected.items():
            (found,), = self.connection.execute(
                "SELECT max(ver) FROM event WHERE stream = ? AND ver IS NOT NULL", (stream,)).fetchall()
            if (found or 0) != version:
                raise Conflict(stream)

    def _refusal(self, waiting: Waiting, error: Exception) -> int | Exception:
        """The seq of a batch that is recorded already, else why it cannot be."""
        seqs = [seq for row in waiting.rows
                for seq, in self.connection.execute("SELECT seq FROM event WHERE eid = ?", (row.eid,))]
        if len(seqs) == len(waiting.rows):
            return int(seqs[-1])
        if isinstance(error, OverflowError):
            return JournalError("journal.bad_event", kind="", detail=str(error))
        if isinstance(error, Conflict):
            return error
        return Conflict(self._taken(waiting.rows), str(error))

    def _taken(self, rows: Sequence[Row]) -> str:
        for row in rows:
            if row.ver is not None and self.connection.execute(
                    "SELECT 1 FROM event WHERE stream = ? AND ver = ?", (row.stream, row.ver)).fetchone():
                return row.stream
        return rows[0].stream
