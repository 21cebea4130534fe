"""What is painted over a tile's picture: privacy masks, notes, the watermark, and where a zoomed tile looks. GUI thread;
called from paintEvent only.

Texts are drawn once into a pixmap and copied from then on: 36 tiles must not cost more than their pictures.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QPixmap, QPolygonF

from command_center.domain.masks import Outline, is_upright
from video.masks import GREY
from video.pictures import Picture
from video.zooming import WHOLE, Box, Zoom, lies, pixel_of
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.tile import Tile

_SLOTS = 160  # texts remembered: 64 tiles with notes and a watermark
_LEAN_DEG = -24
_WIDE = 420
_KEPT_PIXELS = 250_000  # of a tile: the masks of larger ones are painted anew, there are few of them
_pixmaps: OrderedDict[object, QPixmap] = OrderedDict()


def lying(box: QRect, picture: Picture) -> Box:
    """Where the whole picture lies in a tile's picture box."""
    height, width = picture.pixels.shape[:2]
    return lies(Box(box.left(), box.top(), box.width(), box.height()), (width, height))


def draw_part(painter: QPainter, box: QRect, picture: Picture, zoom: Zoom) -> None:
    """The part of a picture that a zoom shows."""
    height, width = picture.pixels.shape[:2]
    image = QImage(picture.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
    where, part = lying(box, picture), zoom.part
    if where.width < box.width() or where.height < box.height():
        painter.fillRect(box, theme().colour("void"))
    wide, tall = part.width * width, part.height * height
    if abs(wide - where.width) < 1 and abs(tall - where.height) < 1:  # as large as it is shown: nothing to scale
        left, top = min(round(part.left * width), width - where.width), min(round(part.top * height), height - where.height)
        painter.drawImage(QPoint(int(where.left), int(where.top)), image,
                          QRect(int(left), int(top), int(where.width), int(where.height)))
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(*where), image, QRectF(part.left * width, part.top * height, wide, tall))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def draw_over(painter: QPainter, tile: Tile, picture: Picture) -> None:
    """Masks, watermark, notes and mini-frame, as far as the tile has them."""
    if tile.covered:
        _draw_masks(painter, tile.picture_box, lying(tile.picture_box, picture), tile.zoom, tile.covered)
    if tile.mark:
        draw_mark(painter, tile.picture_box, tile.mark)
    if tile.notes:
        _draw_notes(painter, tile.picture_box, tile.notes)
    if tile.zoom is not WHOLE and tile.zoom.factor > 1:
        _draw_frame_of_part(painter, tile.clear_box, lying(tile.picture_box, picture), tile.zoom)


def _draw_masks(painter: QPainter, box: QRect, where: Box, zoom: Zoom, covered: tuple[Outline, ...]) -> None:
    grey = QColor(GREY, GREY, GREY)
    slanted = []
    for outline in covered:
        if is_upright(outline):
            painter.fillRect(_upright(where, zoom, outline) & box, grey)
        else:
            slanted.append(outline)
    if slanted:
        _draw_slanted(painter, box, where, zoom, slanted)


@lru_cache(maxsize=512)
def _upright(where: Box, zoom: Zoom, outline: Outline) -> QRect:
    (left, top), (right, bottom) = pixel_of(where, zoom, *outline[0]), pixel_of(where, zoom, *outline[2])
    return QRectF(left, top, right - left, bottom - top).toAlignedRect()


def _draw_slanted(painter: QPainter, box: QRect, where: Box, zoom: Zoom, covered: list[Outline]) -> None:
    if zoom.factor > 1 or box.width() * box.height() > _KEPT_PIXELS:
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        for outline in covered:
            _fill(painter, _polygon(where, zoom, outline))
        painter.restore()
        return
    there = where._replace(left=where.left - box.left(), top=where.top - box.top())
    for outline in covered:
        corner, image = _slanted(box.width(), box.height(), there, outline)
        painter.drawImage(box.topLeft() + corner, image)


def _polygon(where: Box, zoom: Zoom, outline: Outline) -> QPolygonF:
    return QPolygonF([QPointF(*pixel_of(where, zoom, *corner)) for corner in outline])


def _fill(painter: QPainter, polygon: QPolygonF) -> None:
    painter.setBrush(QColor(GREY, GREY, GREY))
    painter.setPen(QPen(QColor(GREY, GREY, GREY), 2))  # every pixel that is touched
    painter.drawPolygon(polygon, Qt.FillRule.WindingFill)


@lru_cache(maxsize=128)
def _slanted(width: int, height: int, where: Box, outline: Outline) -> tuple[QPoint, QImage]:
    """A mask that is not upright, painted once: where its image lies in a box of this size, and the image. A polygon a
    picture costs as much as the picture."""
    polygon = _polygon(where, WHOLE, outline)
    part = polygon.boundingRect().toAlignedRect().adjusted(-2, -2, 2, 2) & QRect(0, 0, width, height)
    image = QImage(max(1, part.width()), max(1, part.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(-part.topLeft())
    _fill(painter, polygon)
    painter.end()
    return part.topLeft(), image


def _draw_frame_of_part(painter: QPainter, box: QRect, where: Box, zoom: Zoom) -> None:
    """A small frame for the picture, in it the part that is shown; beside it how many times it is magnified."""
    look = theme()
    wide = max(look.px(28), min(look.px(72), box.width() // 5))
    tall = max(2, round(wide * where.height / max(1.0, where.width)))
    left, top = box.right() - wide - look.px(6), box.top() + look.px(6)
    if box.width() > look.px(_WIDE):  # buttons come up in the upper corner, and the time does not stand in the lower one
        top = box.bottom() - tall - look.px(6)
    painter.fillRect(left, top, wide, tall, look.colour("panel", 190))
    painter.setPen(look.colour("control"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(left, top, wide, tall)
    part = zoom.part
    painter.setPen(look.colour("focus"))
    painter.drawRect(left + round(part.left * wide), top + round(part.top * tall), max(2, round(part.width * wide)),
                     max(2, round(part.height * tall)))
    label = _text(f"{zoom.factor:.1f}×")
    painter.drawPixmap(left - label.width() - look.px(4), top, label)


def draw_heard(painter: QPainter, box: QRect, words: str) -> None:
    """How the sound of the tile stands, in its lower left corner."""
    plate = _text(words)
    painter.drawPixmap(box.left() + theme().px(4), box.bottom() + 1 - plate.height() - theme().px(4), plate)


def _draw_notes(painter: QPainter, box: QRect, notes: tuple[str, ...]) -> None:
    look = theme()
    pixmap = _text("\n".join(notes))
    room = QRect(box.left() + look.px(4), box.top() + look.px(4), min(pixmap.width(), box.width() - look.px(8)),
                 min(pixmap.height(), box.height() - look.px(8)))
    if room.size() == pixmap.size():
        painter.drawPixmap(room.topLeft(), pixmap)
    else:
        painter.drawPixmap(room.topLeft(), pixmap, QRect(0, 0, room.width(), room.height()))


def _text(text: str) -> QPixmap:
    """Lines on a plate."""
    look = theme()
    return _kept(("text", text, look.profile, look.scale), lambda: _plate(text))


def _plate(text: str) -> QPixmap:
    look, lines = theme(), text.split("\n")
    font = look.font("micro")
    metrics = QFontMetrics(font)
    pad, pitch = look.px(4), metrics.height()
    size = QSize(max(metrics.horizontalAdvance(line) for line in lines) + 2 * pad, pitch * len(lines) + pad)
    pixmap = QPixmap(size)
    pixmap.fill(look.colour("panel", 200))
    painter = QPainter(pixmap)
    painter.setFont(font)
    painter.setPen(look.colour("hi"))
    for number, line in enumerate(lines):
        painter.drawText(pad, pad // 2 + metrics.ascent() + number * pitch, line)
    painter.end()
    return pixmap


def draw_mark(painter: QPainter, box: QRect, mark: str) -> None:
    """The watermark, leaning, again and again over the whole picture, so that no part of a photograph of the screen is
    without it."""
    look = theme()
    painter.drawPixmap(box.topLeft(), _kept(("mark", mark, box.width(), box.height(), look.profile, look.scale),
                                            lambda: mark_pixmap(box.size(), mark)))


def mark_pixmap(size: QSize, mark: str) -> QPixmap:
    """The watermark for a picture of this size."""
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, size, mark)
    painter.end()
    return pixmap


def paint_mark(painter: QPainter, size: QSize, mark: str) -> None:
    """Paint it: light letters with a dark edge, faint, readable on black and on white."""
    font = _mark_font(size.width(), theme().scale)
    metrics = QFontMetrics(font)
    across, down = metrics.horizontalAdvance(mark) + 3 * metrics.height(), 4 * metrics.height()
    painter.setFont(font)
    reach = size.width() + size.height()
    painter.rotate(_LEAN_DEG)
    for row in range(-reach // down, 2 * reach // down + 1):
        for column in range(-reach // across - 1, reach // across + 2):
            at = QPointF(column * across + (row % 2) * across / 2, row * down)
            painter.setPen(theme().colour("void", 70))
            painter.drawText(at + QPointF(1, 1), mark)
            painter.setPen(theme().colour("hi", 60))
            painter.drawText(at, mark)
    painter.resetTransform()


@lru_cache(maxsize=16)
def _mark_font(width: int, _scale: float) -> QFont:
    font = theme().font("micro", bold=True)
    font.setPixelSize(max(theme().size("micro"), width // 40))
    return font


def _kept(key: object, make: Callable[[], QPixmap]) -> QPixmap:
    pixmap = _pixmaps.get(key)
    if pixmap is None:
        pixmap = _pixmaps[key] = make()
        while len(_pixmaps) > _SLOTS:
            _pixmaps.popitem(last=False)
    else:
        _pixmaps.move_to_end(key)
    return pixmap
