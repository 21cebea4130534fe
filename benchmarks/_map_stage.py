"""What the map's benchmarks share: a city of 60,000 road pieces, the map on it, and Qt's own scene beside it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsEllipseItem,
    QGraphicsLineItem,
    QGraphicsScene,
    QGraphicsView,
)

from benchmarks._load import LAT, LON
from command_center.config import City, Configuration
from command_center.domain.events.telemetry import SubjectKey
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import TRAIL_LENGTH, PositionTable

SIZE = (1920, 1080)


def application() -> QApplication:
    """The application, with the font of the screen."""
    from widgets.fonts import load_fonts

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    return app


def vehicles(count: int) -> PositionTable:
    """Positions all over that city."""
    random = np.random.default_rng(7)
    keys = [SubjectKey(f"bus/{n}", "bus", f"{n}") for n in range(count)]
    lonlat = np.array((LON, LAT)) + random.uniform(-0.08, 0.08, (count, 2))
    zeros = np.zeros(count, np.int64)
    return PositionTable(count, keys, {key.subject: n for n, key in enumerate(keys)}, lonlat,
                         random.uniform(0, 360, count).astype(np.float32), np.full(count, 8, np.float32), zeros, zeros,
                         np.zeros(count, bool), np.full((count, TRAIL_LENGTH, 2), np.nan, np.float32))


def map_panel(metres_per_pixel: float, size: tuple[int, int] = SIZE, centre: tuple[float, float] = (LON, LAT)) -> object:
    """Our map, shown, empty."""
    from widgets.context import Context
    from widgets.map.panel import MapPanel

    configuration = Configuration(city=City(centre=centre, metres_per_pixel=metres_per_pixel))
    panel = MapPanel(Context(configuration, {}, "zh_CN", "desk", 1.0, "bench", "bench", lambda: None))  # type: ignore[arg-type,return-value]
    panel.resize(*size)
    panel.show()
    return panel


def settle(app: QApplication, done: Callable[[], bool], limit_s: float = 60.0) -> None:
    """Let Qt work until something is so."""
    until = time.monotonic() + limit_s
    while not done() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.002)


class GraphicsMap:
    """What one writes first: QGraphicsScene with an item a road piece and an item a vehicle."""

    def __init__(self, snapshot: Snapshot, metres_per_pixel: float) -> None:
        self.scene = QGraphicsScene()
        self.scale = 111_320.0 / metres_per_pixel
        pen = QPen(QColor("#2D343B"), 1)
        pen.setCosmetic(True)
        for feature in snapshot.features.get("roads", {}).values():
            (x1, y1), (x2, y2) = np.frombuffer(feature.geometry[9:], "<f8").reshape(2, 2)
            item = QGraphicsLineItem((x1 - LON) * self.scale, (LAT - y1) * self.scale, (x2 - LON) * self.scale,
                                     (LAT - y2) * self.scale)
            item.setPen(pen)
            self.scene.addItem(item)
        self.items: dict[str, QGraphicsEllipseItem] = {}
        self.view = QGraphicsView(self.scene)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.resize(*SIZE)
        self.take(snapshot, Changes(reset=True))
        self.view.centerOn(0, 0)
        self.view.show()

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """Move the items that changed."""
        table = snapshot.positions
        names = list(table.index)[:table.count] if changes.reset else changes.ids.get("positions", ())
        for name in names:
            lon, lat = table.lonlat[table.index[name]].tolist()
            item = self.items.get(name)
            if item is None:
                item = self.items[name] = QGraphicsEllipseItem(-4, -4, 8, 8)
                item.setBrush(QColor("#A9B4BE"))
                self.scene.addItem(item)
            item.setPos(QPointF((lon - LON) * self.scale, (LAT - lat) * self.scale))
