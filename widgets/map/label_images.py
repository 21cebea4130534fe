"""Texts of the map as small pictures with a halo, made once and kept. GUI thread.

Stroking outlines of letters is what makes labels slow (209 ms for a thousand); stamping kept pictures takes half a
millisecond. New ones are made within a budget a frame; the rest follow in the next.
"""

from __future__ import annotations

import math
import time
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from widgets.theme import theme

_BUDGET_S, _BUDGET_MOVING_S = 0.003, 0.0005
_KEPT = 3000


class Style(NamedTuple):
    """How a text looks. spacing: pixels between letters; plate: on a dark plate instead of a halo."""

    role: str = "caption"
    colour: str = "mid"
    spacing: float = 0.0
    plate: bool = False
    alpha: int = 255
    bold: bool = False


class LabelImages:
    """Pictures by text, style and angle; sizes are known before a picture is made."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[str, Style, int], QPixmap] = {}
        self._sizes: dict[tuple[str, Style], tuple[float, float]] = {}
        self._fonts: dict[Style, tuple[QFont, QFontMetricsF]] = {}
        self._until = 0.0
        self._budget_s = _BUDGET_S
        self.is_short = False

    def begin(self, moving: bool = False) -> None:
        """A frame begins: its budget is fresh, and smaller while the view moves."""
        self._budget_s = _BUDGET_MOVING_S if moving else _BUDGET_S
        self._until = 0.0
        self.is_short = False
        if len(self._pictures) > _KEPT:
            self._pictures.clear()

    def _font(self, style: Style) -> tuple[QFont, QFontMetricsF]:
        if style not in self._fonts:
            font = theme().font(style.role, style.bold)
            if style.spacing:
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.spacing)
            self._fonts[style] = (font, QFontMetricsF(font))
        return self._fonts[style]

    def size(self, text: str, style: Style) -> tuple[float, float]:
        """Width and height of a text without its halo."""
        key = (text, style)
        found = self._sizes.get(key)
        if found is None:
            if len(self._sizes) > 20_000:
                self._sizes.clear()
            _, metrics = self._font(style)
            found = self._sizes[key] = (metrics.horizontalAdvance(text), metrics.ascent() + metrics.descent())
        return found

    def picture(self, text: str, style: Style, angle: float = 0.0) -> QPixmap | None:
        """The picture, drawn around its middle; None when this frame's budget is spent (`is_short` tells)."""
        key = (text, style, round(angle))
        found = self._pictures.get(key)
        if found is None:
            now = time.perf_counter()
            self._until = self._until or now + self._budget_s  # from the first one on, so that every frame makes some
            if now > self._until:
                self.is_short = True
                return None
            found = self._pictures[key] = self._make(text, style, float(key[2]))
        return found

    def _make(self, text: str, style: Style, angle: float) -> QPixmap:
        width, height = self.size(text, style)
        pad = theme().px(8 if style.plate else 4)
        turned = QTransform().rotate(angle).mapRect(QRectF(0, 0, width + 2 * pad, height + 4))
        picture = QPixmap(2 * math.ceil(turned.width() / 2), 2 * math.ceil(turned.height() / 2))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(picture.width() / 2, picture.height() / 2)
        painter.rotate(angle)
        font, metrics = self._font(style)
        box = QRectF(-width / 2, -height / 2, width, height)
        if style.plate:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("void", 225))
            painter.drawRect(box.adjusted(-pad, -1, pad, 1))
            painter.setFont(font)
            painter.setPen(theme().colour(style.colour, style.alpha))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        else:
            path = QPainterPath()
            path.addText(QPointF(box.left(), box.top() + metrics.ascent()), font, text)
            urgent = style.colour == "hi"  # must be read over coloured lines and hatches too
            halo = QPen(theme().colour("map.land", 245 if urgent else 215), theme().scale * (4.2 if urgent else 2.6))
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, halo)
            painter.fillPath(path, theme().colour(style.colour, style.alpha))
        painter.end()
        return picture
