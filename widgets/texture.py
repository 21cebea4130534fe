"""Hatching: what is stale, replayed or not known is hatched, never coloured. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen


def hatch(painter: QPainter, box: QRectF, colour: QColor, gap: float, width: float = 1.0) -> None:
    """Lines at 45 degrees over a box, `gap` pixels apart."""
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(colour, width))
    tall, lines = box.height(), []
    x = box.left() - tall - (box.left() - tall) % gap
    while x < box.right():
        lines.append(QLineF(x, box.bottom(), x + tall, box.top()))
        x += gap
    painter.drawLines(lines)
    painter.restore()
