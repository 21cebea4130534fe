"""How one gets about on the map: drag, wheel, keys; and where views come from. GUI thread.

The ground under the cursor follows it exactly, without inertia; the wheel zooms about the cursor.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from command_center.config import City
from layers.projection import MERCATOR, Projection
from widgets.map.viewpoint import COARSEST_M, FINEST_LEVEL, Viewpoint, level_for
from widgets.theme import theme

_CLICK_PX = 4
_STEP_PX = 96
_CLOSEST_OPENING_M = 2.0  # metres per pixel: a single place is shown with its neighbourhood
_SETTLE_MS = 140
_CLOSE_LEVEL = 30  # where a thing is looked at when somebody asks to centre on it from afar: 2 m per pixel
_PANS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_IN = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_OUT = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


def first_view(city: City, projection: Projection = MERCATOR) -> Viewpoint:
    """Where the configuration says that the map opens."""
    view = Viewpoint(level=24, projection=projection).centred(*city.centre)
    scale = view.ground_scale / view.metres_per_pixel
    return replace(Viewpoint(level=float(level_for(city.metres_per_pixel / scale))), x=view.x, y=view.y, projection=projection)


def _centred_box(view: Viewpoint, west: float, south: float, east: float, north: float) -> tuple[Viewpoint, float]:
    """The view over the middle of a box, and the scale at which the box just fits."""
    x, y = view.projection.forward(np.array([west, east, west, east]), np.array([south, south, north, north]))
    need = max(float(np.ptp(x)) / max(view.width, 1), float(np.ptp(y)) / max(view.height, 1))
    return view.centred((west + east) / 2, (south + north) / 2), need


def opened(view: Viewpoint, west: float, south: float, east: float, north: float) -> Viewpoint:
    """A view of a whole rectangle of WGS84 degrees, on the lattice, with a border."""
    centred, need = _centred_box(view, west, south, east, north)
    level = float(math.floor(2 * math.log2(COARSEST_M / (max(need, _CLOSEST_OPENING_M) * 1.15))))
    return replace(centred, level=max(4.0, min(float(FINEST_LEVEL), level)))


def fitted(view: Viewpoint, west: float, south: float, east: float, north: float) -> Viewpoint:
    """A view of a box of WGS84 degrees, as near as it goes."""
    centred, need = _centred_box(view, west, south, east, north)
    return replace(centred, level=float(level_for(max(need, 0.1) * 1.2)))


def near(view: Viewpoint, lon: float, lat: float) -> Viewpoint:
    """Over a place and near enough to see it."""
    centred = view.centred(lon, lat)
    return replace(centred, level=max(view.level, float(min(_CLOSE_LEVEL, level_for(8.0)))))


class Navigation(QObject):
    """Drag, wheel and keys of one map. viewpoint(): where it looks; go(): look from there."""

    def __init__(self, viewpoint: Callable[[], Viewpoint], go: Callable[[Viewpoint], None],
                 home: Callable[[], Viewpoint], parent: QObject) -> None:
        super().__init__(parent)
        self._viewpoint, self._go, self._home = viewpoint, go, home
        self._press: QPointF | None = None
        self.is_dragging = False
        self._about: tuple[float, float] | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._on_settle)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the ground."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self.is_dragging = event.position(), False

    def move(self, event: QMouseEvent) -> bool:
        """Drag what is held; False if nothing is."""
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        way = event.position() - self._press
        if self.is_dragging or abs(way.x()) + abs(way.y()) > _CLICK_PX:
            self.is_dragging, self._press = True, event.position()
            self._go(self._viewpoint().moved(-way.x(), -way.y()))
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Let go; whether the press was a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return False
        was_click, self._press, self.is_dragging = not self.is_dragging, None, False
        return was_click

    def wheel(self, event: QWheelEvent) -> None:
        """About the cursor; a notch is a half power of two."""
        self.zoom(event.angleDelta().y() / 120.0, (event.position().x(), event.position().y()))
        event.accept()

    def zoom(self, steps: float, at: tuple[float, float] | None = None) -> None:
        """In (positive) or out by half powers of two about a pixel, by default the middle."""
        view = self._viewpoint()
        self._about = at
        self._go(view.zoomed(view.level + steps, *(at or (view.width / 2, view.height / 2))))
        self._settle.start()

    def _on_settle(self) -> None:
        """A wheel that turns by fractions ends on the lattice, where tiles are sharp."""
        view = self._viewpoint()
        if view.level != round(view.level):
            self._go(view.zoomed(round(view.level), *(self._about or (view.width / 2, view.height / 2))))

    def key(self, event: QKeyEvent) -> bool:
        """Arrows pan, plus and minus zoom, Home goes home."""
        key, step = Qt.Key(event.key()), theme().px(_STEP_PX)
        if key in _PANS:
            dx, dy = _PANS[key]
            self._go(self._viewpoint().moved(dx * step, dy * step))
        elif key in (*_IN, *_OUT):
            self.zoom(1 if key in _IN else -1)
        elif key == Qt.Key.Key_Home:
            self._go(self._home())
        else:
            return False
        return True
