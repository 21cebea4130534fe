"""The north arrow: to true north at the middle of the map, which a grid of metres only nearly is. GUI thread."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.map.viewpoint import Viewpoint
from widgets.map.words import word
from widgets.theme import theme

SIZE = 34  # design pixels
_STEP = 0.001  # degrees to the north, to see where it is


def bearing_of_north(view: Viewpoint) -> float:
    """Degrees clockwise from the upper edge at which north lies."""
    lon, lat = view.lonlat(view.width / 2, view.height / 2)
    x, y = view.pixel(lon, lat)
    north_x, north_y = view.pixel(lon, min(89.9, lat + _STEP))
    return math.degrees(math.atan2(north_x - x, y - north_y))


def paint_north(painter: QPainter, view: Viewpoint, x: float, y: float, ink: str = "hi", ground: str = "void") -> None:
    """With its middle there."""
    look = theme()
    half = look.px(SIZE) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.rotate(bearing_of_north(view))
    painter.setPen(QPen(look.colour(ground), look.px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    arrow = QPolygonF([QPointF(0, -half * 0.55), QPointF(half * 0.45, half), QPointF(0, half * 0.6), QPointF(-half * 0.45, half)])
    for pen in (painter.pen(), QPen(look.colour(ink), look.px(1))):
        painter.setPen(pen)
        painter.setBrush(look.colour(ink))
        painter.drawPolygon(arrow)
    font = look.font("micro", bold=True)
    painter.setFont(font)
    box = QRectF(-half, -half - look.px(9), 2 * half, look.px(13))
    painter.setPen(look.colour(ground))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(box.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, word("north"))
    painter.setPen(look.colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word("north"))
    painter.restore()
