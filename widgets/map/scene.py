"""One frame of the map: base tiles, layers, labels, selection, cards, furniture, in this order. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from layers.base import Card, View
from layers.placement import Occupancy
from layers.stack import Entry, LayerStack
from widgets.context import Context
from widgets.map import card as cards
from widgets.map.base_map import BaseMap
from widgets.map.furniture import legend_box, paint_legend, paint_scale, scale_box
from widgets.map.label_images import LabelImages
from widgets.map.live_labels import block_symbols, place_labels
from widgets.map.live_painter import LivePainter, draw_bracket, points_extent, visible
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_HALF = 14.0  # of the bracket around a thing that has no symbol in view
_MARKS = 400


@dataclass
class Frame:
    """What a frame shows besides the stack. blink: the phase in which outlines of fresh red ones are lit; cover:
    boxes of controls over the map."""

    viewpoint: Viewpoint
    view: View
    cursor: tuple[float, float] | None = None
    choosing: bool = False
    blink: bool = True
    cover: list[QRectF] = field(default_factory=list)


class Pointed(NamedTuple):
    """A thing that is hovered over or (marked) selected: its pixel and half size, its card and the card's place."""

    marked: bool
    place: tuple[float, float, float]
    layout: cards.Layout | None
    box: QRectF | None


class MapScene:
    """Paints frames; keeps the caches of doing so. After a frame `again` says whether pictures of labels are still
    to be made, `blinks` whether something wants to blink."""

    def __init__(self, context: Context, stack: LayerStack, base: BaseMap, images: LabelImages) -> None:
        self._context, self._stack, self._base, self._images = context, stack, base, images
        self._painter = LivePainter()
        self.again = False
        self.blinks = False

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Everything."""
        view = frame.viewpoint
        self._images.begin()
        self._painter.begin()
        self._stack.refresh(frame.view)
        shown = list(self._stack.shown())
        self._paint_base(painter, view, shown)
        pointed = self._pointed(shown, frame)
        taken = self._occupied(shown, frame, pointed)
        stamps = place_labels([(entry.drawing, entry.strength) for entry in reversed(shown)], taken, view, self._images)
        if any(entry.layer.key == "basemap" for entry in shown):
            self._base.paint_labels(painter, view, frame.view.language, taken)
        for entry in shown:
            painter.setOpacity(entry.strength)
            self._painter.draw(painter, entry.layer.key, entry.drawing, view)
        for stamp in stamps:
            picture = self._images.picture(stamp.text, stamp.style)
            if picture is not None:
                painter.setOpacity(stamp.opacity)
                painter.drawPixmap(round(stamp.x) - picture.width() // 2, round(stamp.y) - picture.height() // 2, picture)
        painter.setOpacity(1.0)
        self._paint_blinking(painter, shown, frame)
        self._paint_pointed(painter, pointed)
        paint_scale(painter, view, frame.cursor if self._context.profile == "desk" else None)
        paint_legend(painter, view)
        if frame.choosing:
            self._paint_cross(painter, view)
        self.again = self._images.is_short or self._painter.is_short

    def _paint_base(self, painter: QPainter, view: Viewpoint, shown: list[Entry]) -> None:
        entry = next((entry for entry in shown if entry.layer.key == "basemap"), None)
        if entry is None or entry.strength < 1.0:
            painter.fillRect(QRectF(0, 0, view.width, view.height), theme().colour("map.land"))
        if entry is not None:
            painter.setOpacity(entry.strength)
            self._base.tiles.paint(painter, view)
            painter.setOpacity(1.0)

    def _occupied(self, shown: list[Entry], frame: Frame, pointed: list[Pointed]) -> Occupancy:
        taken = Occupancy(frame.viewpoint.width, frame.viewpoint.height)
        cards_of_chosen = [one.box for one in pointed if one.marked and one.box is not None]
        for box in (*frame.cover, *cards_of_chosen, legend_box(frame.viewpoint), scale_box(frame.viewpoint)):
            taken.take(box.left(), box.top(), box.right(), box.bottom())
        for entry in shown:
            block_symbols(taken, entry.drawing, frame.viewpoint)
        return taken

    def _paint_blinking(self, painter: QPainter, shown: list[Entry], frame: Frame) -> None:
        """Only an outline, only of fresh red ones, at most once a second; the text stands still."""
        self.blinks = False
        for entry in shown:
            points = entry.drawing.points
            if not any(symbol.blink for symbol in points.symbols):
                continue
            screen = frame.viewpoint.to_screen(points.xy)
            for row in visible(screen, frame.viewpoint).tolist():
                if points.symbols[points.symbol[row]].blink:
                    self.blinks = True
                    if frame.blink:
                        half = points_extent(points, row) + 4 * theme().scale
                        painter.setPen(QPen(theme().level(1), 2 * theme().scale))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        x, y = screen[row].tolist()
                        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))

    def _pointed(self, shown: list[Entry], frame: Frame) -> list[Pointed]:
        """What is hovered over and what is selected, each with the place of its card, so that labels keep out."""
        found = []
        for thing, marked in ((frame.view.hovered, False), (frame.view.selected, True)):
            if not thing[1] or (not marked and thing == frame.view.selected):
                continue
            card = self._stack.describe(*thing)
            place = self._locate(thing, card, shown, frame)
            if place is not None:
                layout = cards.lay_out(card, self._context, frame.view.now_utc, brief=not marked) if card else None
                box = self._place_card(layout, place, shown, frame) if layout is not None else None
                found.append(Pointed(marked, place, layout, box))
        return found

    def _paint_pointed(self, painter: QPainter, pointed: list[Pointed]) -> None:
        for marked, place, layout, box in pointed:
            if marked:
                draw_bracket(painter, *place)
            if layout is not None and box is not None:
                if marked:
                    cards.paint_leader(painter, *place, box)
                cards.paint(painter, layout, box, marked=marked)

    def _locate(self, pointed: tuple[str, str], card: Card | None, shown: list[Entry],
                frame: Frame) -> tuple[float, float, float] | None:
        """Pixel and half size of a thing: its symbol, else the place its card names, else (hover) the cursor."""
        view = frame.viewpoint
        for entry in reversed(shown):
            if entry.layer.kind == pointed[0] and pointed[1] in entry.drawing.points.ids:
                points = entry.drawing.points
                row = list(points.ids).index(pointed[1])
                x, y = view.to_screen(points.xy[row:row + 1])[0].tolist()
                return (x, y, points_extent(points, row)) if _inside(x, y, view) else None
        if card is not None and card.place is not None:
            x, y = view.pixel(*card.place)
            return (x, y, _HALF * theme().scale) if _inside(x, y, view) else None
        if frame.cursor is not None and pointed == frame.view.hovered:
            return (*frame.cursor, 4.0)
        return None

    def _place_card(self, layout: cards.Layout, place: tuple[float, float, float], shown: list[Entry],
                    frame: Frame) -> QRectF:
        view = frame.viewpoint
        marks: list[tuple[float, float]] = []
        for entry in shown:
            if entry.layer.key in ("incidents", "alarms", "units"):
                screen = view.to_screen(entry.drawing.points.xy)
                marks += [(x, y) for x, y in screen[visible(screen, view, 0)][:_MARKS].tolist()]
            elif entry.layer.key == "routes" and len(entry.drawing.labels.texts):
                marks += [(x, y) for x, y in view.to_screen(entry.drawing.labels.xy).tolist()]
        area = QRectF(8, 8, view.width - 16, view.height - 16)
        return cards.best_place(layout, *place, area, marks, [*frame.cover, legend_box(view), scale_box(view)])

    def _paint_cross(self, painter: QPainter, view: Viewpoint) -> None:
        """Where Enter would choose the place."""
        look = theme()
        x, y, arm = view.width / 2, view.height / 2, look.px(16)
        for pen in (QPen(look.colour("void"), look.scale * 5), QPen(look.colour("focus"), look.scale * 1.6)):
            painter.setPen(pen)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(x + dx * arm * 0.3, y + dy * arm * 0.3), QPointF(x + dx * arm, y + dy * arm))


def _inside(x: float, y: float, view: Viewpoint) -> bool:
    return -20 < x < view.width + 20 and -20 < y < view.height + 20
