"""What is known of one tile source: state, reason, counts. Written by its fetcher's threads, read by the screen."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Literal

from layers.tiles.base import TileError

log = logging.getLogger("command_center.tiles")
State = Literal["starting", "live", "degraded", "lost", "failed"]
_DEGRADED_FOR_S = 30.0
_LOST_AFTER = 4  # failures in a row, without one tile between


@dataclass(frozen=True, slots=True)
class TileHealth:
    """state: starting (nothing asked yet), live, degraded (some tiles fail), lost (none comes; tried again), failed
    (cannot be used until somebody changes something). reason: a key as of ConnectorError (timeout, not_an_image, ...);
    detail: technical words. Counts of tiles: good, missing (the source has none there), failed, from the cache, stale;
    bytes: read from the source. retry_s: seconds until it is asked again, 0 if it may be now. waiting: not here yet."""

    state: State = "starting"
    reason: str = ""
    detail: str = ""
    good: int = 0
    missing: int = 0
    failed: int = 0
    cached: int = 0
    stale: int = 0
    bytes: int = 0
    retry_s: float = 0.0
    waiting: int = 0


class HealthBook:
    """Counts, and says a loss and a recovery once each. Any thread."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._counts = {"good": 0, "missing": 0, "failed": 0, "cached": 0, "stale": 0, "bytes": 0}
        self._state: State = "starting"
        self._reason = self._detail = ""
        self._in_a_row, self._trouble_until = 0, 0.0

    def count(self, what: str, number: int = 1) -> None:
        """Count what came from the disk: "cached" or "stale"."""
        with self._lock:
            self._counts[what] += number

    def answered(self, size: int | None) -> None:
        """The source gave a tile of so many bytes, or said that there is none (None)."""
        self._alive("missing" if size is None else "good", size or 0)

    def unchanged(self) -> None:
        """The source said that the tile on disk still holds."""
        self._alive("cached", 0)

    def _alive(self, what: str, size: int) -> None:
        with self._lock:
            self._counts[what] += 1
            self._counts["bytes"] += size
            self._in_a_row = 0
            back = self._state == "lost"
            self._state = "live"
        if back:
            log.info("tile source %s is back", self._source)

    def failed(self, error: TileError) -> None:
        """A tile could not be had."""
        with self._lock:
            self._counts["failed"] += 1
            self._in_a_row += 1
            self._reason, self._detail = error.key, error.detail
            self._trouble_until = time.monotonic() + _DEGRADED_FOR_S
            first = self._state not in ("lost", "failed")
            if error.fatal:
                self._state = "failed"
            elif self._in_a_row >= _LOST_AFTER and self._state != "failed":
                self._state = "lost"
            elif self._state == "starting":
                self._state = "degraded"
            first = first and self._state in ("lost", "failed")
        if first:
            log.warning("tile source %s is %s: %s", self._source, self._state, error)

    def reset(self) -> None:
        """Somebody wants it tried again."""
        with self._lock:
            self._in_a_row = 0
            if self._state == "failed":
                self._state = "lost"

    @property
    def is_failed(self) -> bool:
        """Whether asking again is of no use."""
        return self._state == "failed"

    def now(self, waiting: int = 0, retry_s: float = 0.0) -> TileHealth:
        """How it stands."""
        with self._lock:
            state: State = self._state
            if state in ("live", "degraded"):
                state = "degraded" if time.monotonic() < self._trouble_until else "live"
            told = state in ("degraded", "lost", "failed")
            return TileHealth(state, self._reason if told else "", self._detail if told else "", **self._counts,
                              retry_s=retry_s, waiting=waiting)
