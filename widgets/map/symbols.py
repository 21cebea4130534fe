"""How each symbol of the layers is painted, once, into its picture. GUI thread."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from layers.drawing import Symbol
from widgets.artwork import artwork
from widgets.theme import draw_level, level_shape, theme

_FILES = {("camera", True): "camera", ("camera", False): "camera_failed", ("arrow", True): "arrow"}
_WEDGE = 0.34  # of the size, how far a heading stands out
_EMBLEM = 16  # design pixels of the plate beside a level's badge that says of what


def extent(symbol: Symbol) -> int:
    """Even side in pixels of the picture that holds a symbol with its halo and wedge."""
    size = theme().scale * symbol.size
    beside = theme().px(_EMBLEM) if symbol.shape == "level" and symbol.name else 0
    return 2 * math.ceil(size * (1.0 + 2 * _WEDGE if symbol.heading else 1.0) / 2 + 3 + beside)


def paint_symbol(symbol: Symbol, heading: float) -> QPixmap:
    """The picture of a symbol; heading in degrees clockwise from north, NaN for none."""
    side = extent(symbol)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    size = theme().scale * symbol.size
    box = QRectF((side - size) / 2, (side - size) / 2, size, size)
    _PAINTERS[symbol.shape](painter, symbol, box, heading)
    painter.end()
    return picture


def _level(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    halo = QPen(theme().colour("void", 230), theme().scale * 5.0)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(halo)
    shape = level_shape(symbol.level, box)
    if shape is not None:
        painter.drawPolygon(shape)
    elif symbol.level == 4:
        painter.drawEllipse(box)
    if symbol.level:
        draw_level(painter, box, symbol.level, solid=symbol.solid)
    else:
        _dot(painter, Symbol("dot", "data", symbol.size), box, heading)
    if symbol.name:
        _emblem(painter, symbol, box)


def _emblem(painter: QPainter, symbol: Symbol, box: QRectF) -> None:
    """What it is about, on a plate at the upper right: the badge keeps its shape, its digit and its middle."""
    look, side = theme(), theme().px(_EMBLEM)
    # A badge that is narrow at its top leaves room: the plate comes in as far as it hides no digit.
    right = {1: box.right(), 2: box.center().x() + box.width() * 0.24, 3: box.center().x() + box.width() * 0.16}
    left = right.get(symbol.level, box.center().x() + box.width() * 0.34) - 1
    plate = QRectF(left, box.top() - side * 0.5, side, side)
    painter.setPen(QPen(look.colour("void"), 1.5 * look.scale))
    painter.setBrush(look.colour("active"))
    painter.drawRoundedRect(plate, 3 * look.scale, 3 * look.scale)
    inset = 1.5 * look.scale
    artwork("symbols", symbol.name, "hi").render(painter, plate.adjusted(inset, inset, -inset, -inset))


def _plate(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    look, scale = theme(), theme().scale
    if symbol.heading and heading == heading:
        _wedge(painter, symbol, box, heading)
    radius = 3 * scale
    painter.setPen(QPen(look.colour("void"), 2 * scale))
    painter.setBrush(look.colour(symbol.colour) if symbol.solid else look.colour("active"))
    painter.drawRoundedRect(box, radius, radius)
    if not symbol.solid:
        painter.setPen(QPen(look.colour(symbol.colour), 1.2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(scale, scale, -scale, -scale), radius - 0.5, radius - 0.5)
    if symbol.name:
        inset = box.height() * 0.1
        drawn = artwork("symbols", symbol.name, "void" if symbol.solid else symbol.colour)
        drawn.render(painter, box.adjusted(inset, inset, -inset, -inset))
        return
    font = look.font("caption", bold=True)
    font.setPixelSize(max(8, round(box.height() * 0.62)))
    painter.setFont(font)
    painter.setPen(look.colour("void" if symbol.solid else "mid"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, symbol.text)


def _wedge(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    """A small triangle on the rim that says where it is heading."""
    painter.save()
    painter.translate(box.center())
    painter.rotate(heading)
    tip, base, half = box.height() * (0.5 + _WEDGE + 0.1), box.height() * 0.45, box.height() * 0.40
    painter.setPen(QPen(theme().colour("void"), 1.5 * theme().scale))
    painter.setBrush(theme().colour(symbol.colour))
    painter.drawPolygon(QPolygonF([QPointF(0, -tip), QPointF(half, -base), QPointF(-half, -base)]))
    painter.restore()


def _dot(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    look = theme()
    painter.setPen(QPen(look.colour("map.land"), 1.4 * look.scale))
    painter.setBrush(look.colour(symbol.colour))
    painter.drawEllipse(box)


def _ring(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    look = theme()
    painter.setPen(QPen(look.colour(symbol.colour), 1.4 * look.scale))
    painter.setBrush(look.colour("map.land"))
    painter.drawEllipse(box)


def _diamond(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    look = theme()
    painter.setPen(QPen(look.colour("map.land"), 1.4 * look.scale))
    painter.setBrush(look.colour(symbol.colour))
    shape = level_shape(2, box)
    if shape is not None:
        painter.drawPolygon(shape)


def _svg(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    name = symbol.name or _FILES.get((symbol.shape, symbol.solid), symbol.shape)
    if symbol.shape == "arrow" and heading != heading:
        _dot(painter, symbol, box.adjusted(box.width() / 5, box.width() / 5, -box.width() / 5, -box.width() / 5), heading)
        return
    painter.translate(box.center())
    if heading == heading and (symbol.shape == "arrow" or symbol.turn):
        painter.rotate(heading)
    area = QRectF(-box.width() / 2, -box.height() / 2, box.width(), box.height())
    edge = 1.2 * theme().scale
    # A dark copy beneath keeps the shape readable over roads.
    artwork("symbols", name, "void").render(painter, area.adjusted(-edge, -edge, edge, edge))
    artwork("symbols", name, symbol.colour).render(painter, area)


def _count(painter: QPainter, symbol: Symbol, box: QRectF, heading: float) -> None:
    """How many stand together: a number in a round plate, outlined, so that it is no thing itself."""
    look, scale = theme(), theme().scale
    plate = box.adjusted(0, box.height() / 2 - 10 * scale, 0, -(box.height() / 2 - 10 * scale))
    painter.setPen(QPen(look.colour("void"), 2 * scale))
    painter.setBrush(look.colour("active"))
    painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
    inner = plate.adjusted(scale, scale, -scale, -scale)
    painter.setPen(QPen(look.colour(symbol.colour), 1.3 * scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    painter.setFont(look.font("caption", bold=True))
    painter.setPen(look.colour("hi"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, symbol.text)


_PAINTERS = {"level": _level, "count": _count, "plate": _plate, "dot": _dot, "ring": _ring, "diamond": _diamond, "svg": _svg,
             "camera": _svg, "arrow": _svg, "bus": _svg}
