"""How tools draw on the map: white with a dark casing, never a hue (hues are for levels). Pixels in; GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from layers.drawing import Floats
from widgets.theme import theme

_FAR_PX = 30_000.0  # farther out, the rasteriser would only lose time


def _polygon(pixels: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in pixels.clip(-_FAR_PX, _FAR_PX).tolist()])


def _pens(dashed: bool) -> tuple[QPen, QPen]:
    look = theme()
    casing = QPen(look.colour("void", 200), 4.5 * look.scale)
    core = QPen(look.colour("focus"), 1.8 * look.scale)
    for pen in (casing, core):
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        core.setDashPattern([4, 3])
    return casing, core


def line(painter: QPainter, pixels: Floats, *, dashed: bool = False) -> None:
    """A line through n pixels."""
    if len(pixels) < 2:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = _polygon(pixels)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(dashed):
        painter.setPen(pen)
        painter.drawPolyline(shape)


def area(painter: QPainter, rings: Sequence[Floats], *, dashed: bool = False, faint: bool = False) -> None:
    """An area of rings, holes by odd-even."""
    look, path = theme(), QPainterPath()
    for ring in rings:
        if len(ring) > 2:
            path.addPolygon(_polygon(ring))
            path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, look.colour("focus", 10 if faint else 26))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(dashed):
        painter.setPen(pen)
        painter.drawPath(path)


def dot(painter: QPainter, x: float, y: float, *, hollow: bool = False) -> None:
    """A vertex or a place."""
    look = theme()
    half = 4.0 * look.scale
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("void"), 1.6 * look.scale) if not hollow
                   else QPen(look.colour("focus"), 1.6 * look.scale))
    painter.setBrush(look.colour("void", 160) if hollow else look.colour("focus"))
    painter.drawEllipse(QPointF(x, y), half, half)


def cross(painter: QPainter, x: float, y: float) -> None:
    """A place on a line, between its vertices."""
    look = theme()
    half = 6.0 * look.scale
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(look.colour("void"), 4.5 * look.scale), QPen(look.colour("focus"), 1.8 * look.scale)):
        painter.setPen(pen)
        for way in (-1, 1):
            painter.drawLine(QPointF(x - half, y - way * half), QPointF(x + half, y + way * half))


def ring(painter: QPainter, x: float, y: float) -> None:
    """Round a vertex that is meant."""
    look = theme()
    half = 8.0 * look.scale
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(look.colour("void"), 4 * look.scale), QPen(look.colour("focus"), 1.8 * look.scale)):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(x, y), half, half)


def plate(painter: QPainter, x: float, y: float, texts: Sequence[str], *, strong: bool = False,
          centred: bool = False, taken: list[QRectF] | None = None) -> None:
    """Lines of text on a dark plate, beside a pixel or centred on it; strong: the first line is the larger one. Left
    out where it would cover one of `taken`, to which it is added."""
    look = theme()
    fonts = [look.font("body" if strong and number == 0 else "caption", bold=strong and number == 0)
             for number in range(len(texts))]
    metrics = [QFontMetricsF(font) for font in fonts]
    pad = look.px(6)
    width = max((metric.horizontalAdvance(text) for metric, text in zip(metrics, texts, strict=True)), default=0.0)
    height = sum(metric.height() for metric in metrics)
    box = QRectF(0, 0, width + 2 * pad, height + pad)
    box.moveTopLeft(QPointF(x - box.width() / 2, y - box.height() / 2) if centred
                    else QPointF(x + look.px(14), y + look.px(14)))
    if not centred:
        _keep_inside(box, painter, x, y)
    if taken is not None:
        if any(box.intersects(other) for other in taken):
            return
        taken.append(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(box, look.colour("void", 235))
    top = box.top() + pad / 2
    for number, text in enumerate(texts):
        painter.setFont(fonts[number])
        painter.setPen(look.colour("hi" if number == 0 else "mid"))
        painter.drawText(QRectF(box.left() + pad, top, width + 2, metrics[number].height()),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        top += metrics[number].height()


def _keep_inside(box: QRectF, painter: QPainter, x: float, y: float) -> None:
    """To the other side of the pointer where it would leave the map."""
    device = painter.device()
    if box.right() > device.width() / device.devicePixelRatioF():
        box.moveRight(x - theme().px(14))
    if box.bottom() > device.height() / device.devicePixelRatioF():
        box.moveBottom(y - theme().px(14))
