"""What is wrong with a camera's pictures: dark, frozen, covered, turned, glaring, blurred, noisy, colour_cast.

Every fault has a limit at which it begins and one at which it ends, and takes two pictures in a row (frozen: three
equal ones). Most are judged against the scene as it was learnt (`scene`); until it is, only what no scene explains
counts. One judge a camera, one thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from video.diagnosis.latch import Latch
from video.diagnosis.measures import Measures, measure, small_grey
from video.diagnosis.scene import Scene, Usual
from video.diagnosis.structure import Match, structure

GRAVITY = ("dark", "frozen", "covered", "turned", "glaring", "blurred", "noisy", "colour_cast")
_HIDDEN_BY = {
    "dark": GRAVITY[1:],
    "covered": ("turned", "glaring", "blurred", "noisy", "colour_cast"),
    "turned": ("blurred", "noisy", "colour_cast"),
    "glaring": ("covered", "turned", "blurred", "noisy", "colour_cast"),
    "noisy": ("turned", "blurred"),
}
_ORDER = ("dark", "glaring", "covered", "noisy", "turned", "frozen", "blurred", "colour_cast")  # who may hide comes first
_FROZEN_DIFFERENCE = 0.05  # mean absolute difference in grey levels; sensors' noise alone is above it
_CELL_LEAST = 5.0  # grey levels: a cell of less contrast has nothing that could be covered
_TEXTURE_LEAST = 0.3  # a scene whose pictures match each other less than this has no structure to be told by


class Limits(NamedTuple):
    """bad and good: whether a picture is clearly one or the other; neither of them between."""

    bad: bool
    good: bool


class Verdict(NamedTuple):
    """state: ok or the gravest fault; faults: all of them, the gravest first; measures: the numbers behind it;
    doubtful: another picture soon would settle a change."""

    state: str
    faults: tuple[str, ...]
    measures: dict[str, float]
    doubtful: bool


class PictureJudge:
    """steerable: an operator may turn the camera, so that its scene is not compared; repeats: every connection begins
    with the same picture (a file), so that equal ones are not frozen; apart_s: pictures closer in time than this may be
    the same one (a server hands out the last key frame), and say nothing of that either."""

    def __init__(self, scene: Scene | None = None, steerable: bool = False, repeats: bool = False,
                 apart_s: float = 0.0) -> None:
        self.scene = scene if scene is not None else Scene()
        self._steerable = steerable
        self._hidden = {"frozen"} if repeats else set[str]()
        self._before: NDArray[np.uint8] | None = None
        self._before_s, self._apart_s = float("-inf"), apart_s
        self._latches = {name: Latch() for name in _ORDER}  # two equal pairs are three equal pictures
        self.last: Measures | None = None
        self.match = Match(0.0, (0.0, 0.0), 0.0)

    def judge(self, picture: NDArray[np.uint8], at_s: float) -> Verdict:
        """After one more picture, uint8 (270, 480, 3) in BGR, taken at an instant (seconds since 1970)."""
        small = small_grey(picture)
        m = self.last = measure(picture, small, self._before)
        too_soon = 0 <= at_s - self._before_s < self._apart_s
        if not too_soon:
            self._before, self._before_s = small, at_s
        usual = None if self._steerable else self.scene.usual(at_s, m.mean)
        edges = structure(small)
        self.match = self.scene.best_match(edges, usual) if usual is not None else Match(0.0, (0.0, 0.0), 0.0)
        suspected = self._look(m, usual, too_soon)
        faults = self._reported()
        if not suspected and not faults and not self._steerable:
            self.scene.learn(at_s, m, edges)
        return Verdict(faults[0] if faults else "ok", faults, self._numbers(m, usual),
                       any(latch.is_doubtful for latch in self._latches.values()))

    def restart(self) -> None:
        """The connection was lost: the next picture has none before it, and no fault goes on from before."""
        self._before = None
        self._latches = {name: Latch() for name in _ORDER}

    def forget(self) -> None:
        """The camera was set to look elsewhere on purpose: its scene is learnt anew."""
        self.scene.forget()
        self.restart()

    def _look(self, m: Measures, usual: Usual | None, too_soon: bool) -> bool:
        """Feed every latch; whether any fault is suspected in this picture."""
        hidden = set(self._hidden)
        suspected = False
        for name in _ORDER:
            latch = self._latches[name]
            if name == "frozen" and too_soon:
                continue
            if name in hidden:
                latch.hold()
                continue
            limits = _RULES[name](m, usual, self.match)
            on = latch.feed(limits.bad, limits.good)
            suspected = suspected or limits.bad
            if on or limits.bad:
                hidden.update(_HIDDEN_BY.get(name, ()))
        return suspected

    def _reported(self) -> tuple[str, ...]:
        faults = [name for name in GRAVITY if self._latches[name].on]
        hidden = {each for name in faults for each in _HIDDEN_BY.get(name, ())}
        return tuple(name for name in faults if name not in hidden)

    def _numbers(self, m: Measures, usual: Usual | None) -> dict[str, float]:
        numbers = {"mean": m.mean, "contrast": m.std, "dark": m.dark, "bright": m.bright, "difference": m.difference,
                   "sharp": m.sharp, "noise": m.noise, "colour": float(np.hypot(m.a, m.b))}
        if usual is not None:
            numbers |= {"usual_sharp": usual.sharp, "usual_noise": usual.noise, "lost": _lost(m, usual, _COVERED),
                        "similar": self.match.similar, "usual_similar": usual.similar}
            if self.match.there - self.match.similar > 0.25:
                numbers |= {"shift_x": self.match.shift[0], "shift_y": self.match.shift[1]}
        return {name: float(f"{value:.3g}") for name, value in numbers.items()}


_COVERED, _UNCOVERED = 0.25, 0.4  # of a cell's usual contrast


def _lost(m: Measures, usual: Usual, share: float) -> float:
    """The share of the cells with something in them that have lost their contrast."""
    told = usual.grid > _CELL_LEAST
    return float((m.grid[told] < share * usual.grid[told]).mean()) if int(told.sum()) >= 6 else 0.0


def _dark(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    return Limits(m.mean < 25 and m.dark > 0.9, m.mean > 30 or m.dark < 0.8)


def _frozen(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    frozen = m.difference < _FROZEN_DIFFERENCE
    return Limits(frozen, not frozen)


def _glaring(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None:
        return Limits(m.bright > 0.6, m.bright < 0.5)
    return Limits(m.bright > 0.35 and m.bright > usual.bright + 0.25,
                  m.bright < 0.3 or m.bright < usual.bright + 0.15)


def _covered(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None:
        return Limits(m.std < 5.0, m.std > 7.0)
    dim = min(1.0, (m.mean + 8) / (usual.mean + 8))  # less light is less contrast
    gone = _lost(m, usual, _COVERED) > 0.45 and (
        _lost(m, usual, _COVERED * dim) > 0.45 or fit.similar < 0.45 * usual.similar)
    return Limits(gone or m.std < 4.0, _lost(m, usual, _UNCOVERED * dim) < 0.4 and m.std > 5.0)


def _turned(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None or usual.similar < _TEXTURE_LEAST:
        return Limits(False, usual is not None)
    return Limits(fit.similar < 0.5 * usual.similar and fit.similar < 0.42,
                  fit.similar > 0.6 * usual.similar or fit.similar > 0.5)


def _blurred(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None:
        return Limits(m.sharp < 0.006, m.sharp > 0.01)
    return Limits(m.sharp < 0.28 * usual.sharp, m.sharp > 0.45 * usual.sharp)


def _noisy(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None:
        return Limits(m.noise > 12.0, m.noise < 9.0)
    return Limits(m.noise > max(8.0, 2.5 * usual.noise + 3.0), m.noise < max(6.0, 1.8 * usual.noise + 2.0))


def _colour_cast(m: Measures, usual: Usual | None, fit: Match) -> Limits:
    if usual is None:
        off = float(np.hypot(m.a, m.b))
        return Limits(off > 90 and m.colourful < off, off < 70)
    a, b = usual.colour
    off = float(np.hypot(m.a - a, m.b - b))
    return Limits(off > 40, off < 28)


_RULES: dict[str, Callable[[Measures, Usual | None, Match], Limits]] = {
    "dark": _dark, "frozen": _frozen, "glaring": _glaring, "covered": _covered, "turned": _turned,
    "blurred": _blurred, "noisy": _noisy, "colour_cast": _colour_cast}
