"""A caption that lies on a picture: drawn once a second into an image, copied with every picture. GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

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
    key = (tile.name, tile.time, tile.level, tile.solid, box.width(), box.height(), look.profile, look.scale)
    image = _images.get(key)
    if image is None:
        image = QImage(max(1, box.width()), max(1, box.height()), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        draw_strip(painter, tile, QRect(0, 0, box.width(), box.height()), _GROUND)
        painter.end()
        _images[key] = image
        while len(_images) > _SLOTS:
            _images.popitem(last=False)
    return image
