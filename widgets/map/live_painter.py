"""Draws what the layers give, anew every frame: areas, cones, lines, symbols. GUI thread.

Everything is culled with numpy first; only what is in view reaches QPainter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from layers.drawing import Cones, Drawing, Floats, Lines, LineStyle, Points
from widgets.map.area_tiles import AreaTiles, polygon_of, thinned
from widgets.map.sprites import Sprites
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_MARGIN = 60.0


class LivePainter:
    """Holds the caches of its drawing. `is_short`: parts of areas are still to come in further frames."""

    def __init__(self) -> None:
        self.sprites = Sprites()
        self._areas: dict[str, AreaTiles] = {}
        self.is_short = False

    def begin(self) -> None:
        """A frame begins."""
        self.is_short = False

    def draw(self, painter: QPainter, key: str, drawing: Drawing, view: Viewpoint) -> None:
        """One layer, from bottom to top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(drawing.areas.ids) or key in self._areas:
            tiles = self._areas.setdefault(key, AreaTiles())
            tiles.draw(painter, drawing.areas, view)
            self.is_short |= tiles.is_short
        self._cones(painter, drawing.cones, view)
        self._lines(painter, drawing.lines, view)
        points = drawing.points
        if len(points.ids):
            screen = view.to_screen(points.xy)
            self.sprites.draw(painter, points, screen, visible(screen, view))

    def _cones(self, painter: QPainter, cones: Cones, view: Viewpoint) -> None:
        if not len(cones.ids):
            return
        screen = view.to_screen(cones.xy)
        reach = cones.reach / view.metres_per_pixel
        look = theme()
        for row in visible(screen, view, float(reach.max())):
            strong = bool(cones.strong[row])
            painter.setPen(QPen(look.colour("hi", 170 if strong else 60), look.scale))
            painter.setBrush(look.colour("hi", 44 if strong else 16))
            x, y, r = float(screen[row, 0]), float(screen[row, 1]), float(reach[row])
            start = 90.0 - float(cones.heading[row]) - float(cones.angle[row]) / 2
            painter.drawPie(QRectF(x - r, y - r, 2 * r, 2 * r), round(start * 16), round(float(cones.angle[row]) * 16))

    def _lines(self, painter: QPainter, lines: Lines, view: Viewpoint) -> None:
        if not len(lines.style):
            return
        screen = view.to_screen(lines.xy)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        low = np.minimum.reduceat(screen, lines.offset[:-1])
        high = np.maximum.reduceat(screen, lines.offset[:-1])
        rows = np.flatnonzero((high[:, 0] > -_MARGIN) & (low[:, 0] < view.width + _MARGIN)
                              & (high[:, 1] > -_MARGIN) & (low[:, 1] < view.height + _MARGIN)).tolist()
        for row in rows:
            style = lines.styles[lines.style[row]]
            line = polygon_of(thinned(screen[lines.offset[row]:lines.offset[row + 1]]))
            if style.casing:
                painter.setPen(_pen(LineStyle(style.casing, style.width + 2.6)))
                painter.drawPolyline(line)
            painter.setPen(_pen(style))
            painter.drawPolyline(line)


def _pen(style: LineStyle) -> QPen:
    pen = QPen(theme().colour(style.colour, style.alpha), style.width * theme().scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if style.dash:
        pen.setDashPattern(list(style.dash))
    return pen


def visible(screen: Floats, view: Viewpoint, margin: float = _MARGIN) -> NDArray[np.intp]:
    """Rows whose pixel lies in the view or not far outside."""
    return np.flatnonzero((screen[:, 0] > -margin) & (screen[:, 0] < view.width + margin)
                          & (screen[:, 1] > -margin) & (screen[:, 1] < view.height + margin))


def draw_bracket(painter: QPainter, x: float, y: float, half: float) -> None:
    """The mark of the selected thing: four white corners, never a hue."""
    look = theme()
    reach, arm = half + look.scale * 4, look.scale * 9
    for pen in (QPen(look.colour("void"), look.scale * 5), QPen(look.colour("focus"), look.scale * 2.2)):
        painter.setPen(pen)
        for sx in (-1, 1):
            for sy in (-1, 1):
                corner = QPointF(x + sx * reach, y + sy * reach)
                painter.drawPolyline(QPolygonF([corner - QPointF(0, sy * arm), corner, corner - QPointF(sx * arm, 0)]))


def points_extent(points: Points, row: int) -> float:
    """Half the size of one symbol in pixels."""
    return points.symbols[points.symbol[row]].size * theme().scale / 2
