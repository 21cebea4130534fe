"""Keyframes as the engine goes along, so that a jump to any instant folds little. Owns one thread for the encoding."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from command_center.domain.events import ObservationBatch, PositionBatch
from command_center.engine.recall import BATCH_COST, KEYFRAME_EVENTS
from command_center.journal.base import Entry
from command_center.state.snapshot import Snapshot

log = logging.getLogger("command_center.engine")


class Keeper:
    """keep: writes a keyframe of a state by receipt; called on the keeper's thread, one at a time."""

    def __init__(self, keep: Callable[[Snapshot], None]) -> None:
        self._keep = keep
        self._cost = 0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="keyframes")
        self._last: Future[None] | None = None

    def on_entries(self, entries: Sequence[Entry], snapshot: Snapshot) -> None:
        """Entries that led to a snapshot; keeps it when enough have passed since the last."""
        self._cost += sum(BATCH_COST if isinstance(event, ObservationBatch | PositionBatch) else 1
                          for _, event in entries)
        if self._cost >= KEYFRAME_EVENTS and (self._last is None or self._last.done()):
            self._cost = 0
            self._last = self._pool.submit(self._write, snapshot)

    def close(self) -> None:
        """Finish the keyframe under way."""
        self._pool.shutdown(wait=True)

    def _write(self, snapshot: Snapshot) -> None:
        try:
            self._keep(snapshot)
        except Exception as error:  # keyframes may be thrown away; the engine goes on without
            log.warning("no keyframe was written: %s", error)
