"""History: what was, as the session's clock allows to know it. Asks the disk on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import Event
from command_center.domain.tracks import NO_TRACKS, Tracks
from command_center.engine.happened import read_counts, read_events, read_tracks
from command_center.engine.session import Samples, Tick
from command_center.engine.ticks import read_ticks, thinned
from command_center.journal.base import Journal
from command_center.journal.blocks import Samples as BlockSamples
from command_center.journal.blocks import SeriesBlocks
from command_center.state.snapshot import Axis

T = TypeVar("T")
NO_SAMPLES = Samples(np.empty(0, np.int64), np.empty(0, np.float64))


class JournalHistory:
    """journal, blocks: give them once the journal is open; now: the session's clock, beyond which nothing is told."""

    def __init__(self, journal: Callable[[], Journal | None], blocks: Callable[[], SeriesBlocks | None],
                 now: Callable[[], int], axis: Axis = "received") -> None:
        self._journal, self._blocks, self._now, self._axis = journal, blocks, now, axis
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long history")
        self._closed = False

    def samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Future[Mapping[str, Samples]]:
        """Samples with since <= at_utc <= until, in time order and with a value; a series without any has empty
        columns."""
        return self._ask(lambda: self._samples(tuple(series), since_utc, until_utc),
                         dict.fromkeys(series, NO_SAMPLES))

    def ticks(self, since_utc: int, until_utc: int) -> Future[list[Tick]]:
        """Marks for the timeline in an interval."""
        return self._ask(lambda: self._ticks(since_utc, until_utc), [])

    def tracks(self, since_utc: int, until_utc: int) -> Future[Tracks]:
        """Where moving things were in [since, until], none after the clock's instant."""
        return self._ask_long(lambda journal: read_tracks(journal, since_utc, min(until_utc, self._now()), self._axis,
                                                          self._is_closed), NO_TRACKS)

    def counts(self, since_utc: int, until_utc: int, bucket_us: int) -> Future[Mapping[str, NDArray[np.int64]]]:
        """How much of each lane happened in buckets of [since, until); nothing after the clock's instant."""
        until = min(until_utc, max(since_utc + 1, self._now() + 1))
        return self._ask_long(lambda journal: read_counts(journal, since_utc, until, bucket_us, self._axis,
                                                          self._is_closed), {})

    def events(self, kinds: Sequence[type[Event]], after_utc: int) -> Future[list[Event]]:
        """Events of some kinds that were received after an instant, in the order of receipt; by receipt none that was
        not yet known at the clock's instant, by occurrence none that had not yet happened."""
        return self._ask_long(lambda journal: read_events(journal, kinds, after_utc, self._now(), self._axis,
                                                          self._is_closed), [])

    def bounds(self) -> tuple[int, int]:
        """First and last instant of the journal on the session's axis (0, 0 when empty)."""
        journal = self._journal()
        return (0, 0) if journal is None else journal.bounds(self._axis)

    def close(self) -> None:
        """Drop what nobody waits for."""
        self._closed = True
        for pool in (self._pool, self._long):
            pool.shutdown(wait=False, cancel_futures=True)

    def _is_closed(self) -> bool:
        return self._closed

    def _ask_long(self, work: Callable[[Journal], T], nothing: T) -> Future[T]:
        """What reads a long stretch has a thread of its own, so that a trend or a mark does not wait for it."""
        def read() -> T:
            journal = self._journal()
            return nothing if journal is None else work(journal)

        return self._ask(read, nothing, self._long)

    def _ask(self, work: Callable[[], T], nothing: T, pool: ThreadPoolExecutor | None = None) -> Future[T]:
        """A panel may still ask while its session is being closed: then there is nothing to tell."""
        try:
            return (pool or self._pool).submit(work)
        except RuntimeError:
            answer: Future[T] = Future()
            answer.set_result(nothing)
            return answer

    def _ticks(self, since_utc: int, until_utc: int) -> list[Tick]:
        journal = self._journal()
        if journal is None:
            return []
        return thinned(list(read_ticks(journal, since_utc, min(until_utc, self._now()), self._axis)), since_utc, until_utc)

    def _samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Mapping[str, Samples]:
        blocks, now = self._blocks(), self._now()
        if blocks is None or not series:
            return dict.fromkeys(series, NO_SAMPLES)
        known_utc = now if self._axis == "received" else None
        last = min(until_utc, now) if self._axis == "at" else until_utc
        found = blocks.samples(series, since_utc, last, known_utc)
        return {name: _valued(samples) for name, samples in found.items()}


def _valued(found: BlockSamples) -> Samples:
    """Without the instants at which the sensor gave no value."""
    given = ~np.isnan(found.value)
    return Samples(found.at_utc[given], found.value[given])
