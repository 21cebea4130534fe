"""A map with configured layers, as the tests of its list, styles, legend and views need it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import synthetic_city as city
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from command_center.config import Configuration, check_configuration
from command_center.state.snapshot import Changes
from widgets.context import Context
from widgets.map.layer_controls import LayerControls
from widgets.map.panel import MapPanel

MAP: dict[str, Any] = {
    "group": [{"key": "g", "title": "专题", "title_en": "Themes"}],
    "layer": [
        {"kind": "lines", "key": "ways", "title": "道路分级", "title_en": "Classes of roads", "data": "features:roads",
         "group": "g", "style": {"by": "class", "classes": [{"value": "trunk", "colour": "hi", "width": 4}]}},
        {"kind": "clusters", "key": "houses", "title_en": "Houses", "data": "features:buildings", "group": "g",
         "style": {"cell": 300}},
        {"kind": "isochrones", "key": "reach", "title_en": "Reach", "data": "features:fire_stations", "visible": False,
         "style": {"minutes": [1, 2]}}],
    "view": [{"key": "plain", "title": "简图", "title_en": "Plain", "hide": ["g"], "opacity": {"basemap": 0.5},
              "centre": [115.03, 30.22], "metres_per_pixel": 3.0}],
}


def context(language: str = "en", profile: str = "desk") -> Context:
    configuration: Configuration = check_configuration(
        {"map": MAP, "packs": [], "city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 4.0}}, None)
    return Context(configuration, {}, language, profile, 1.0, "officer", "desk-1", lambda: None)


def shown_panel(qtbot: QtBot) -> Iterator[MapPanel]:
    """For a fixture to yield from."""
    made = MapPanel(context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(1100, 780)
    made.show()
    made.on_snapshot(city.snapshot(), Changes(reset=True))
    made.on_clock(city.NOW)
    yield made
    made.map.base.close()


def controls(panel: MapPanel) -> LayerControls:
    assert panel.layers is not None
    panel.map.grab()
    panel.layers.look()
    return panel.layers


def row_of(made: LayerControls, key: str) -> int:
    return next(at for at, row in enumerate(made.list.rows()) if row.key[1] == key)


def middle(made: LayerControls, key: str, x: float) -> QPoint:
    return QPoint(round(x), round(made.list._box(row_of(made, key)).center().y()))


def go_to(qtbot: QtBot, made: LayerControls, key: str) -> None:
    made.list.setFocus()
    qtbot.keyClick(made.list, Qt.Key.Key_Home)
    for _ in range(row_of(made, key)):
        qtbot.keyClick(made.list, Qt.Key.Key_Down)


def drag(widget: Any, x: int, y: int) -> None:
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(x, y), widget.mapToGlobal(QPointF(x, y)), Qt.MouseButton.NoButton,
                        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
