"""Pictures copied straight into the window's image, many at once. GUI thread; called from paintEvent only.

With several rectangles to be painted, Qt clips to a region and then copies row by row through its fill threads, for which
the screen's thread waits while decoders have the processor: more processor time than a plain copy, and a screen that is ten
milliseconds late. What lies wholly inside the region needs no clip, so it is copied without one. The clip belongs to the
paint engine of the window's image, so a painter on that image has it too: the copy goes through a second image of the same
memory.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from video.pictures import Picture


def image_of(picture: Picture) -> QImage:
    """A shared picture as Qt sees it, in place: valid as long as the picture."""
    made = picture.made
    if made:
        kept: QImage = made[0]
        return kept
    height, width = picture.pixels.shape[:2]
    image = QImage(picture.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
    if made is not None:
        made.append(image)
    return image


def fits(box: QRect, picture: Picture) -> bool:
    """Whether a picture covers a box pixel for pixel."""
    return picture.pixels.shape[:2] == (box.height(), box.width())


def inside(region: QRegion, box: QRect) -> bool:
    """Whether every pixel of a box is to be painted."""
    part = region.intersected(box)
    return part.rectCount() == 1 and part.boundingRect() == box


def paint_unclipped(painter: QPainter, paint: Callable[[QPainter], None]) -> bool:
    """Have `paint` called with a painter on what `painter`, that of a paint event, paints on, without the event's region as
    its clip: it must paint inside that region only. False, with nothing painted, where the screen's image cannot be written
    directly."""
    engine, shift = painter.paintEngine(), painter.deviceTransform()
    image = engine.paintDevice() if engine is not None else None
    if not isinstance(image, QImage) or image.devicePixelRatio() != 1 or shift.m11() != 1 or shift.m22() != 1:
        return False
    unclipped = QImage(image.bits(), image.width(), image.height(), image.bytesPerLine(), image.format())
    direct = QPainter(unclipped)
    direct.translate(QPoint(round(shift.dx()), round(shift.dy())))
    paint(direct)
    direct.end()
    return True
