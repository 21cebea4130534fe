"""The marks on everything that the select tools hold; they follow what moves. GUI thread; large selections are looked up
on the tools' worker.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap

from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.spatial.selected import Selected, places_of
from layers.spatial.stocks import Stocks
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.tools.bench import Bench
    from widgets.map.view import MapView

_EVERY_S = 2.0  # things that stand are looked up this often; what moves, in every frame
_MANY, _MANY_EVERY_S = 1000, 10.0  # so many are looked up on the worker, and less often
_STAMPS = 1500  # beyond so many in view, a dot each
_WHITE = 0xFFFFFFFF


class Places(NamedTuple):
    """Where a selection is: (n, 2) degrees of what stands, rows of the positions of what moves."""

    standing: Floats
    rows: NDArray[np.intp]


class Held:
    """Paints one map's."""

    def __init__(self, map_view: MapView, bench: Bench) -> None:
        self._map, self._bench = map_view, bench
        self._many: Selected | None = None
        self._looked_s = -math.inf
        self._places = Places(np.empty((0, 2)), np.empty(0, np.intp))
        self._stamp: tuple[float, QPixmap] | None = None

    def _look(self, many: Selected) -> None:
        large = len(many) > _MANY
        if many is self._many and time.monotonic() - self._looked_s < (_MANY_EVERY_S if large else _EVERY_S):
            return
        self._many, self._looked_s = many, time.monotonic()
        snapshot, stocks = self._map.stack.snapshot, self._bench.stocks
        if large:
            self._bench.ask(f"held/{id(self)}", lambda stop: look_up(stocks, snapshot, many), self._take)
        else:
            self._places = look_up(stocks, snapshot, many)

    def _take(self, places: Places) -> None:
        self._places = places
        self._map.update()

    def paint(self, painter: QPainter, view: Viewpoint) -> None:
        """An overlay of the map."""
        many = self._map.context.selection.many
        if not len(many):
            self._many = None
            return
        self._look(many)
        positions, places = self._map.stack.snapshot.positions, self._places
        moving = positions.lonlat[places.rows[places.rows < positions.count]]
        pixels = view.pixels(np.concatenate([places.standing, moving]))
        inside = ((pixels > -20) & (pixels < (view.width + 20, view.height + 20))).all(axis=1)
        shown = pixels[inside]
        if len(shown) > _STAMPS:
            painter.drawImage(0, 0, dots(shown, view.width, view.height))
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


def look_up(stocks: Stocks, snapshot: Snapshot, many: Selected) -> Places:
    """Where the things of a selection are."""
    things = many.things
    rows = {thing: row for thing in things if thing[0] in ("unit", "vehicle")
            and (row := snapshot.positions.row(thing[1])) is not None}
    places = places_of(stocks, snapshot, things - rows.keys() if rows else things)
    return Places(np.array(list(places.values()), np.float64).reshape(-1, 2),
                  np.fromiter(rows.values(), np.intp, len(rows)))


def dots(pixels: Floats, width: int, height: int) -> QImage:
    """White dots of three pixels: 100,000 in some milliseconds, where as many strokes would take a tenth of a
    second."""
    stride = width + 2  # a frame of one pixel takes what lies over the edge
    grid = np.zeros(stride * (height + 2), np.uint32)
    column, row = (pixels + 0.5).astype(np.intp).clip(0, (width - 1, height - 1)).T
    corner = row * stride + column
    for step in (0, 1, 2, stride, stride + 1, stride + 2, 2 * stride, 2 * stride + 1, 2 * stride + 2):
        grid[corner + step] = _WHITE
    image = QImage(grid.data, stride, height + 2, stride * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy(1, 1, width, height)
