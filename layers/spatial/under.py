"""Everything that lies under a point of the map, of every visible layer. Headless; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from layers.base import View
from layers.drawing import Areas, Drawing, Floats, Lines, Points
from layers.hit import inside_ring
from layers.stack import Entry

_SLACK_PX = 5.0
_PARTS = ("points", "lines", "areas")


class Under(NamedTuple):
    """A thing: kind and id as Selection has them, the layer that draws it, which part of it and how far in pixels."""

    kind: str
    id: str
    layer: str
    part: str
    distance_px: float


def under(entries: Iterable[Entry], x: float, y: float, view: View) -> list[Under]:
    """All things at a place (metres of the map), the topmost first: symbols, then lines, then areas."""
    found: list[tuple[int, int, float, Under]] = []
    here = np.array([x, y])
    for depth, entry in enumerate(entries):
        for part, identity, away in _of_drawing(entry.drawing, here, view):
            thing = Under(entry.layer.kind, identity, entry.layer.key, part, away)
            found.append((_PARTS.index(part), -depth, away, thing))
    things: dict[tuple[str, str], Under] = {}
    for *_, thing in sorted(found, key=lambda item: item[:3]):
        things.setdefault((thing.kind, thing.id), thing)  # a polygon's outline and label are one thing
    return list(things.values())


def _of_drawing(drawing: Drawing, here: Floats, view: View) -> Iterable[tuple[str, str, float]]:
    mpp, scale = view.metres_per_pixel, view.scale
    for row, away in _points(drawing.points, here, mpp, scale):
        yield "points", drawing.points.ids[row], away
    for row, away in _lines(drawing.lines, here, mpp, scale):
        yield "lines", drawing.lines.ids[row], away
    for row in _areas(drawing.areas, here):
        yield "areas", drawing.areas.ids[row], 0.0


def _points(points: Points, here: Floats, mpp: float, scale: float) -> list[tuple[int, float]]:
    if not len(points.ids):
        return []
    away = np.abs(points.xy - here).max(axis=1) / mpp
    reach = np.array([symbol.size for symbol in points.symbols])[points.symbol] * scale / 2 + _SLACK_PX
    return [(row, float(away[row])) for row in np.flatnonzero(away <= reach).tolist() if points.ids[row]]


def _lines(lines: Lines, here: Floats, mpp: float, scale: float) -> list[tuple[int, float]]:
    if not len(lines.style) or len(lines.xy) < 2:
        return []
    a = lines.xy[:-1]
    d = lines.xy[1:] - a
    t = np.clip(((here - a) * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-12), 0.0, 1.0)
    away = np.hypot(*(a + d * t[:, None] - here).T) / mpp
    away[lines.offset[1:-1] - 1] = np.inf  # the gap between two polylines is no line
    near = np.flatnonzero(away <= 2.0 * scale + _SLACK_PX)
    rows = np.searchsorted(lines.offset, near, side="right") - 1
    best: dict[int, float] = {}
    for row, distance in zip(rows.tolist(), away[near].tolist(), strict=True):
        best[row] = min(distance, best.get(row, np.inf))
    return [(row, distance) for row, distance in best.items() if lines.ids[row]]


def _areas(areas: Areas, here: Floats) -> list[int]:
    if not len(areas.ids):
        return []
    whole = np.flatnonzero(np.diff(areas.offset) > 2)
    if not len(whole):
        return []
    starts = areas.offset[whole]
    low, high = np.minimum.reduceat(areas.xy, starts), np.maximum.reduceat(areas.xy, starts)
    inside: dict[int, bool] = {}
    for ring in whole[((low <= here) & (here <= high)).all(axis=1)].tolist():
        owner = int(areas.owner[ring])
        part = areas.xy[areas.offset[ring]:areas.offset[ring + 1]]
        inside[owner] = inside.get(owner, False) ^ inside_ring(part, here)
    return [row for row in sorted(inside, reverse=True) if inside[row] and areas.ids[row]]
