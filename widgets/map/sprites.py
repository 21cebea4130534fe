"""Stamps symbols by the thousand: every symbol at every heading once in an atlas, drawn by fragments. GUI thread, and
raster workers.

Rotating a sprite while drawing is slow; headings are therefore drawn beforehand, every 10 degrees.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from shiboken6 import Shiboken

from layers.drawing import Floats, Points, Symbol
from layers.point_cells import MANY
from widgets.map.crowd import LARGEST, Crowd
from widgets.map.symbols import extent, paint_symbol

_STEP_DEG = 10
_STEPS = 360 // _STEP_DEG + 1  # the headings, and none
_WIDTH = 1024
_TABLES = 200


class Sprites:
    """The atlas; it grows as symbols are met."""

    def __init__(self) -> None:
        self._atlas = QPixmap(_WIDTH, 256)
        self._atlas.fill(Qt.GlobalColor.transparent)
        self._rects: dict[tuple[Symbol, int], QRect] = {}
        self._x = self._y = self._shelf = 0
        self._fragments = _fragments(1024)
        self._tables: dict[tuple[Symbol, ...], Floats] = {}  # places in the atlas by symbol and heading; width 0: unknown
        self._crowds: dict[Symbol, Crowd | None] = {}
        self._filled: tuple[tuple[float, ...], int] | None = None  # what the fragments' sources are, where they are one

    def crowd(self, points: Points) -> Crowd | None:
        """Who paints very many equal dots; None where each is stamped. It is up to the layer alone, never to what a
        part of the picture holds: strips must fit each other."""
        if len(points.xy) < MANY or len(points.symbols) != 1 or points.symbols[0].shape != "dot":
            return None
        symbol = points.symbols[0]
        if symbol not in self._crowds:
            picture = _cropped(paint_symbol(symbol, float("nan")))
            self._crowds[symbol] = Crowd(picture) if picture.width() == picture.height() <= LARGEST else None
        return self._crowds[symbol]

    def rect(self, symbol: Symbol, step: int) -> QRect:
        """Where a symbol lies in the atlas; step: its heading in steps of ten degrees, -1 for none."""
        if not (symbol.heading or symbol.shape == "arrow" or symbol.turn):
            step = -1
        found = self._rects.get((symbol, step))
        if found is None:
            picture = _cropped(paint_symbol(symbol, step * _STEP_DEG if step >= 0 else float("nan")))
            found = self._rects[(symbol, step)] = self._put(picture)
        return found

    def _put(self, picture: QPixmap) -> QRect:
        if self._x + picture.width() > _WIDTH:
            self._x, self._y, self._shelf = 0, self._y + self._shelf + 1, 0
        self._shelf = max(self._shelf, picture.height())
        if self._y + self._shelf > self._atlas.height():
            grown = QPixmap(_WIDTH, self._atlas.height() * 2)
            grown.fill(Qt.GlobalColor.transparent)
            painter = QPainter(grown)
            painter.drawPixmap(0, 0, self._atlas)
            painter.end()
            self._atlas = grown
        area = QRect(self._x, self._y, picture.width(), picture.height())
        painter = QPainter(self._atlas)
        painter.drawPixmap(area.topLeft(), picture)
        painter.end()
        self._x += picture.width() + 1
        return area

    def draw(self, painter: QPainter, points: Points, screen: Floats, rows: NDArray[np.intp]) -> None:
        """Stamp rows of a layer's points in their order; screen: the pixel of each of these rows."""
        count = len(rows)
        if count > len(self._fragments):
            self._fragments = _fragments(count * 5 // 4)
            self._filled = None
        fragments = self._fragments[:count]
        np.floor(screen + 0.5, out=fragments[:, 0:2])
        if len(points.symbols) == 1 and points.heading is None:
            source = _floats(self.rect(points.symbols[0], -1))
            if self._filled is None or self._filled[0] != source or self._filled[1] < count:
                fragments[:, 2:6] = source
            self._filled = (source, count)
        else:
            np.take(*self._sources(points, rows), axis=0, out=fragments[:, 2:6], mode="clip")
            self._filled = None
        first_fragment: Any = Shiboken.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)
        # Sprites lie on whole pixels: smoothing would change nothing but the time.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawPixmapFragments(first_fragment, count, self._atlas)

    def _sources(self, points: Points, rows: NDArray[np.intp]) -> tuple[Floats, NDArray[np.intp]]:
        """Places in the atlas by code, and the code of each row."""
        code = np.take(points.symbol, rows).astype(np.intp) * _STEPS
        if points.heading is not None:
            heading = np.take(points.heading, rows)
            known = np.isfinite(heading)
            steps = np.round(np.where(known, heading, 0.0) / _STEP_DEG).astype(np.int64) % (_STEPS - 1)
            code = code + np.where(known, steps + 1, 0)
        sources = self._tables.get(points.symbols)
        if sources is None:
            if len(self._tables) > _TABLES:
                self._tables.clear()
            sources = self._tables[points.symbols] = np.zeros((len(points.symbols) * _STEPS, 4))
        used = np.flatnonzero(np.bincount(code))
        for new in used[sources[used, 2] == 0].tolist():
            symbol, step = divmod(new, _STEPS)
            sources[new] = _floats(self.rect(points.symbols[symbol], step - 1))
        return sources, code


def _cropped(picture: QPixmap) -> QPixmap:
    """Without the empty border, its middle where it was: 100,000 dots are a matter of bytes."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    wide, tall = image.width(), image.height()
    alpha = np.frombuffer(image.constBits(), np.uint32).reshape(tall, wide)
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return picture
    half_x = max(wide // 2 - int(columns[0]), int(columns[-1]) + 1 - wide // 2)
    half_y = max(tall // 2 - int(rows[0]), int(rows[-1]) + 1 - tall // 2)
    return picture.copy(wide // 2 - half_x, tall // 2 - half_y, 2 * half_x, 2 * half_y)


def _fragments(count: int) -> Floats:
    """QPainter.PixmapFragment: x, y, source left, top, width, height, scale x, y, rotation, opacity."""
    made = np.zeros((count, 10))
    made[:, 6:8] = 1.0
    made[:, 9] = 1.0
    return made


def _floats(area: QRect) -> tuple[float, float, float, float]:
    return float(area.x()), float(area.y()), float(area.width()), float(area.height())


def reach(symbol: Symbol) -> float:
    """Half the side of a symbol's picture in pixels."""
    return extent(symbol) / 2
