"""Density of many places as a field of colour, in tiles that are kept. GUI thread, and raster workers.

Places are binned into cells of a few pixels, smoothed by two passes of a bell, and coloured by a table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from layers.drawing import Floats, Heat
from widgets.map.slots import TILE
from widgets.map.tiles import Key, tiles_within
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

_CELL = 4  # pixels
_KEPT = 160
_BELL = 2.2  # radius over the bell's standard deviation


class HeatPainter:
    """Tiles of the densities of all layers."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Heat, int, float, dict[Key, QImage | None]]] = {}

    def draw(self, painter: QPainter, key: str, heat: Heat, view: Viewpoint, area: QRect) -> None:
        """Stamp the tiles that touch the area."""
        level = round(view.level)
        kept = self._kept.get(key)
        if kept is None or kept[0] is not heat or kept[1] != level:
            kept = self._kept[key] = (heat, level, _peak(heat, level_scale(level)), {})
        tiles = kept[3]
        if len(tiles) > _KEPT:
            tiles.clear()
        factor = level_scale(level) / view.metres_per_pixel
        for tile in tiles_within(view, level, area):
            if tile not in tiles:
                tiles[tile] = _tile(heat, tile, kept[2])
            image = tiles[tile]
            if image is None:
                continue
            if factor == 1.0:
                painter.drawImage(QPoint(tile.x * TILE - view.left, tile.y * TILE - view.top), image)
            else:
                side = TILE * factor
                painter.drawImage(QRectF(tile.x * side - view.left, tile.y * side - view.top, side, side), image)


def _radius(heat: Heat) -> float:
    return max(heat.radius * theme().scale, _CELL)


def _peak(heat: Heat, mpp: float) -> float:
    """Weights within a radius where it is densest, anywhere: the same for all tiles of a scale."""
    if heat.peak > 0:
        return heat.peak
    cell = _radius(heat) * 1.5 * mpp
    good = np.isfinite(heat.xy).all(axis=1)
    if not good.any():
        return 1.0
    column, row = np.floor((heat.xy[good] - heat.xy[good].min(axis=0)) / cell).astype(np.int64).T
    _, inverse = np.unique(row * (int(column.max()) + 1) + column, return_inverse=True)
    return max(float(np.bincount(inverse, heat.weight[good]).max()), 1e-9)


def _tile(heat: Heat, key: Key, peak: float) -> QImage | None:
    mpp, radius = level_scale(key.level), _radius(heat)
    reach = int(np.ceil(radius / _CELL)) + 1
    side = TILE // _CELL + 2 * reach
    x = np.floor(heat.xy[:, 0] / (mpp * _CELL) - key.x * (TILE // _CELL) + reach)
    y = np.floor(-heat.xy[:, 1] / (mpp * _CELL) - key.y * (TILE // _CELL) + reach)
    inside = np.flatnonzero((x >= 0) & (x < side) & (y >= 0) & (y < side))
    if not len(inside):
        return None
    cell = y[inside].astype(np.intp) * side + x[inside].astype(np.intp)
    grid: Floats = np.bincount(cell, heat.weight[inside], side * side).astype(np.float64).reshape(side, side)
    density = _smoothed(grid, radius / _CELL) / peak
    keep = slice(reach - 1, side - reach + 1)  # a cell more on every side, for what the scaling mixes in
    coloured = _coloured(heat, np.ascontiguousarray(density[keep, keep]))
    count = TILE // _CELL + 2
    small = QImage(coloured.tobytes(), count, count, count * 4, QImage.Format.Format_ARGB32_Premultiplied)
    large = small.scaled(count * _CELL, count * _CELL, Qt.AspectRatioMode.IgnoreAspectRatio,
                         Qt.TransformationMode.SmoothTransformation)
    return large.copy(_CELL, _CELL, TILE, TILE)


def _smoothed(grid: Floats, radius: float) -> Floats:
    step = np.arange(-int(np.ceil(radius)), int(np.ceil(radius)) + 1)
    bell = np.exp(-0.5 * (step * _BELL / radius) ** 2)
    for _ in range(2):
        padded = np.pad(grid, ((len(step) // 2, len(step) // 2), (0, 0)))
        grid = sum(weight * padded[at:at + len(grid)] for at, weight in enumerate(bell.tolist())).T
    return grid


def _coloured(heat: Heat, density: Floats) -> NDArray[np.uint32]:
    """Premultiplied pixels."""
    look = theme()
    colours = [look.colour(token) for token in heat.ramp] or [look.colour("data")]
    stops = np.linspace(0.0, 1.0, len(colours) + 1)[1:] if len(colours) > 1 else np.array([1.0])
    at = np.linspace(0.0, 1.0, 256)
    alpha = np.interp(at, (0.0, 0.04, 0.5, 1.0), (0.0, 0.0, 0.75, 1.0)) * heat.alpha / 255.0
    parts = [np.interp(at, stops, [getattr(c, name)() for c in colours]) * alpha for name in ("red", "green", "blue")]
    table: NDArray[np.uint32] = np.round(alpha * 255).astype(np.uint32) << np.uint32(24)
    for shift, part in zip((16, 8, 0), parts, strict=True):
        table |= np.round(part).astype(np.uint32) << np.uint32(shift)
    return table[np.minimum(density * 255, 255).astype(np.intp)]
