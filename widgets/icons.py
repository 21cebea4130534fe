"""Our own icons: one SVG a file in resources/icons, painted in a token's colour. GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from widgets.artwork import artwork
from widgets.theme import theme


@cache
def icon_pixmap(name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon `size` logical pixels wide in a token's colour; raises FileNotFoundError for an unknown name."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    artwork("icons", name, token).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def icon(name: str, token: str = "hi", size: int | None = None) -> QIcon:
    """A QIcon for buttons, dimmed when disabled."""
    width = size or theme().px(16)
    made = QIcon(icon_pixmap(name, token, width))
    made.addPixmap(icon_pixmap(name, "lo", width), QIcon.Mode.Disabled)
    return made
