"""Painting words: a role, a token, a box; wrapped or elided, never cut through a letter. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def text_width(text: str, role: str, bold: bool = False) -> float:
    """Width of one line in pixels."""
    return QFontMetricsF(theme().font(role, bold)).horizontalAdvance(text)


def draw_text(painter: QPainter, box: QRectF, text: str, role: str, token: str, *,
              align: Qt.AlignmentFlag = LEFT, bold: bool = False, level: int = 0) -> float:
    """One line in a box, elided where it does not fit; coloured by a token, or by a level. Returns its width."""
    font = theme().font(role, bold)
    metrics = QFontMetricsF(font)
    shown = text if metrics.horizontalAdvance(text) <= box.width() + 0.5 else metrics.elidedText(
        text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme().level(level) if level else theme().colour(token))
    painter.drawText(box, int(align), shown)
    return metrics.horizontalAdvance(shown)


def fits(text: str, width: float, role: str, bold: bool = False) -> bool:
    """Whether a line needs no more than `width`."""
    return text_width(text, role, bold) <= width


def draw_wrapped(painter: QPainter, box: QRectF, text: str, role: str, token: str, *, bold: bool = False) -> None:
    """One line where it fits, else as many lines of the next smaller role as the box holds."""
    if fits(text, box.width(), role, bold):
        draw_text(painter, box, text, role, token, bold=bold)
        return
    painter.setFont(theme().font("caption", bold))
    painter.setPen(theme().colour(token))
    painter.drawText(box, int(LEFT) | int(Qt.TextFlag.TextWordWrap), text)


def draw_fitting(painter: QPainter, box: QRectF, text: str, role: str, token: str, *, bold: bool = False) -> None:
    """One line in the greatest of role and the smaller ones in which it fits: it is made smaller before it is cut."""
    roles = [role, *(smaller for smaller in ("body", "caption", "micro") if theme().size(smaller) < theme().size(role))]
    fitting = next(((each, bold and each == role) for each in roles
                    if fits(text, box.width(), each, bold and each == role)), (roles[-1], False))
    draw_text(painter, box, text, fitting[0], token, bold=fitting[1])
