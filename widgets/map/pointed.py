"""What is hovered over and what is selected: where it stands, its card and the card's place, its mark. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from layers.base import Card
from layers.drawing import Points
from layers.projection import MERCATOR, Projection
from layers.stack import Entry, LayerStack
from widgets.context import Context
from widgets.map import card as cards
from widgets.map.frame import Frame
from widgets.map.furniture import legend_box, scale_box
from widgets.map.live_painter import draw_bracket, points_extent, rows_within
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_HALF = 14.0  # of the bracket around a thing that has no symbol in view
_MARKS = 400
_NEAR_M = 30.0  # a symbol is looked for so far around the place that the card names, then everywhere


class Pointed(NamedTuple):
    """A thing that is hovered over or (marked) selected: its pixel and half size, its card and the card's place."""

    marked: bool
    place: tuple[float, float, float]
    layout: cards.Layout | None
    box: QRectF | None


def find_pointed(stack: LayerStack, shown: list[Entry], frame: Frame, context: Context) -> list[Pointed]:
    """What is hovered over and what is selected, each with the place of its card, so that labels keep out."""
    found = []
    for thing, marked in ((frame.view.hovered, False), (frame.view.selected, True)):
        if not thing[1] or (not marked and thing == frame.view.selected):
            continue
        card = stack.describe(*thing)
        place = _locate(thing, card, shown, frame)
        if place is not None:
            layout = cards.lay_out(card, context, frame.view.now_utc, brief=not marked) if card and frame.cards else None
            box = _place_card(layout, place, shown, frame) if layout is not None else None
            found.append(Pointed(marked, place, layout, box))
    return found


def paint_pointed(painter: QPainter, pointed: Iterable[Pointed]) -> None:
    """Brackets, leaders, cards."""
    for marked, place, layout, box in pointed:
        if marked:
            draw_bracket(painter, *place)
        if layout is not None and box is not None:
            if marked:
                cards.paint_leader(painter, *place, box)
            cards.paint(painter, layout, box, marked=marked)


def _locate(pointed: tuple[str, str], card: Card | None, shown: list[Entry],
            frame: Frame) -> tuple[float, float, float] | None:
    """Pixel and half size of a thing: its symbol, else the place its card names, else (hover) the cursor."""
    view = frame.viewpoint
    for entry in reversed(shown):
        if entry.layer.kind != pointed[0]:
            continue
        points = entry.drawing.points
        row = row_of(points, pointed[1], card, view.projection)
        if row is not None:
            x, y = view.to_screen(points.xy[row:row + 1])[0].tolist()
            return (x, y, points_extent(points, row)) if _inside(x, y, view) else None
    if card is not None and card.place is not None:
        x, y = view.pixel(*card.place)
        return (x, y, _HALF * theme().scale) if _inside(x, y, view) else None
    if frame.cursor is not None and pointed == frame.view.hovered:
        return (*frame.cursor, 4.0)
    return None


def row_of(points: Points, identity: str, card: Card | None, projection: Projection = MERCATOR) -> int | None:
    """Row of a thing's symbol; first among those where its card says it is, so that few ids are looked at."""
    if not len(points.ids):
        return None
    if card is not None and card.place is not None:
        x, y = (float(value) for value in projection.forward(*card.place))
        there = Viewpoint(x, -y, 32.0, 2, 2)
        rows, _ = rows_within(points.xy, there, None, _NEAR_M / there.metres_per_pixel)
        for row in reversed(rows.tolist()):
            if points.ids[row] == identity:
                return int(row)
    try:
        return points.ids.index(identity)
    except ValueError:
        return None


def _place_card(layout: cards.Layout, place: tuple[float, float, float], shown: list[Entry],
                frame: Frame) -> QRectF:
    view = frame.viewpoint
    marks: list[tuple[float, float]] = []
    for entry in shown:
        if entry.layer.key in ("incidents", "alarms", "units"):
            _, screen = rows_within(entry.drawing.points.xy, view)
            marks += [(x, y) for x, y in screen[:_MARKS].tolist()]
        elif entry.layer.key == "routes" and len(entry.drawing.labels.texts):
            marks += [(x, y) for x, y in view.to_screen(entry.drawing.labels.xy).tolist()]
    area = QRectF(8, 8, view.width - 16, view.height - 16)
    return cards.best_place(layout, *place, area, marks, [*frame.cover, legend_box(view), scale_box(view)])


def _inside(x: float, y: float, view: Viewpoint) -> bool:
    return -20 < x < view.width + 20 and -20 < y < view.height + 20
