"""Paints a page: title and marks above, the map, the legend at its right, and below what it shows, of when, to which scale and
whose data. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from widgets.map.legend_art import Block
from widgets.map.margin.north import SIZE, paint_north
from widgets.map.paper.legend import Arranged, arranged, paint_legend
from widgets.map.paper.options import Page
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_TITLE, _FOOT, _GAP = 46, 58, 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Content:
    """marks: words that must never be missed (replay, demo, drill); lines: at the foot, left and right by turns."""

    title: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    attribution: str
    legend: tuple[Block, ...]
    legend_title: str


def legend_of(page: Page, blocks: Sequence[Block]) -> Arranged:
    """How the legend lies on a page."""
    return arranged(blocks, page.size[1] - 2 * page.margin - _TITLE - _FOOT, page.size[0])


def map_area(page: Page, legend: Sequence[Block]) -> QRect:
    """Where the map stands on a page, in its pixels, beside that legend."""
    (width, height), edge = page.size, page.margin
    right = legend_of(page, legend).width + _GAP if page.legend else 0
    return QRect(edge, edge + _TITLE, width - 2 * edge - right, height - 2 * edge - _TITLE - _FOOT)


def paint_page(painter: QPainter, page: Page, content: Content, picture: QImage, view: Viewpoint) -> None:
    """The whole page, in pixels of options.DPI."""
    look, (width, height), edge, area = theme(), page.size, page.margin, map_area(page, content.legend)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(0, 0, width, height, look.colour("focus"))
    _paint_title(painter, QRectF(edge, edge, width - 2 * edge, _TITLE - _GAP), content)
    painter.drawImage(area, picture)
    painter.save()
    painter.setClipRect(area)
    painter.translate(area.left(), area.top())
    paint_north(painter, view, area.width() - look.px(SIZE), look.px(SIZE + 10))
    painter.restore()
    painter.setPen(QPen(look.colour("ink"), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    if page.legend:
        legend = legend_of(page, content.legend)
        paint_legend(painter, QRectF(area.right() + 1 + _GAP, area.top(), legend.width, area.height()), content.legend_title, legend)
    _paint_foot(painter, QRectF(edge, area.bottom() + 1 + _GAP, width - 2 * edge, _FOOT - _GAP), content)


def _paint_title(painter: QPainter, box: QRectF, content: Content) -> None:
    look, right = theme(), box.right()
    painter.setFont(look.font("strong", bold=True))
    metrics = QFontMetricsF(painter.font())
    for mark in reversed(content.marks):
        wide = metrics.horizontalAdvance(mark) + 24
        plate = QRectF(right - wide, box.top() + 4, wide, box.height() - 8)
        painter.fillRect(plate, look.colour("ink"))
        painter.setPen(look.colour("focus"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, mark)
        right = plate.left() - _GAP
    room = QRectF(box.left(), box.top(), right - box.left(), box.height())
    painter.setPen(look.colour("ink"))
    for role in ("title", "strong", "body", "caption"):
        painter.setFont(look.font(role, bold=True))
        if QFontMetricsF(painter.font()).horizontalAdvance(content.title) <= room.width():
            break
    painter.drawText(room, _LEFT | int(Qt.TextFlag.TextWordWrap), content.title)


def _paint_foot(painter: QPainter, box: QRectF, content: Content) -> None:
    look = theme()
    painter.setPen(look.colour("ink"))
    painter.setFont(look.font("caption"))
    tall = 17.0
    for number, text in enumerate(content.lines):
        row = QRectF(box.left(), box.top() + number // 2 * tall, box.width(), tall)
        painter.drawText(row, _RIGHT if number % 2 else _LEFT, text)
    rest = QRectF(box.left(), box.top() + -(-len(content.lines) // 2) * tall, box.width(), tall)
    painter.setFont(look.font("micro"))
    painter.drawText(rest, _WRAPPED, content.attribution)
