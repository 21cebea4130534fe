"""Labels without collisions: greedy by priority on a coarse grid of bits. Pure; any thread.

Each row of the grid is one Python integer, so that asking and marking a box costs a few shifts (5,000 labels: 10 ms).
"""

from __future__ import annotations

_CELL = 6


class Occupancy:
    """What is taken of a screen of width x height pixels."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._rows = [0] * (int(height) // _CELL + 2)

    def _span(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int]:
        first = max(0, int(left)) // _CELL
        last = max(0, min(int(right), int(self.width))) // _CELL
        mask = ((1 << (last - first + 1)) - 1) << first if last >= first else 0
        return mask, max(0, int(top)) // _CELL, min(int(bottom), int(self.height)) // _CELL

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing was put there; what lies outside the screen counts as free."""
        mask, first, last = self._span(left, top, right, bottom)
        rows = self._rows
        return all(not rows[row] & mask for row in range(first, last + 1))

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        """Put something there."""
        mask, first, last = self._span(left, top, right, bottom)
        for row in range(first, last + 1):
            self._rows[row] |= mask

    def place(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take it if it is free."""
        free = self.is_free(left, top, right, bottom)
        if free:
            self.take(left, top, right, bottom)
        return free
