"""Draws what the layers give, anew every frame: areas, cones, lines, symbols. GUI thread.

Everything is culled with numpy first; only what is in view reaches QPainter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from shiboken6 import VoidPtr

from layers.drawing import Areas, AreaStyle, Cones, Drawing, Floats, Lines, LineStyle, Points
from widgets.map.sprites import Sprites
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_MARGIN = 60.0


def polygon_of(xy: Floats) -> QPolygonF:
    """A polygon from an array, without a call for each vertex."""
    polygon = QPolygonF()
    polygon.resize(len(xy))
    memory: Any = VoidPtr(polygon.data(), len(xy) * 16, True)  # type: ignore[call-arg,arg-type]
    np.frombuffer(memory, np.float64).reshape(-1, 2)[:] = xy
    return polygon


class LivePainter:
    """Holds the caches of its drawing: sprites and hatch patterns."""

    def __init__(self) -> None:
        self.sprites = Sprites()
        self._hatches: dict[tuple[str, int, int], QPixmap] = {}

    def draw(self, painter: QPainter, drawing: Drawing, view: Viewpoint) -> None:
        """One layer, from bottom to top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._areas(painter, drawing.areas, view)
        self._cones(painter, drawing.cones, view)
        self._lines(painter, drawing.lines, view)
        points = drawing.points
        if len(points.ids):
            screen = view.to_screen(points.xy)
            self.sprites.draw(painter, points, screen, visible(screen, view))

    def _areas(self, painter: QPainter, areas: Areas, view: Viewpoint) -> None:
        if not len(areas.ids):
            return
        screen = view.to_screen(areas.xy)
        for row, style_number in enumerate(areas.style.tolist()):
            path = QPainterPath()
            for ring in np.flatnonzero(areas.owner == row):
                part = screen[areas.offset[ring]:areas.offset[ring + 1]]
                if _touches(part, view):
                    path.addPolygon(polygon_of(_thinned(part)))
                    path.closeSubpath()
            if not path.isEmpty():
                self._area(painter, path, areas.styles[style_number], view)

    def _area(self, painter: QPainter, path: QPainterPath, style: AreaStyle, view: Viewpoint) -> None:
        look = theme()
        painter.fillPath(path, look.colour(style.colour, style.fill_alpha))
        if style.gap:
            brush = QBrush(self._hatch(style))
            gap = brush.texture().width()
            painter.setBrushOrigin(QPoint(-view.left % gap, -view.top % gap))
            painter.fillPath(path, brush)
        painter.setPen(QPen(look.colour(style.colour, 220), style.width * look.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _hatch(self, style: AreaStyle) -> QPixmap:
        gap = max(4, theme().px(style.gap))
        key = (style.colour, style.hatch_alpha, gap)
        if key not in self._hatches:
            tile = QPixmap(gap, gap)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour(style.colour, style.hatch_alpha), max(1.0, theme().scale)))
            for shift in (-gap, 0, gap):
                painter.drawLine(QPointF(shift - 1, gap + 1), QPointF(shift + gap + 1, -1))
            painter.end()
            self._hatches[key] = tile
        return self._hatches[key]

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
            line = polygon_of(_thinned(screen[lines.offset[row]:lines.offset[row + 1]]))
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


def _thinned(part: Floats) -> Floats:
    """Without the vertices that fall on the pixel of the one before: a coast of 10,000 points costs what it shows."""
    if len(part) < 200:
        return part
    keep = np.ones(len(part), bool)
    keep[1:-1] = (np.abs(np.diff(np.round(part), axis=0)).sum(axis=1) > 0)[:-1]
    return part[keep]


def _touches(part: Floats, view: Viewpoint) -> bool:
    low, high = part.min(axis=0), part.max(axis=0)
    return bool(high[0] > 0 and low[0] < view.width and high[1] > 0 and low[1] < view.height)


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
