"""How long to wait before trying a camera again. Pure but for the random number."""

from __future__ import annotations

import random

FIRST_S, LONGEST_S = 0.5, 15.0


class Backoff:
    """Doubling waits with jitter, so that a hundred cameras do not knock at once when a switch comes back."""

    def __init__(self, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first_s, self._longest_s = first_s, longest_s
        self._failures = 0

    def worked(self) -> None:
        """The next failure counts as the first."""
        self._failures = 0

    def wait_s(self) -> float:
        """Seconds until the next try: between half and the whole of the doubled time."""
        full = min(self._longest_s, self._first_s * 2 ** min(self._failures, 16))
        self._failures += 1
        return full * random.uniform(0.5, 1.0)
