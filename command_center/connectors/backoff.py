"""How long to wait before the next try: exponential with jitter, so that many clients do not return together."""

from __future__ import annotations

import random

FIRST_S = 1.0
LONGEST_S = 30.0


class Backoff:
    """Waits of one source. Used by one thread."""

    def __init__(self, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first, self._longest, self._tries = first_s, longest_s, 0

    def reset(self) -> None:
        """The source works again: the next loss starts with a short wait."""
        self._tries = 0

    def next_s(self, at_least_s: float | None = None) -> float:
        """Seconds until the next try: half to all of the doubled wait; a Retry-After is obeyed up to an hour."""
        whole = min(self._longest, self._first * 2.0 ** min(self._tries, 16))
        self._tries += 1
        wait = whole * random.uniform(0.5, 1.0)
        return max(wait, min(at_least_s, 3600.0)) if at_least_s is not None else wait
