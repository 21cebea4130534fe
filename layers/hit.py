"""What lies under the cursor: brute force over columns, which beats any index up to 100,000 points. Any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from layers.drawing import Areas, Drawing, Floats, Lines, Points
from layers.point_cells import cells_of

_SLACK_PX = 4.0


class Hit(NamedTuple):
    """An id, the row in its columns ("points", "lines" or "areas") and how far off in pixels."""

    id: str
    part: str
    row: int
    distance_px: float


def hit(drawing: Drawing, x: float, y: float, metres_per_pixel: float, scale: float = 1.0) -> Hit | None:
    """The thing of a layer at a place (EPSG:3857 metres): a symbol before a line before an area; None for nothing."""
    here = np.array([x, y])
    return (_point(drawing.points, here, metres_per_pixel, scale)
            or _line(drawing.lines, here, metres_per_pixel, scale)
            or _area(drawing.areas, here))


def _point(points: Points, here: Floats, mpp: float, scale: float) -> Hit | None:
    if not len(points.ids):
        return None
    x, y = here.tolist()
    half = np.array([symbol.size for symbol in points.symbols]) * scale / 2 + _SLACK_PX
    cells, around = cells_of(points.xy), float(half.max()) * mpp
    order, places = (np.arange(len(points.xy)), points.xy) if cells is None else cells.within(
        x - around, y - around, x + around, y + around)
    away = np.abs(places - here).max(axis=1) / mpp
    near = np.flatnonzero(away <= half[np.take(points.symbol, order)])
    if not len(near):
        return None
    best = near[np.lexsort((-near, np.round(away[near])))[0]]  # of equally near ones the topmost
    row = int(order[best])
    return Hit(points.ids[row], "points", row, float(away[best])) if points.ids[row] else None


def _line(lines: Lines, here: Floats, mpp: float, scale: float) -> Hit | None:
    if not len(lines.style) or len(lines.xy) < 2:
        return None
    a, b = lines.xy[:-1], lines.xy[1:]
    d = b - a
    length = np.maximum((d * d).sum(axis=1), 1e-12)
    t = np.clip(((here - a) * d).sum(axis=1) / length, 0.0, 1.0)
    away = np.hypot(*(a + d * t[:, None] - here).T) / mpp
    away[lines.offset[1:-1] - 1] = np.inf  # the gap between two polylines is no line
    segment = int(away.argmin())
    row = int(np.searchsorted(lines.offset, segment, side="right")) - 1
    if away[segment] > 4.0 * scale + _SLACK_PX or not lines.ids[row]:
        return None
    return Hit(lines.ids[row], "lines", row, float(away[segment]))


def _area(areas: Areas, here: Floats) -> Hit | None:
    if not len(areas.ids) or not len(areas.owner):
        return None
    low, high = np.minimum.reduceat(areas.xy, areas.offset[:-1]), np.maximum.reduceat(areas.xy, areas.offset[:-1])
    around = np.flatnonzero(((low <= here) & (here <= high)).all(axis=1))  # rings whose box holds the place
    owners = areas.owner[around]
    for row in np.unique(owners)[::-1].tolist():
        inside = False
        for ring in around[owners == row].tolist():
            inside ^= inside_ring(areas.xy[areas.offset[ring]:areas.offset[ring + 1]], here)
        if inside and areas.ids[row]:
            return Hit(areas.ids[row], "areas", row, 0.0)
    return None


def inside_ring(ring: Floats, here: Floats) -> bool:
    """Whether a point lies in a ring, closed or not."""
    x, y = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    crosses = (y > here[1]) != (y2 > here[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x + (here[1] - y) / (y2 - y) * (x2 - x)
    return bool(np.count_nonzero(crosses & (here[0] < at)) % 2)
