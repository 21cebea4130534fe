"""SnapshotBox: between the thread that folds and the thread that paints. Newest wins; changes are never lost.

`put` belongs to the folding thread, `take` to the GUI's; both hold the lock for the union of two small sets at most.
"""

from __future__ import annotations

import threading

from command_center.state.snapshot import Changes, Snapshot


class SnapshotBox:
    """Keeps the newest snapshot and the union of the changes nobody took yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._changes: Changes | None = None

    def put(self, snapshot: Snapshot, changes: Changes) -> None:
        """A newer snapshot; what differs from the one put before."""
        with self._lock:
            self._snapshot = snapshot
            self._changes = changes if self._changes is None else self._changes.union(changes)

    def take(self) -> tuple[Snapshot, Changes] | None:
        """Newest and changes since the last take, or None when nothing is new. Never waits for a fold."""
        with self._lock:
            if self._snapshot is None or self._changes is None:
                return None
            changes, self._changes = self._changes, None
            return self._snapshot, changes

    def newest(self) -> Snapshot | None:
        """The newest snapshot without taking it; None before the first. For readers beside the screen."""
        with self._lock:
            return self._snapshot

    def again(self) -> None:
        """Let the next `take` give everything anew (the screen was switched back to this session)."""
        with self._lock:
            if self._snapshot is not None:
                self._changes = Changes(reset=True)
