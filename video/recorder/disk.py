"""The recorder's disk: how much it may use and how long it keeps, what is removed for that, what never is, and whether
there is room. Any thread.

Default budget: the smaller of 10 GB and a tenth of what is free (what the recorder already has counts as free). Footage
that is locked as evidence is never removed; when nothing else is left to remove, recording stops and says why.
"""

from __future__ import annotations

import logging
import os
import threading
from bisect import insort
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from command_center.domain.cameras import FootageLock
from command_center.domain.time import DAY, HOUR

log = logging.getLogger(__name__)
DEFAULT_BUDGET_BYTES = 10_000_000_000
RESERVE_BYTES = 64_000_000  # the journal lives here too: recording stops before the disk is full
FULL, LOCKED = "disk_full", "disk_locked"  # why nothing can be written
_GIGABYTE = 1_000_000_000


class Stored(NamedTuple):
    """A closed segment; sorts by age. until_utc 0: where it began."""

    from_utc: int
    camera: str
    path: Path
    byte_count: int
    until_utc: int = 0

    @property
    def last_utc(self) -> int:
        """The instant of its last picture."""
        return max(self.from_utc, self.until_utc)


def free_bytes(folder: Path) -> int:
    """What an ordinary user can still write there, or where the folder would be made."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


class Disk:
    """on_removed is told before a segment's files go."""

    def __init__(self, folder: Path, budget_gb: float | None, on_removed: Callable[[Stored], None],
                 free: Callable[[Path], int] = free_bytes, keep_days: float | None = None) -> None:
        self._folder, self._free, self._on_removed = folder, free, on_removed
        self._budget_gb, self._keep_us = budget_gb, None if keep_days is None else round(keep_days * DAY)
        self._segments: list[Stored] = []
        self._locks: dict[str, FootageLock] = {}
        self._closed_bytes = 0
        self._open_bytes: dict[str, int] = {}
        self._lock = threading.RLock()
        self._budget: int | None = None
        self._offset: int | None = None
        self._calm_us = 0

    @property
    def budget_bytes(self) -> int:
        """How much the recorder may use."""
        if self._budget is None:
            self._budget = round(self._budget_gb * _GIGABYTE) if self._budget_gb else min(
                DEFAULT_BUDGET_BYTES, (self._free(self._folder) + self._closed_bytes) // 10)
        return self._budget

    @property
    def used_bytes(self) -> int:
        """What its segments take now."""
        return self._closed_bytes + sum(self._open_bytes.values())

    @property
    def locked_bytes(self) -> int:
        """What is kept as evidence."""
        with self._lock:
            return sum(each.byte_count for each in self._segments if self._is_locked(each))

    def trouble(self) -> str:
        """Why nothing more can be written: FULL, LOCKED (all that could be removed is evidence), or ""."""
        short = self._free(self._folder) <= RESERVE_BYTES
        with self._lock:
            if not short and self.used_bytes <= self.budget_bytes:
                return ""
            stuck = bool(self._segments) and all(self._is_locked(each) for each in self._segments)
        return LOCKED if stuck else FULL if short else ""

    def growing(self, camera: str, byte_count: int) -> None:
        """The open segment of a camera has this size now."""
        with self._lock:
            self._open_bytes[camera] = byte_count
        self._keep_budget()

    def closed(self, segment: Stored) -> None:
        """A segment was finished (or found on disk)."""
        with self._lock:
            self._open_bytes.pop(segment.camera, None)
            insort(self._segments, segment)
            self._closed_bytes += segment.byte_count
        self._keep_budget()

    def lock(self, lock: FootageLock) -> None:
        """From now on this is evidence."""
        with self._lock:
            self._locks[lock.lock] = lock

    def unlock(self, lock: str) -> None:
        """What it held may go, if nothing else holds it."""
        with self._lock:
            self._locks.pop(lock, None)
        self._keep_budget()

    def make_room(self) -> None:
        """The disk is full although we kept to the budget: give up the oldest segment that is no evidence."""
        self._remove(self._take(lambda _segment: True))

    def forget_old(self, now_utc: int, steady_us: int) -> None:
        """Remove what is older than it may become. Call now and then. steady_us: a clock that is never set; for an hour
        after the other one was set by more than that, nothing is removed for its age: it may be set right again."""
        keep_us, offset = self._keep_us, now_utc - steady_us
        if self._offset is not None and abs(offset - self._offset) > HOUR:
            self._calm_us = steady_us + HOUR
        self._offset = offset
        while keep_us is not None and steady_us >= self._calm_us:
            old = self._take(lambda segment: segment.last_utc < now_utc - keep_us)
            if not old:
                return
            self._remove(old)

    def _keep_budget(self) -> None:
        while True:
            with self._lock:
                if self.used_bytes <= self.budget_bytes:
                    return
                oldest = self._take(lambda _segment: True)
            if not oldest:
                return
            self._remove(oldest)

    def _is_locked(self, segment: Stored) -> bool:
        return any(lock.holds(segment.camera, segment.from_utc, segment.last_utc + 1) for lock in self._locks.values())

    def _take(self, wanted: Callable[[Stored], bool]) -> Collection[Stored]:
        """The oldest segment that is wanted and no evidence, out of the list; empty when there is none."""
        with self._lock:
            for number, segment in enumerate(self._segments):
                if wanted(segment) and not self._is_locked(segment):
                    del self._segments[number]
                    self._closed_bytes -= segment.byte_count
                    return (segment,)
        return ()

    def _remove(self, segments: Iterable[Stored]) -> None:
        for segment in segments:
            self._on_removed(segment)
            try:
                segment.path.unlink(missing_ok=True)
                segment.path.with_suffix(".idx").unlink(missing_ok=True)
            except OSError as error:  # of a disk that has become read-only; found again at the next start
                log.warning("footage cannot be removed: %s", error)
