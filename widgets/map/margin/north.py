"""The north arrow: to true north at the middle of the map, which a grid of metres only nearly is. GUI thread."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

SIZE = 34  # design pixels
_TURNS_M = 2000.0  # over so many metres it turns by a hundredth of a degree at most
_STEP = 0.001  # degrees to the north, to see where it is


def north_letter() -> str:
    """What stands on the arrow; another word than the N of a latitude."""
    return QCoreApplication.translate("NorthArrow", "N")


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
        painter.drawText(box.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, north_letter())
    painter.setPen(look.colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, north_letter())
    painter.restore()


class KeptNorth:
    """The arrow as a picture for a map that is painted sixty times a second; it is painted anew where it may point another
    way, which it does from place to place and not from scale to scale."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._picture = QPixmap()

    def paint(self, painter: QPainter, view: Viewpoint, x: float, y: float) -> None:
        """With its middle there."""
        look = theme()
        place = view.projection.crs, round(view.x / _TURNS_M), round(view.y / _TURNS_M)
        key = (*place, look.scale, look.colour("hi").name(), north_letter())
        side = 2 * look.px(SIZE)
        if key != self._key:
            self._key, self._picture = key, QPixmap(side, side)
            self._picture.fill(Qt.GlobalColor.transparent)
            own = QPainter(self._picture)
            own.translate(side / 2 - x, side / 2 - y)
            paint_north(own, view, x, y)
            own.end()
        painter.drawPixmap(round(x - side / 2), round(y - side / 2), self._picture)
