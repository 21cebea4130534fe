"""Commands of the terminal put on record: through the engine of a journal where one runs, else straight into it. The
caller's thread; waits for the durable append.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from command_center.cli.main import UsageError
from command_center.cli.screen_options import existing
from command_center.cli.sentences import sentence
from command_center.domain.commands import Command, Rejection
from command_center.domain.time import now_utc
from command_center.engine.lock import EngineLock, LockedError
from command_center.engine.recall import beside
from command_center.journal.base import Conflict, Journal, JournalError
from command_center.journal.remote import RemoteJournal
from command_center.journal.sqlite import SqliteJournal
from command_center.state.decide import decide
from command_center.state.snapshot import Snapshot

_ATTEMPTS = 4
_ANSWER_S = 15.0


class NotRecorded(Exception):
    """Nothing was recorded; the text says why."""


def state_of(path: Path) -> Snapshot:
    """The newest state of a journal, without a trace in it. Raises UsageError."""
    existing(path, "journal")
    try:
        journal = SqliteJournal(path, read_only=True)
    except JournalError as error:
        raise UsageError(sentence(error.key, error.parameters)) from error
    try:
        return _newest(path, journal)
    finally:
        journal.close()


def put_on_record(path: Path, commands: list[Command]) -> Snapshot:
    """Decide and append, all or none; the state on which it was decided. Raises Rejected or NotRecorded."""
    existing(path, "journal")
    try:
        with _writable(path) as journal:
            for _ in range(_ATTEMPTS):
                snapshot, events = _newest(path, journal), []
                for command in commands:
                    decision = decide(snapshot, command, now_utc())
                    if isinstance(decision, Rejection):
                        raise Rejected(decision)
                    events += decision
                try:
                    journal.append(events).result(timeout=_ANSWER_S)
                    return snapshot
                except Conflict:
                    continue
    except JournalError as error:
        raise NotRecorded(sentence(error.key, error.parameters)) from error
    except TooLate as error:
        raise NotRecorded("the engine does not answer; look again whether it was recorded") from error
    raise NotRecorded("somebody else was first, again and again")


class Rejected(Exception):
    """A command is refused; `why` says it by key."""

    def __init__(self, why: Rejection) -> None:
        super().__init__(why.key)
        self.why = why


def _newest(path: Path, journal: Any) -> Snapshot:
    recall = beside(path, journal, read_only=True)
    try:
        return recall.snapshot(None, "received")
    finally:
        recall.close()


@contextmanager
def _writable(path: Path) -> Iterator[Journal]:
    try:
        lock = EngineLock(path)
    except LockedError:
        remote = RemoteJournal(path)
        try:
            yield remote
        finally:
            remote.close()
        return
    except OSError as error:
        raise NotRecorded(f"{path}: {error.strerror or error}") from error
    try:
        journal = SqliteJournal(path)
        try:
            yield journal
        finally:
            journal.close()
    finally:
        lock.release()
