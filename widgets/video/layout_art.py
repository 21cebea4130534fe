"""A small picture of a layout, for menus and buttons. GUI thread."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from video.layouts import Layout
from widgets.theme import theme


def layout_icon(layout: Layout) -> QIcon:
    """Tiles as filled boxes on a screen of 16:10."""
    return QIcon(_drawn(layout, theme().px(20), theme().px(14)))


@lru_cache(maxsize=64)
def _drawn(layout: Layout, wide: int, tall: int) -> QPixmap:
    ratio = 2
    pixmap = QPixmap(QSize(wide * ratio, tall * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    colour = theme().colour("mid")
    for box in layout.boxes(wide * ratio, tall * ratio, 0, 2):
        painter.fillRect(QRect(*box), colour)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
