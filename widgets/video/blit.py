"""Pictures copied straight into the window's image, many at once. GUI thread; called from paintEvent only.

With several rectangles to be painted, Qt clips to a region and then copies row by row through its fill threads: twice the
processor time of a plain copy. What lies wholly inside the region needs no clip, so it is copied without one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from video.pictures import Picture

Placed = tuple[QRect, Picture]


def image_of(picture: Picture) -> QImage:
    """A shared picture as Qt sees it, in place: valid as long as the picture."""
    height, width = picture.pixels.shape[:2]
    return QImage(picture.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)


def fits(box: QRect, picture: Picture) -> bool:
    """Whether a picture covers a box pixel for pixel."""
    return picture.pixels.shape[:2] == (box.height(), box.width())


def inside(region: QRegion, box: QRect) -> bool:
    """Whether every pixel of a box is to be painted."""
    part = region.intersected(box)
    return part.rectCount() == 1 and part.boundingRect() == box


def blit(widget: QWidget, placed: Sequence[Placed], over: Sequence[tuple[QPoint, QImage]] = ()) -> bool:
    """Copy pictures into what `widget` is being painted on; each must lie inside the region of the paint event, and fit.
    over: images that lie on them. False, with nothing painted, where the screen's image cannot be written directly."""
    painter = QPainter(widget)
    engine, shift = painter.paintEngine(), painter.deviceTransform()
    image = engine.paintDevice() if engine is not None else None
    painter.end()
    if not isinstance(image, QImage) or image.devicePixelRatio() != 1 or shift.m11() != 1 or shift.m22() != 1:
        return False
    offset = QPoint(round(shift.dx()), round(shift.dy()))
    direct = QPainter(image)
    for box, picture in placed:
        direct.drawImage(box.topLeft() + offset, image_of(picture))
    for corner, strip in over:
        direct.drawImage(corner + offset, strip)
    direct.end()
    return True
