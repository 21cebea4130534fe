"""LiveSession: follows the journal, folds it in small slices and publishes snapshots. Owns the folding thread.

The journal may not be there yet (its engine is just starting) and may refuse to be read; both are states that the
screen shows, never a crash.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from command_center.domain.time import now_utc
from command_center.engine.box import SnapshotBox
from command_center.engine.clock import WallClock
from command_center.engine.commands import LiveBus, RefusingBus
from command_center.engine.engine_watch import EngineState
from command_center.engine.folding import Slicer
from command_center.engine.garbage import loading
from command_center.engine.history import JournalHistory
from command_center.engine.session import Mode
from command_center.journal.base import Entry, Journal, JournalError
from command_center.journal.blocks import SeriesBlocks
from command_center.notices import notify
from command_center.state.fold import Fold
from command_center.state.snapshot import Axis, Snapshot

log = logging.getLogger("command_center.engine")

PUBLISH_EVERY_S = 1 / 60
WAITING_BATCHES = 8  # decoded pages that may wait for the fold
OPEN_AGAIN_S = 0.1
_HOPELESS = frozenset({"journal.damaged", "journal.foreign", "journal.newer", "journal.empty", "journal.sqlite_old",
                       "journal.no_access"})


def _in_memory(journal: Journal) -> SeriesBlocks:
    return SeriesBlocks(None, journal)


class LiveSession:
    """open_journal: gives the journal or raises JournalError or OSError (tried again until it is there);
    recall: the fold up to its head, from a keyframe. `trouble` holds the error of a journal that cannot be used."""

    mode: Mode = "live"
    axis: Axis = "received"

    def __init__(self, open_journal: Callable[[], Journal], recall: Callable[[Journal], Fold], actor: str, desk: str,
                 *, may_command: bool = True, blocks: Callable[[Journal], SeriesBlocks] = _in_memory) -> None:
        self._open, self._recall, self._make_blocks = open_journal, recall, blocks
        self._batches: queue.Queue[list[Entry]] = queue.Queue(WAITING_BATCHES)
        self._stop = threading.Event()
        self._grown = threading.Condition()
        self._stop_tail: Callable[[], None] = lambda: None
        self.trouble: JournalError | None = None
        self.journal: Journal | None = None
        self.blocks: SeriesBlocks | None = None
        self.engine_state: EngineState = "starting"
        self.clock = WallClock()
        self.box = SnapshotBox()
        self.history = JournalHistory(lambda: self.journal, lambda: self.blocks, self.newest_utc)
        self.bus: LiveBus | RefusingBus = (LiveBus(lambda: self.journal, self, actor, desk) if may_command
                                           else RefusingBus("refusal.read_only"))
        self._thread = threading.Thread(target=self._run, name="fold", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def close(self) -> None:
        """End its threads."""
        self._stop.set()
        self.bus.close()
        self._thread.join(5)
        self.history.close()
        if self.blocks is not None:
            self.blocks.close()
        if self.journal is not None:
            self.journal.close()

    def on_engine_state(self, state: EngineState) -> None:
        """For the watch: what became of the engine."""
        self.engine_state = state

    def require_journal(self) -> Journal:
        """The journal, once it is open. Raises JournalError before that."""
        if self.journal is None:
            raise self.trouble or JournalError("journal.missing")
        return self.journal

    def current(self) -> Snapshot | None:
        """The newest snapshot, None before the first."""
        return self.box.newest()

    def newest_utc(self) -> int:
        """Now, or the receipt of the newest event where the machine's clock was set back behind it."""
        snapshot = self.current()
        return max(now_utc(), snapshot.at_utc if snapshot is not None else 0)

    def wait_for(self, seq: int, timeout_s: float) -> bool:
        """Wait until a snapshot holds an entry; whether it does."""
        with self._grown:
            return self._grown.wait_for(lambda: self._holds(seq), timeout_s)

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait for the first snapshot; whether it came."""
        with self._grown:
            return self._grown.wait_for(lambda: self.current() is not None or self.trouble is not None,
                                        timeout_s) and self.trouble is None

    def _holds(self, seq: int) -> bool:
        snapshot = self.current()
        return snapshot is not None and snapshot.seq >= seq

    def _run(self) -> None:
        journal = self._opened()
        if journal is None:
            return
        try:
            with loading():
                fold = self._recall(journal)
        except JournalError as error:
            self._give_up(error)
            return
        self.blocks = self._make_blocks(journal)
        self.journal = journal
        self._publish(fold)
        self._stop_tail = journal.tail(fold.seq, self._batches_put)
        try:
            self._follow(fold)
        finally:
            self._stop_tail()

    def _opened(self) -> Journal | None:
        while not self._stop.is_set():
            try:
                return self._open()
            except JournalError as error:
                if error.key in _HOPELESS:
                    self._give_up(error)
                    return None
            except OSError as error:
                log.debug("the journal cannot be opened yet: %s", error)
            self._stop.wait(OPEN_AGAIN_S)
        return None

    def _give_up(self, error: JournalError) -> None:
        with self._grown:
            self.trouble = error
            self._grown.notify_all()
        notify("error", error.key, **error.parameters)

    def _batches_put(self, entries: list[Entry]) -> None:
        while not self._stop.is_set():
            try:
                self._batches.put(entries, timeout=0.2)
                return
            except queue.Full:
                continue

    def _follow(self, fold: Fold) -> None:
        slicer, published = Slicer(), fold.seq
        due_s = 0.0
        while not self._stop.is_set():
            try:
                slicer.apply(fold, self._batches.get(timeout=0.1 if fold.seq == published else PUBLISH_EVERY_S))
            except queue.Empty:
                pass  # nothing new, which is what waiting is for; what was folded before may be due
            began_s = time.monotonic()
            if fold.seq != published and began_s >= due_s:
                self._publish(fold)
                published = fold.seq
                # While a large city is loading, a snapshot copies large tables: then they come less often.
                due_s = began_s + max(PUBLISH_EVERY_S, 10 * (time.monotonic() - began_s))

    def _publish(self, fold: Fold) -> None:
        snapshot, changes = fold.take()
        with self._grown:
            self.box.put(snapshot, changes)
            self._grown.notify_all()
