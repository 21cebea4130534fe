"""How drawings look while they are drawn, moved or on their way to the journal. Pixels out; GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from command_center.domain.drawings import AREA_KINDS, LINE_KINDS
from command_center.domain.events import DrawingStyle
from layers.drawing import Floats
from layers.plotting import arrow_head, attack_arrow, places_of
from layers.symbol_set import emblems
from widgets.artwork import artwork
from widgets.map.tools import ink
from widgets.map.tools.draw_pad import Content, Pad
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_HEAD_PX = 18.0


def sketch(painter: QPainter, view: Viewpoint, content: Content, places: Floats, *, dashed: bool = True) -> None:
    """A drawing through places, white: it is not on the map yet."""
    if not len(places):
        return
    pixels = view.pixels(places)
    if content.kind == "attack" and len(pixels) > 1:
        ink.area(painter, [attack_arrow(pixels)], dashed=dashed)
        ink.line(painter, pixels, dashed=True)
    elif content.kind in AREA_KINDS and len(pixels) > 2:
        ink.area(painter, [pixels], dashed=dashed)
    elif content.kind in (*LINE_KINDS, *AREA_KINDS):
        ink.line(painter, pixels, dashed=dashed)
        if content.kind == "arrow" and len(pixels) > 1:
            ink.area(painter, [arrow_head(pixels, _HEAD_PX * theme().scale)])
    elif content.kind == "symbol":
        symbol(painter, pixels[0], content.symbol, content.style)
    else:
        ink.dot(painter, *pixels[0].tolist())


def symbol(painter: QPainter, pixel: Floats, name: str, style: DrawingStyle) -> None:
    """A plotted symbol about a pixel."""
    if name not in emblems():
        return
    look, half = theme(), style.size * theme().scale / 2
    painter.save()
    painter.translate(*pixel.tolist())
    painter.rotate(style.heading_deg or 0.0)
    box, edge = QRectF(-half, -half, 2 * half, 2 * half), 1.5 * look.scale
    artwork("symbols", name, "void").render(painter, box.adjusted(-edge, -edge, edge, edge))
    artwork("symbols", name, style.colour).render(painter, box)
    painter.restore()


def paint_pending(painter: QPainter, view: Viewpoint, pad: Pad, words: str) -> None:
    """What is on its way, and what was refused with the reason at it; an overlay of every map. words: for the first."""
    for pending in list(pad.pending.values()):
        content = pending.content
        if content is None:
            continue
        places = places_of(content.kind, content.geometry)
        if not len(places):
            continue
        sketch(painter, view, content, places)
        pixels = view.pixels(places)
        x, y = pixels[int(pixels[:, 1].argmax())].tolist()
        ink.plate(painter, x, y, _wrapped(pending.said) if pending.refused else [words])


def _wrapped(text: str, most: int = 34) -> list[str]:
    """Lines that are no longer than a plate should be; Chinese has no blanks to break at."""
    lines, line = [], ""
    for piece in (text.split(" ") if " " in text else list(text)):
        joined = f"{line} {piece}".strip() if " " in text else line + piece
        if len(joined) > most and line:
            lines.append(line)
            line = piece
        else:
            line = joined
    return [*lines, line]
