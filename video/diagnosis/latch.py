"""Hysteresis: a fault begins and ends only when several pictures in a row say so. Pure; one thread."""

from __future__ import annotations


class Latch:
    """enter, leave: how many pictures in a row it takes."""

    def __init__(self, enter: int = 2, leave: int = 2) -> None:
        self._enter, self._leave = enter, leave
        self._for = self._against = 0
        self.on = False

    def feed(self, bad: bool, good: bool | None = None) -> bool:
        """One more picture: clearly bad, clearly good (without it: whatever is not bad), or between, which changes
        nothing."""
        good = not bad if good is None else good
        self._for = self._for + 1 if bad else 0
        self._against = self._against + 1 if good else 0
        if self._for >= self._enter:
            self.on = True
        elif self._against >= self._leave:
            self.on = False
        return self.on

    @property
    def is_doubtful(self) -> bool:
        """Whether a change is under way: another look soon settles it."""
        return (self._for > 0) != self.on if not self.on else self._against > 0

    def hold(self) -> None:
        """Something graver hides it: nothing can be said of it now."""
        self._for = self._against = 0
