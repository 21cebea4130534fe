"""Instants of the samples inside a journal's telemetry rows, which the index by occurrence knows by their first one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import KINDS, ObservationBatch, PositionBatch
from command_center.journal.pack import SINGLE_NAMES
from command_center.journal.sqlite import SqliteJournal

BATCHES = [number for number, kind in KINDS.items() if kind.__name__ in SINGLE_NAMES]


def newest_utc(journal: SqliteJournal) -> int:
    """When the last thing in a journal happened, microseconds; 0 in an empty one."""
    inside = (int(instants.max()) for _, instants in _samples(journal, None, BATCHES) if len(instants))
    return max(journal.bounds("at")[1], max(inside, default=0))


def samples_until(journal: SqliteJournal, at_utc: int, kinds: Sequence[int]) -> Counter[str]:
    """How many samples in the telemetry rows of these kinds had happened by then, by the name of the single event."""
    counts: Counter[str] = Counter()
    for name, instants in _samples(journal, at_utc, [kind for kind in kinds if kind in BATCHES]):
        counts[name] += int((instants <= at_utc).sum())
    return counts


def _samples(journal: SqliteJournal, until_utc: int | None, kinds: list[int]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    for page in journal.read(axis="at", until_utc=until_utc, kinds=kinds) if kinds else ():
        for _, event in page:
            if isinstance(event, ObservationBatch | PositionBatch):
                yield SINGLE_NAMES[type(event).__name__], np.frombuffer(event.at, "<i8")
