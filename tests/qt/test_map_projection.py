"""One city in two planes: pointing, hovering, measuring and painting agree in EPSG:3857 and in the CGCS2000 zone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
import synthetic_city as city
from map_stage import screen_of, shown_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from command_center.config import City, Configuration, MapSection
from command_center.domain.geo import from_mercator
from layers.basemap import BaseClass
from layers.basemap_model import BaseModel
from layers.basemap_rows import BaseRow
from layers.projection import projection_of
from layers.spatial.geodesy import length_m
from widgets.context import Context
from widgets.map.furniture import nice_length
from widgets.map.panel import MapPanel
from widgets.map.tile_painter import TilePainter
from widgets.theme import theme

PLANES = ("EPSG:3857", "EPSG:4547", "EPSG:4526")
MOVED = [pytest.param(crs, id=crs[5:]) for crs in PLANES]


@pytest.fixture
def panel(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MapPanel]:
    configuration = Configuration(city=City(centre=(city.LON, city.LAT), metres_per_pixel=4.0),
                                  map=MapSection(crs=request.param))
    yield from shown_map(qtbot, Context(configuration, {}, "zh_CN", "desk", 1.0, "officer", "desk-1", lambda: None))


@pytest.mark.parametrize("panel", MOVED, indirect=True)
def test_a_click_on_a_place_finds_what_lies_there(panel: MapPanel, qtbot: QtBot) -> None:
    snapshot = city.snapshot()
    for incident in list(snapshot.incidents.values())[:5]:
        panel.map.fit(incident.lon - 0.001, incident.lat - 0.001, incident.lon + 0.001, incident.lat + 0.001)
        panel.map.grab()
        x, y = screen_of(panel, incident.lon, incident.lat)
        assert panel.map.pointing.under(x, y) == ("incident", incident.incident)
        panel.map.pointing.hover(x, y)
        assert panel.map.pointing.hovered == ("incident", incident.incident)
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert (panel.context.selection.kind, panel.context.selection.id) == ("incident", incident.incident)
    panel.map.grab()


@pytest.mark.parametrize("panel", MOVED, indirect=True)
def test_identify_and_measure_say_the_same(panel: MapPanel, qtbot: QtBot) -> None:
    incident = city.snapshot().incidents["i4"]
    panel.tool_bar.use("identify")
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(*screen_of(panel, incident.lon, incident.lat)))
    assert (panel.context.selection.kind, panel.context.selection.id) == ("incident", "i4")
    view = panel.map.viewpoint
    ends = [view.lonlat(*view.pixel(city.LON + dx, city.LAT)) for dx in (-0.01, 0.01)]
    assert length_m(ends) == pytest.approx(1925.0, abs=1.5)


@pytest.mark.parametrize("panel", MOVED, indirect=True)
def test_the_scale_bar_is_as_long_as_it_says(panel: MapPanel) -> None:
    view = panel.map.viewpoint
    metres = nice_length(view.ground_scale * theme().px(140))
    bar = metres / view.ground_scale
    middle = view.height / 2
    ends = [view.lonlat(view.width / 2 + way * bar / 2, middle) for way in (-1, 1)]
    assert length_m(ends) == pytest.approx(metres, rel=4e-3)


@pytest.mark.parametrize("panel", MOVED, indirect=True)
def test_pixels_places_and_bounds_fit_together(panel: MapPanel) -> None:
    view = panel.map.viewpoint
    for px, py in ((0, 0), (view.width, 0), (333.5, 600.25)):
        assert view.pixel(*view.lonlat(px, py)) == pytest.approx((px, py), abs=1e-6)
    west, south, east, north = panel.map.view().bounds
    lon, lat = from_mercator(np.array([west, east]), np.array([south, north]))
    corners = np.array([view.lonlat(x, y) for x in (0, view.width) for y in (0, view.height)])
    assert (corners[:, 0] >= lon[0] - 1e-9).all() and (corners[:, 0] <= lon[1] + 1e-9).all()
    assert (corners[:, 1] >= lat[0] - 1e-9).all() and (corners[:, 1] <= lat[1] + 1e-9).all()
    moved = view.moved(37, -12)
    assert moved.pixel(*view.lonlat(100, 100)) == pytest.approx((63, 112), abs=1.0)
    saved = panel.map.save()
    panel.map.go(view.centred(116.0, 31.0))
    panel.map.restore(saved)
    assert panel.map.viewpoint.lonlat(0, 0) == pytest.approx(view.lonlat(0, 0), abs=1e-5)
    assert panel.map.viewpoint.projection.crs == view.projection.crs


@pytest.mark.parametrize("crs", MOVED)
def test_the_base_map_is_drawn_where_the_map_has_its_places(crs: str, qtbot: QtBot) -> None:
    plane = projection_of(crs, city.LAT)
    model = BaseModel(plane)
    pond = shapely.Point(city.LON, city.LAT).buffer(0.0004)
    model.put([BaseRow("water/1", int(BaseClass.WATER), shapely.to_wkb(pond))])
    model.build()
    x, y = (float(part) for part in plane.forward(city.LON, city.LAT))
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    TilePainter(model).paint(image, x - 128, -y - 128, 1.0)
    water = theme().colour("map.water")
    rows = [(at_x, at_y) for at_x in range(256) for at_y in range(256)
            if QColor(image.pixel(at_x, at_y)).rgb() == water.rgb()]
    assert np.mean(rows, axis=0) + 0.5 == pytest.approx((128, 128), abs=0.7)


@pytest.mark.parametrize("panel", MOVED[1:], indirect=True)
def test_a_map_in_a_zone_comes_to_rest(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: (panel.map.repaint() or panel.map.is_settled), timeout=30_000)
    panel.map.zoom(2)
    panel.map.repaint()
    qtbot.waitUntil(lambda: (panel.map.repaint() or panel.map.is_settled), timeout=30_000)
