"""The inspect card: what is known of one thing, painted beside it with a leader line. GUI thread.

Nothing is cut off: a long text takes more lines, a long key a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from command_center.domain.time import SECOND, to_datetime
from layers.bands import gauges_by_quantity, levels
from layers.base import Card, Measure, Moment, Row, Title
from widgets.context import Context
from widgets.map.words import word
from widgets.theme import LEVEL_COLOUR, theme

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
_WIDTH = {"desk": 280, "wall": 310}


class Line(NamedTuple):
    """A piece of text in its box, relative to the card."""

    box: QRectF
    text: str
    font: QFont
    colour: str


class Layout(NamedTuple):
    """A card ready to be painted."""

    width: float
    height: float
    lines: tuple[Line, ...]


def age_text(age_us: int) -> str:
    """How long ago, in the largest unit that fits."""
    seconds = max(0, age_us // SECOND)
    for limit, size, key in ((90, 1, "age.s"), (5400, 60, "age.min"), (172_800, 3600, "age.h")):
        if seconds < limit:
            return word(key, n=seconds // size)
    return word("age.d", n=seconds // 86_400)


def value_text(value: Any, context: Context, now_utc: int) -> str:
    """A card's value in words: moments in the city's zone, keys and titles translated."""
    if isinstance(value, Moment):
        zone = context.configuration.city.zone
        then, now = to_datetime(value.at_utc, zone), to_datetime(now_utc, zone)
        text = then.strftime("%H:%M:%S" if then.date() == now.date() else "%Y-%m-%d %H:%M")
        return f"{text} · {age_text(now_utc - value.at_utc)}" if value.aged and now_utc else text
    if isinstance(value, Title):
        return context.say(*value)
    return word(value)


def lay_out(card: Card, context: Context, now_utc: int, *, brief: bool = False) -> Layout:
    """Lines of a card; brief: title and subtitle only (for a hover)."""
    look = theme()
    width = float(look.px(_WIDTH[look.profile]))
    left, inner = float(look.px(14)), width - look.px(26)
    lines: list[Line] = []
    y = float(look.px(8))

    def add(text: str, role: str, colour: str, x: float, room: float, bold: bool = False) -> float:
        font = look.font(role, bold)
        height = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 10_000), WRAP, text).height()
        lines.append(Line(QRectF(x, y, room, height + 1), text, font, colour))
        return float(height)

    y += add(value_text(card.title, context, now_utc), "body", "hi", left, inner, bold=True) + look.px(2)
    if card.subtitle:
        y += add(value_text(card.subtitle, context, now_utc), "caption", "lo", left, inner) + look.px(4)
    y += _add_facts(lines, card, context, now_utc, y, brief)
    for row in () if brief else card.rows:
        key, value = word(row.key), value_text(row.value, context, now_utc)
        if not value:
            continue
        column = QFontMetricsF(look.font("caption")).horizontalAdvance(key) + look.px(10)
        column = max(column, inner * 0.30)
        if column > inner * 0.5:
            y += add(key, "caption", "lo", left, inner)
            y += add(value, "caption", "mid", left, inner) + look.px(3)
        else:
            add(key, "caption", "lo", left, column)
            y += add(value, "caption", "mid", left + column, inner - column) + look.px(3)
    return Layout(width, y + look.px(7), tuple(lines))


def _add_facts(lines: list[Line], card: Card, context: Context, now_utc: int, y: float, brief: bool) -> float:
    """Up to three values shown large, side by side, each in the colour of its own band. Gives the height they take."""
    look = theme()
    facts = [] if brief else [fact for row in card.facts[:3] if (fact := _fact(row, context, now_utc))[1]]
    if not facts:
        return 0.0
    left, inner = float(look.px(14)), look.px(_WIDTH[look.profile]) - look.px(26)
    room, tallest = inner / len(facts), 0.0
    for number, (key, value, colour) in enumerate(facts):
        x, down = left + number * room, float(look.px(3))
        for text, font, token in ((key, look.font("caption"), "lo"), (value, look.font("strong", bold=True), colour)):
            height = QFontMetricsF(font).boundingRect(QRectF(0, 0, room - 4, 10_000), WRAP, text).height()
            lines.append(Line(QRectF(x, y + down, room - 4, height + 1), text, font, token))
            down += height
        tallest = max(tallest, down)
    return tallest + look.px(5)


def _fact(row: Row, context: Context, now_utc: int) -> tuple[str, str, str]:
    """Key, value and colour: by the bands of the packs while it is new, never as new when it is not."""
    value = row.value
    if not isinstance(value, Measure):
        return word(row.key), value_text(value, context, now_utc), "hi"
    gauge = gauges_by_quantity(context.packs).get(value.quantity)
    if gauge is None:
        return word(row.key), value.text, "hi"
    if now_utc and now_utc - value.at_utc > gauge.stale_after_s * SECOND:
        return word("last"), value.text, "lo"
    level = int(levels(np.array([value.value]), gauge)[0])
    return word(row.key), value.text, LEVEL_COLOUR[level] if level else "hi"


def best_place(layout: Layout, x: float, y: float, half: float, area: QRectF, marks: Iterable[tuple[float, float]],
               keep_out: Iterable[QRectF]) -> QRectF:
    """Where the card hides the fewest other marks, out of places around its thing and beside what covers
    the map."""
    w, h, gap = layout.width, layout.height, half + theme().px(34)
    shifts = [(gap, -h - gap * 0.4), (gap, -h / 2), (gap, gap * 0.4), (-gap - w, -h - gap * 0.4), (-gap - w, -h / 2),
              (-gap - w, gap * 0.4), (-w / 2, -h - gap), (-w / 2, gap), (gap * 2, -h - gap), (gap * 2, gap),
              (-gap * 2 - w, -h - gap), (-gap * 2 - w, gap)]
    dots, blocked = list(marks), list(keep_out)
    for block in blocked:  # a thing below a wide cover has no free place around it: the nearest beside the cover
        shifts += [(block.left() - w - theme().px(8) - x, -h / 2), (block.right() + theme().px(8) - x, -h / 2)]
    best, least = QRectF(x + gap, y - h / 2, w, h), float("inf")
    for number, (dx, dy) in enumerate(shifts):
        box = QRectF(x + dx, y + dy, w, h)
        box.moveTop(min(max(area.top(), box.top()), max(area.top(), area.bottom() - h)))
        box.moveLeft(min(max(area.left(), box.left()), max(area.left(), area.right() - w)))
        cost = number * 0.06 + sum(box.contains(QPointF(*dot)) for dot in dots)
        cost += 8.0 * sum(box.intersects(block) for block in blocked)
        cost += 20.0 * box.adjusted(-half, -half, half, half).contains(QPointF(x, y))
        if cost < least:
            best, least = box, cost
    return best


def paint(painter: QPainter, layout: Layout, box: QRectF, *, marked: bool) -> None:
    """The card in its box; marked: with the white edge of the selected thing."""
    look = theme()
    painter.fillRect(box, look.colour("void", 247))
    if marked:
        painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.colour("focus"))
    for line in layout.lines:
        painter.setFont(line.font)
        painter.setPen(look.colour(line.colour))
        painter.drawText(line.box.translated(box.topLeft()), WRAP, line.text)


def paint_leader(painter: QPainter, x: float, y: float, half: float, box: QRectF) -> None:
    """The line from the thing to its card."""
    look = theme()
    end = QPointF(min(max(x, box.left()), box.right()), min(max(y, box.top() + look.px(14)),
                                                            box.bottom() - look.px(14)))
    reach = half + look.scale * 6
    dx, dy = end.x() - x, end.y() - y
    longest = max(abs(dx), abs(dy), 1e-6)
    if longest <= reach:
        return
    painter.setPen(QPen(look.colour("focus"), max(1.0, 1.2 * look.scale)))
    painter.drawLine(QPointF(x + dx / longest * reach, y + dy / longest * reach), end)
