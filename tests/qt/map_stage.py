"""What tests of the map share: a context without a session, a map on the synthetic city, and pixels of places."""

from __future__ import annotations

from collections.abc import Iterator

import synthetic_city as city
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from command_center.config import City, Configuration
from command_center.state.snapshot import Changes, Snapshot
from widgets.context import Context
from widgets.map.panel import MapPanel


def context(language: str = "zh_CN", profile: str = "desk") -> Context:
    configuration = Configuration(city=City(centre=(city.LON, city.LAT), metres_per_pixel=4.0))
    return Context(configuration, {}, language, profile, 1.0, "officer", "desk-1", lambda: None)


def shown_map(qtbot: QtBot, about: Context | None = None, size: tuple[int, int] = (1100, 700),
              snapshot: Snapshot | None = None) -> Iterator[MapPanel]:
    """A map on the synthetic city, or on another snapshot; its workers are ended after the test."""
    made = MapPanel(about or context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(*size)
    made.show()
    made.on_clock(city.NOW)
    made.on_snapshot(city.snapshot() if snapshot is None else snapshot, Changes(reset=True))
    made.map.grab()
    yield made
    made.map.base.close()


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
