"""Areas (warnings) as tiles: fill, hatch and outline of a polygon over half a city are slow, and seldom change.
GUI thread; a few tiles a frame are made within a budget, the others follow.
"""

from __future__ import annotations

import math
import time

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

from layers.drawing import Areas, AreaStyle, Floats
from widgets.map.slots import TILE
from widgets.map.tiles import Key, tiles_within
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.polygons import polygon_of
from widgets.theme import theme

_BUDGET_S = 0.004
_KEPT = 160


def thinned(part: Floats) -> Floats:
    """Without the vertices that fall on the pixel of the one before: a coast of 10,000 points costs what it shows."""
    if len(part) < 200:
        return part
    keep = np.ones(len(part), bool)
    keep[1:-1] = (np.abs(np.diff(np.floor(part + 0.5), axis=0)).sum(axis=1) > 0)[:-1]
    return part[keep]


class AreaTiles:
    """Tiles of one layer's areas. `is_short` after a frame: some are still to be made."""

    def __init__(self, *, patient: bool = False) -> None:
        self._budget_s = math.inf if patient else _BUDGET_S
        self._areas: Areas | None = None
        self._level = -1
        self._paths: list[tuple[QPainterPath, QRectF, AreaStyle]] = []
        self._tiles: dict[Key, QPixmap | None] = {}
        self._hatches: dict[tuple[AreaStyle, float], QPixmap] = {}
        self._until = 0.0
        self.is_short = False

    def draw(self, painter: QPainter, areas: Areas, view: Viewpoint, area: QRect) -> None:
        """Stamp what is there of an area of the view, make what time allows."""
        self.is_short = False
        if not len(areas.ids):
            self._areas = None
            return
        level = round(view.level)
        if areas is not self._areas or level != self._level:
            self._begin(areas, level)
        self._until = time.perf_counter() + self._budget_s
        side = TILE * level_scale(level) / view.metres_per_pixel
        for key in tiles_within(view, level, area):
            tile = self._tile(key)
            if tile is not None:
                target = QRectF(key.x * side - view.left, key.y * side - view.top, side, side)
                if side == TILE:
                    painter.drawPixmap(QPointF(round(target.x()), round(target.y())), tile)
                else:
                    painter.drawPixmap(target, tile, QRectF(0, 0, TILE, TILE))

    def _begin(self, areas: Areas, level: int) -> None:
        self._areas, self._level, self._tiles, self._paths = areas, level, {}, []
        world = areas.xy * (1.0 / level_scale(level), -1.0 / level_scale(level))
        for row, number in enumerate(areas.style.tolist()):
            path = QPainterPath()
            for ring in np.flatnonzero(areas.owner == row):
                path.addPolygon(polygon_of(thinned(world[areas.offset[ring]:areas.offset[ring + 1]])))
                path.closeSubpath()
            if not path.isEmpty():
                self._paths.append((path, path.controlPointRect(), areas.styles[number]))

    def _tile(self, key: Key) -> QPixmap | None:
        if key in self._tiles:
            return self._tiles[key]
        margin = theme().px(4)
        box = QRectF(key.x * TILE - margin, key.y * TILE - margin, TILE + 2 * margin, TILE + 2 * margin)
        touching = [(path, style) for path, bounds, style in self._paths if bounds.intersects(box)]
        if touching and time.perf_counter() > self._until:
            self.is_short = True
            return None
        if len(self._tiles) > _KEPT:
            self._tiles.clear()
        self._tiles[key] = self._make(key, touching) if touching else None
        return self._tiles[key]

    def _make(self, key: Key, touching: list[tuple[QPainterPath, AreaStyle]]) -> QPixmap:
        tile = QPixmap(TILE, TILE)
        tile.fill(Qt.GlobalColor.transparent)
        left, top = key.x * TILE, key.y * TILE
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for path, style in touching:
            moved = path.translated(-left, -top)
            brush = QBrush(self._hatch(style))
            gap = brush.texture().width()
            painter.setBrushOrigin(QPoint(-left % gap, -top % gap))
            painter.fillPath(moved, brush)
            painter.setPen(QPen(theme().colour(style.outline or style.colour, style.outline_alpha), style.width * theme().scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(moved)
        painter.end()
        return tile

    def _hatch(self, style: AreaStyle) -> QPixmap:
        """Fill and hatch in one pattern, so that a pixel is painted once."""
        look = theme()
        gap = max(4, look.px(style.gap or 8))
        if (style, look.scale) not in self._hatches:
            tile = QPixmap(gap, gap)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.fillRect(tile.rect(), look.colour(style.colour, style.fill_alpha))
            if style.gap:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(look.colour(style.colour, style.hatch_alpha), max(1.0, look.scale)))
                for shift in (-gap, 0, gap):
                    painter.drawLine(QPointF(shift - 1, gap + 1), QPointF(shift + gap + 1, -1))
            painter.end()
            self._hatches[(style, look.scale)] = tile
        return self._hatches[(style, look.scale)]
