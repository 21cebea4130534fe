"""The ground of a frame: base map and layers flattened into one picture that wraps around, so that a pan paints only
the strips that come into sight. GUI thread; in raster workers too.

Pixels are world pixels (Mercator metres over metres per pixel, y down) from the first view's corner on, modulo the
picture's size. What is painted
strip by strip is, pixel for pixel, what would be painted at once, because every painter rounds in world pixels.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QRegion

from widgets.map.viewpoint import Viewpoint

AHEAD = 96  # pixels painted at a time where the view is moving to, so that no frame must paint what comes into sight
_AT_ONCE = 30_000  # pixels of that in a frame
_LEAST = 24  # pixels of height of a band: below, what a band costs of itself is more than what it paints
Paint = Callable[[QPainter, Viewpoint, QRect], bool]


def view_rect(view: Viewpoint) -> QRect:
    """The world pixels that a view shows."""
    return QRect(view.left, view.top, view.width, view.height)


class Ground:
    """A picture of one state at one level, larger than the view. key: what it shows; `dirty`: parts to be painted again,
    which still show what they were."""

    def __init__(self, view: Viewpoint, key: Any, image: QImage | None = None) -> None:
        self.level, self.size, self.key = view.level, QSize(view.width, view.height), key
        self._corner = QPoint(view.left, view.top)
        self._picture = self.size + QSize(2 * AHEAD, 2 * AHEAD)
        self._window = QRect(self._corner, self._picture)  # what the picture has room for, the view in it
        self._seen = view
        self.image = image or QImage(self._picture, QImage.Format.Format_RGB32)
        self.valid = QRegion()
        self.dirty = QRegion()
        self.spent_s = 0.0

    def fits(self, view: Viewpoint) -> bool:
        """Whether it can show a view without scaling."""
        return view.level == self.level and self.size == QSize(view.width, view.height)

    def is_whole(self, view: Viewpoint) -> bool:
        """Whether all of a view was painted, be it out of date."""
        return QRegion(view_rect(view)).subtracted(self.valid).isEmpty()

    def cover(self, view: Viewpoint, paint: Paint, until: float = math.inf, band: int = 1 << 20) -> bool:
        """Paint what is missing of a view in bands of a height; after `until` stop, having painted at least one. True
        when nothing is missing. Time is that of the thread: what other processes take is no cost of ours."""
        self._follow(view)
        return self._paint_all(QRegion(view_rect(view)).subtracted(self.valid), view, paint, until, band)

    def cover_ahead(self, view: Viewpoint, paint: Paint) -> bool:
        """Paint a part of what will come into sight; whether there was any. It is never put off: what is not painted
        ahead must be painted strip by strip as it comes, which takes longer."""
        missing = [part for rect in QRegion(self._window).subtracted(self.valid)  # type: ignore[attr-defined]
                   for part in _parts(QRegion(rect), max(_LEAST, _AT_ONCE // rect.width()))]
        if not missing:
            return False
        shown = view_rect(view)
        # The nearest first; of two that touch the view the wider, which would hold up a frame the longest.
        nearest = min(missing, key=lambda part: (_gap(shown, part), -part.width()))
        self._paint_all(QRegion(nearest), view, paint, 0.0, nearest.height())
        return True

    def mend(self, view: Viewpoint, paint: Paint, until: float = math.inf, band: int = 1 << 20) -> bool:
        """Paint what is out of date, likewise."""
        return self._paint_all(self.out_of_date(view), view, paint, until, band)

    def out_of_date(self, view: Viewpoint) -> QRegion:
        """What of a view shows what was."""
        return self.dirty.intersected(view_rect(view))

    def _follow(self, view: Viewpoint) -> None:
        """Keep the window around the view, its room where the view is moving to."""
        before, self._seen = self._seen, view
        right, down = view.left - before.left, view.top - before.top
        left, top = self._window.left(), self._window.top()
        left = _from(left, view.left, view.width, right)
        top = _from(top, view.top, view.height, down)
        self._window = QRect(QPoint(left, top), self._picture)
        self.valid &= QRegion(self._window)
        self.dirty &= QRegion(self._window)

    def _paint_all(self, region: QRegion, view: Viewpoint, paint: Paint, until: float, band: int) -> bool:
        began = time.thread_time()
        for part in _parts(region, max(band, _LEAST)):
            short = False
            for rect, place in self._pieces(part):
                short |= self._paint(rect, place, view, paint)
            self.valid += QRegion(part)
            self.dirty -= QRegion(part)
            if short:
                self.dirty += QRegion(part)
            if until < math.inf and time.thread_time() > until:
                break
        self.spent_s += time.thread_time() - began
        return self.is_whole(view) and self.out_of_date(view).isEmpty()

    def _paint(self, rect: QRect, place: QPoint, view: Viewpoint, paint: Paint) -> bool:
        painter = QPainter(self.image)
        painter.setClipRect(QRect(place, rect.size()))
        area = rect.translated(-view.left, -view.top)
        painter.translate(QPoint(place - area.topLeft()))
        short = paint(painter, view, area)
        painter.end()
        return short

    def _pieces(self, rect: QRect) -> Iterator[tuple[QRect, QPoint]]:
        """A rectangle of world pixels cut where the picture wraps around, each with its place in the picture."""
        width, height = self._picture.width(), self._picture.height()
        y = rect.top()
        while y <= rect.bottom():
            down = (y - self._corner.y()) % height
            tall = min(rect.bottom() + 1 - y, height - down)
            x = rect.left()
            while x <= rect.right():
                along = (x - self._corner.x()) % width
                wide = min(rect.right() + 1 - x, width - along)
                yield QRect(x, y, wide, tall), QPoint(along, down)
                x += wide
            y += tall

    def show(self, painter: QPainter, view: Viewpoint) -> None:
        """Copy it onto the screen, 1:1."""
        for rect, place in self._pieces(view_rect(view)):
            painter.drawImage(rect.topLeft() - QPoint(view.left, view.top), self.image, QRect(place, rect.size()))

    def show_scaled(self, painter: QPainter, view: Viewpoint, seen: Viewpoint) -> None:
        """Its last view `seen` as it lies in another one, scaled."""
        factor = seen.metres_per_pixel / view.metres_per_pixel
        for rect, place in self._pieces(view_rect(seen)):
            target = QRectF(rect.left() * factor - view.left, rect.top() * factor - view.top,
                            rect.width() * factor, rect.height() * factor)
            painter.drawImage(target, self.image, QRectF(QRect(place, rect.size())))


def _from(first: int, shown: int, size: int, step: int) -> int:
    """First pixel of the window along one axis. It moves by strips, each wide enough to be worth painting."""
    if step > 0:
        return shown // AHEAD * AHEAD
    if step < 0:
        return -(-(shown + size) // AHEAD) * AHEAD - size - 2 * AHEAD
    return min(max(first, shown - 2 * AHEAD), shown)


def _gap(one: QRect, other: QRect) -> int:
    """Pixels between two rectangles."""
    return max(0, other.left() - one.right() - 1, one.left() - other.right() - 1, other.top() - one.bottom() - 1,
               one.top() - other.bottom() - 1)


def _parts(region: QRegion, band: int) -> Iterator[QRect]:
    for rect in region:  # type: ignore[attr-defined]
        for top in range(rect.top(), rect.bottom() + 1, band):
            yield QRect(rect.left(), top, rect.width(), min(band, rect.bottom() + 1 - top))
