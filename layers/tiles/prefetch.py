"""Fetches an area ahead for offline use: with progress, to be cancelled, going on where it stopped. Owns its threads.

    plan = plan_prefetch(source, store, (west, south, east, north), first, last)   # count and ask first
    job = Prefetch(source, store, plan, on_change=wake); job.start()
    job.progress()   # for a dialog;  job.cancel()

What is fresh on disk already is not fetched again, so the same plan started once more goes on where it was left. The
host's limit and pauses hold for it as for the view, which goes first.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from layers.tiles.base import TileError, TileSource
from layers.tiles.gate import gate_of
from layers.tiles.grid import TileKey
from layers.tiles.health import log
from layers.tiles.prefetch_plan import PrefetchPlan
from layers.tiles.store import TileStore

_TRIES = 3
_GIVE_UP_AFTER = 20  # tiles that failed in a row, each after its tries
_HOST = ("timeout", "refused", "unreachable", "too_many_requests", "server_error", "tls")


@dataclass(frozen=True, slots=True)
class PrefetchProgress:
    """state: ready, running, paused (the host asked for it or does not answer), done, cancelled, failed. tiles: planned;
    done: of them dealt with = fetched + present (were on disk) + missing (the source has none there) + failed. bytes:
    fetched. reason, detail: of the latest trouble. remaining_s: reckoned, 0 where not known."""

    state: Literal["ready", "running", "paused", "done", "cancelled", "failed"] = "ready"
    tiles: int = 0
    done: int = 0
    fetched: int = 0
    present: int = 0
    missing: int = 0
    failed: int = 0
    bytes: int = 0
    reason: str = ""
    detail: str = ""
    remaining_s: float = 0.0


def _nobody() -> None:
    """Whoever polls needs no call."""


class Prefetch:
    """One job."""

    def __init__(self, source: TileSource, store: TileStore, plan: PrefetchPlan, on_change: Callable[[], None] = _nobody,
                 threads: int = 2) -> None:
        """Raises ValueError for a plan that was refused."""
        if plan.refused or source.grid is None:
            raise ValueError(plan.refused or "prefetch.not_open")
        self.plan = plan
        self._source, self._store, self._grid, self._on_change = source, store, source.grid, on_change
        self._gate = gate_of(source.host)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._progress = PrefetchProgress(tiles=plan.tiles)
        self._keys, self._iterating = self._missing_keys(), threading.Lock()
        self._in_a_row, self._started = 0, 0.0
        self._threads = [threading.Thread(target=self._work, name="prefetch", daemon=True) for _ in range(threads)]
        self._running = threads

    def start(self) -> None:
        """Begin."""
        self._started = time.monotonic()
        self._change(state="running")
        for thread in self._threads:
            thread.start()

    def cancel(self) -> None:
        """Stop; what came is kept."""
        self._stop.set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Until it has ended; whether it has."""
        until = None if timeout_s is None else time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(None if until is None else max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def progress(self) -> PrefetchProgress:
        """How far it is."""
        with self._lock:
            now = self._progress
        asked = now.fetched + now.missing + now.failed
        if now.state in ("running", "paused") and asked:
            each = (time.monotonic() - self._started) / asked
            now = replace(now, remaining_s=each * max(0, now.tiles - now.done))
        return now

    def _missing_keys(self) -> Iterator[TileKey]:
        """The tiles that are not fresh on disk; the others are counted and kept for offline use, too."""
        own = self._source.cache_key
        fresh = {stage.matrix: self._store.has_fresh(own, stage.matrix, stage.span) for stage in self.plan.stages}
        for stage in self.plan.stages:
            self._store.pin(own, stage.matrix, stage.span)
        for key in self.plan.keys(self._grid):
            if (key.column, key.row) in fresh.get(key.matrix, ()):
                with self._lock:
                    self._progress = replace(self._progress, present=self._progress.present + 1, done=self._progress.done + 1)
            else:
                yield key

    def _work(self) -> None:
        try:
            while not self._stop.is_set():
                with self._iterating:
                    key = next(self._keys, None)
                if key is None:
                    break
                self._fetch(key)
        except Exception as error:  # a bug of a source: it stands in the dialog, the map goes on
            log.exception("prefetch of %s", self._source.config.id)
            self._fail(TileError("crashed", repr(error)))
        finally:
            self._end()

    def _fetch(self, key: TileKey) -> None:
        for attempt in range(_TRIES):
            if not self._enter():
                return
            try:
                fetched = self._source.fetch(key, self._stop)
                self._store.put(self._source.cache_key, key, fetched, pinned=True)
                self._gate.good()
                self._count("missing" if fetched.tile is None else "fetched", len(fetched.tile.data) if fetched.tile else 0)
                return
            except TileError as error:
                if error.key == "stopped" or error.fatal:
                    self._fail(error)
                    return
                if error.key in _HOST or error.retry_after_s is not None:
                    self._gate.failed(error.retry_after_s)
                if attempt == _TRIES - 1:
                    self._count("failed", 0, error)
            finally:
                self._gate.leave()

    def _enter(self) -> bool:
        """Wait for a place at the host; False where it is cancelled, or the cache cannot be written."""
        while not self._gate.enter():
            self._change(state="paused" if self._gate.retry_s > 0.5 else "running")
            if self._stop.wait(min(1.0, max(0.02, self._gate.retry_s))):
                return False
        if self._store.trouble:
            self._gate.leave()
            self._fail(TileError("no_cache", self._store.trouble))
            return False
        self._change(state="running")
        return True

    def _count(self, what: str, size: int, error: TileError | None = None) -> None:
        with self._lock:
            now = self._progress
            told = {"reason": error.key, "detail": error.detail} if error is not None else {}
            self._progress = replace(now, done=now.done + 1, bytes=now.bytes + size,
                                     **{what: getattr(now, what) + 1}, **told)  # type: ignore[arg-type]
            self._in_a_row = self._in_a_row + 1 if error is not None else 0
            hopeless = error if self._in_a_row >= _GIVE_UP_AFTER else None
        if hopeless is not None:
            self._fail(hopeless)
        self._on_change()

    def _fail(self, error: TileError) -> None:
        if error.key != "stopped":
            self._change(state="failed", reason=error.key, detail=error.detail)
        self._stop.set()

    def _change(self, **changes: object) -> None:
        with self._lock:
            if self._progress.state in ("done", "cancelled", "failed"):
                return
            before, self._progress = self._progress, replace(self._progress, **changes)  # type: ignore[arg-type]
        if before != self._progress:
            self._on_change()

    def _end(self) -> None:
        with self._lock:
            self._running -= 1
            if self._running:
                return
        self._store.flush()
        self._change(state="cancelled" if self._stop.is_set() else "done")
