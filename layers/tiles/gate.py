"""How many requests go to a host at once, and how long it is left alone after a failure. Shared by all sources of one
host in this process; any thread."""

from __future__ import annotations

import threading
import time

from command_center.connectors.backoff import Backoff

_LONGEST_S = 3600.0  # so long a host may ask to be left alone
_gates: dict[str, HostGate] = {}
_gates_lock = threading.Lock()


class HostGate:
    """While the host fails, one request at a time tries whether it is back."""

    def __init__(self, limit: int = 6) -> None:
        self._limit, self._inside = limit, 0
        self._backoff = Backoff()
        self._closed_until, self._failing = 0.0, False
        self._lock = threading.Lock()

    def enter(self) -> bool:
        """Take a place for one request; False where there is none now."""
        with self._lock:
            limit = 1 if self._failing else self._limit
            if self._inside >= limit or time.monotonic() < self._closed_until:
                return False
            self._inside += 1
            return True

    def leave(self) -> None:
        """The request ended, or was given up (it may go on waiting for a server that hangs)."""
        with self._lock:
            self._inside -= 1

    def good(self) -> None:
        """The host answered."""
        with self._lock:
            self._failing, self._closed_until = False, 0.0
            self._backoff.reset()

    def failed(self, retry_after_s: float | None = None) -> None:
        """It did not, or asked for a pause."""
        with self._lock:
            if time.monotonic() < self._closed_until:  # of several requests that failed together one counts
                asked = time.monotonic() + min(retry_after_s or 0.0, _LONGEST_S)
                self._closed_until = max(self._closed_until, asked)
                return
            self._failing = True
            self._closed_until = time.monotonic() + self._backoff.next_s(retry_after_s)

    def reopen(self) -> None:
        """Somebody asked to try at once."""
        with self._lock:
            self._closed_until = 0.0

    @property
    def retry_s(self) -> float:
        """Seconds until a request may go out, 0 for now."""
        return max(0.0, self._closed_until - time.monotonic())


def gate_of(host: str, limit: int = 6) -> HostGate:
    """The gate of a host; "" (a file) has one of its own."""
    if not host:
        return HostGate(limit)
    with _gates_lock:
        return _gates.setdefault(host, HostGate(limit))
