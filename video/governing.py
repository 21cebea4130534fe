"""The governor at work: reads the processor, looks at what is in sight on every wall, tells the decode pool. Owner's
thread (the GUI's); costs two small files a second.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterable
from typing import Protocol, cast

from video.governor import MAIN, SUB, Governor, Tile, Use
from video.load import ProcessorLoad
from video.pool import DecodePool
from video.views import MAIN_ABOVE_PX, Step, View

_EVERY_S = 1.0


class InSight(Protocol):
    """Whoever shows pictures of the pool."""

    def in_sight(self) -> Iterable[Tile]:
        """Its live views that are not hidden, as the keys of tiles."""


class Governing:
    """Of one pool. on: whether it does anything (`[video] govern`)."""

    def __init__(self, pool: DecodePool, use: Callable[[], Use | None] | None = None,
                 clock: Callable[[], float] = time.monotonic) -> None:
        load = ProcessorLoad()
        self.governor = Governor()
        self._pool = weakref.ref(pool)  # who looks here last must not keep its processes
        self.on = True
        self._use = use or (lambda: load.use(made.pids()) if (made := self._pool()) is not None else None)
        self._clock = clock
        self._next_s = 0.0
        self._shows: weakref.WeakSet[InSight] = weakref.WeakSet()

    def watch(self, shows: InSight) -> None:
        """Its pictures are governed from now on, as long as it lives."""
        self._shows.add(shows)

    def look(self) -> bool:
        """Call with every tick; whether any tile shows more or less than before."""
        now = self._clock()
        if now < self._next_s:
            return False
        self._next_s = now + _EVERY_S
        if not self.on:
            return False
        self.governor.know(tile for shows in list(self._shows) for tile in shows.in_sight())
        use = self._use()
        if use is not None:
            self.governor.measure(use, now)
        return self.tell()

    def tell(self) -> bool:
        """Have every view show what it may; whether that is news."""
        changed, pool = False, self._pool()
        usual = {tile.key: tile.step for tile in self.governor.tiles}
        for view, step in self.governor.steps().items():
            assert isinstance(view, View)
            limit = MAIN if step == usual[view] else step  # who is not reduced may grow as it likes
            if pool is not None and view.step != limit:
                pool.set_step(view, cast(Step, limit))
                changed = True
        return changed

    @property
    def reduced(self) -> tuple[int, int]:
        """How many tiles show less than they would, and of how many."""
        return self.governor.reduced, len(self.governor.steps())


def tile_of(view: View, needed: bool) -> Tile:
    """A live view as the governor sees it."""
    large = not view.sub_url or view.pictures.height > MAIN_ABOVE_PX
    return Tile(view, MAIN if large else SUB, bool(view.sub_url), needed)


_of_pools: weakref.WeakKeyDictionary[DecodePool, Governing] = weakref.WeakKeyDictionary()


def governing_of(pool: DecodePool) -> Governing:
    """The one of a pool."""
    if pool not in _of_pools:
        _of_pools[pool] = Governing(pool)
    return _of_pools[pool]
