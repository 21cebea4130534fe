"""Scale bar, coordinates of the cursor, legend of the levels: painted over the map. GUI thread."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from widgets.map.viewpoint import Viewpoint
from widgets.map.words import word
from widgets.theme import draw_level, theme

ROOMY = 830  # design pixels: the whole legend and the scale bar side by side, in any language
DATUM = "WGS 84"  # what all coordinates inside the product are; sources in other systems are converted
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def nice_length(metres: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(max(metres, 1e-9)))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= metres * (1 + 1e-9))


def length_text(metres: float) -> str:
    """A length with its unit: 500 m, 2 km."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def place_text(lon: float, lat: float, metres_per_pixel: float) -> str:
    """Degrees with as many digits as the scale is worth."""
    digits = 4 if metres_per_pixel > 4 else 5
    east, north = word("east" if lon >= 0 else "west"), word("north" if lat >= 0 else "south")
    return f"{abs(lon):.{digits}f}° {east}  {abs(lat):.{digits}f}° {north}  {DATUM}"


def scale_box(view: Viewpoint) -> QRectF:
    """What the scale bar and the coordinates take."""
    look = theme()
    width = look.px(470 if look.profile == "desk" else 260)
    return QRectF(0, view.height - look.px(42), width, look.px(42))


def paint_scale(painter: QPainter, view: Viewpoint, cursor: tuple[float, float] | None) -> None:
    """Lower left: the bar with its length on the ground, and where the cursor is."""
    look = theme()
    metres = nice_length(view.ground_scale * look.px(140))
    bar = metres / view.ground_scale
    key = (metres, round(bar * 4), look.scale, look.profile)
    if _scale.get("key") != key:  # letters with their shadow are slow to paint, and seldom change
        picture = QPixmap(look.px(16 + 140 + 120), look.px(42))
        picture.fill(Qt.GlobalColor.transparent)
        own = QPainter(picture)
        _paint_bar(own, metres, bar, picture.height())
        own.end()
        _scale.update(key=key, picture=picture)
    painter.drawPixmap(0, view.height - look.px(42), _scale["picture"])
    if cursor is not None:
        _paint_place(painter, view, place_text(*view.lonlat(*cursor), view.ground_scale))


def place_box(view: Viewpoint, text: str) -> QRectF:
    """Where the coordinates of the cursor stand: beside the scale bar, above it where the legend leaves no room."""
    look = theme()
    width = QFontMetricsF(look.font("caption")).horizontalAdvance(text) + look.px(12)
    left, y = float(look.px(16 + 140 + 8 + 66)), float(view.height - look.px(22))
    if left + width > legend_box(view).left() - look.px(6):
        left, y = float(look.px(10)), y - look.px(28)
    return QRectF(left, y - look.px(13), width, look.px(20))


def _paint_place(painter: QPainter, view: Viewpoint, text: str) -> None:
    look, box = theme(), place_box(view, text)
    painter.fillRect(box, look.colour("map.land", 200))  # symbols below it would make it unreadable
    painter.setFont(look.font("caption"))
    _shadowed(painter, box.adjusted(look.px(6), 0, look.px(6), -look.px(2)), text, "lo")


_scale: dict[str, Any] = {}


def _paint_bar(painter: QPainter, metres: float, bar: float, height: int) -> None:
    """Into a picture whose lower edge is the map's."""
    look = theme()
    x, y, tick = float(look.px(16)), float(height - look.px(22)), float(look.px(5))
    line = QPolygonF([QPointF(x, y - tick), QPointF(x, y), QPointF(x + bar, y), QPointF(x + bar, y - tick)])
    text = length_text(metres)
    width = QFontMetricsF(look.font("caption")).horizontalAdvance(text)
    painter.fillRect(QRectF(x - look.px(6), y - look.px(13), bar + width + look.px(22), look.px(20)),
                     look.colour("map.land", 200))  # symbols below it would make it unreadable
    for pen in (QPen(look.colour("map.land", 220), look.px(4)), QPen(look.colour("mid"), max(1, look.px(1.4)))):
        painter.setPen(pen)
        painter.drawPolyline(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font("caption"))
    _shadowed(painter, QRectF(x + bar + look.px(8), y - look.px(13), width + 4, look.px(18)), text, "mid")


def _shadowed(painter: QPainter, box: QRectF, text: str, colour: str) -> None:
    """Text over whatever the map shows there."""
    painter.setPen(theme().colour("map.land"))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(box.translated(dx, dy), MIDDLE, text)
    painter.setPen(theme().colour(colour))
    painter.drawText(box, MIDDLE, text)


def legend_items(width: float) -> tuple[list[tuple[int, str]], list[str]]:
    """Levels with their names; on a desk whose map has room for it also what solid and outline mean."""
    roomy = theme().profile == "desk" and width >= theme().px(ROOMY)
    tail = [word("legend.solid"), word("legend.outline")] if roomy else []
    return [(level, word(f"level.{level}")) for level in (1, 2, 3, 4)], tail


def legend_box(view: Viewpoint) -> QRectF:
    """What the legend takes."""
    look = theme()
    levels, tail = legend_items(view.width)
    width = _legend_width(tuple(text for _, text in levels), tuple(tail), look.scale, look.profile)
    return QRectF(view.width - width - look.px(12), view.height - look.px(42), width, look.px(30))


@lru_cache(maxsize=16)
def _legend_width(levels: tuple[str, ...], tail: tuple[str, ...], scale: float, profile: str) -> float:
    look = theme()
    metrics = QFontMetricsF(look.font("caption"))
    width = look.px(10) + sum(look.px(36) + metrics.horizontalAdvance(text) for text in levels)
    return width + sum(metrics.horizontalAdvance(text) + look.px(16) for text in tail)


def paint_legend(painter: QPainter, view: Viewpoint) -> None:
    """Lower right: shape, digit and colour of each level; painted once a language and kept."""
    box = legend_box(view)
    key = (str(legend_items(view.width)), theme().scale)
    if _legend.get("key") != key:
        picture = QPixmap(math.ceil(box.width()), math.ceil(box.height()))
        picture.fill(Qt.GlobalColor.transparent)
        own = QPainter(picture)
        own.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_levels(own, QRectF(0, 0, box.width(), box.height()), *legend_items(view.width))
        own.end()
        _legend.update(key=key, picture=picture)
    painter.drawPixmap(box.topLeft(), _legend["picture"])


_legend: dict[str, Any] = {}


def _paint_levels(painter: QPainter, box: QRectF, levels: list[tuple[int, str]], tail: list[str]) -> None:
    look = theme()
    painter.fillRect(box, look.colour("void", 225))
    font = look.font("caption")
    metrics = QFontMetricsF(font)
    x = box.left() + look.px(12)
    badge = float(look.px(14))
    for level, text in levels:
        draw_level(painter, QRectF(x, box.center().y() - badge / 2, badge, badge), level)
        painter.setFont(font)
        painter.setPen(look.colour("mid"))
        painter.drawText(QRectF(x + badge + look.px(6), box.top(), 400, box.height()), MIDDLE, text)
        x += metrics.horizontalAdvance(text) + look.px(36)
    for text in tail:
        painter.setPen(look.colour("lo"))
        painter.drawText(QRectF(x, box.top(), 400, box.height()), MIDDLE, text)
        x += metrics.horizontalAdvance(text) + look.px(16)
