"""The legend on a page: everything the legend of the screen says, in as many columns and as small as it takes. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.map.legend_art import LINE, Block
from widgets.theme import theme

_EDGE, _HEAD, _BETWEEN, _AFTER = 12.0, 36.0, 22.0, 5.0  # pixels of a page; after a block
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
NARROWEST = 170.0
WIDEST = 0.42  # of a page's width
_WAYS = ((1, 1.0), (1, 0.9), (2, 1.0), (1, 0.8), (2, 0.9), (2, 0.8), (3, 0.9), (3, 0.8), (2, 0.7), (3, 0.7), (4, 0.7),
         (4, 0.6), (5, 0.6), (6, 0.5))  # columns and size, the most legible first


@dataclass(frozen=True)
class Arranged:
    """columns of blocks, painted `scale` times the size of the screen's; width: of all, in pixels of a page."""

    columns: tuple[tuple[Block, ...], ...]
    scale: float
    width: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of them, one column after the other."""
        return tuple(block for column in self.columns for block in column)


def arranged(blocks: Sequence[Block], height: float, page_width: float) -> Arranged:
    """Nothing is left out: of the ways that a page has room for, the most legible; where none does, the tightest."""
    room, made = height - _HEAD - _EDGE, None
    for most, size in _WAYS:
        scale = size / theme().scale
        columns = _in_columns(blocks, room / scale)
        width = round(sum(_width(column) * scale for column in columns) + _BETWEEN * (len(columns) - 1) + 2 * _EDGE)
        made = Arranged(tuple(columns), scale, round(max(NARROWEST, width)))
        if len(columns) <= most and made.width <= WIDEST * page_width:
            break
    assert made is not None
    return made


def _width(column: Sequence[Block]) -> float:
    return max((block.width() for block in column), default=0.0)


def _in_columns(blocks: Sequence[Block], room: float) -> list[tuple[Block, ...]]:
    """A block goes on in the next column under its title where it must; no title stands alone."""
    line, after = theme().px(LINE), _AFTER
    columns: list[tuple[Block, ...]] = []
    column, used = list[Block](), 0.0
    for block in blocks:
        entries = list(block.entries)
        while entries:
            fits = int((room - used) / line) - bool(block.title)
            whole = (len(entries) + bool(block.title)) * line <= room
            if fits < 1 or (fits < len(entries) and whole and column):
                if not column:
                    fits = 1  # a page too low for anything
                else:
                    columns.append(tuple(column))
                    column, used = [], 0.0
                    continue
            part, entries = Block(block.title, entries[:fits]), entries[fits:]
            column.append(part)
            used += part.lines() * line + after
    return [*columns, tuple(column)] if column or not columns else columns


def paint_legend(painter: QPainter, box: QRectF, title: str, legend: Arranged) -> None:
    """On dark ground, as the symbols are made for."""
    look = theme()
    painter.fillRect(box, look.colour("void"))
    painter.save()
    painter.setClipRect(box)
    font = look.font("body", bold=True)
    painter.setFont(font)
    painter.setPen(look.colour("hi"))
    painter.drawText(QRectF(box.left() + _EDGE, box.top() + 4, QFontMetricsF(font).horizontalAdvance(title) + 4, 28), _LEFT, title)
    left = box.left() + _EDGE
    for column in legend.columns:
        painter.save()
        painter.translate(left, box.top() + _HEAD)
        painter.scale(legend.scale, legend.scale)
        top = 0.0
        for block in column:
            top = block.paint(painter, 0.0, top, _width(column)) + _AFTER
        painter.restore()
        left += _width(column) * legend.scale + _BETWEEN
    painter.restore()
