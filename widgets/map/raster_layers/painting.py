"""Paints the pictures of one tile layer, and their scaled relatives where they are not there yet. GUI thread."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.map.raster_layers.shelf import Picture
from widgets.map.slots import TILE
from widgets.map.tiles import Key, tiles_within
from widgets.map.viewpoint import Viewpoint, level_scale

_COARSER, _FINER = 12, 3  # levels in which a relative is looked for
_SMOOTH = 4  # so many scaled tiles are drawn smoothly; a screen full of them takes longer than a frame may


def paint_pictures(painter: QPainter, pictures: Mapping[Key, Picture], view: Viewpoint, area: QRect) -> None:
    """What touches an area of the view's pixels. The painter's opacity is the layer's."""
    level = round(view.level)
    factor = level_scale(level) / view.metres_per_pixel
    exact = abs(factor - 1.0) < 1e-9
    keys = list(tiles_within(view, level, area))
    scaled = sum(not _is_whole(pictures, key) for key in keys)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, exact and scaled <= _SMOOTH)
    for key in keys:
        left, top = key.x * TILE * factor - view.left, key.y * TILE * factor - view.top
        box = QRectF(left, top, TILE * factor, TILE * factor)
        if not _is_whole(pictures, key):
            _paint_relative(painter, pictures, key, box)
        picture = pictures.get(key)
        if picture is None or picture.image is None:
            continue
        if exact:
            painter.drawImage(QPointF(round(left), round(top)), picture.image)
        else:
            painter.drawImage(box, picture.image)


def _is_whole(pictures: Mapping[Key, Picture], key: Key) -> bool:
    picture = pictures.get(key)
    return picture is not None and picture.whole


def _paint_relative(painter: QPainter, pictures: Mapping[Key, Picture], key: Key, box: QRectF) -> None:
    """The nearest coarser picture of the place, else what there is of finer ones (after zooming out)."""
    for other in _levels(key.level):
        ratio = level_scale(other) / level_scale(key.level)
        found = [(x, y, picture.image) for x in _span(key.x, ratio) for y in _span(key.y, ratio)
                 if (picture := pictures.get(Key(other, x, y))) is not None and picture.image is not None]
        if not found:
            continue
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        for x, y, image in found:
            painter.drawImage(QRectF(box.left() + (x * ratio - key.x) * box.width(),
                                     box.top() + (y * ratio - key.y) * box.height(),
                                     box.width() * ratio, box.height() * ratio), image)
        painter.restore()
        return


def _levels(level: int) -> Iterator[int]:
    for step in range(1, _COARSER + 1):
        if level >= step:
            yield level - step
        if step <= _FINER:
            yield level + step


def _span(index: int, ratio: float) -> range:
    """Columns (or rows) of another level that a tile touches."""
    return range(math.floor(index / ratio + 1e-9), math.ceil((index + 1) / ratio - 1e-9))
