"""Footprints in rows along the longer side of their block, as dense and high as the quarter asks. Metres; pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from command_center.citysim.arterials import OLD_TOWN
from command_center.citysim.blocks import Blocks


class Pattern(NamedTuple):
    """length, depth of a house; gaps between houses and between rows; lowest and highest; share that is built."""

    length: float
    depth: float
    gap: float
    row_gap: float
    low: float
    high: float
    built: float
    sunny: bool = False


PATTERNS = {
    "old": Pattern(27, 15, 7, 8, 6, 18, 0.86),
    "residential": Pattern(66, 15, 22, 34, 18, 54, 0.70, True),
    "commercial": Pattern(48, 38, 18, 22, 24, 150, 0.78),
    "industrial": Pattern(95, 42, 24, 26, 8, 16, 0.74),
    "campus": Pattern(66, 20, 34, 44, 12, 36, 0.70, True),
    "village": Pattern(24, 14, 24, 30, 4, 9, 0.14, True),
}


class Buildings(NamedTuple):
    """shapes: rectangles; height_m; kind: a key of PATTERNS."""

    shapes: NDArray[np.object_]
    height_m: NDArray[np.float64]
    kind: list[str]


def land_use(centre: NDArray[np.float64], density: float, roll: float) -> str:
    """What stands in a block, from where it is and a throw of the dice."""
    x, y = centre
    if np.hypot(x - OLD_TOWN[0], y - OLD_TOWN[1]) < 1500:
        return "commercial" if roll < 0.22 else "old"
    if density < 0.16:
        return "village" if roll < 0.8 else "industrial"
    if x > 5200 and y > -2600 and roll < 0.62:
        return "industrial"
    if x < -5000 and y > -5600 and roll < 0.45:
        return "campus"
    return "commercial" if roll < 0.13 + 0.18 * max(0.0, density - 0.5) else "residential"


def make_buildings(blocks: Blocks, free: NDArray[np.bool_], random: np.random.Generator) -> Buildings:
    """Fill every block that is not `free` (parks)."""
    inset = shapely.buffer(blocks.shapes, np.where(blocks.density > 0.3, -11.0, -16.0), join_style="mitre")
    centres = shapely.get_coordinates(shapely.point_on_surface(blocks.shapes)).reshape(-1, 2)
    boxes = shapely.oriented_envelope(inset)
    usable = (shapely.get_type_id(boxes) == 3) & ~free & (shapely.area(inset) > 260)
    rolls = random.random(len(inset))
    corners, owner, heights, kinds = [], [], [], []
    for index in np.flatnonzero(usable):
        kind = land_use(centres[index], blocks.density[index], rolls[index])
        box = shapely.get_coordinates(boxes[index])
        rects = _rows(box, PATTERNS[kind], blocks.density[index], random)
        corners.append(rects)
        owner.append(np.full(len(rects), index))
        heights.append(_heights(len(rects), PATTERNS[kind], blocks.density[index], random))
        kinds += [kind] * len(rects)
    shapes = shapely.polygons(np.concatenate(corners))
    owners = np.concatenate(owner)
    shapely.prepare(inset)
    inside = shapely.contains(inset[owners], shapes)
    return Buildings(shapes[inside], np.concatenate(heights)[inside],
                     [kind for kind, keep in zip(kinds, inside, strict=True) if keep])


def _heights(count: int, pattern: Pattern, density: float, random: np.random.Generator) -> NDArray[np.float64]:
    spread = random.beta(1.3, 3.2, count) * (0.35 + 0.65 * density)
    return np.round((pattern.low + (pattern.high - pattern.low) * spread) / 3) * 3


def _rows(box: NDArray[np.float64], pattern: Pattern, density: float,
          random: np.random.Generator) -> NDArray[np.float64]:
    """Closed rings (n, 5, 2) of the houses that would fill an oriented box."""
    origin, a, b = box[0], box[1] - box[0], box[3] - box[0]
    # Dwellings face south; everything else stands along the longer side of its block.
    turned = abs(a[0]) * np.hypot(*b) < abs(b[0]) * np.hypot(*a) if pattern.sunny else np.hypot(*a) < np.hypot(*b)
    if turned:
        a, b = b, a
    width, height = float(np.hypot(*a)), float(np.hypot(*b))
    along, across = a / max(width, 1e-6), b / max(height, 1e-6)
    rows = max(1, int((height + pattern.row_gap) // (pattern.depth + pattern.row_gap)))
    columns = max(1, int((width + pattern.gap) // (pattern.length + pattern.gap)))
    depth = min(pattern.depth, height * 0.98)
    length = min(pattern.length, width * 0.98)
    step_x, step_y = width / columns, height / rows
    grid_x, grid_y = np.meshgrid((np.arange(columns) + 0.5) * step_x, (np.arange(rows) + 0.5) * step_y)
    count = grid_x.size
    keep = random.random(count) < pattern.built * (0.45 + 0.55 * min(1.0, density / 0.5))
    half_x = length / 2 * random.uniform(0.72, 1.0, count)
    half_y = depth / 2 * random.uniform(0.85, 1.0, count)
    cx = grid_x.ravel() + random.normal(0, 1.5, count)
    cy = grid_y.ravel()
    sign = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
    local_x = cx[:, None] + half_x[:, None] * sign[:, 0]
    local_y = cy[:, None] + half_y[:, None] * sign[:, 1]
    rings = origin + local_x[..., None] * along + local_y[..., None] * across
    return rings[keep]
