"""The strip under a picture: badge, name, time. No name is cut: where it does not fit beside the time, the time moves
onto the picture; where it does not fit at all, it takes two lines. GUI thread."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from widgets.theme import draw_level, theme

if TYPE_CHECKING:
    from widgets.video.tile import Tile

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_TIME = "00:00:00"  # digits are equally wide


class Fit(NamedTuple):
    """How a name fits: its lines in a type role, and whether the time and the badge stand beside it."""

    lines: tuple[str, ...]
    role: str
    time_beside: bool
    badge_beside: bool = True


def fit(tile: Tile) -> Fit:
    """The arrangement of a tile's caption. Cheap; remembered."""
    look = theme()
    return _fit(tile.name, tile.box.width(), bool(tile.level), look.profile, look.scale)


@lru_cache(maxsize=512)
def _fit(name: str, width: int, badge: bool, _profile: str, _scale: float) -> Fit:
    look = theme()
    room = width - 2 * look.px(8) - (look.px(22) if badge else 0)
    caption = QFontMetrics(look.font("caption", bold=badge))
    time = QFontMetrics(look.font("caption")).horizontalAdvance(_TIME) + look.px(8)
    if caption.horizontalAdvance(name) <= room - time:
        return Fit((name,), "caption", True)
    if caption.horizontalAdvance(name) <= room:
        return Fit((name,), "caption", False)
    micro = QFontMetrics(look.font("micro", bold=badge))
    first, second = _halves(name, micro, room)
    if badge and micro.horizontalAdvance(second) > room:  # the badge gives its room to the name
        first, second = _halves(name, micro, width - 2 * look.px(8))
        return Fit((first, micro.elidedText(second, Qt.TextElideMode.ElideRight, width - 2 * look.px(8))), "micro",
                   False, False)
    return Fit((first, micro.elidedText(second, Qt.TextElideMode.ElideRight, room)), "micro", False)


def _halves(name: str, metrics: QFontMetrics, room: int) -> tuple[str, str]:
    """Two lines as equal as gaps between words let them be; where that does not fit, as much as does, and the rest."""
    cuts = [at for at, letter in enumerate(name) if letter == " " and at > 0]
    longest = {at: max(metrics.horizontalAdvance(name[:at]), metrics.horizontalAdvance(name[at:].strip())) for at in cuts}
    best = min(longest, key=lambda at: longest[at], default=0)
    if best and longest[best] <= room:
        return name[:best], name[best:].strip()
    fitting = [at for at in cuts if metrics.horizontalAdvance(name[:at]) <= room]
    if fitting:
        return name[:max(fitting)], name[max(fitting):].strip()
    at = max(1, next((n for n in range(len(name), 0, -1) if metrics.horizontalAdvance(name[:n]) <= room), 1))
    return name[:at], name[at:]


def draw_strip(painter: QPainter, tile: Tile, box: QRect, alpha: int = 255) -> None:
    """Fill the strip and write into it; alpha: of its ground, where it lies on a picture."""
    look, how = theme(), fit(tile)
    painter.fillRect(box, look.colour("panel" if alpha == 255 else "void", alpha))
    left, right = box.left() + look.px(8), box.right() - look.px(8)
    if tile.level and how.badge_beside:
        side = look.px(15)
        draw_level(painter, QRectF(left, box.center().y() - side / 2 + 0.5, side, side), tile.level, solid=tile.solid)
        left += look.px(22)
    if how.time_beside and not tile.time_on and tile.time:
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("lo"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(tile.time)
        painter.drawText(QRect(right - wide, box.top(), wide + 1, box.height()), _MIDDLE, tile.time)
    painter.setFont(look.font(how.role, bold=bool(tile.level)))
    painter.setPen(look.colour("hi"))
    pitch = box.height() / max(1, len(how.lines)) if len(how.lines) == 1 else box.height() * 0.42
    top = box.top() + (box.height() - pitch * len(how.lines)) / 2 - (look.px(1) if len(how.lines) > 1 else 0)
    for number, line in enumerate(how.lines):
        painter.drawText(QRectF(left, top + number * pitch, right - left + look.px(8), pitch), _MIDDLE | Qt.TextFlag.TextDontClip, line)


def draw_time_on(painter: QPainter, tile: Tile, box: QRect) -> None:
    """The picture's time in its lower right corner, where the strip has no room for it."""
    if ":" in tile.time and (tile.time_on or not fit(tile).time_beside):
        from widgets.video.strip import time_image

        image = time_image(tile.time)
        painter.drawImage(time_corner(box, image.width(), image.height()), image)


def time_corner(box: QRect, width: int, height: int) -> QPoint:
    """Where the plate with the time lies on a picture."""
    edge = theme().px(2)
    return QPoint(box.right() + 1 - width - edge, box.bottom() + 1 - height - edge)


def draw_badge_on(painter: QPainter, tile: Tile, box: QRect) -> None:
    """The badge in the upper left corner of the picture, where the name needs the whole strip."""
    if not tile.level or fit(tile).badge_beside:
        return
    look, side = theme(), theme().px(15)
    plate = QRectF(box.left() + look.px(4), box.top() + look.px(4), side + look.px(8), side + look.px(8))
    painter.fillRect(plate, look.colour("panel", 215))
    draw_level(painter, QRectF(plate.left() + look.px(4), plate.top() + look.px(4), side, side), tile.level,
               solid=tile.solid)
