"""How the lines of the legend are painted: a symbol, a line, an area or a ramp, and what it means. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from layers.base import LegendEntry, Ramp
from layers.drawing import AreaStyle, LineStyle, Symbol
from widgets.map.symbols import extent, paint_symbol
from widgets.theme import theme

SWATCH, LINE = 30, 20  # design pixels
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Block:
    """What one layer has in the legend. title "": its one entry says it all."""

    def __init__(self, title: str, entries: Sequence[tuple[LegendEntry, str]]) -> None:
        self.title, self.entries = title, tuple(entries)

    def lines(self) -> int:
        """How many lines it takes."""
        return len(self.entries) + bool(self.title)

    def width(self) -> float:
        """What its longest line needs."""
        look = theme()
        metrics = QFontMetricsF(look.font("caption"))
        own = max((metrics.horizontalAdvance(text) for _, text in self.entries), default=0.0) + look.px(SWATCH + 10)
        return max(own, metrics.horizontalAdvance(self.title))

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> float:
        """Draw it; where the next one begins."""
        look = theme()
        painter.setFont(look.font("caption"))
        if self.title:
            painter.setPen(look.colour("lo"))
            painter.drawText(QRectF(left, top, width, look.px(LINE)), LEFT, self.title)
            top += look.px(LINE)
        for entry, text in self.entries:
            swatch(painter, entry.symbol, QRectF(left, top, look.px(SWATCH), look.px(LINE)))
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("mid"))
            painter.drawText(QRectF(left + look.px(SWATCH + 10), top, width, look.px(LINE)), LEFT, text)
            top += look.px(LINE)
        return top

    def key(self) -> tuple[object, ...]:
        """Equal for what looks the same."""
        return (self.title, self.entries)


def swatch(painter: QPainter, what: Symbol | LineStyle | AreaStyle | Ramp, box: QRectF) -> None:
    """A small picture of it."""
    if isinstance(what, Symbol):
        side = extent(what)
        painter.drawPixmap(QPointF(box.center().x() - side / 2, box.center().y() - side / 2),
                           paint_symbol(what, float("nan")))
    elif isinstance(what, LineStyle):
        _line(painter, what, box)
    elif isinstance(what, AreaStyle):
        _area(painter, what, box)
    else:
        step = box.width() / max(len(what.tokens), 1)
        for number, token in enumerate(what.tokens):
            painter.fillRect(QRectF(box.left() + number * step, box.center().y() - theme().px(5), step + 0.5,
                                    theme().px(10)), theme().colour(token))


def _line(painter: QPainter, style: LineStyle, box: QRectF) -> None:
    look = theme()
    ends = QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
    width = min(style.width, 6.0) * look.scale
    if style.casing:
        painter.setPen(QPen(look.colour(style.casing), width + 2.6 * look.scale))
        painter.drawLine(*ends)
    pen = QPen(look.colour(style.colour, style.alpha), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style.dash:
        pen.setDashPattern(list(style.dash))
    painter.setPen(pen)
    painter.drawLine(*ends)


def _area(painter: QPainter, style: AreaStyle, box: QRectF) -> None:
    look = theme()
    area = QRectF(box.left() + look.px(3), box.center().y() - look.px(6), box.width() - look.px(6), look.px(12))
    painter.fillRect(area, look.colour(style.colour, style.fill_alpha))
    if style.gap and style.hatch_alpha:
        painter.fillRect(area, QBrush(look.colour(style.colour, style.hatch_alpha), Qt.BrushStyle.BDiagPattern))
    if style.width and style.outline_alpha:
        painter.setPen(QPen(look.colour(style.outline or style.colour, style.outline_alpha), max(style.width, 1.0) * look.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
