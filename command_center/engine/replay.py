"""ReplaySession: the same fold over the same journal, under a clock that plays, stands and jumps. Owns one thread.

Replay by receipt shows what was known then, by occurrence what was so. Wishes are newest-wins: while a slider is
dragged only the last instant is folded.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

from command_center.domain.time import now_utc
from command_center.engine.box import SnapshotBox
from command_center.engine.clock import ReplayClock
from command_center.engine.commands import RefusingBus
from command_center.engine.folding import Slicer
from command_center.engine.garbage import loading
from command_center.engine.history import JournalHistory
from command_center.engine.session import Mode
from command_center.journal.base import Entry, Journal, JournalError
from command_center.journal.blocks import SeriesBlocks
from command_center.notices import notify
from command_center.state.fold import Fold
from command_center.state.snapshot import Axis

log = logging.getLogger("command_center.engine")

TICK_S = 1 / 30
SLOWEST, FASTEST = 1 / 8, 600.0
BUDGET_S = 0.1  # of folding in one tick; a journal too dense for the speed is played as fast as it can be folded
LATE_EVERY_S = 1.0
BACK_EVERY_S = 0.25  # backwards the state is recalled anew; what is seen of it need not come more often
BACK_SHARE = 3.0  # and never takes more than about a quarter of the time

Recall = Callable[[int, Axis], Fold]


class ReplaySession:
    """Made standing at an instant; play, pause and seek may be called from any thread and return at once."""

    mode: Mode = "replay"

    def __init__(self, journal: Journal, recall: Recall, at_utc: int, axis: Axis = "received", *,
                 limit: Callable[[], int] = now_utc, ends: bool = False, blocks: SeriesBlocks | None = None) -> None:
        """limit: the last instant there is; ends: whether it stands still (nobody records any more)."""
        self.axis: Axis = axis
        self.clock = ReplayClock(min(at_utc, limit()), limit, lambda: self._first_utc)
        self.box = SnapshotBox()
        self.bus = RefusingBus()
        blocks = blocks or SeriesBlocks(None, journal)
        self.history = JournalHistory(lambda: journal, lambda: blocks, self.clock.now_utc, axis)
        self._journal, self._recall, self._limit, self._ends = journal, recall, limit, ends
        self.begun = threading.Event()  # there is something to show
        self._wish = threading.Condition()
        self._sought: int | None = self.clock.now_utc()
        self._stopping = False
        self._head, self._late_due_s = 0, 0.0
        self._back_due_s, self._first_utc = 0.0, 0
        self._pages: Iterator[list[Entry]] | None = None
        self._until_utc = 0
        self._thread = threading.Thread(target=self._run, name="replay", daemon=True)
        self._thread.start()

    def play(self, speed: float) -> None:
        """Run at a multiple of real time, from 1/8 to 600, backwards where it is negative."""
        size = min(FASTEST, max(SLOWEST, abs(speed)))
        with self._wish:
            turned = self.clock.speed < 0 <= speed
            now = self.clock.set(speed=-size if speed < 0 else size)
            if turned:  # what is folded may lie after the instant shown: a fold does not run backwards
                self._sought = now
            self._wish.notify_all()

    def pause(self) -> None:
        """Stand still."""
        with self._wish:
            turned, now = self.clock.speed < 0, self.clock.set(speed=0.0)
            if turned:
                self._sought = now
                self._wish.notify_all()

    def seek(self, at_utc: int) -> None:
        """Jump; the box then gives a snapshot with Changes.reset."""
        with self._wish:
            self._sought = self.clock.set(at_utc=at_utc)
            self._wish.notify_all()

    def close(self) -> None:
        """End its threads; the journal is the caller's."""
        with self._wish:
            self._stopping = True
            self._wish.notify_all()
        self._thread.join(5)
        self.history.close()

    def _run(self) -> None:
        fold, slicer = Fold(self.axis), Slicer()
        self._first_utc = self.history.bounds()[0]
        while not self._stopping:
            with self._wish:
                if self._sought is None and not self._stopping:
                    self._wish.wait(TICK_S if self.clock.speed else 0.5)
                sought, self._sought = self._sought, None
            try:
                if sought is not None or self._is_stale(fold):
                    fold = self._jump(self.clock.now_utc() if sought is None else sought)
                elif self.clock.speed < 0:
                    fold = self._back(fold)
                elif self.clock.speed:
                    self._advance(fold, slicer)
            except JournalError as error:
                self.clock.set(speed=0.0)
                notify("error", error.key, **error.parameters)

    def _jump(self, at_utc: int) -> Fold:
        self._head, self._pages = self._journal.head(), None
        with loading():
            fold = self._recall(at_utc, self.axis)
        fold.advance(at_utc)
        self.box.put(*fold.take())
        self.begun.set()
        return fold

    def _back(self, fold: Fold) -> Fold:
        """The state a little earlier; at the beginning of the journal the clock stands."""
        began = time.monotonic()
        if began < self._back_due_s:
            return fold
        at_utc = self.clock.now_utc()
        if at_utc <= self._first_utc:
            self.clock.set(speed=0.0)
        fold = self._jump(at_utc)
        ended = time.monotonic()
        self._back_due_s = ended + max(BACK_EVERY_S, BACK_SHARE * (ended - began))
        return fold

    def _is_stale(self, fold: Fold) -> bool:
        """By occurrence, an event that arrives late may belong before the instant shown."""
        if self.axis != "at" or time.monotonic() < self._late_due_s:
            return False
        self._late_due_s = time.monotonic() + LATE_EVERY_S
        known, self._head = self._head, self._journal.head()
        earliest = self._journal.earliest(known) if self._head > known else None
        return earliest is not None and earliest <= fold.at_utc

    def _advance(self, fold: Fold, slicer: Slicer) -> None:
        if self._pages is None:
            self._until_utc = self.clock.now_utc()
            self._pages = self._due(fold, self._until_utc)
        began = time.monotonic()
        for page in self._pages:
            slicer.apply(fold, page)
            if self._sought is not None or self._stopping:
                return
            if time.monotonic() - began > BUDGET_S:
                # The same reading goes on at the next tick: entries of one instant may lie on two pages.
                self._publish(fold, self.clock.set(at_utc=min(self._until_utc, fold.at_utc)))
                return
        self._pages = None
        self._publish(fold, self._until_utc)
        if self._ends and self._until_utc >= self._limit():
            self.clock.set(speed=0.0)

    def _publish(self, fold: Fold, at_utc: int) -> None:
        fold.advance(at_utc)
        snapshot, changes = fold.take()
        if changes.ids or changes.reset:
            self.box.put(snapshot, changes)

    def _due(self, fold: Fold, until_utc: int) -> Iterator[list[Entry]]:
        if self.axis == "at":
            return self._journal.read(axis="at", after_utc=fold.at_utc, until_utc=until_utc)
        until = self._journal.seek(until_utc)
        return self._journal.read(after=fold.seq, until=until) if until > fold.seq else iter(())
