"""The drawing tools' pointer stands on what configured layers show, and on nothing that they hide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import shapely
import synthetic_city as city
from pytestqt.qtbot import QtBot

from command_center.config import check_configuration
from command_center.state.snapshot import Changes
from widgets.context import Context
from widgets.map.panel import MapPanel
from widgets.map.tools.base import Pointer
from widgets.map.tools.draw_snap import Snap

PIPE = (city.LON - 0.0013, city.LAT - 0.0007), (city.LON + 0.0017, city.LAT - 0.0007)
MAP: dict[str, Any] = {
    "layer": [{"kind": "pipes", "key": "sewers", "title": "污水", "data": "features:sewers", "filter": "kind = 'sewer'"},
              {"kind": "polygons", "key": "plots", "title": "地块", "data": "features:plots", "visible": False}]}


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    configuration = check_configuration(
        {"map": MAP, "packs": [], "city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 1.0}}, None)
    made = MapPanel(Context(configuration, {}, "en", "desk", 1.0, "officer", "desk-1", lambda: None))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(900, 600)
    made.show()
    plot = shapely.box(city.LON - 0.0012, city.LAT + 0.0006, city.LON - 0.0005, city.LAT + 0.0011)
    snapshot = replace(city.snapshot({
        "sewers": {"a": city.feature("a", shapely.LineString(PIPE), kind="sewer"),
                   "b": city.feature("b", shapely.LineString([(x, y + 0.002) for x, y in PIPE]), kind="rain")},
        "plots": {"p": city.feature("p", plot)}}), incidents={}, cameras={}, warnings={}, alarms={})
    made.on_snapshot(snapshot, Changes(reset=True))
    made.on_clock(city.NOW)
    made.map.grab()
    yield made
    made.map.base.close()


def place_at(panel: MapPanel, snap: Snap, qtbot: QtBot, lon: float, lat: float, dy: float) -> tuple[float, float] | None:
    """Where the pointer ends that is dy pixels below a place."""
    x, y = panel.map.viewpoint.pixel(lon, lat)
    event = Pointer(x, y + dy, *panel.map.viewpoint.lonlat(x, y + dy))
    snap.pointer(panel.map, event)
    qtbot.waitUntil(lambda: snap.is_settled)
    found = snap.pointer(panel.map, event)
    return (found.lon, found.lat) if snap.place is not None else None


def test_edges_of_shown_layers_count_and_those_of_others_do_not(panel: MapPanel, qtbot: QtBot) -> None:
    snap = Snap()
    middle = city.LON + 0.0006  # an arrow stands half-way
    found = place_at(panel, snap, qtbot, middle, PIPE[0][1], 5)
    assert found is not None and found[1] == pytest.approx(PIPE[0][1], abs=1e-9) and snap.on_edge
    assert place_at(panel, snap, qtbot, *PIPE[1], 4) == pytest.approx(PIPE[1], abs=1e-9) and not snap.on_edge
    assert place_at(panel, snap, qtbot, middle, PIPE[0][1] + 0.002, 5) is None, "the filter leaves it out"
    corner = (city.LON - 0.0005, city.LAT + 0.0011)
    assert place_at(panel, snap, qtbot, *corner, 4) is None, "the plots are switched off"
    plots = panel.map.stack.entry("plots")
    assert plots is not None
    plots.visible = True
    panel.map.grab()
    qtbot.wait(600)  # what is shown is looked at again
    assert place_at(panel, snap, qtbot, *corner, 4) == pytest.approx(corner, abs=1e-9)
    snap.close()
