"""The budget governor: which tile shows how much while the processor is too busy. Pure; owner's thread.

Steps of a tile, each cheaper than the one before: main, sub, keys (key frames alone), paused. Overload takes every tile
one step down before it takes any two, and tiles that somebody needs (selected, large, brought up by an incident) only
after all others. When there is room again, steps are taken back in the opposite order; who had to step down again soon
after waits longer the next time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

MAIN, SUB, KEYS, PAUSED = "main", "sub", "keys", "paused"
STEPS = (MAIN, SUB, KEYS, PAUSED)
HIGH, LOW = 0.85, 0.65  # of the processor
# Where the decode processes take less of it, others are the load: stepping down would not help. Key frames alone cost
# next to nothing, so that pausing helps only a great many of them.
OURS = {SUB: 0.25, KEYS: 0.25, PAUSED: 0.4}
OURS_LOW = 0.12  # with so little, stepping up again costs nobody anything: the processes are niced below all others
_OVER_S, _UNDER_S = 4.0, 8.0  # for so long before anything is done, and before the effect of a step is judged
_RELAPSE_S = 20.0  # an overload so soon after a step up was its doing
_LONGEST_S = 300.0
_DOWN_SHARE, _UP_SHARE = 2, 6  # of the tiles: half at a time down, a sixth up


class Tile(NamedTuple):
    """A picture that is in sight. step: what it would show with all the processor there is (main or sub, by its size);
    has_sub: whether a main stream can be exchanged for a smaller one; needed: selected, large or brought up."""

    key: Hashable
    step: str = SUB
    has_sub: bool = True
    needed: bool = False


class Use(NamedTuple):
    """Shares of the whole processor, 0 to 1: everybody's, and the decode processes'."""

    total: float
    ours: float


class _Down(NamedTuple):
    """One step down of one tile; the first three give the order."""

    needed: bool
    rank: int
    number: int
    key: Hashable
    step: str


class Governor:
    """Call `measure` about once a second, `steps` whenever tiles or the answer of `measure` changed."""

    def __init__(self) -> None:
        self.depth = 0  # how many steps down are taken, of all that could be
        self.tiles: tuple[Tile, ...] = ()  # what is in sight
        self._downs: list[_Down] = []
        self._over_since: float | None = None
        self._under_since: float | None = None
        self._acted_s = self._raised_s = float("-inf")
        self._patience_s = _UNDER_S

    def know(self, tiles: Iterable[Tile]) -> None:
        """What is in sight now. With fewer tiles fewer steps are needed."""
        tiles = tuple(tiles)
        if tiles == self.tiles:
            return
        before, shrunk = len(self._downs), len(tiles) < len(self.tiles)
        self.tiles, self._downs = tiles, _downs(tiles)
        if shrunk and before:
            self.depth = self.depth * len(self._downs) // before
        self.depth = min(self.depth, len(self._downs))

    def steps(self) -> Mapping[Hashable, str]:
        """What each tile may show."""
        allowed = {tile.key: tile.step for tile in self.tiles}
        for down in self._downs[: self.depth]:
            allowed[down.key] = down.step
        return allowed

    @property
    def reduced(self) -> int:
        """How many tiles show less than they would."""
        return len({down.key for down in self._downs[: self.depth]})

    def measure(self, use: Use, now_s: float) -> bool:
        """What the processor does now; whether steps changed."""
        over = use.total >= HIGH and use.ours >= self._least_ours
        under = use.total <= LOW or use.ours <= OURS_LOW
        self._over_since = (self._over_since if self._over_since is not None else now_s) if over else None
        self._under_since = (self._under_since if self._under_since is not None else now_s) if under else None
        if self._over_since is not None and now_s - self._over_since >= _OVER_S:
            return self._down(now_s)
        if self._under_since is not None and self.depth and now_s - self._under_since >= self._patience_s:
            return self._up(now_s)
        return False

    @property
    def _least_ours(self) -> float:
        """What the decode processes must take for the next step down to be worth it."""
        return OURS[self._downs[self.depth].step] if self.depth < len(self._downs) else 2.0

    def _down(self, now_s: float) -> bool:
        if now_s - self._raised_s < _RELAPSE_S:
            self._patience_s = min(_LONGEST_S, self._patience_s * 2)
            self._raised_s = float("-inf")
        elif now_s - self._acted_s > _LONGEST_S:
            self._patience_s = _UNDER_S
        ahead, most = self._downs[self.depth:], -(-len(self.tiles) // _DOWN_SHARE)
        alike = sum((down.needed, down.step) == (ahead[0].needed, ahead[0].step) for down in ahead[:most])
        return self._move(alike, now_s)  # the next kind of step begins with a decision of its own

    def _up(self, now_s: float) -> bool:
        self._raised_s = now_s
        return self._move(-max(1, len(self.tiles) // _UP_SHARE), now_s)

    def _move(self, by: int, now_s: float) -> bool:
        before = self.depth
        self.depth = max(0, min(len(self._downs), self.depth + by))
        self._acted_s, self._over_since, self._under_since = now_s, None, None
        return self.depth != before


def _downs(tiles: Iterable[Tile]) -> list[_Down]:
    """Every step down that could be taken, in the order in which they are."""
    found = [_Down(tile.needed, STEPS.index(step), number, tile.key, step)
             for number, tile in enumerate(tiles) for step in STEPS[STEPS.index(tile.step) + 1:]
             if step != SUB or tile.has_sub]
    return sorted(found, key=lambda down: down[:3])
