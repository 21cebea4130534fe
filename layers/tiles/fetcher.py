"""Gets tiles for a view: from the disk first, then from the source, what lies nearest to the middle first. Owns its
threads; the screen only says what it wants and takes what has come, and never waits.

    fetcher = TileFetcher(source, store, on_arrival=wake)   # wake() is called on a thread of the fetcher
    fetcher.want(keys)          # all that is missing in view, most urgent first; what is no longer in it is given up
    for arrival in fetcher.take(): ...
    fetcher.health()            # for the layer list
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from command_center.connectors.backoff import Backoff
from layers.tiles.base import TileData, TileError, TileSource
from layers.tiles.errands import Errand, Errands
from layers.tiles.gate import gate_of
from layers.tiles.grid import TileGrid, TileKey
from layers.tiles.health import HealthBook, TileHealth, log
from layers.tiles.store import TileStore

_HOST_TROUBLE = ("timeout", "refused", "unreachable", "too_many_requests", "server_error", "tls")
_SOURCE_TROUBLE = ("unauthorized", "bad_configuration", "bad_redirect", "too_many_redirects", "bad_capabilities", "not_open",
                   "not_found", "damaged_file")


class Arrival(NamedTuple):
    """A tile that has come. data None without an error: the source has none there (do not ask again). With an error:
    it could not be had; it is tried again by itself while it is wanted. data.stale: old, from the disk, because the
    source does not answer: go on wanting it, and it arrives once more when it is fresh."""

    key: TileKey
    data: TileData | None
    error: TileError | None = None


def _is_not_the_tiles(error: TileError | None) -> bool:
    """Whether the tile itself may be fine."""
    return error is not None and error.key in (*_HOST_TROUBLE, *_SOURCE_TROUBLE)


def _nobody() -> None:
    """Whoever polls needs no call."""


class TileFetcher:
    """The tiles of one source."""

    def __init__(self, source: TileSource, store: TileStore | None = None, on_arrival: Callable[[], None] = _nobody,
                 threads: int = 4) -> None:
        self.source = source
        self._store = store if source.cache_key and not source.is_local else None
        if self._store is not None:
            source.documents = self._store
        self._on_arrival = on_arrival
        self._gate = gate_of(source.host)
        self._book = HealthBook(source.config.id or source.kind)
        self._errands = Errands(looks_first=self._store is not None)
        self._arrived: list[Arrival] = []
        self._changed = threading.Condition()
        self._open, self._opening, self._closed = source.grid is not None, False, False
        self._looking = False
        self._hold, self._held_until = Backoff(5.0, 300.0), 0.0
        self._count, self._threads = threads, list[threading.Thread]()

    @property
    def grid(self) -> TileGrid | None:
        """The source's grid; None until it was opened (the first `want` has it opened; on_arrival tells)."""
        return self.source.grid

    def want(self, keys: Sequence[TileKey]) -> None:
        """Exactly these are wanted from now on, in this order."""
        with self._changed:
            if self._closed:
                return
            here = {one.key for one in self._arrived if one.error is None and not (one.data is not None and one.data.stale)}
            self._give_up(self._errands.want([key for key in keys if key not in here] if here else keys))
            self._start()
            self._changed.notify_all()

    def _give_up(self, errands: Sequence[Errand]) -> None:
        """Whoever waits for a server that hangs keeps nobody else from it."""
        for errand in errands:
            if errand.leave_gate():
                self._gate.leave()

    def _drop(self) -> None:
        self._give_up(self._errands.want(()))
        self._arrived = []

    def take(self) -> list[Arrival]:
        """What came since the last call."""
        with self._changed:
            taken, self._arrived = self._arrived, []
            return taken

    def health(self) -> TileHealth:
        """How the source stands."""
        with self._changed:
            return self._book.now(self._errands.waiting, self._retry_s())

    def _retry_s(self) -> float:
        return max(self._gate.retry_s, self._held_until - time.monotonic(), 0.0)

    def at(self, now_utc: int) -> bool:
        """The map shows another instant. True where other tiles belong to it: those at hand are to be dropped and wanted
        anew."""
        with self._changed:
            if not self.source.at(now_utc):
                return False
            self._drop()
            return True

    def retry(self) -> None:
        """Try a failed source again now."""
        with self._changed:
            self._book.reset()
            self._gate.reopen()
            self._held_until = 0.0
            self._errands.retry_all()
            self._changed.notify_all()

    def close(self, wait_s: float = 0.0) -> None:
        """Give up everything. Threads that wait for a server end with its time-out; wait_s: wait so long for them."""
        with self._changed:
            self._closed = True
            self._drop()
            self._changed.notify_all()
        until = time.monotonic() + wait_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        if not any(thread.is_alive() for thread in self._threads):
            self.source.close()

    def _start(self) -> None:
        """Threads are made when there is something to do; those stuck in requests given up are replaced."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        spare = self._count + min(self._errands.abandoned, 12) - len(self._threads)
        for _ in range(spare):
            thread = threading.Thread(target=self._work, name=f"tiles {self.source.config.id}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                errand = self._next()
                while errand is None and not self._closed:
                    self._changed.wait(self._pause())
                    errand = self._next()
                if errand is None:
                    return
            self._run(errand)

    def _next(self) -> Errand | None:
        """The most urgent thing that may be done now: opening, looking on the disk, asking the source."""
        if self._closed or self._opening:
            return None
        held = self._book.is_failed or time.monotonic() < self._held_until
        if not self._open:
            if held or not self._gate.enter():
                return None
            self._opening = True
            return Errand(None)
        if self._store is not None and not self._looking:
            unseen = self._errands.next_unseen()
            if unseen is not None:
                self._looking = True  # one thread at a time: many at once would keep the screen from the interpreter
                return unseen
        if held or not self._errands.has_due() or not self._gate.enter():
            return None
        return self._errands.next_due()

    def _pause(self) -> float | None:
        """Seconds until something may be to do without anybody telling; None: somebody will tell."""
        if self._open and not self._errands.waiting and not self._errands.all_wanted():
            return None
        return max(0.02, min(1.0, self._retry_s() or self._errands.next_due_s() or 0.25))

    def _run(self, errand: Errand) -> None:
        if errand.key is None:
            self._open_source(errand)
        elif errand.state == "looking":
            self._look(errand, errand.key)
        else:
            self._load(errand, errand.key)

    def _open_source(self, errand: Errand) -> None:
        try:
            self.source.open(errand.stop)
            self._gate.good()
            opened = True
        except TileError as error:
            self._trouble(error, opening=True)
            opened = False
        except Exception as error:  # a bug of a source: it stands beside its layer, the map goes on
            log.exception("tile source %s", self.source.config.id)
            self._trouble(TileError("crashed", repr(error), fatal=True))
            opened = False
        finally:
            self._gate.leave()
        with self._changed:
            self._opening, self._open = False, opened
            self._changed.notify_all()
        self._on_arrival()

    def _look(self, errand: Errand, key: TileKey) -> None:
        try:
            kept = self._store.get(self.source.cache_key, key) if self._store is not None else None
        finally:
            with self._changed:
                self._looking = False
        if kept is not None and kept.is_fresh:
            self._book.count("cached")
            self._done(errand, Arrival(key, kept.tile()))
            return
        with self._changed:
            self._errands.seen(errand, kept)
            self._changed.notify_all()
        if kept is not None and (self._retry_s() > 0 or self._book.is_failed):
            self._give_stale(errand)

    def _load(self, errand: Errand, key: TileKey) -> None:
        arrival: Arrival | None = None
        try:
            arrival = Arrival(key, self._fetch(key, errand))
            self._gate.good()
            self._hold.reset()
        except TileError as error:
            if error.key != "stopped":
                self._trouble(error)
                arrival = Arrival(key, None, error)
        except Exception as error:  # one broken tile or a bug of a source takes no thread down
            log.exception("tile source %s, tile %s", self.source.config.id, key)
            trouble = TileError("crashed", repr(error))
            self._trouble(trouble)
            arrival = Arrival(key, None, trouble)
        finally:
            with self._changed:
                if errand.leave_gate():
                    self._gate.leave()
        if arrival is not None and arrival.error is None:
            self._done(errand, arrival)
        else:
            self._later(errand, arrival)

    def _fetch(self, key: TileKey, errand: Errand) -> TileData | None:
        """Ask the source, and keep what it gives."""
        if self._store is None:
            tile = self.source.read(key, errand.stop)
            self._book.answered(None if tile is None else len(tile.data))
            return tile
        kept, own = errand.kept, self.source.cache_key
        fetched = self.source.fetch(key, errand.stop, *((kept.etag, kept.modified) if kept is not None else ("", "")))
        if fetched.unchanged and kept is not None:
            self._store.renew(own, key, fetched.expires_utc)
            self._book.unchanged()
            return kept.tile()
        self._store.put(own, key, fetched)
        self._book.answered(None if fetched.tile is None else len(fetched.tile.data))
        return fetched.tile

    def _trouble(self, error: TileError, opening: bool = False) -> None:
        """Who is to be left alone for a while: the host with all its sources, this source, or only the one tile."""
        self._book.failed(error)
        if error.key in _HOST_TROUBLE or error.retry_after_s is not None:
            self._gate.failed(error.retry_after_s)
            return
        if error.key != "crashed":
            self._gate.good()
        if error.key == "not_open":
            self._open = False  # what the source said of itself no longer holds: it is asked again
        if opening or error.key in _SOURCE_TROUBLE:
            self._held_until = time.monotonic() + self._hold.next_s()

    def _later(self, errand: Errand, arrival: Arrival | None) -> None:
        """Failed or given up."""
        whole = arrival is None or _is_not_the_tiles(arrival.error)
        if arrival is not None and errand.kept is not None:
            self._give_stale(errand)
            arrival = None
        with self._changed:
            told = self._errands.failed(errand, whole)
            if arrival is not None and told:
                self._arrived.append(arrival)
            self._changed.notify_all()
        self._on_arrival()

    def _give_stale(self, errand: Errand) -> None:
        with self._changed:
            if errand.kept is None or errand.key is None or not self._errands.give_stale(errand):
                return
            self._arrived.append(Arrival(errand.key, errand.kept.tile(stale=True)))
        self._book.count("stale")
        self._on_arrival()

    def _done(self, errand: Errand, arrival: Arrival) -> None:
        with self._changed:
            if self._errands.done(errand):
                self._arrived.append(arrival)
            self._changed.notify_all()
        self._on_arrival()
