"""A caption that lies on a picture: drawn once a second into an image, copied with every picture. GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from widgets.theme import theme
from widgets.video.caption import draw_strip

if TYPE_CHECKING:
    from widgets.video.tile import Tile

_GROUND = 165  # of 255: letters stand out on a white picture, and what lies under can still be seen
_SLOTS = 192
_images: OrderedDict[object, QImage] = OrderedDict()


def strip_image(tile: Tile) -> QImage:
    """The strip of a tile as it is now."""
    look, box = theme(), tile.caption_box
    key = (tile.name, "" if tile.time_on else tile.time, tile.level, tile.solid, box.width(), box.height(), look.profile, look.scale)
    image = _images.get(key)
    if image is None:
        image = _blank(box.width(), box.height())
        painter = QPainter(image)
        draw_strip(painter, tile, QRect(0, 0, box.width(), box.height()), _GROUND)
        painter.end()
        _keep(key, image)
    return image


def time_image(text: str) -> QImage:
    """A time of day on a plate: the same for all tiles of a second."""
    look = theme()
    key = (text, look.profile, look.scale)
    image = _images.get(key)
    if image is None:
        font = look.font("micro")
        image = _blank(QFontMetrics(font).horizontalAdvance(text) + look.px(8), look.px(16))
        painter = QPainter(image)
        painter.setFont(font)
        painter.fillRect(image.rect(), look.colour("panel", 215))
        painter.setPen(look.colour("mid"))
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        _keep(key, image)
    return image


def _blank(width: int, height: int) -> QImage:
    image = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _keep(key: object, image: QImage) -> None:
    _images[key] = image
    while len(_images) > _SLOTS:
        _images.popitem(last=False)
