"""What the map shows is, pixel for pixel, what would be painted at once: after a pan, after news, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import synthetic_city as city
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from command_center.config import City, Configuration
from command_center.domain.events.telemetry import SubjectKey
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import TRAIL_LENGTH, PositionTable
from layers.basemap_model import BaseModel
from widgets.context import Context
from widgets.map.base_feed import base_row
from widgets.map.panel import MapPanel
from widgets.map.tile_painter import TilePainter
from widgets.map.viewpoint import Viewpoint

VEHICLES = 6000


def vehicles(seed: int) -> PositionTable:
    random = np.random.default_rng(seed)
    keys = [SubjectKey(f"bus/{n}", "bus", f"{n}") for n in range(VEHICLES)]
    zeros = np.zeros(VEHICLES, np.int64)
    return PositionTable(VEHICLES, keys, {key.subject: n for n, key in enumerate(keys)},
                         np.array((city.LON, city.LAT)) + random.uniform(-0.03, 0.03, (VEHICLES, 2)),
                         random.uniform(0, 360, VEHICLES).astype(np.float32), np.full(VEHICLES, 8, np.float32), zeros,
                         zeros, np.zeros(VEHICLES, bool), np.full((VEHICLES, TRAIL_LENGTH, 2), np.nan, np.float32))


def crowded(seed: int = 1) -> Snapshot:
    return replace(city.snapshot(), positions=vehicles(seed))


@pytest.fixture
def panels(qtbot: QtBot) -> Iterator[list[MapPanel]]:
    """Two maps of the same city."""
    made = []
    for _ in range(2):
        configuration = Configuration(city=City(centre=(city.LON, city.LAT), metres_per_pixel=4.0))
        panel = MapPanel(Context(configuration, {}, "zh_CN", "desk", 1.0, "officer", "desk-1", lambda: None))
        qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
        panel.resize(700, 500)
        panel.show()
        panel.on_clock(city.NOW)
        panel.hold(True)
        made.append(panel)
    yield made
    for panel in made:
        panel.map.base.close()


def settled(qtbot: QtBot, panel: MapPanel) -> np.ndarray:
    # The way of the unit that is under way is found by a worker, in its own time.
    qtbot.waitUntil(lambda: bool(panel.map.base.ways.paths) and panel.is_settled(), timeout=60_000)
    return pixels(panel.map.grab().toImage())


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()


def same(a: np.ndarray, b: np.ndarray) -> None:
    apart = np.abs(a.astype(int) - b).max(axis=2)
    # Letters of a variable font are outlined a hair differently from one time to the next; nothing else may differ.
    assert apart.max() <= 4 and np.count_nonzero(apart) < 600


def wander(qtbot: QtBot, panel: MapPanel, steps: list[tuple[int, int]]) -> None:
    for dx, dy in steps:
        panel.map.go(panel.map.viewpoint.moved(dx, dy))
        panel.map.repaint()
        qtbot.wait(1)


def test_after_a_pan_every_pixel_is_as_if_painted_at_once(qtbot: QtBot, panels: list[MapPanel]) -> None:
    walked, fresh = panels
    walked.on_snapshot(crowded(), Changes(reset=True))
    settled(qtbot, walked)
    wander(qtbot, walked, [(12, 0)] * 20 + [(-7, 31)] * 12 + [(0, -5), (1, 1), (-3, -200), (450, 0), (-13, 2)] * 3)
    fresh.map.go(walked.map.viewpoint)
    fresh.on_snapshot(crowded(), Changes(reset=True))
    fresh.map.go(walked.map.viewpoint)
    same(settled(qtbot, walked), settled(qtbot, fresh))


def test_news_during_a_pan_are_shown_at_its_end(qtbot: QtBot, panels: list[MapPanel]) -> None:
    walked, fresh = panels
    walked.on_snapshot(crowded(1), Changes(reset=True))
    settled(qtbot, walked)
    for seed in (2, 3, 4):
        wander(qtbot, walked, [(9, 4)] * 6)
        walked.on_snapshot(crowded(seed), Changes(ids={"positions": frozenset(("bus/0",))}))
    fresh.on_snapshot(crowded(4), Changes(reset=True))
    fresh.map.go(walked.map.viewpoint)
    same(settled(qtbot, walked), settled(qtbot, fresh))


def test_after_a_zoom_every_pixel_is_as_if_painted_at_once(qtbot: QtBot, panels: list[MapPanel]) -> None:
    walked, fresh = panels
    walked.on_snapshot(crowded(), Changes(reset=True))
    settled(qtbot, walked)
    for _ in range(8):
        walked.map.zoom(0.25, (200, 100))
        walked.map.repaint()
        qtbot.wait(1)
    fresh.on_snapshot(crowded(), Changes(reset=True))
    settled(qtbot, walked)
    fresh.map.go(walked.map.viewpoint)
    assert walked.map.viewpoint.level == round(walked.map.viewpoint.level)
    same(settled(qtbot, walked), settled(qtbot, fresh))


@pytest.mark.parametrize("level", [22, 27, 32])
def test_tiles_are_the_direct_picture_of_the_base_map(level: int) -> None:
    model = BaseModel()
    for name, collection in city.snapshot().features.items():
        model.put([row for feature in collection.values() if (row := base_row(name, feature)) is not None])
    model.build()
    painter = TilePainter(model)
    view = replace(Viewpoint(level=float(level), width=900, height=700).centred(city.LON, city.LAT), level=float(level))
    mpp = view.metres_per_pixel
    whole = QImage(900, 700, QImage.Format.Format_RGB32)
    painter.paint(whole, view.left * mpp, view.top * mpp, mpp)
    direct = pixels(whole).astype(int)
    for x, y, width, height in ((0, 0, 300, 300), (300, 200, 512, 500)):
        part = QImage(width, height, QImage.Format.Format_RGB32)
        painter.paint(part, (view.left + x) * mpp, (view.top + y) * mpp, mpp)
        apart = np.abs(pixels(part).astype(int) - direct[y:y + height, x:x + width]).max(axis=2)
        assert apart.max() <= 2, "a pen's edge may round by a level or two where the clip differs"
