"""The marks on everything that the select tools hold; they follow what moves. GUI thread."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from layers.drawing import Floats
from layers.spatial.selected import Selected, places_of
from layers.spatial.stocks import Stocks
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

_EVERY_S = 2.0  # things that stand are looked up this often; what moves, in every frame
_STAMPS = 3000  # beyond so many in view, a dot each


class Held:
    """Paints one map's."""

    def __init__(self, map_view: MapView, stocks: Stocks) -> None:
        self._map, self._stocks = map_view, stocks
        self._many: Selected | None = None
        self._looked_s = -math.inf
        self._standing: Floats = np.empty((0, 2))
        self._rows: NDArray[np.intp] = np.empty(0, np.intp)
        self._stamp: tuple[float, QPixmap] | None = None

    def _look(self, many: Selected) -> None:
        if many is self._many and time.monotonic() - self._looked_s < _EVERY_S:
            return
        snapshot = self._map.stack.snapshot
        rows = {thing: row for thing in many.things if thing[0] in ("unit", "vehicle")
                and (row := snapshot.positions.row(thing[1])) is not None}
        places = places_of(self._stocks, snapshot, many.things - rows.keys())
        self._standing = np.array(list(places.values()), np.float64).reshape(-1, 2)
        self._rows = np.fromiter(rows.values(), np.intp, len(rows))
        self._many, self._looked_s = many, time.monotonic()

    def paint(self, painter: QPainter, view: Viewpoint) -> None:
        """An overlay of the map."""
        many = self._map.context.selection.many
        if not len(many):
            self._many = None
            return
        self._look(many)
        positions = self._map.stack.snapshot.positions
        moving = positions.lonlat[self._rows[self._rows < positions.count]]
        pixels = view.pixels(np.concatenate([self._standing, moving]))
        inside = ((pixels > -20) & (pixels < (view.width + 20, view.height + 20))).all(axis=1)
        shown = pixels[inside]
        if len(shown) > _STAMPS:
            painter.setPen(QPen(theme().colour("focus"), 3 * theme().scale))
            painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in shown.tolist()]))
            return
        stamp = self._picture()
        half = stamp.width() / stamp.devicePixelRatio() / 2
        for x, y in shown.tolist():
            painter.drawPixmap(QPointF(x - half, y - half), stamp)

    def _picture(self) -> QPixmap:
        """Four corners round a symbol."""
        look = theme()
        if self._stamp is None or self._stamp[0] != look.scale:
            side, corner = look.px(24), look.px(5)
            made = QPixmap(side, side)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            box = QRectF(2, 2, side - 4, side - 4)
            for pen in (QPen(look.colour("void", 190), 3.4 * look.scale), QPen(look.colour("focus"), 1.6 * look.scale)):
                painter.setPen(pen)
                for x, dx in ((box.left(), 1), (box.right(), -1)):
                    for y, dy in ((box.top(), 1), (box.bottom(), -1)):
                        painter.drawPolyline([QPointF(x + dx * corner, y), QPointF(x, y), QPointF(x, y + dy * corner)])
            painter.end()
            self._stamp = (look.scale, made)
        return self._stamp[1]
