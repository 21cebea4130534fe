"""One frame of the map: ground, labels, overlays, selection, cards, furniture, in this order. GUI thread."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen

from layers.base import View
from layers.drawing import NOTHING, Drawing, Floats
from layers.point_cells import AT_ONCE, cells_of
from layers.stack import Entry, LayerStack
from widgets.context import Context
from widgets.map.base_map import BaseMap
from widgets.map.frame import Frame
from widgets.map.furniture import legend_box, paint_legend, paint_scale, scale_box
from widgets.map.grounds import Grounds, State
from widgets.map.label_images import LabelImages
from widgets.map.label_plan import LabelPlans
from widgets.map.live_labels import is_written_around
from widgets.map.live_painter import LivePainter, points_extent, rows_within
from widgets.map.pointed import Pointed, find_pointed, paint_pointed
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

__all__ = ["Frame", "MapScene"]

_REST_S = 0.15  # so long after the view moved last it is at rest
_REFRESH_S = 0.4  # while it moves, new states are taken up this often
_LABELS_MOVING_S, _LABELS_RESTING_S = 0.0006, 0.005


class MapScene:
    """Paints frames; keeps the caches of doing so. After a frame `again` says whether there is more to paint at once,
    `blinks` whether something wants to blink."""

    def __init__(self, context: Context, stack: LayerStack, base: BaseMap, images: LabelImages) -> None:
        self._context, self._stack, self._base, self._images = context, stack, base, images
        self._painter = LivePainter()
        self._grounds = Grounds(self._paint_tiles)
        self._labels = LabelPlans(images)
        self._seen: Viewpoint | None = None
        self._moved_s = self._refreshed_s = 0.0
        self._rest = QTimer(base, singleShot=True, interval=round(_REST_S * 1000) + 10)
        self._rest.timeout.connect(base.changed)
        self._between = QTimer(base, singleShot=True, interval=0)
        self._between.timeout.connect(self._work_between)
        self._asked: View | None = None  # what the layers shall draw for, between two frames
        self._unsorted: list[Floats] = []
        base.closed.connect(self._grounds.forget)  # a map that is closed holds no pictures, whoever still holds it
        self._named = 0  # version of the base map's names that the last frame knew
        self._moving = False
        self.again = False
        self.blinks = False

    def is_settled(self, view: Viewpoint) -> bool:
        """Whether the last frame showed all that there is of a view, as it is at rest."""
        awaited = self.again or self._moving or self._base.tiles.has_arrivals or self._base.labels.version != self._named
        return view == self._seen and not (awaited or any(entry.dirty for entry in self._stack.shown()))

    @property
    def is_moving(self) -> bool:
        """Whether the view moved within the last moments of the last frame."""
        return self._moving

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Everything."""
        view, now = frame.viewpoint, time.perf_counter()
        moving = self._moving = self._is_moving(view, now)
        self._images.begin(moving)
        self._painter.begin()
        self._refresh(frame, now, moving)
        shown = list(self._stack.shown())
        pointed = find_pointed(self._stack, shown, frame, self._context)
        self._base.follow(view, shown, frame.view.language)
        self._base.heavy.follow(view, shown)
        self._grounds.arrived([*self._base.tiles.arrivals(), *self._base.rasters.arrivals(), *self._base.heavy.arrivals()])
        self._grounds.show(painter, view, self._state(shown), moving=moving)
        self._named = self._base.labels.version
        self._place_labels(shown, frame, pointed, moving)
        if self._labels.shown is not None:
            self._labels.shown.draw(painter, view, self._images)
        for overlay in frame.overlays:
            painter.save()
            overlay(painter, view)
            painter.restore()
        self._paint_blinking(painter, shown, frame)
        paint_pointed(painter, pointed)
        paint_scale(painter, view, frame.cursor if self._context.profile == "desk" else None)
        paint_legend(painter, view)
        if frame.choosing:
            _paint_cross(painter, view)
        self.again = self._images.is_short or self._grounds.busy or self._labels.busy

    def _is_moving(self, view: Viewpoint, now: float) -> bool:
        seen, self._seen = self._seen, view
        if seen is not None and seen != view and (seen.width, seen.height) == (view.width, view.height):
            self._moved_s = now
            self._rest.start()
        return now - self._moved_s < _REST_S

    def _refresh(self, frame: Frame, now: float, moving: bool) -> None:
        """Layers draw for the scales of the lattice; while the view moves, new states wait a little, and are taken up
        between two frames instead of in one."""
        scale = level_scale(round(frame.viewpoint.level)) * frame.viewpoint.projection.mercator_m
        view = replace(frame.view, metres_per_pixel=scale)
        if moving:
            if now - self._refreshed_s >= _REFRESH_S:
                self._refreshed_s, self._asked = now, view
                self._between.start()
            return
        self._refreshed_s, self._asked = now, None
        self._stack.refresh(view)

    def _work_between(self) -> None:
        """What a frame of a moving view would be late by: drawing by the layers, then sorting of many points."""
        if self._asked is not None:
            self._stack.refresh(self._asked)
            self._asked = None
            self._unsorted = [entry.drawing.points.xy for entry in self._stack.shown() if not self._base.heavy.has(entry)]
        elif self._unsorted:
            xy = self._unsorted.pop()
            if len(xy) <= AT_ONCE:
                cells_of(xy)
        if self._unsorted:
            self._between.start()

    def _state(self, shown: list[Entry]) -> State:
        drawn = [(entry.layer.key, "heavy" if self._base.heavy.has(entry) else entry.drawing, entry.strength)
                 for entry in shown if self._is_tiled(entry.layer.key) or not _is_empty(entry.drawing)]
        base = next((entry.strength for entry in shown if entry.layer.key == "basemap"), 0.0)

        def paint(painter: QPainter, view: Viewpoint, area: QRect) -> bool:
            self._painter.begin()
            if base < 1.0 or self._base.tiles.over:
                painter.fillRect(area, theme().colour("map.land"))
            for key, drawing, strength in drawn:
                painter.setOpacity(strength)
                self._paint_tiles_of(key, painter, view, area)
                if isinstance(drawing, str):
                    self._base.heavy.paint(painter, key, view, area)
                else:
                    self._painter.draw(painter, key, drawing, view, area)
            return self._painter.is_short

        parts = tuple(part for one in drawn for part in one)
        return State((self._base.tiles.version, theme().scale, base, *parts), paint)

    def _is_tiled(self, key: str) -> bool:
        return key == "basemap" or key in self._base.rasters.tiles

    def _paint_tiles_of(self, key: str, painter: QPainter, view: Viewpoint, area: QRect) -> None:
        if key == "basemap":
            self._base.tiles.paint(painter, view, area)
        else:
            self._base.rasters.paint(painter, key, view, area)

    def _paint_tiles(self, painter: QPainter, view: Viewpoint, area: QRect) -> None:
        """What there is of an area of a view that no ground shows yet."""
        shown = list(self._stack.shown())
        lowest = shown[0] if shown else None
        if lowest is None or lowest.layer.key != "basemap" or lowest.strength < 1.0 or self._base.tiles.over:
            painter.fillRect(area, theme().colour("map.land"))
        for entry in shown:
            painter.setOpacity(entry.strength)
            self._paint_tiles_of(entry.layer.key, painter, view, area)
        painter.setOpacity(1.0)

    def _place_labels(self, shown: list[Entry], frame: Frame, pointed: list[Pointed], moving: bool) -> None:
        view = frame.viewpoint
        if view.level == round(view.level) or not moving:
            cards = [one.box for one in pointed if one.marked and one.box is not None]
            boxes = [*frame.cover, *cards, legend_box(view), scale_box(view)]
            written = [entry for entry in shown if is_written_around(entry.drawing)]
            base = self._base.labels if any(entry.layer.key == "basemap" for entry in shown) else None
            key = (view if not moving else self._labels_view(view), frame.view.language, base is not None and base.version,
                   [box.getRect() for box in boxes], [(id(entry.drawing), entry.strength) for entry in written])
            self._labels.want(key, view, written, boxes, base, frame.view.language)
        self._labels.work(time.thread_time() + (_LABELS_MOVING_S if moving else _LABELS_RESTING_S))

    def _labels_view(self, view: Viewpoint) -> Viewpoint:
        """While the view moves, labels are placed anew only after a good part of it has gone by."""
        shown = self._labels.shown.view if self._labels.shown is not None else None
        if shown is None or shown.level != view.level:
            return view
        far = abs(shown.left - view.left) > view.width / 5 or abs(shown.top - view.top) > view.height / 5
        return view if far else shown

    def _paint_blinking(self, painter: QPainter, shown: list[Entry], frame: Frame) -> None:
        """Only an outline, only of fresh red ones, at most once a second; the text stands still."""
        self.blinks = False
        for entry in shown:
            points = entry.drawing.points
            if not any(symbol.blink for symbol in points.symbols):
                continue
            rows, screen = rows_within(points.xy, frame.viewpoint, None, 60.0)
            for row, (x, y) in zip(rows.tolist(), screen.tolist(), strict=True):
                if points.symbols[points.symbol[row]].blink:
                    self.blinks = True
                    if frame.blink:
                        half = points_extent(points, row) + 4 * theme().scale
                        painter.setPen(QPen(theme().level(1), 2 * theme().scale))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))


def _is_empty(drawing: Drawing) -> bool:
    """Whether there is nothing of it in the ground."""
    return drawing is NOTHING or not (len(drawing.points.ids) or len(drawing.lines.style) or len(drawing.areas.ids)
                                      or len(drawing.cones.ids) or len(drawing.heat.xy))


def _paint_cross(painter: QPainter, view: Viewpoint) -> None:
    """Where Enter would choose the place."""
    look = theme()
    x, y, arm = view.width / 2, view.height / 2, look.px(16)
    for pen in (QPen(look.colour("void"), look.scale * 5), QPen(look.colour("focus"), look.scale * 1.6)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(QPointF(x + dx * arm * 0.3, y + dy * arm * 0.3), QPointF(x + dx * arm, y + dy * arm))
