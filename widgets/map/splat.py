"""Areas of a few pixels as what they cover: at a whole city's scale 100,000 outlines cost more than they show.
Runs in the raster workers; needs no QApplication.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from layers.geometry_sets import GeometrySet

FROM_M = 6.0  # metres per pixel from which the outlines of buildings are not told apart


def splat(painter: QPainter, found: GeometrySet, west: float, top: float, metres_per_pixel: float, width: int,
          height: int, colour: QColor) -> None:
    """Spread the area of each part over the four pixels around its middle. Pixels are those of the world: a tile shows
    the same as that part of a larger picture."""
    middle, area = found.level(0.0).spots()
    x, y = (middle[:, 0] - west) / metres_per_pixel - 0.5, (middle[:, 1] - top) / metres_per_pixel - 0.5
    rows = np.flatnonzero((x >= -1) & (x < width) & (y >= -1) & (y < height))
    if not len(rows):
        return
    x, y, area = x[rows], y[rows], area[rows] / metres_per_pixel ** 2
    column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    fx, fy = x - column, y - row
    stride = width + 2  # a border takes what falls beside the picture
    first = (row + 1) * stride + column + 1
    place = np.concatenate((first, first + 1, first + stride, first + stride + 1))
    share = np.concatenate((area * (1 - fx) * (1 - fy), area * fx * (1 - fy), area * (1 - fx) * fy, area * fx * fy))
    cover = np.bincount(place, share, stride * (height + 2))
    lit = np.flatnonzero(cover > 1 / 512)
    pixels = np.zeros((height + 2, stride), np.uint32)
    pixels.reshape(-1)[lit] = _table(colour)[np.minimum(cover[lit] * 255 + 0.5, 255).astype(np.intp)]
    image = QImage(pixels.data, stride, height + 2, stride * 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter.save()
    painter.resetTransform()
    painter.drawImage(-1, -1, image)
    painter.restore()


def _table(colour: QColor) -> np.ndarray:
    alpha = np.arange(256) / 255.0 * colour.alphaF()
    packed = np.rint(alpha * 255).astype(np.uint32) << 24
    for shift, part in ((16, colour.red()), (8, colour.green()), (0, colour.blue())):
        packed |= np.rint(alpha * part).astype(np.uint32) << shift
    return packed
