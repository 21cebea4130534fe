"""Drains beneath the streets: storm water and sewage under the larger ones, both in one pipe in the old town; all fall
towards the river and grow on their way. Metres; pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.citysim.network import Network, Road
from command_center.citysim.water import axis

_OLD_TOWN = (150.0, -300.0, 1900.0)  # x, y and radius of where one pipe takes everything
_BASE_MM = {"primary": 1200, "secondary": 800, "tertiary": 600, "residential": 300}
_STEPS_MM = np.array([300, 400, 500, 600, 800, 1000, 1200, 1350, 1500, 1650, 1800, 2000])
_REACH_M = 6200.0  # further from the river there are only the larger ones
_ASIDE_M = 3.5


class Pipe(NamedTuple):
    """points: (n, 2) metres in the direction of the flow; kind: storm, sewage or combined; depth of the crown."""

    points: NDArray[np.float64]
    kind: str
    diameter_mm: int
    depth_m: float
    laid: int
    road: str
    road_en: str


def make_pipes(network: Network, seed: int) -> list[Pipe]:
    """The drains of a city; the same for the same seed."""
    random = np.random.default_rng(seed + 77)
    pipes: list[Pipe] = []
    for road in network.roads:
        if road.kind in _BASE_MM and not road.layer and _has_drain(road, random):
            pipes += _under(road, random)
    return pipes


def _has_drain(road: Road, random: np.random.Generator) -> bool:
    """Under every large street, under the others of the inner city, under a few of its small ones."""
    if road.kind == "primary":
        return True
    x, y = road.points.mean(axis=0)
    far = float(np.hypot(x, y + 1200.0))
    if road.kind == "residential":
        return bool(far < 2600.0 and random.random() < 0.12)
    return far < (6500.0 if road.kind == "secondary" else 4200.0)


def _under(road: Road, random: np.random.Generator) -> list[Pipe]:
    points = road.points
    off = np.abs(points[:, 1] - axis(points[:, 0]))
    if off[0] < off[-1]:
        points, off = points[::-1], off[::-1]
    near = 1.0 - min(float(off[-1]) / _REACH_M, 1.0)
    base = _BASE_MM[road.kind]
    depth = 1.3 + 2.6 * near + 0.0009 * base + float(random.uniform(-0.25, 0.25))
    laid = int(random.integers(1988, 2024))
    x, y = points.mean(axis=0)
    named = (road.name, road.name_en)
    if np.hypot(x - _OLD_TOWN[0], y - _OLD_TOWN[1]) < _OLD_TOWN[2]:
        return [Pipe(points, "combined", _size(base * (1.1 + near)), round(depth + 0.6, 1), int(random.integers(1956, 1986)),
                     *named)]
    made = [Pipe(_beside(points, _ASIDE_M), "storm", _size(base * (0.8 + 0.9 * near)), round(depth, 1), laid, *named)]
    if road.kind == "primary":
        made.append(Pipe(_beside(points, -_ASIDE_M), "sewage", _size(base * (0.4 + 0.3 * near)), round(depth + 1.4, 1), laid,
                         *named))
    return made


def _size(wanted_mm: float) -> int:
    return int(_STEPS_MM[np.abs(_STEPS_MM - wanted_mm).argmin()])


def _beside(points: NDArray[np.float64], off_m: float) -> NDArray[np.float64]:
    """A line to the right (positive) of another; exact enough for streets, which turn gently."""
    way = np.gradient(points, axis=0)
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    return points + np.column_stack((way[:, 1], -way[:, 0])) / length[:, None] * off_m
