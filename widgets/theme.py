"""The look: tokens of resources/tokens.toml as colours, fonts and lengths at the scale of this screen. GUI thread.

Widgets take every colour and every size from here and never write a hex value.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from resources import FOLDER

FAMILY = "Noto Sans SC"
LEVEL_COLOUR = {0: "data", 1: "red", 2: "orange", 3: "yellow", 4: "blue"}


@cache
def tokens() -> dict[str, Any]:
    """The token file as read."""
    return tomllib.loads((FOLDER / "tokens.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Theme:
    """Tokens for one profile ("desk" or "wall") at one scale S."""

    profile: str = "desk"
    scale: float = 1.0
    _fonts: dict[tuple[str, bool], QFont] = field(default_factory=dict, repr=False)

    def colour(self, token: str, alpha: int = 255) -> QColor:
        """A token of [colour] or [map] ("map.water")."""
        table, _, name = token.rpartition(".")
        colour = QColor(tokens()[table or "colour"][name])
        colour.setAlpha(alpha)
        return colour

    def level(self, level: int, alpha: int = 255) -> QColor:
        """Colour of a level; grey for 0."""
        return self.colour(LEVEL_COLOUR[int(level)], alpha)

    def px(self, length: float) -> int:
        """A length in design pixels at this scale."""
        return round(length * self.scale)

    def space(self, token: str) -> int:
        """A token of [space] in pixels."""
        return self.px(tokens()["space"][token])

    def size(self, role: str) -> int:
        """Pixel size of a type role."""
        return self.px(tokens()["type"][self.profile][role])

    def font(self, role: str, bold: bool = False) -> QFont:
        """The font of a type role (micro, caption, body, strong, title, value, clock)."""
        key = (role, bold)
        if key not in self._fonts:
            font = QFont(FAMILY)
            font.setPixelSize(self.size(role))
            font.setWeight(QFont.Weight.Medium if bold else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return QFont(self._fonts[key])


_current = Theme()


def theme() -> Theme:
    """The theme of this process's screen."""
    return _current


def set_theme(new: Theme) -> None:
    """Choose the theme; called once, before widgets are made."""
    global _current
    _current = new


def level_shape(level: int, box: QRectF) -> QPolygonF | None:
    """Outline of a level's shape inside a box; None for the circle (blue) and for no level."""
    left, right, top, bottom, centre = box.left(), box.right(), box.top(), box.bottom(), box.center()
    if level == 1:
        inset = box.width() * 0.06
        return QPolygonF(box.adjusted(inset, inset, -inset, -inset))
    if level == 2:
        return QPolygonF([QPointF(centre.x(), top), QPointF(right, centre.y()), QPointF(centre.x(), bottom),
                          QPointF(left, centre.y())])
    if level == 3:
        return QPolygonF([QPointF(centre.x(), top), QPointF(right, bottom), QPointF(left, bottom)])
    return None


def draw_level(painter: QPainter, box: QRectF, level: int, *, solid: bool = True) -> None:
    """The badge of a level: shape, digit and colour together, solid while not acknowledged, outline after.

    Shape and digit are mandatory because orange and red are close for the colour-blind (look.md).
    """
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look.level(level)
    painter.setPen(QPen(colour, max(1.5, box.width() / 14)))
    painter.setBrush(QBrush(colour) if solid else QBrush(look.colour("panel", 200)))
    shape = level_shape(level, box)
    if shape is not None:
        painter.drawPolygon(shape)
    else:
        painter.drawEllipse(box)
    font = look.font("body", bold=True)
    font.setPixelSize(max(7, round(box.height() * (0.5 if level == 3 else 0.58))))
    painter.setFont(font)
    painter.setPen(look.colour("ink") if solid else colour)
    text_box = box.adjusted(0, box.height() * 0.26, 0, 0) if level == 3 else box
    painter.drawText(text_box, Qt.AlignmentFlag.AlignCenter, str(int(level)))
    painter.restore()
