"""Thousands of equal dots in one picture: at every pixel the innermost part of any dot that reaches it. GUI thread, and
raster workers.

Stamping each dot costs more than the pixels it touches. Here the dots' centres are marked in a plane of bytes and widened
into the shape of the dot, all at once or, where they are few, one by one; both give the same picture. As the innermost
part wins, it does not matter which dot is painted first, a strip painted alone is the same as that part of the whole,
and dots that touch grow together with one halo around them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPixmap

from layers.drawing import Floats
from widgets.map.viewpoint import Viewpoint

Plane = NDArray[np.uint8]
LARGEST = 12  # pixels a side: of larger dots stamping costs no more
_BAND = 256  # rows widened at once: what is worked on stays in the processor's cache
_SET = np.uint8(255)
_STAMP_NS, _WIDEN_NS = 1.3, 0.04  # a pixel of a dot; a pixel of the plane, each operation


class Crowd:
    """The picture of one kind of dot (even side, the same seen from the left, the right, above and below)."""

    def __init__(self, picture: QPixmap) -> None:
        image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
        self.reach = image.width() // 2
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
        corner = pixels[self.reach:, self.reach:2 * self.reach]  # one quarter tells the others
        there = [(y, x) for y, x in np.argwhere(corner >> 24).tolist()]
        rings = sorted({_ring(y, x) for y, x in there}, reverse=True)
        self._ranks = np.zeros((self.reach, self.reach), np.uint8)  # 1: the outermost pixels
        self._colours = [0] * (len(rings) + 1)
        for y, x in there:
            rank = rings.index(_ring(y, x)) + 1
            self._ranks[y, x] = rank
            self._colours[rank] = int(corner[y, x])
        quarter = [(int(rank), y, x) for (y, x), rank in np.ndenumerate(self._ranks) if rank]
        self._pixels = sorted((rank, side_y, side_x) for rank, y, x in quarter
                              for side_y in (y, -y - 1) for side_x in (x, -x - 1))
        self._kept: dict[str, Plane] = {}

    def draw(self, painter: QPainter, xy: Floats, view: Viewpoint, area: QRect) -> None:
        """Dots at (n, 2) metres of the map, in an area of the view alone; those that do not reach it are left out."""
        reach = self.reach
        width, height = (area.width() + 2 * reach + 3) // 4 * 4, area.height() + 2 * reach
        # Rounded in world pixels, which are the same for every strip of every view.
        x = np.floor(xy[:, 0] * (1.0 / view.metres_per_pixel) + 0.5) - (view.left + area.left() - reach)
        y = np.floor(xy[:, 1] * (-1.0 / view.metres_per_pixel) + 0.5) - (view.top + area.top() - reach)
        inside = (x >= 0) & (x < area.width() + 2 * reach) & (y >= 0) & (y < height)
        centres = (y * width + x)[inside].astype(np.intp)
        if not len(centres):
            return
        operations = self.reach * (2 * self.reach + 3)
        few = len(centres) * len(self._pixels) * _STAMP_NS < width * height * operations * _WIDEN_NS
        plane = self._stamped(centres, width, height) if few else self._widened(centres, width, height)
        self._lay(painter, plane, width, area)

    def _lay(self, painter: QPainter, plane: Plane, width: int, area: QRect) -> None:
        """Onto the map, in bands. Qt blends a picture of numbers several times as slowly as one of colours."""
        reach = self.reach
        for top in range(0, area.height(), _BAND):
            rows = min(_BAND, area.height() - top)
            numbers = QImage(plane[(top + reach) * width:].data, width, rows, width, QImage.Format.Format_Indexed8)
            numbers.setColorTable(self._colours)
            picture = numbers.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            painter.drawImage(area.topLeft() + QPoint(0, top), picture, QRect(reach, 0, area.width(), rows))

    def _stamped(self, centres: NDArray[np.intp], width: int, height: int) -> Plane:
        """Dot by dot, from the rim inwards. What wraps around lies in the border that nobody sees."""
        plane = self._memory("plane", (height + self.reach) * width)
        plane.fill(0)
        for rank, y, x in self._pixels:
            plane[centres + (y * width + x)] = rank
        return plane

    def _widened(self, centres: NDArray[np.intp], width: int, height: int) -> Plane:
        """All at once: each rank reaches as far as it does around every centre, and the highest remains."""
        border = self.reach * width
        marks = self._memory("marks", height * width + 2 * border)
        marks.fill(0)
        marks[centres + border] = _SET
        plane = self._memory("plane", height * width)
        for top in range(0, height, _BAND):
            size = min(_BAND, height - top) * width
            band = self._band(marks[top * width:top * width + size + 2 * border], width)
            plane[top * width:top * width + size] = band[border:border + size]
        return plane

    def _band(self, marks: Plane, width: int) -> Plane:
        spans = self._spans(marks)
        row, part, made = (self._memory(name, len(marks)) for name in ("row", "part", "made"))
        made.fill(0)
        for y, ranks in enumerate(self._ranks.tolist()):
            np.bitwise_and(spans[0], ranks[0], out=row)
            for span, rank in zip(spans[1:], ranks[1:], strict=True):
                if rank:
                    np.maximum(row, np.bitwise_and(span, rank, out=part), out=row)
            below, above = y * width, (y + 1) * width
            np.maximum(made[below:], row[:len(row) - below], out=made[below:])
            np.maximum(made[:-above], row[above:], out=made[:-above])
        return made

    def _memory(self, name: str, size: int) -> Plane:
        """Memory that is used again and again: fresh pages cost as much as the work done in them."""
        kept = self._kept.get(name)
        if kept is None or len(kept) < size:
            kept = self._kept[name] = np.empty(size, np.uint8)
        return kept[:size]

    def _spans(self, marks: Plane) -> list[Plane]:
        """The centres widened to both sides by one pixel more each."""
        spans: list[Plane] = []
        for number in range(self.reach):
            span, last = self._memory(f"span {number}", len(marks)), spans[-1] if spans else marks
            span[0], span[-1] = last[0], last[-1]
            if number:
                np.bitwise_or(last[:-2], last[2:], out=span[1:-1])
            else:
                np.bitwise_or(last[:-1], last[1:], out=span[:-1])
            spans.append(span)
        return spans


def _ring(y: int, x: int) -> tuple[int, int, int]:
    """How far from the centre: pixels of one ring look the same."""
    low, high = sorted((2 * y + 1, 2 * x + 1))
    return (low * low + high * high, low, high)
