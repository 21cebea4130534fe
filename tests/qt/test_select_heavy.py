"""Selecting in layers that raster workers paint, and in layers that show a part of their data only: what is seen is what
is selected and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
import synthetic_city as city
from map_stage import context, screen_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tool_stage import KEY, click, drag, idle, press, selected

from command_center.config import check_configuration
from command_center.domain.drawings import Drawn
from command_center.state.snapshot import Changes
from widgets.map.heavy import layers
from widgets.map.panel import MapPanel
from widgets.map.tools.bench import bench_of

COUNT = 9_000
SPREAD = 0.004  # degrees on each side of the middle
LAYER = {"kind": "points", "key": "wells", "data": "features:wells", "style": {"symbol": "dot", "colour": "data", "size": 5}}


def wells() -> tuple[np.ndarray, dict[str, Any]]:
    places = np.array((city.LON, city.LAT)) + np.random.default_rng(5).uniform(-SPREAD, SPREAD, (COUNT, 2))
    return places, {f"w{row}": city.feature(f"w{row}", shapely.Point(*place), part=row % 3)
                    for row, place in enumerate(places.tolist())}


def panel_with(qtbot: QtBot, layer: dict[str, Any], drawings: dict[str, Drawn]) -> Iterator[MapPanel]:
    shared = context()
    shared.configuration = check_configuration(
        {"city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 4.0}, "map": {"layer": [layer]}}, None)
    made = MapPanel(shared)
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(1300, 800)
    made.show()
    made.on_clock(city.NOW)
    state = replace(city.snapshot(city.features() | {"wells": wells()[1]}), drawings=drawings)
    made.on_snapshot(state, Changes(reset=True))
    made.map.grab()
    yield made
    made.map.use(None)
    qtbot.waitUntil(lambda: not bench_of(made.context).is_busy, timeout=20_000)
    made.map.base.close()


@pytest.fixture
def panel(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[MapPanel]:
    monkeypatch.setattr(layers, "POINTS", COUNT)
    block = shapely.box(city.LON + 0.001, city.LAT + 0.001, city.LON + 0.002, city.LAT + 0.002)
    drawn = {"d1": Drawn(drawing="d1", kind="polygon", geometry=shapely.to_wkb(block), ver=1, placed_utc=city.NOW)}
    yield from panel_with(qtbot, LAYER | getattr(request, "param", {}), drawn)


def box_of(panel: MapPanel, west: float, south: float, east: float, north: float) -> tuple[tuple[int, int], tuple[int, int]]:
    return screen_of(panel, city.LON + west, city.LAT + north), screen_of(panel, city.LON + east, city.LAT + south)


def within(panel: MapPanel, first: tuple[int, int], last: tuple[int, int]) -> int:
    (west, north), (east, south) = (panel.map.viewpoint.lonlat(*corner) for corner in (first, last))
    x, y = wells()[0].T
    return int(((x >= west) & (x <= east) & (y >= south) & (y <= north)).sum())


def test_a_rectangle_counts_what_workers_paint(qtbot: QtBot, panel: MapPanel) -> None:
    entry = panel.map.stack.entry("wells")
    qtbot.waitUntil(lambda: (panel.map.grab(), panel.map.base.heavy.has(entry))[1], timeout=20_000)
    panel.tool_bar.use("select_rectangle")
    first, last = box_of(panel, -0.002, -0.002, 0.002, 0.002)
    drag(qtbot, panel, first, (last[0] - 9, last[1] - 9), last)
    idle(qtbot, panel)
    assert selected(panel)["wells"] == within(panel, first, last) > 1000
    assert selected(panel)["drawing"] == 1
    entry.visible = False
    drag(qtbot, panel, first, (last[0] - 9, last[1] - 9), last)
    idle(qtbot, panel)
    assert "wells" not in selected(panel), "a layer that is off is not selected"


def test_a_circle_and_a_lasso_count_alike(qtbot: QtBot, panel: MapPanel) -> None:
    x, y = screen_of(panel, city.LON, city.LAT)
    panel.tool_bar.use("select_circle")
    drag(qtbot, panel, (x, y), (x + 20, y), (x + 60, y))
    idle(qtbot, panel)
    metres = panel.map.viewpoint.metres_per_pixel * np.cos(np.radians(city.LAT)) * 60
    expected = COUNT * np.pi * metres ** 2 / ((2 * SPREAD * 111_000) ** 2 * np.cos(np.radians(city.LAT)))
    assert selected(panel)["wells"] == pytest.approx(expected, rel=0.15)
    panel.tool_bar.use("select_lasso")
    corners = [(x - 60, y - 60), (x + 60, y - 60), (x + 60, y + 60), (x - 60, y + 60)]
    for corner in corners:
        click(qtbot, panel, *corner)
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    assert selected(panel)["wells"] == pytest.approx(within(panel, corners[0], corners[2]), abs=2)


def test_a_corridor_counts_them(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_corridor")
    press(qtbot, panel, "t")
    for step in (-80, 80):
        x, y = screen_of(panel, city.LON, city.LAT)
        click(qtbot, panel, x + step, y)
    press(qtbot, panel, KEY.Key_Return)
    idle(qtbot, panel)
    assert selected(panel)["wells"] > 200


@pytest.mark.parametrize("panel", [{"filter": "part == 1"}], indirect=True)
def test_what_a_filter_leaves_out_is_not_selected(qtbot: QtBot, panel: MapPanel) -> None:
    panel.tool_bar.use("select_rectangle")
    first, last = box_of(panel, -0.0045, -0.0045, 0.0045, 0.0045)
    drag(qtbot, panel, first, (last[0] - 9, last[1] - 9), last, keys=Qt.KeyboardModifier.NoModifier)
    idle(qtbot, panel)
    assert selected(panel)["wells"] == COUNT // 3
