"""When a position is on the map: the picture of the ground may be painted over several frames, so a paint counts for a
state only once the picture that is shown holds what its layer drew of it."""

from __future__ import annotations

from typing import Any

from command_center.domain.time import now_utc
from command_center.state.snapshot import Snapshot

LAYER = "buses"  # draws the positions of _load.py


class ShownAges:
    """Ages in ms of every position when the frame that first showed it was painted. view: the MapView; None for a map
    that shows whatever it was given at its next paint."""

    def __init__(self, view: Any = None) -> None:
        self._view = view
        self._waiting: list[tuple[Any, Snapshot, frozenset[str]]] = []
        self.ages_ms: list[float] = []

    def took(self, snapshot: Snapshot, names: frozenset[str]) -> None:
        """The map was given a state in which these moved."""
        self._waiting.append((None, snapshot, names))

    def painted(self) -> None:
        """A frame was painted."""
        count = len(self._waiting) if self._view is None else self._held()
        now = now_utc()
        for _, snapshot, names in self._waiting[:count]:
            rows = [snapshot.positions.index[name] for name in names]
            self.ages_ms.extend(((now - snapshot.positions.at_utc[rows]) / 1000).tolist())
        del self._waiting[:count]

    def _held(self) -> int:
        """How many of those that wait the shown picture holds."""
        drawing = self._view.stack.entry(LAYER).drawing
        self._waiting = [(known or drawing, snapshot, names) for known, snapshot, names in self._waiting]
        front = self._view.scene._grounds._front
        parts = front.key.parts if front is not None else ()
        shown = [number for number, (drawn, _, _) in enumerate(self._waiting) if any(part is drawn for part in parts)]
        return shown[-1] + 1 if shown else 0
