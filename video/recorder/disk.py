"""The recorder's disk: how much it may use, what is removed to keep to that, and whether there is room. Any thread.

Default budget: the smaller of 10 GB and a tenth of what is free (what the recorder already has counts as free).
"""

from __future__ import annotations

import heapq
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

DEFAULT_BUDGET_BYTES = 10_000_000_000
RESERVE_BYTES = 64_000_000  # the journal lives here too: recording stops before the disk is full
_GIGABYTE = 1_000_000_000


class Stored(NamedTuple):
    """A closed segment; sorts by age."""

    from_utc: int
    camera: str
    path: Path
    byte_count: int


def free_bytes(folder: Path) -> int:
    """What an ordinary user can still write there, or where the folder would be made."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


class Disk:
    """on_removed(camera, before_utc) is told before files go."""

    def __init__(self, folder: Path, budget_gb: float | None, on_removed: Callable[[str, int], None],
                 free: Callable[[Path], int] = free_bytes) -> None:
        self._folder, self._free, self._on_removed = folder, free, on_removed
        self._budget_gb = budget_gb
        self._segments: list[Stored] = []
        self._closed_bytes = 0
        self._open_bytes: dict[str, int] = {}
        self._lock = threading.Lock()
        self._budget: int | None = None

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

    def has_room(self) -> bool:
        """Whether anything more can be written."""
        return self._free(self._folder) > RESERVE_BYTES

    def growing(self, camera: str, byte_count: int) -> None:
        """The open segment of a camera has this size now."""
        with self._lock:
            self._open_bytes[camera] = byte_count
        self._keep_budget()

    def closed(self, segment: Stored) -> None:
        """A segment was finished (or found on disk)."""
        with self._lock:
            self._open_bytes.pop(segment.camera, None)
            heapq.heappush(self._segments, segment)
            self._closed_bytes += segment.byte_count
        self._keep_budget()

    def make_room(self) -> None:
        """The disk is full although we kept to the budget: give up the oldest segment."""
        with self._lock:
            oldest = heapq.heappop(self._segments) if self._segments else None
        if oldest is not None:
            self._remove(oldest)

    def _keep_budget(self) -> None:
        while True:
            with self._lock:
                if not self._segments or self.used_bytes <= self.budget_bytes:
                    return
                oldest = heapq.heappop(self._segments)
            self._remove(oldest)

    def _remove(self, segment: Stored) -> None:
        self._on_removed(segment.camera, segment.from_utc + 1)
        segment.path.unlink(missing_ok=True)
        segment.path.with_suffix(".idx").unlink(missing_ok=True)
        with self._lock:
            self._closed_bytes -= segment.byte_count
