"""What is derived from the journal, kept up by the engine as it goes along: keyframes, so that a jump to any instant
folds little, and blocks of samples, so that a trend reads little. Owns one thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from command_center.engine.recall import KEYFRAME_EVENTS, cost
from command_center.journal.base import Entry
from command_center.state.snapshot import Snapshot

GATHER_EVERY_S = 10.0
log = logging.getLogger("command_center.engine")


class Keeper:
    """keep: writes a keyframe of a state by receipt; gather: takes in the newest samples. Both are called on the
    keeper's thread, one at a time."""

    def __init__(self, keep: Callable[[Snapshot], None], gather: Callable[[], None]) -> None:
        self._keep, self._gather = keep, gather
        self._cost = 0
        self._due_s = 0.0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="keyframes")
        self._last: Future[None] | None = None

    def on_entries(self, entries: Sequence[Entry], snapshot: Snapshot) -> None:
        """Entries that led to a snapshot; keeps it when enough have passed since the last."""
        self._cost += sum(cost(event) for _, event in entries)
        if self._last is not None and not self._last.done():
            return
        if self._cost >= KEYFRAME_EVENTS:
            self._cost = 0
            self._last = self._pool.submit(self._guarded, lambda: self._keep(snapshot))
        elif time.monotonic() >= self._due_s:
            self._due_s = time.monotonic() + GATHER_EVERY_S
            self._last = self._pool.submit(self._guarded, self._gather)

    def close(self) -> None:
        """Finish what is under way."""
        self._pool.shutdown(wait=True)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # all of it may be thrown away; the engine goes on without
            log.warning("what is derived from the journal was not kept up: %s", error)
