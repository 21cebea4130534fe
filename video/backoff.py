"""How long to wait before trying a camera again, and how long for its next packet. Pure but for clock and chance."""

from __future__ import annotations

import random
import threading
import time

from video.source import READ_TIMEOUT_S

FIRST_S, LONGEST_S = 0.5, 15.0
_PASSWORD_S = 60.0  # cameras lock out who knocks with a wrong password too often
_LONGEST_READ_TIMEOUT_S = 16.0
_FEW_PICTURES = 10


class Backoff:
    """Doubling waits with jitter, so that a hundred cameras do not knock at once when a switch comes back."""

    def __init__(self, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first_s, self._longest_s = first_s, longest_s
        self._failures = 0

    def worked(self) -> None:
        """The next failure counts as the first."""
        self._failures = 0

    def wait_s(self, reason: str = "") -> float:
        """Seconds until the next try: between half and the whole of the doubled time; after a wrong password, of a
        minute."""
        if reason == "password":
            return _PASSWORD_S * random.uniform(0.5, 1.0)
        full = min(self._longest_s, self._first_s * 2 ** min(self._failures, 16))
        self._failures += 1
        return full * random.uniform(0.5, 1.0)


class Patience:
    """The read time-out of a camera: short, unless it turns out to send a picture every few seconds only."""

    def __init__(self, timeout_s: float = READ_TIMEOUT_S) -> None:
        self.timeout_s = timeout_s

    def broke_off(self, reason: str, pictures: int) -> None:
        """A connection ended for this reason after so many pictures: a slow camera looks like a dead one."""
        if reason == "timeout" and 0 < pictures < _FEW_PICTURES:
            self.timeout_s = min(_LONGEST_READ_TIMEOUT_S, self.timeout_s * 2)


class Admission:
    """So many connections may begin at once, and then so many a second: two hundred cameras that come back together must
    not cost the pictures of those that never left. Whoever waits does not wait for others to succeed, only for his
    turn. Any thread."""

    def __init__(self, at_once: int = 16, per_s: float = 40.0) -> None:
        self._at_once, self._step_s = at_once, 1.0 / per_s
        self._next_s = 0.0
        self._lock = threading.Lock()

    def wait_s(self) -> float:
        """Take a turn; seconds until it comes."""
        with self._lock:
            now = time.monotonic()
            self._next_s = max(self._next_s, now - self._at_once * self._step_s) + self._step_s
            return max(0.0, self._next_s - now)
