"""How a camera's picture usually looks, learnt from pictures that are in order, apart for each three hours of the day.

One scene a camera, one thread. It is kept on disk as one small file, so that a restart forgets nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from video.diagnosis.measures import GRID, Measures
from video.diagnosis.structure import FIELD, Field, Match, match

SPANS = 8  # of the day, in UTC
READY = 8  # pictures from which a span knows the scene
_MEMORY = 60  # pictures over which it is averaged
_LEARN_EVERY_S = 10.0  # so that a lorry in front for a while is not the scene
_LIKE = 1.6  # another span's light may serve as long as the picture is not brighter or darker by more than this
_NUMBERS = 7


@dataclass
class Usual:
    """numbers: mean, bright, sharp, noise, a, b and how similar pictures usually are; grid: contrasts; edges: mean
    field. count: pictures learnt."""

    count: int = 0
    numbers: NDArray[np.float32] = field(default_factory=lambda: np.zeros(_NUMBERS, np.float32))
    grid: NDArray[np.float32] = field(default_factory=lambda: np.zeros(GRID[::-1], np.float32))
    edges: NDArray[np.float16] = field(default_factory=lambda: np.zeros((FIELD[1], FIELD[0], 2), np.float16))

    @property
    def mean(self) -> float:
        """Grey level."""
        return float(self.numbers[0])

    @property
    def bright(self) -> float:
        """Share of burnt-out pixels."""
        return float(self.numbers[1])

    @property
    def sharp(self) -> float:
        """As `Measures.sharp`."""
        return float(self.numbers[2])

    @property
    def noise(self) -> float:
        """Grey levels."""
        return float(self.numbers[3])

    @property
    def colour(self) -> tuple[float, float]:
        """a and b."""
        return float(self.numbers[4]), float(self.numbers[5])

    @property
    def similar(self) -> float:
        """How well pictures of this span usually match its own mean field."""
        return float(self.numbers[6])

    def learn(self, measures: Measures, edges: Field) -> None:
        """One more picture that is in order."""
        similar = match(edges, self.edges.astype(np.float32)).similar if self.count else 0.0
        fresh = np.array([measures.mean, measures.bright, measures.sharp, measures.noise, measures.a, measures.b,
                          similar], np.float32)
        share = 1.0 / min(self.count + 1, _MEMORY)
        self.numbers += share * (fresh - self.numbers)
        if self.count < _MEMORY:  # the first pictures match a field that hardly exists
            self.numbers[6] = similar if self.count < 3 else max(self.numbers[6], similar * 0.9)
        self.grid += share * (measures.grid - self.grid)
        self.edges += (share * (edges - self.edges)).astype(np.float16)
        self.count += 1


class Scene:
    """The spans of a day."""

    def __init__(self) -> None:
        self.spans: dict[int, Usual] = {}
        self._learnt_s = float("-inf")
        self.changed = False

    def usual(self, at_s: float, mean: float) -> Usual | None:
        """What a picture of this time and light is to be compared with: its own span, else another in the same light;
        None while that is being learnt."""
        own = self.spans.get(_span(at_s))
        if own is not None and own.count >= READY:
            return own
        ready = [each for each in self.spans.values() if each.count >= READY and _alike(each.mean, mean)]
        return min(ready, key=lambda each: abs(each.mean - mean), default=None)

    def best_match(self, edges: Field, usual: Usual) -> Match:
        """The best over all spans that know the scene: at dusk the picture may be yesterday's night already."""
        best = match(edges, usual.edges.astype(np.float32))
        if best.similar > 0.6 * usual.similar:
            return best
        others = [match(edges, each.edges.astype(np.float32)) for each in self.spans.values()
                  if each is not usual and each.count >= READY]
        return max([best, *others], key=lambda each: each.similar)

    def learn(self, at_s: float, measures: Measures, edges: Field) -> None:
        """A picture that is in order; taken now and then."""
        if 0 <= at_s - self._learnt_s < _LEARN_EVERY_S:
            return
        self._learnt_s, self.changed = at_s, True
        self.spans.setdefault(_span(at_s), Usual()).learn(measures, edges)

    def forget(self) -> None:
        """The camera was set to look elsewhere on purpose: learn anew."""
        self.spans.clear()
        self.changed = True

    def save(self, path: Path) -> None:
        """Write it whole or not at all. Raises OSError."""
        if not self.changed:
            return
        columns = {f"{name}{span}": value for span, usual in self.spans.items() for name, value in (
            ("count", np.int32(usual.count)), ("numbers", usual.numbers), ("grid", usual.grid), ("edges", usual.edges))}
        fresh = path.with_suffix(".tmp")
        with open(fresh, "wb") as file:
            np.savez(file, **columns)  # type: ignore[arg-type]
        os.replace(fresh, path)
        self.changed = False


def load_scene(path: Path) -> Scene:
    """The scene kept in a file; an empty one where there is none, or it cannot be read."""
    scene = Scene()
    try:
        with np.load(path, allow_pickle=False) as held:
            for span in range(SPANS):
                if f"count{span}" in held:
                    scene.spans[span] = _checked(Usual(int(held[f"count{span}"]), held[f"numbers{span}"],
                                                       held[f"grid{span}"], held[f"edges{span}"]))
    except Exception:  # absent, cut off, of an older version: zipfile and numpy have many ways to say so
        return Scene()
    return scene


def _checked(usual: Usual) -> Usual:
    plain = Usual()
    for name in ("numbers", "grid", "edges"):
        mine, theirs = getattr(plain, name), getattr(usual, name)
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            raise ValueError(name)
    return usual


def _span(at_s: float) -> int:
    return int(at_s % 86_400 / 86_400 * SPANS)


def _alike(one: float, other: float) -> bool:
    return max(one, other) + 8 <= _LIKE * (min(one, other) + 8)
