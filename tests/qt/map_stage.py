"""What tests of the map's tools share: a context without a session, and pixels of places."""

from __future__ import annotations

import synthetic_city as city
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from command_center.config import City, Configuration
from widgets.context import Context
from widgets.map.panel import MapPanel


def context(language: str = "zh_CN", profile: str = "desk") -> Context:
    configuration = Configuration(city=City(centre=(city.LON, city.LAT), metres_per_pixel=4.0))
    return Context(configuration, {}, language, profile, 1.0, "officer", "desk-1", lambda: None)


def screen_of(panel: MapPanel, lon: float, lat: float) -> tuple[int, int]:
    """The pixel of a place."""
    x, y = panel.map.viewpoint.pixel(lon, lat)
    return round(x), round(y)


def move(panel: MapPanel, x: float, y: float, *, held: bool = False) -> None:
    """Offscreen platforms move no real mouse: the event goes to the widget itself."""
    buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(x, y), panel.map.mapToGlobal(QPointF(x, y)),
                        Qt.MouseButton.NoButton, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.map, event)
