"""One fetcher a source for all maps of this process: a tile that two of them show comes once, and goes to both.

    share = join(source, open_store, on_arrival)   # the first map of a source makes its fetcher, the last one ends it
    share.want(keys); share.take(); share.health(); share.at(now); share.rest(); share.close()

A share is to its map what a fetcher of its own would be. Maps that show different instants of a source that follows the
clock (a comparison) get fetchers of their own. Any thread.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest

from command_center.domain.time import SECOND
from layers.tiles.base import TileSource
from layers.tiles.fetcher import Arrival, TileFetcher
from layers.tiles.grid import TileGrid, TileKey
from layers.tiles.health import TileHealth
from layers.tiles.store import TileStore

_KEPT_BYTES, _KEPT_S = 12 << 20, 60.0  # of what came, for a map that wants it a little later than another
_STRAY_S = 2.0  # so long maps may show different instants before they are taken apart
_NEAR_US = 5 * SECOND  # maps are told the time one after the other
_open: dict[tuple[object, ...], list[SharedFetcher]] = {}
_lock = threading.RLock()


class SharedFetcher:
    """A fetcher and who shares it."""

    def __init__(self, key: tuple[object, ...], source: TileSource, store: TileStore | None) -> None:
        self.key, self.source = key, source
        self.shares: list[Share] = []
        self.epoch = 0  # grows when other tiles belong to the shown instant
        self._fetcher = TileFetcher(source, store, self._on_arrival)
        self._told: dict[TileKey, Arrival] = {}  # of what is still waited for: its failure, or its stale tile
        self._kept: OrderedDict[TileKey, tuple[float, Arrival]] = OrderedDict()
        self._bytes = 0

    def _on_arrival(self) -> None:
        """On a thread of the fetcher."""
        with _lock:
            self.hand_out()
            shares = list(self.shares)
        for share in shares:
            share.wake()

    def hand_out(self) -> None:
        """Give what came to whoever wants it. Under the lock."""
        for arrival in self._fetcher.take():
            settled = arrival.error is None and not (arrival.data is not None and arrival.data.stale)
            if settled:
                self._told.pop(arrival.key, None)
                self._keep(arrival)
            else:
                self._told[arrival.key] = arrival
            for share in self.shares:
                share.hear(arrival, settled)

    def _keep(self, arrival: Arrival) -> None:
        self._forget(arrival.key)
        self._kept[arrival.key] = time.monotonic(), arrival
        self._bytes += _size(arrival)
        while self._bytes > _KEPT_BYTES:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: TileKey) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= _size(kept[1])

    def known(self, key: TileKey) -> tuple[Arrival, bool] | None:
        """What is known of a tile, and whether nothing better is to be expected. Under the lock."""
        kept = self._kept.get(key)
        if kept is not None:
            if time.monotonic() - kept[0] < _KEPT_S:
                return kept[1], True
            self._forget(key)
        told = self._told.get(key)
        return None if told is None else (told, False)

    def ask(self) -> None:
        """Want what any of the maps wants, the most urgent of each first. Under the lock."""
        rows = zip_longest(*(share.wanted for share in self.shares))
        keys = list(dict.fromkeys(key for key in chain.from_iterable(rows) if key is not None))
        wanted = set(keys)
        self._told = {key: arrival for key, arrival in self._told.items() if key in wanted}
        self._fetcher.want(keys)

    def shows(self, share: Share) -> bool:
        """Whether its maps show the instant of another. Under the lock."""
        return all(share.is_near(one) for one in self.shares if one.is_shown)

    def turn(self, now_utc: int) -> None:
        """All maps show this instant. Under the lock."""
        if self._fetcher.at(now_utc):
            self.epoch += 1
            self._told.clear()
            self._kept.clear()
            self._bytes = 0
            for share in self.shares:
                share.drop()

    def health(self) -> TileHealth:
        """How the source stands."""
        return self._fetcher.health()

    def retry(self) -> None:
        """Try a failed source again now."""
        with _lock:
            self._told.clear()
        self._fetcher.retry()

    def leave(self, share: Share, wait_s: float = 0.0) -> None:
        """A map wants nothing more of it; the last one ends it."""
        with _lock:
            self.shares.remove(share)
            if self.shares:
                self.ask()
                return
            _open[self.key].remove(self)
            if not _open[self.key]:
                del _open[self.key]
        self._fetcher.close(wait_s)


class Share:
    """What one map has of a source's fetcher. `source`: the one that is really read."""

    def __init__(self, source: TileSource, store: TileStore | None, on_arrival: Callable[[], None]) -> None:
        self._store, self.wake = store, on_arrival
        self.wanted: dict[TileKey, None] = {}
        self.is_shown = False
        self.now_utc = self.step_us = 0  # the shown instant, and how far it went on the last time
        self._arrived: list[Arrival] = []
        self._strays_since = 0.0
        self._closed = False
        self._key = (type(source), source.config.model_dump_json(), store.path if store is not None else None)
        self._shared = self._join(source)
        self._epoch = self._shared.epoch

    def _join(self, source: TileSource | None) -> SharedFetcher:
        """source None: another fetcher of the same source, which nobody asks for another instant."""
        with _lock:
            shared = _open.setdefault(self._key, [])
            fits = [one for one in shared if source is not None or one.shows(self)]
            if fits:
                found = fits[0]
            else:
                found = SharedFetcher(self._key, source or type(self.source)(self.source.config), self._store)
                shared.append(found)
            found.shares.append(self)
            return found

    @property
    def source(self) -> TileSource:
        """The one that is read; what it says of itself holds for all."""
        return self._shared.source

    @property
    def grid(self) -> TileGrid | None:
        """See TileFetcher."""
        return self.source.grid

    def want(self, keys: Sequence[TileKey]) -> None:
        """Exactly these are wanted from now on, in this order; see TileFetcher."""
        with _lock:
            if self._closed:
                return
            self.is_shown = True
            self._shared.hand_out()
            fresh = [key for key in keys if key not in self.wanted]
            self.wanted = dict.fromkeys(keys)
            for key in fresh:
                known = self._shared.known(key)
                if known is not None:
                    self.hear(*known)
            found = bool(self._arrived)
            self._shared.ask()
        if found:
            self.wake()

    def rest(self) -> None:
        """The map does not show it."""
        with _lock:
            if not self._closed:
                self.wanted, self.is_shown, self._strays_since = {}, False, 0.0
                self._shared.ask()

    def hear(self, arrival: Arrival, settled: bool) -> None:
        """A tile came. Under the lock."""
        if arrival.key in self.wanted:
            self._arrived.append(arrival)
            if settled:
                del self.wanted[arrival.key]

    def drop(self) -> None:
        """What came belongs to another instant. Under the lock."""
        self._arrived, self.wanted = [], {}

    def take(self) -> list[Arrival]:
        """What came since the last call."""
        with _lock:
            taken, self._arrived = self._arrived, []
            return taken

    def health(self) -> TileHealth:
        """How the source stands, for all maps that show it."""
        return self._shared.health()

    def retry(self) -> None:
        """Try a failed source again now."""
        self._shared.retry()

    def at(self, now_utc: int) -> bool:
        """The map shows another instant. True where other tiles belong to it; see TileFetcher."""
        with _lock:
            if self._closed:
                return False
            self.step_us = abs(now_utc - self.now_utc) if self.now_utc else 0
            self.now_utc = now_utc
            others = [share for share in self._shared.shares if share is not self and share.is_shown]
            if self._shared.shows(self):
                for share in (self, *others):
                    share._strays_since = 0.0
                self._shared.turn(now_utc)
            elif getattr(self.source.config, "follows_clock", False):
                self._stray()
            changed, self._epoch = self._epoch != self._shared.epoch, self._shared.epoch
            return changed

    def is_near(self, other: Share) -> bool:
        """Whether two maps show the same instant, or would if both had been told: the clock of a replay leaps."""
        if not self.now_utc or not other.now_utc:
            return True
        return abs(self.now_utc - other.now_utc) <= max(_NEAR_US, 2 * self.step_us, 2 * other.step_us)

    def _stray(self) -> None:
        """Others show another instant: if they go on so, the two part."""
        now = time.monotonic()
        self._strays_since = self._strays_since or now
        if now - self._strays_since < _STRAY_S:
            return
        old, self._strays_since = self._shared, 0.0
        self._shared = self._join(None)
        old.leave(self)
        self.drop()
        self._epoch = self._shared.epoch - 1
        self._shared.turn(self.now_utc)

    def close(self, wait_s: float = 0.0) -> None:
        """The map has gone; wait_s: as of TileFetcher, where it was the last."""
        with _lock:
            if self._closed:
                return
            self._closed = True
            self.drop()
        self._shared.leave(self, wait_s)


def join(source: TileSource, open_store: Callable[[], TileStore | None], on_arrival: Callable[[], None] = lambda: None) -> Share:
    """One more map shows a source. open_store is asked for servers alone."""
    return Share(source, None if source.is_local else open_store(), on_arrival)


def _size(arrival: Arrival) -> int:
    return 256 + (len(arrival.data.data) if arrival.data is not None else 0)
