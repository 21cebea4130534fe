"""The map widget: pan, zoom, point, choose. GUI thread.

The ground under the cursor follows it exactly, without inertia; the wheel zooms about the cursor; the keyboard can do
everything the mouse can.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from command_center.domain.geo import from_mercator, is_place, to_mercator
from command_center.state.snapshot import Changes, Snapshot
from layers.base import View
from layers.stack import LayerStack, load_layers
from widgets.context import Context
from widgets.map.base_map import BaseMap
from widgets.map.label_images import LabelImages
from widgets.map.scene import Frame, MapScene
from widgets.map.viewpoint import COARSEST_M, FINEST_LEVEL, Viewpoint, level_for
from widgets.map.words import word
from widgets.theme import theme

_CLICK_PX = 4
_STEP_PX = 96
_CLOSEST_OPENING_M = 2.0  # metres per pixel: a single place is shown with its neighbourhood
_BLINK_MS = 500
_SETTLE_MS = 140
_POINTING_MS = 50  # coordinates follow the cursor this often: a frame for every mouse event would cost a core
_CLOSE_LEVEL = 30  # where a thing is looked at when somebody asks to centre on it from afar: 2 m per pixel


class MapView(QWidget):
    """Draws snapshots. Signal moved(): the viewpoint changed."""

    moved = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        settings = context.configuration.map
        self.stack = LayerStack(load_layers(settings.layers), settings.hidden)
        images = LabelImages()
        screen = self.screen().size() if self.screen() is not None else QSize(1920, 1080)
        self.base = BaseMap(images, min(screen.width(), 7680), min(screen.height(), 4320), self)
        self.scene = MapScene(context, self.stack, self.base, images)
        self.home = self._first_view()
        self.viewpoint = self.home
        self.now_utc = 0
        self.covers: list[QWidget] = []
        self._hovered = ("", "")
        self._cursor: tuple[float, float] | None = None
        self._press: QPointF | None = None
        self._dragging = False
        self._wanted_place = ""
        self._blink = True
        self._blinking = QTimer(self, interval=_BLINK_MS)
        self._blinking.timeout.connect(self._on_blink)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._on_settle)
        self._pointing = QTimer(self, singleShot=True, interval=_POINTING_MS)
        self._pointing.timeout.connect(self.update)
        self.base.changed.connect(self.update)
        self.destroyed.connect(self.base.pool.close)
        selection = context.selection
        selection.changed.connect(self._on_selected)
        selection.centre_requested.connect(self.centre_on)
        selection.place_requested.connect(self._on_place_requested)

    def _first_view(self) -> Viewpoint:
        city = self.context.configuration.city
        view = Viewpoint(level=24).centred(*city.centre)
        scale = view.ground_scale / view.metres_per_pixel
        return Viewpoint(view.x, view.y, float(level_for(city.metres_per_pixel / scale)))

    # state in

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state to draw."""
        if self.stack.take(snapshot, changes):
            self.update()
        self.base.take(snapshot, changes)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self.now_utc = now_utc
        self.update()

    @property
    def is_settled(self) -> bool:
        """Whether the picture is complete: no tile and no label is still to come."""
        return self.base.is_settled and not self.scene.again

    # the view

    def view(self) -> View:
        """What the layers are told."""
        point, selection = self.viewpoint, self.context.selection
        return View(self.now_utc, point.bounds, point.metres_per_pixel, (point.width, point.height),
                    self.context.language, theme().scale, (selection.kind, selection.id), self._hovered,
                    self.context.packs, self.base.ways.paths)

    def go(self, viewpoint: Viewpoint) -> None:
        """Look from there."""
        self.viewpoint = viewpoint
        self.base.tiles.want(viewpoint)
        self.update()
        self.moved.emit()

    def open_on(self, west: float, south: float, east: float, north: float) -> None:
        """Show a rectangle of WGS84 degrees whole, and come home to it from now on."""
        (left, right), (bottom, top) = to_mercator(np.array([west, east]), np.array([south, north]))
        view = self.viewpoint.centred((west + east) / 2, (south + north) / 2)
        scale = max((right - left) / view.width, (top - bottom) / view.height, _CLOSEST_OPENING_M) * 1.15
        level = float(math.floor(2 * math.log2(COARSEST_M / scale)))
        self.home = replace(view, level=max(4.0, min(float(FINEST_LEVEL), level)))
        self.go(self.home)

    def zoom(self, steps: float, at: tuple[float, float] | None = None) -> None:
        """In (positive) or out by half powers of two about a pixel, by default the middle."""
        x, y = at or (self.viewpoint.width / 2, self.viewpoint.height / 2)
        self.go(self.viewpoint.zoomed(self.viewpoint.level + steps, x, y))
        self._settle.start()

    def _on_settle(self) -> None:
        """A wheel that turns by fractions ends on the lattice, where tiles are sharp."""
        level = self.viewpoint.level
        if level != round(level):
            self.go(self.viewpoint.zoomed(round(level), *(self._cursor or (self.viewpoint.width / 2,
                                                                          self.viewpoint.height / 2))))

    def centre_on(self, lon: float, lat: float) -> None:
        """Bring a place to the middle, near enough to see it."""
        if is_place(lon, lat):
            view = self.viewpoint.centred(lon, lat)
            level = max(view.level, float(min(_CLOSE_LEVEL, level_for(8.0))))
            self.go(Viewpoint(view.x, view.y, level, view.width, view.height))

    def fit(self, west: float, south: float, east: float, north: float) -> None:
        """Show a box of WGS84 degrees as a whole."""
        x, y = to_mercator([west, east], [south, north])
        need = max(float(x[1] - x[0]) / max(self.width(), 1), float(y[1] - y[0]) / max(self.height(), 1), 0.1)
        middle = ((west + east) / 2, (south + north) / 2)
        level = float(level_for(need * 1.2))
        view = self.viewpoint.centred(*middle)
        self.go(Viewpoint(view.x, view.y, level, view.width, view.height))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """One frame."""
        covers = [QRectF(widget.geometry()) for widget in self.covers if widget.isVisible()]
        frame = Frame(self.viewpoint, self.view(), self._cursor, bool(self._wanted_place), self._blink, covers)
        painter = QPainter(self)
        self.scene.paint(painter, frame)
        painter.end()
        if self.scene.again:
            QTimer.singleShot(0, self, self.update)
        if self.scene.blinks != self._blinking.isActive():
            self._blink = True
            self._blinking.start() if self.scene.blinks else self._blinking.stop()

    def _on_blink(self) -> None:
        self._blink = not self._blink
        self.update()

    def hold_still(self, held: bool) -> None:
        """For a screenshot: nothing blinks."""
        self._blink = True
        self._blinking.blockSignals(held)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle stays in the middle."""
        self.home = self.home.sized(self.width(), self.height())
        self.go(self.viewpoint.sized(self.width(), self.height()))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be seen."""
        self.base.tiles.want(self.viewpoint)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The workers end with it."""
        self.base.close()
        super().closeEvent(event)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the ground."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or say what is under the cursor."""
        here = event.position()
        if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            way = here - self._press
            if self._dragging or abs(way.x()) + abs(way.y()) > _CLICK_PX:
                self._dragging = True
                self._press = here
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.go(self.viewpoint.moved(-way.x(), -way.y()))
        else:
            self._hover(here.x(), here.y())
        self._cursor = (here.x(), here.y())
        if not self._pointing.isActive():
            self._pointing.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press that did not move was a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        dragged, self._press, self._dragging = self._dragging, None, False
        self._show_cursor()
        if not dragged:
            self._click(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nearer."""
        if event.button() == Qt.MouseButton.LeftButton and not self._wanted_place:
            self.zoom(2, (event.position().x(), event.position().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """About the cursor; a notch is a half power of two."""
        self.zoom(event.angleDelta().y() / 120.0, (event.position().x(), event.position().y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._cursor, self._hovered = None, ("", "")
        self.update()
        super().leaveEvent(event)

    def _under(self, x: float, y: float) -> tuple[str, str]:
        mpp = self.viewpoint.metres_per_pixel
        found = self.stack.hit((self.viewpoint.left + x) * mpp, -(self.viewpoint.top + y) * mpp, self.view())
        return (found[0].layer.kind, found[1].id) if found else ("", "")

    def _hover(self, x: float, y: float) -> None:
        under = self._under(x, y)
        if under != self._hovered:
            self._hovered = under
            self._show_cursor()
            self.update()

    def _show_cursor(self) -> None:
        shape = (Qt.CursorShape.CrossCursor if self._wanted_place else Qt.CursorShape.PointingHandCursor
                 if self._hovered[1] else Qt.CursorShape.ArrowCursor)
        self.setCursor(shape)

    def _click(self, x: float, y: float) -> None:
        if self._wanted_place:
            self._choose(x, y)
        else:
            self.context.selection.select(*self._under(x, y))

    # choosing a place

    def _on_place_requested(self, key: str) -> None:
        self._wanted_place = key
        if key:
            self.setFocus()
            self.setAccessibleDescription(word("place.choose"))
        self._show_cursor()
        self.moved.emit()
        self.update()

    @property
    def wanted_place(self) -> str:
        """Who waits for a click on the map; "" for nobody."""
        return self._wanted_place

    def _choose(self, x: float, y: float) -> None:
        key, self._wanted_place = self._wanted_place, ""
        self._show_cursor()
        self.moved.emit()
        self.update()
        self.context.selection.place_chosen.emit(key, *self.viewpoint.lonlat(x, y))

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, plus and minus zoom, Home goes home, Enter and Escape answer a question for a place."""
        step = theme().px(_STEP_PX)
        pans = {Qt.Key.Key_Left: (-step, 0), Qt.Key.Key_Right: (step, 0), Qt.Key.Key_Up: (0, -step),
                Qt.Key.Key_Down: (0, step)}
        key = Qt.Key(event.key())
        if key in pans:
            self.go(self.viewpoint.moved(*pans[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) else -1)
        elif key == Qt.Key.Key_Home:
            self.go(self.home)
        elif key == Qt.Key.Key_Escape and (self._wanted_place or self.context.selection.id):
            if self._wanted_place:
                self._on_place_requested("")
            else:
                self.context.selection.select("", "")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._wanted_place:
            self._choose(self.viewpoint.width / 2, self.viewpoint.height / 2)
        else:
            super().keyPressEvent(event)

    def _on_selected(self, kind: str, identity: str) -> None:
        """Something was selected anywhere: bring it into view if it lies outside."""
        card = self.stack.describe(kind, identity) if identity else None
        if card is not None and card.place is not None:
            x, y = self.viewpoint.pixel(*card.place)
            edge = theme().px(40)
            if not (edge < x < self.width() - edge and edge < y < self.height() - edge):
                self.centre_on(*card.place)
        self.update()

    # state out and in

    def save(self) -> dict[str, Any]:
        """Where it looks and how its layers are set."""
        lon, lat = from_mercator(self.viewpoint.x, -self.viewpoint.y)
        return {"lon": float(lon), "lat": float(lat), "level": self.viewpoint.level, "layers": self.stack.save()}

    def restore(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        lon, lat, level = state.get("lon"), state.get("lat"), state.get("level")
        if isinstance(lon, (int, float)) and isinstance(lat, (int, float)) and is_place(lon, lat):
            view = self.viewpoint.centred(lon, lat)
            if isinstance(level, (int, float)):
                view = replace(view, level=float(max(4, min(FINEST_LEVEL, round(level)))))
            self.go(view)
        self.stack.restore(state.get("layers"))
        self.update()
