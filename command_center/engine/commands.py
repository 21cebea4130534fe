"""CommandBus: an operator's command becomes events in the journal, or a reason why not. Owns one thread.

What it reports is what is known: confirmed once the events are durable, failed when they certainly are not recorded,
unknown when nobody answered. Nothing is hoped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Protocol

import msgspec

from command_center.domain.commands import Command, Rejection
from command_center.domain.events import Event
from command_center.domain.time import now_utc
from command_center.engine.session import CommandState
from command_center.journal.base import Conflict, Journal, JournalError
from command_center.state.decide import decide
from command_center.state.snapshot import Snapshot

ANSWER_S = 6.0  # without an answer in this time a command is unknown; the link to the engine gives up a little sooner
CATCH_UP_S = 2.0
ATTEMPTS = 4
# Of these it is certain that nothing was recorded; of any other trouble it is not.
NOT_SENT = frozenset({"journal.disk_full", "journal.engine_gone", "journal.closed", "journal.bad_event",
                      "journal.read_only"})


class SnapshotSource(Protocol):
    """The live state as the bus needs it."""

    def current(self) -> Snapshot | None:
        """The newest snapshot, None before the first."""

    def wait_for(self, seq: int, timeout_s: float) -> bool:
        """Wait until a snapshot holds an entry; whether it does."""


class LiveBus:
    """Decides on the newest snapshot and appends; against somebody who was faster it decides again."""

    def __init__(self, journal: Callable[[], Journal | None], state: SnapshotSource, actor: str, desk: str,
                 answer_s: float = ANSWER_S) -> None:
        self._journal, self._state = journal, state
        self._actor, self._desk, self._answer_s = actor, desk, answer_s
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="commands")

    def submit(self, command: Command) -> Future[CommandState]:
        """Decide and append on the bus's own thread; the future always gives a state, never raises."""
        signed = msgspec.structs.replace(command, actor=command.actor or self._actor, desk=command.desk or self._desk)
        try:
            return self._pool.submit(self._carry_out, signed)
        except RuntimeError:  # closed meanwhile
            return RefusingBus("refusal.not_ready").submit(command)

    def close(self) -> None:
        """Finish what was submitted."""
        self._pool.shutdown(wait=True)

    def _carry_out(self, command: Command) -> CommandState:
        deadline = time.monotonic() + self._answer_s
        stream = ""
        for _ in range(ATTEMPTS):
            journal, snapshot = self._journal(), self._state.current()
            if journal is None or snapshot is None:
                return CommandState("failed", Rejection("refusal.not_ready"))
            decision = decide(snapshot, command, now_utc())
            if isinstance(decision, Rejection):
                return CommandState("failed", decision)
            try:
                seq = self._append(journal, decision, deadline)
            except Conflict as conflict:
                stream = conflict.stream
                self._state.wait_for(journal.head(), CATCH_UP_S)
            except JournalError as error:
                return _troubled(error)
            except TooLate:
                return CommandState("unknown", Rejection("refusal.no_answer"))
            else:
                self._state.wait_for(seq, CATCH_UP_S)
                return CommandState("confirmed")
        return CommandState("failed", Rejection("refusal.somebody_was_first", {"stream": stream}))

    def _append(self, journal: Journal, events: Sequence[Event], deadline: float) -> int:
        # A remote journal hands the same events over again by itself while its engine comes back: they count once.
        return journal.append(events).result(timeout=max(0.05, deadline - time.monotonic()))


def _troubled(error: JournalError) -> CommandState:
    if error.key in NOT_SENT:
        return CommandState("failed", Rejection("refusal.not_recorded", {"reason": error.key}))
    return CommandState("unknown", Rejection("refusal.no_answer", {"reason": error.key}))


class RefusingBus:
    """The bus of a session in which nothing can be done: a replay, or a journal opened only to look."""

    def __init__(self, key: str = "refusal.replay") -> None:
        self._refusal = CommandState("failed", Rejection(key))

    def submit(self, command: Command) -> Future[CommandState]:
        """Refuse at once."""
        future: Future[CommandState] = Future()
        future.set_result(self._refusal)
        return future

    def close(self) -> None:
        """Nothing is under way."""
