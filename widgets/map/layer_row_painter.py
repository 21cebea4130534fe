"""How the list of layers is painted: header, lines, and what is said of the current one. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from widgets.map.layer_rows import Row
from widgets.theme import theme

STRIP = 46  # design pixels of the opacity strip
HEAD, LINE, NOTE = 30, 22, 17
INDENT = 14
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_BEFORE, _AFTER = 12, 10  # design pixels before the tick, and after the strip
_COUNT = 40


def fold_box(row: Row, box: QRectF) -> QRectF:
    """The arrow of a group."""
    look = theme()
    left = look.px(_BEFORE - 4 + INDENT * row.node.depth)
    return QRectF(left, box.top(), look.px(14), box.height())


def tick_box(row: Row, box: QRectF) -> QRectF:
    """The box that is ticked."""
    look = theme()
    left = look.px(_BEFORE + INDENT * row.node.depth + (12 if row.node.group is not None else 0))
    return QRectF(left, box.center().y() - look.px(6), look.px(12), look.px(12))


def strip_box(box: QRectF) -> QRectF:
    """The strip of the opacity."""
    look = theme()
    return QRectF(box.right() - look.px(STRIP + _AFTER), box.center().y() - look.px(2), look.px(STRIP), look.px(4))


def width_of(rows: Sequence[Row]) -> float:
    """What the longest line needs."""
    look = theme()
    metrics = QFontMetricsF(look.font("caption"))
    widest = max((metrics.horizontalAdvance(row.title) + look.px(INDENT * row.node.depth
                  + (12 if row.node.group is not None else 0)) for row in rows), default=0.0)
    return float(widest + look.px(_BEFORE + 12 + 8 + 8 + 16 + _COUNT + STRIP + _AFTER))


def paint_head(painter: QPainter, width: float, title: str, *, is_open: bool, current: bool) -> None:
    """The word, and the arrow that folds the list."""
    look = theme()
    if current:
        painter.fillRect(QRectF(0, 0, width, look.px(HEAD)), look.colour("active"))
    painter.setFont(look.font("caption"))
    painter.setPen(look.colour("lo"))
    painter.drawText(QRectF(look.px(12), look.px(3), width, look.px(24)), LEFT, title)
    _arrow(painter, QPointF(width - look.px(20), look.px(16)), down=not is_open)


def _arrow(painter: QPainter, at: QPointF, *, down: bool, colour: str = "lo") -> None:
    look = theme()
    r = look.px(4)
    tip = r / 2 if down else -r / 2
    painter.setPen(QPen(look.colour(colour), look.scale * 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([at + QPointF(-r, -tip), at + QPointF(0, tip), at + QPointF(r, -tip)]))


def paint_row(painter: QPainter, row: Row, box: QRectF, *, current: bool, strips: bool) -> None:
    """A line: fold, tick, title, what is wrong, how many, how strongly."""
    look = theme()
    if current:
        painter.fillRect(box, look.colour("active"))
    if row.node.group is not None:
        fold = fold_box(row, box)
        if row.node.group.is_open:
            _arrow(painter, fold.center(), down=True)
        else:
            r, at = look.px(4), fold.center()
            painter.setPen(QPen(look.colour("lo"), look.scale * 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([at + QPointF(-r / 2, -r), at + QPointF(r / 2, 0), at + QPointF(-r / 2, r)]))
    tick = tick_box(row, box)
    _tick(painter, tick, row)
    strip = strip_box(box)
    showing = strips or row.opacity < 1.0
    right = strip.left() - look.px(8) if showing else strip.right()
    painter.setFont(look.font("micro"))
    painter.setPen(look.colour("lo"))
    if row.count:
        painter.drawText(QRectF(right - look.px(60), box.top(), look.px(60), box.height()), RIGHT, row.count)
    painter.setFont(look.font("caption", bold=row.node.group is not None))
    painter.setPen(look.colour("mid" if row.effective else "lo"))
    title = QRectF(tick.right() + look.px(8), box.top(), box.width(), box.height())
    painter.drawText(title, LEFT, row.title)
    if row.wrong:
        _mark(painter, title.left() + QFontMetricsF(painter.font()).horizontalAdvance(row.title) + look.px(8), box)
    if showing:
        painter.fillRect(strip, look.colour("line"))
        if row.visible:
            painter.fillRect(QRectF(strip.left(), strip.top(), strip.width() * row.opacity, strip.height()),
                             look.colour("fill"))


def _tick(painter: QPainter, tick: QRectF, row: Row) -> None:
    look = theme()
    painter.setPen(QPen(look.colour("mid" if row.visible else "control"), max(1.0, 1.2 * look.scale)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(tick)
    if row.visible:
        painter.setPen(QPen(look.colour("hi" if row.effective else "control"), 1.8 * look.scale))
        at = tick.topLeft()
        painter.drawPolyline(QPolygonF([at + QPointF(look.px(2.5), look.px(6)), at + QPointF(look.px(5), look.px(9)),
                                        at + QPointF(look.px(9.8), look.px(3))]))


def _mark(painter: QPainter, left: float, box: QRectF) -> None:
    """Something is wrong: a sign, not a colour, which is for the city."""
    look = theme()
    side = look.px(13)
    area = QRectF(left, box.center().y() - side / 2, side, side)
    painter.setPen(QPen(look.colour("mid"), look.scale * 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area)
    painter.setFont(look.font("micro", bold=True))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "!")


def notes_height(lines: Sequence[str], width: float) -> int:
    """What the sentences below the list take, wrapped."""
    look = theme()
    return round(sum(_note_box(line, 0.0, width).height() for line in lines)) + look.px(10) if lines else 0


def paint_notes(painter: QPainter, lines: Sequence[str], top: float, width: float) -> None:
    """What is said of the current line, below a rule."""
    look = theme()
    painter.fillRect(QRectF(look.px(12), top, width - look.px(24), max(1, look.px(1))), look.colour("line2"))
    painter.setFont(look.font("micro"))
    at = top + look.px(4)
    for number, line in enumerate(lines):
        box = _note_box(line, at, width)
        painter.setPen(look.colour("lo" if number == 0 else "mid"))
        painter.drawText(box, _WRAPPED, line)
        at += box.height()


def _note_box(line: str, top: float, width: float) -> QRectF:
    look = theme()
    metrics = QFontMetricsF(look.font("micro"))
    room = QRectF(look.px(12), top, width - look.px(24), 1000)
    high = metrics.boundingRect(room, _WRAPPED, line).height()
    return QRectF(room.left(), top, room.width(), max(high, look.px(NOTE)))
