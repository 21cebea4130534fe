"""The engine: connectors, alarm rules and orders over one journal, of which it is the only writer.

It reads back what it and everybody else wrote (the journal's own order), so that an acknowledgement from a desk, a
camera's health from the recorder and an observation from a connector take the same way. Owns the core thread.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from command_center import __version__
from command_center.alarms.devices import last_device_words
from command_center.alarms.proposal import Proposal
from command_center.alarms.rules import AlarmRules
from command_center.config import Configuration
from command_center.connectors.host import ConnectorHost
from command_center.domain.events import EngineStarted, EngineStopped, Event
from command_center.domain.packs import Pack
from command_center.domain.time import SECOND, now_utc
from command_center.engine.clock import JumpWatch
from command_center.engine.intake import Intake
from command_center.engine.keeper import Keeper
from command_center.engine.known import known_events
from command_center.engine.orders import OrderSender
from command_center.engine.ptz import PtzExecutor
from command_center.journal.base import Conflict, Entry, Journal, JournalError
from command_center.notices import notify
from command_center.state.fold import Fold
from command_center.state.snapshot import Changes, Snapshot

log = logging.getLogger("command_center.engine")

LOOK_EVERY_S = 0.05  # how long a look at the rules may gather entries
IDLE_S = 0.2
WAITING_BATCHES = 64
START_LIMIT_S = 30.0
_Settled = tuple[Proposal, int]  # and the seq that the fold must hold before the rules look at its subject again


class Engine:
    """Runs from start() to stop(). The lock, the journal and the socket for others' batches are the caller's."""

    def __init__(self, configuration: Configuration, journal: Journal, fold: Fold, packs: Mapping[str, Pack],
                 keep: Callable[[Snapshot], None] = lambda snapshot: None,
                 gather: Callable[[], None] = lambda: None, at_work: Callable[[], None] = lambda: None) -> None:
        """fold: the state up to the journal's head; keep: makes a keyframe; gather: keeps up the blocks of samples;
        at_work: called after each look at the rules, several times a second."""
        self._configuration, self._journal, self._fold = configuration, journal, fold
        self._rules = AlarmRules(packs)
        self._intake = Intake(journal, configuration.city.site, self._on_trouble)
        self.host = ConnectorHost(configuration.connectors, self._intake.publish)
        self._orders = OrderSender(self.host.send, self._record)
        self._ptz = PtzExecutor(self.host.move, self._record)
        self._batches: queue.Queue[list[Entry]] = queue.Queue(WAITING_BATCHES)
        self._settled: queue.SimpleQueue[_Settled] = queue.SimpleQueue()
        self._unsettled: list[_Settled] = []
        self._last_words: list[Event] = []
        self._keeper = Keeper(keep, gather)
        self._clock = JumpWatch()
        self._at_work = at_work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)

    def start(self) -> None:
        """Say that the engine runs, settle what the last one left open, and let the connectors go. Raises
        JournalError where nothing can be recorded."""
        snapshot, _ = self._fold.take()
        first: list[Event] = [EngineStarted(at_utc=now_utc(), version=__version__, pid=os.getpid(),
                                            demo=self._configuration.city.demo, site=self._configuration.city.site)]
        self._journal.append(first + self._orders.settle_after_restart(snapshot)).result(START_LIMIT_S)
        self._last_words = last_device_words(self._journal)
        self._thread.start()
        self.host.remember(known_events(snapshot))
        self.host.start()
        self._ptz.settle_after_restart(snapshot)

    def stop(self, reason: str = "asked") -> None:
        """End the connectors, record what they gave, say so, and end."""
        self._ptz.close()
        self.host.stop()
        self._intake.close()
        self._stop.set()
        self._thread.join(5)
        self._orders.close()
        self._keeper.close()
        try:
            self._record([EngineStopped(at_utc=now_utc(), reason=reason)]).result(5)
        except Exception as error:
            log.warning("the end could not be recorded: %s", error)

    def publish(self, events: Sequence[Event]) -> Future[int]:
        """Take a batch as from a connector; blocks while too much waits."""
        return self._intake.publish(events)

    def _run(self) -> None:
        stop_tail = self._journal.tail(self._fold.seq, self._give)
        first = True
        while not self._stop.is_set():
            entries = self._gather()
            try:
                self._look(entries, first)
            except Exception:
                # A rule's bug must not end the engine; the next look starts from the snapshot again.
                log.exception("a look at the rules failed")
            first = False
            self._at_work()
        stop_tail()

    def _give(self, entries: list[Entry]) -> None:
        while not self._stop.is_set():
            try:
                self._batches.put(entries, timeout=0.5)
                return
            except queue.Full:
                continue

    def _gather(self) -> list[Entry]:
        """What arrives within LOOK_EVERY_S of the first entry; nothing after IDLE_S of silence."""
        entries: list[Entry] = []
        deadline = time.monotonic() + IDLE_S
        while (left := deadline - time.monotonic()) > 0 and not self._stop.is_set():
            try:
                fresh = self._batches.get(timeout=left)
            except queue.Empty:
                break
            if not entries:
                deadline = min(deadline, time.monotonic() + LOOK_EVERY_S)
            entries.extend(fresh)
            if any(_is_urgent(event) for _, event in fresh):
                break
        return entries

    def _look(self, entries: list[Entry], first: bool) -> None:
        self._fold.apply(entries)
        snapshot, changes = self._fold.take()
        self._carry_out(entries, snapshot)
        self._settle()
        self._keeper.on_entries(entries, snapshot)
        if jump := self._clock.look():
            log.warning("the clock of this machine was set by %+.1f s", jump / SECOND)
            self._rules.clock_was_set(jump)
        events = [event for _, event in entries]
        if first:
            # What was recalled counts as news once, so that an alarm that an engine died over is raised now.
            events, changes = self._last_words + events, Changes(reset=True)
        for proposal in self._rules.look(snapshot, changes, events, now_utc()):
            self._propose(proposal)

    def _carry_out(self, entries: list[Entry], snapshot: Snapshot) -> None:
        for _, event in entries:
            try:
                self._orders.on_event(event, snapshot)
                self._ptz.on_event(event, snapshot)
            except Exception:  # the others must still go out
                log.exception("an order could not be handled")
        self._orders.tick()

    def _propose(self, proposal: Proposal) -> None:
        future = self._record(proposal.events, proposal.expected)
        future.add_done_callback(lambda done: self._settled.put((proposal, _seq_of(done))))

    def _settle(self) -> None:
        while not self._settled.empty():
            self._unsettled.append(self._settled.get())
        for settled in [each for each in self._unsettled if each[1] <= self._fold.seq]:
            self._unsettled.remove(settled)
            self._rules.settled(settled[0], recorded=settled[1] > 0)

    def _record(self, events: Sequence[Event], expected: Mapping[str, int] | None = None) -> Future[int]:
        return self._journal.append(events, expected)

    def _on_trouble(self, error: JournalError | None) -> None:
        if error is None:
            notify("info", "notice.journal_recovered")
        else:
            notify("error", error.key, **error.parameters)


def _is_urgent(event: Event) -> bool:
    """What an operator waits for goes out at once."""
    return bool(event.actor)


def _seq_of(done: Future[int]) -> int:
    """Where a proposal was recorded; 0 where it lost against an operator or could not be recorded."""
    error = done.exception()
    if error is None:
        return done.result()
    if not isinstance(error, Conflict):
        log.warning("an alarm could not be recorded yet: %s", error)
    return 0
