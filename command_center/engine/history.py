"""History: what was, as the session's clock allows to know it. Asks the disk on a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import NUMBERS, Event, ObservationBatch, ObservationMade
from command_center.domain.time import MINUTE
from command_center.engine.session import Samples, Tick
from command_center.engine.ticks import read_ticks
from command_center.journal.base import Journal
from command_center.state.snapshot import Axis

REST_S = 0.001  # between pages, for the screen's sake
EARLY_US = 5 * MINUTE  # a source's clock may be so much ahead of ours, so that samples are received before they happen
NO_SAMPLES = Samples(np.empty(0, np.int64), np.empty(0, np.float64))
_KINDS = frozenset(NUMBERS[kind] for kind in (ObservationBatch, ObservationMade))
_Columns = tuple[NDArray[np.int64], NDArray[np.float64]]


class JournalHistory:
    """journal: gives it once it is open; now: the session's clock, beyond which nothing is told."""

    def __init__(self, journal: Callable[[], Journal | None], now: Callable[[], int], axis: Axis = "received") -> None:
        self._journal, self._now, self._axis = journal, now, axis
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="history")

    def samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Future[Mapping[str, Samples]]:
        """Samples with since <= at_utc <= until, in time order; a series without any has empty columns."""
        return self._pool.submit(self._samples, tuple(series), since_utc, until_utc)

    def ticks(self, since_utc: int, until_utc: int) -> Future[list[Tick]]:
        """Marks for the timeline in an interval."""
        return self._pool.submit(self._ticks, since_utc, until_utc)

    def bounds(self) -> tuple[int, int]:
        """First and last instant of the journal on the session's axis (0, 0 when empty)."""
        journal = self._journal()
        return (0, 0) if journal is None else journal.bounds(self._axis)

    def close(self) -> None:
        """Drop what nobody waits for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ticks(self, since_utc: int, until_utc: int) -> list[Tick]:
        journal = self._journal()
        return [] if journal is None else list(read_ticks(journal, since_utc, min(until_utc, self._now()), self._axis))

    def _samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Mapping[str, Samples]:
        journal, known_utc = self._journal(), self._now()
        found: dict[str, list[_Columns]] = {name: [] for name in series}
        if journal is not None and found:
            # What happened since an instant was received since it, but for clocks that are ahead.
            pages = journal.read(kinds=_KINDS, after_utc=since_utc - EARLY_US,
                                 until_utc=known_utc if self._axis == "received" else None)
            for page in pages:
                for _, event in page:
                    _collect(event, found)
                time.sleep(REST_S)
        last = min(until_utc, known_utc) if self._axis == "at" else until_utc
        return {name: _ordered(columns, since_utc, last) for name, columns in found.items()}


def _collect(event: Event, found: dict[str, list[_Columns]]) -> None:
    if isinstance(event, ObservationMade):
        if event.series in found and event.value is not None:
            found[event.series].append((np.array([event.at_utc]), np.array([event.value])))
    elif isinstance(event, ObservationBatch):
        wanted = [number for number, key in enumerate(event.keys) if key.series in found]
        if not wanted:
            return
        index, at = np.frombuffer(event.index, "<u2"), np.frombuffer(event.at, "<i8")
        value = np.frombuffer(event.value, "<f8")
        for number in wanted:
            chosen = (index == number) & ~np.isnan(value)
            found[event.keys[number].series].append((at[chosen], value[chosen]))


def _ordered(columns: list[_Columns], since_utc: int, until_utc: int) -> Samples:
    """In time order, one value an instant (the one received last)."""
    if not columns:
        return NO_SAMPLES
    at = np.concatenate([column[0] for column in columns])
    value = np.concatenate([column[1] for column in columns])
    inside = (at >= since_utc) & (at <= until_utc)
    at, value = at[inside], value[inside]
    order = np.argsort(at, kind="stable")
    at, value = at[order], value[order]
    last = np.append(at[1:] != at[:-1], True) if len(at) else np.empty(0, np.bool_)
    return Samples(at[last], value[last])
