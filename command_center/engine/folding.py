"""Folding in small slices, so that the screen's thread gets its turn. On whatever thread owns the Fold.

Measured: bursts of 20 ms of Python on any thread make the desk's timers 8 ms late, slices of 2 ms 0.6 ms.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from command_center.engine.garbage import BULK_ENTRIES, out_of_sight
from command_center.journal.base import Entry
from command_center.state.fold import Fold

SLICE_S = 0.002
REST_S = 0.001
_SMALLEST, _LARGEST = 1, 4096


class Slicer:
    """Applies entries to a fold in slices of about SLICE_S, resting after each; learns how many fit."""

    def __init__(self, slice_s: float = SLICE_S, rest_s: float = REST_S) -> None:
        self._slice_s, self._rest_s = slice_s, rest_s
        self._size = 64
        self._spent_s = 0.0
        self._applied = 0

    def apply(self, fold: Fold, entries: Sequence[Entry]) -> None:
        """Apply all of them. A rest comes only after a full slice's worth of work, so a trickle is not delayed."""
        start = 0
        while start < len(entries):
            part = entries[start:start + self._size]
            start += len(part)
            began = time.perf_counter()
            fold.apply(part)
            self._learn(len(part), time.perf_counter() - began)
        self._applied += len(entries)
        if self._applied >= BULK_ENTRIES:
            self._applied = 0
            out_of_sight()

    def _learn(self, count: int, took_s: float) -> None:
        if took_s > self._slice_s:
            self._size = max(_SMALLEST, self._size // 2)
        elif took_s < self._slice_s / 4 and count == self._size:
            self._size = min(_LARGEST, self._size * 2)
        self._spent_s += took_s
        if self._spent_s >= self._slice_s:
            self._spent_s = 0.0
            time.sleep(self._rest_s)
