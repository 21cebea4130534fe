"""Paints what the layers give: density, areas, cones, lines, symbols. GUI thread, and raster workers for heavy layers.

Only what touches the area to be painted reaches QPainter, and everything is rounded in world pixels, so that a strip
painted alone is the same as that part of the whole.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from layers.drawing import Cones, Drawing, Floats, Lines, LineStyle, Points
from layers.line_boxes import boxes_of
from layers.point_cells import AT_ONCE, cells_of, kept_cells
from widgets.map.area_tiles import AreaTiles, thinned
from widgets.map.heat_painter import HeatPainter
from widgets.map.sprites import Sprites, reach
from widgets.map.viewpoint import Viewpoint
from widgets.polygons import polygon_of
from widgets.theme import theme

MARGIN = 60.0  # pixels beyond an area from which symbols and pens reach into it


class LivePainter:
    """Holds the caches of its drawing. `is_short` after a draw: parts are still to come in further frames."""

    def __init__(self, *, patient: bool = False) -> None:
        """patient: take all the time it takes (raster workers), so that nothing is ever short."""
        self.sprites = Sprites()
        self._areas: dict[str, AreaTiles] = {}
        self._heat = HeatPainter()
        self._patient = patient
        self.is_short = False

    def begin(self) -> None:
        """A frame begins."""
        self.is_short = False

    def draw(self, painter: QPainter, key: str, drawing: Drawing, view: Viewpoint, area: QRect | None = None) -> None:
        """One layer, from bottom to top; area: the pixels of the view that are painted, all by default."""
        area = area or QRect(0, 0, view.width, view.height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(drawing.heat.xy):
            self._heat.draw(painter, key, drawing.heat, view, area)
        if len(drawing.areas.ids) or key in self._areas:
            tiles = self._areas.setdefault(key, AreaTiles(patient=self._patient))
            tiles.draw(painter, drawing.areas, view, area)
            self.is_short |= tiles.is_short
        self._cones(painter, drawing.cones, view, area)
        self._lines(painter, drawing.lines, view, area)
        self._points(painter, drawing.points, view, area)

    def _points(self, painter: QPainter, points: Points, view: Viewpoint, area: QRect) -> None:
        crowd = self.sprites.crowd(points)
        if crowd is not None:
            crowd.draw(painter, _places(points.xy, view, area, crowd.reach + 1), view, area)
            return
        margin = max((reach(symbol) for symbol in points.symbols), default=0.0) + 1
        rows, screen = rows_within(points.xy, view, area, margin)
        if len(rows):
            self.sprites.draw(painter, points, screen, rows)

    def _cones(self, painter: QPainter, cones: Cones, view: Viewpoint, area: QRect) -> None:
        if not len(cones.ids):
            return
        screen = view.to_screen(cones.xy)
        reach = cones.reach / view.metres_per_pixel
        look = theme()
        for row in within(screen, area, float(reach.max())):
            strong = bool(cones.strong[row])
            painter.setPen(QPen(look.colour("hi", 170 if strong else 60), look.scale))
            painter.setBrush(look.colour("hi", 44 if strong else 16))
            x, y, r = float(screen[row, 0]), float(screen[row, 1]), float(reach[row])
            start = 90.0 - float(cones.heading[row]) - float(cones.angle[row]) / 2
            painter.drawPie(QRectF(x - r, y - r, 2 * r, 2 * r), round(start * 16), round(float(cones.angle[row]) * 16))

    def _lines(self, painter: QPainter, lines: Lines, view: Viewpoint, area: QRect) -> None:
        if not len(lines.style):
            return
        mpp = view.metres_per_pixel
        west, north = (view.left + area.left() - MARGIN) * mpp, -(view.top + area.top() - MARGIN) * mpp
        east = (view.left + area.right() + MARGIN) * mpp
        south = -(view.top + area.bottom() + MARGIN) * mpp
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pens: dict[int, list[QPen]] = {}
        for row in boxes_of(lines).touching(west, south, east, north).tolist():
            number = int(lines.style[row])
            if number not in pens:
                pens[number] = _pens(lines.styles[number])
            line = polygon_of(thinned(view.to_screen(lines.xy[lines.offset[row]:lines.offset[row + 1]])))
            for pen in pens[number]:
                painter.setPen(pen)
                painter.drawPolyline(line)


def _pens(style: LineStyle) -> list[QPen]:
    casing = [_pen(LineStyle(style.casing, style.width + 2.6))] if style.casing else []
    return [*casing, _pen(style)]


def _pen(style: LineStyle) -> QPen:
    pen = QPen(theme().colour(style.colour, style.alpha), style.width * theme().scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if style.dash:
        pen.setDashPattern(list(style.dash))
    return pen


def _places(xy: Floats, view: Viewpoint, area: QRect, margin: float) -> Floats:
    """The places in an area and some others; to paint most of a view nothing needs to be sorted."""
    most = 4 * area.width() * area.height() > view.width * view.height and len(xy) <= AT_ONCE
    cells = kept_cells(xy) if most else cells_of(xy)
    return xy if cells is None else cells.places(*_box(view, area, margin))


def _box(view: Viewpoint, area: QRect, margin: float) -> tuple[float, float, float, float]:
    """West, south, east, north of an area of a view and a margin around it."""
    mpp = view.metres_per_pixel
    return ((view.left + area.left() - margin) * mpp, -(view.top + area.bottom() + 1 + margin) * mpp,
            (view.left + area.right() + 1 + margin) * mpp, -(view.top + area.top() - margin) * mpp)


def rows_within(xy: Floats, view: Viewpoint, area: QRect | None = None,
                margin: float = 0.0) -> tuple[NDArray[np.intp], Floats]:
    """Rows of places in an area (all of the view by default) in the order of painting, and their pixels."""
    area = area or QRect(0, 0, view.width, view.height)
    if not len(xy):
        return np.empty(0, np.intp), xy
    cells = cells_of(xy)
    if cells is None:
        screen = view.to_screen(xy)
        rows = within(screen, area, margin)
        return rows, screen[rows]
    found, places = cells.within(*_box(view, area, margin))
    screen = view.to_screen(places)
    kept = within(screen, area, margin)
    return (found, screen) if len(kept) == len(found) else (np.take(found, kept), screen[kept])


def within(screen: Floats, area: QRect, margin: float) -> NDArray[np.intp]:
    """Rows whose pixel lies in an area or not far outside."""
    x, y = screen[:, 0], screen[:, 1]
    return np.flatnonzero((x > area.left() - margin) & (x < area.right() + 1 + margin)
                          & (y > area.top() - margin) & (y < area.bottom() + 1 + margin))


def visible(screen: Floats, view: Viewpoint, margin: float = MARGIN) -> NDArray[np.intp]:
    """Rows whose pixel lies in the view or not far outside."""
    return within(screen, QRect(0, 0, view.width, view.height), margin)


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
