"""Whose data the map shows is said on it, and what its sources left out is said in its list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shapely
import synthetic_city as city
from map_stage import context
from pytestqt.qtbot import QtBot

from command_center.domain.features import Feature
from command_center.domain.sources import Source
from command_center.state.snapshot import Changes, Snapshot
from layers.base import Trouble
from widgets.map.panel import MapPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    made = MapPanel(context("en"))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(900, 600)
    made.show()
    yield made
    made.map.base.close()


def snapshot(attribution: str = "", left_out: dict[str, dict[str, int]] | None = None) -> Snapshot:
    properties = {"class": "primary"} | ({"attribution": attribution} if attribution else {})
    road = Feature("way/1", shapely.LineString([(city.LON, city.LAT), (city.LON + 0.01, city.LAT)]).wkb, properties)
    source = Source(source="osm", state="live", since_utc=0, left_out=left_out or {},
                    mended={"roads": {"date_line": 1}} if left_out else {})
    return Snapshot(seq=1, at_utc=city.NOW, features={"roads": {road.feature: road}}, sources={"osm": source})


def test_the_line_comes_and_goes_with_the_data(panel: MapPanel) -> None:
    line = panel.attribution
    panel.on_snapshot(snapshot(), Changes(reset=True))
    assert not line.isVisible()
    panel.on_snapshot(snapshot("© OpenStreetMap"), Changes(reset=True))
    assert line.isVisible() and line.accessibleName() == "© OpenStreetMap"
    assert panel.rect().contains(line.geometry())
    panel.resize(140, 300)
    assert line.width() <= 140
    panel.on_snapshot(snapshot(), Changes(reset=True))
    assert not line.isVisible()


def test_layers_say_what_their_sources_left_out(panel: MapPanel) -> None:
    told = snapshot(left_out={"roads": {"bad_geometry": 2, "swapped_axes": 5}, "pipes": {"no_geometry": 3}})
    base, others = (panel.map.stack.entry(key).layer.status(told).trouble for key in ("basemap", "others"))
    assert base == (Trouble("layer.left_out", {"count": 5, "reason": "swapped_axes"}),
                    Trouble("layer.left_out", {"count": 2, "reason": "bad_geometry"}),
                    Trouble("layer.mended", {"count": 1, "reason": "date_line"}))
    assert others == (Trouble("layer.left_out", {"count": 3, "reason": "no_geometry"}),)
