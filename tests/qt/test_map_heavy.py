"""Heavy layers: drawn by raster workers, and the same to the eye and to the pointer as if the screen painted them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import synthetic_city as city
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from command_center.config import City, Configuration
from command_center.state.snapshot import Changes
from layers.base import Layer, View, mercator
from layers.drawing import Areas, AreaStyle, Drawing, Lines, LineStyle, Points, Symbol
from layers.stack import Entry
from widgets.context import Context
from widgets.map.heavy import columns, layers
from widgets.map.panel import MapPanel

COUNT = 9000


class Full(Layer):
    key, kind = "full", "point"

    def __init__(self) -> None:
        random = np.random.default_rng(3)
        xy = mercator(np.array((city.LON, city.LAT)) + random.uniform(-0.02, 0.02, (COUNT, 2)))
        way = mercator(np.array((city.LON, city.LAT)) + random.uniform(-0.01, 0.01, (40, 2)))
        ring = mercator(np.array((city.LON, city.LAT)) + np.array(((0, 0), (4, 0), (4, 3), (0, 3), (0, 0))) * 1e-3)
        self.drawing = Drawing(
            points=Points([f"p{n}" for n in range(COUNT)], xy, (Symbol("dot", "data", 6), Symbol("arrow", "hi", 12)),
                          np.arange(COUNT) % 2, random.uniform(0, 360, COUNT)),
            lines=Lines(["a", "b"], way, np.array((0, 25, 40)), (LineStyle("data", 3.0, casing="void"),), np.zeros(2, np.intp)),
            areas=Areas(["c"], ring, np.array((0, 5)), np.zeros(1, np.intp), (AreaStyle("red"),), np.zeros(1, np.intp)))

    def draw(self, snapshot: Any, view: View) -> Drawing:
        return self.drawing


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    configuration = Configuration(city=City(centre=(city.LON, city.LAT), metres_per_pixel=4.0))
    made = MapPanel(Context(configuration, {}, "zh_CN", "desk", 1.0, "officer", "desk-1", lambda: None))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(700, 500)
    made.show()
    made.map.stack.entries = [entry for entry in made.map.stack.entries if entry.layer.key == "basemap"]
    made.map.stack.entries.append(Entry(Full()))
    made.on_snapshot(city.snapshot(), Changes(reset=True))
    yield made
    made.map.base.close()


def settled(qtbot: QtBot, panel: MapPanel) -> np.ndarray:
    panel.map.update()
    qtbot.waitUntil(lambda: panel.map.base.tiles.version > 0 and panel.is_settled(), timeout=60_000)
    image = panel.map.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(500, 700, 4)[:, :, :3].astype(int)


def test_tiles_of_a_heavy_layer_are_what_the_screen_would_paint(qtbot: QtBot, panel: MapPanel,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    direct = settled(qtbot, panel)
    assert not panel.map.base.heavy.has(panel.map.stack.entries[-1])
    monkeypatch.setattr(layers, "POINTS", COUNT)
    panel.map.go(panel.map.viewpoint.moved(60, 40))
    settled(qtbot, panel)
    panel.map.go(panel.map.viewpoint.moved(-60, -40))
    tiled = settled(qtbot, panel)
    assert panel.map.base.heavy.has(panel.map.stack.entries[-1])
    apart = np.abs(tiled - direct).max(axis=2)
    assert apart.max() <= 3, "what is half transparent rounds once more where it goes through a tile"


def test_a_killed_worker_is_told_the_columns_again(qtbot: QtBot, panel: MapPanel,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "POINTS", COUNT)
    before = settled(qtbot, panel)
    pool = panel.map.base.pool
    pids = set(pool.pids())
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(pool.pids()) == 2 and not pids & set(pool.pids()), timeout=30_000)
    panel.map.zoom(1)
    settled(qtbot, panel)
    panel.map.zoom(-1)
    panel.map.base.heavy._layers["full"].pictures.clear()
    assert (np.abs(settled(qtbot, panel) - before) <= 3).all()


def test_what_lies_under_the_pointer_is_found(qtbot: QtBot, panel: MapPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "POINTS", COUNT)
    settled(qtbot, panel)
    points = panel.map.stack.entries[-1].drawing.points
    screen = panel.map.viewpoint.to_screen(points.xy)
    inside = np.flatnonzero((screen > 20).all(axis=1) & (screen[:, 0] < 680) & (screen[:, 1] < 400))[:30]
    found = [panel.map.pointing.under(*screen[row].tolist())[1] for row in inside]
    near = [np.abs(screen[int(name[1:])] - screen[row]).max() for name, row in zip(found, inside, strict=True)]
    assert max(near) <= 1.5


def test_columns_come_back_from_their_file_as_they_were() -> None:
    value, cells = columns.held(Full().drawing)
    file = columns.File()
    file.write(value)
    back = columns.read(file.path)
    file.close()
    assert cells is not None and back.cells is not None
    assert (back.drawing.points.xy == Full().drawing.points.xy[cells.order]).all()
    assert (back.drawing.lines.offset == (0, 25, 40)).all() and back.drawing.areas.styles == (AreaStyle("red"),)
    rows, places = back.cells.within(*places_box(back.drawing.points.xy))
    assert len(rows) == COUNT and (places == back.drawing.points.xy).all()


def places_box(xy: np.ndarray) -> tuple[float, float, float, float]:
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    return float(west), float(south), float(east), float(north)
