"""The plane of the map against PROJ, and what is told to layers and painters of it."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.config import MapSection
from command_center.domain.geo import to_mercator
from layers.drawing import NOTHING, Cones, Drawing, Points, Symbol
from layers.projection import MERCATOR, projected, projection_of

ZONES = range(4513, 4555)


@pytest.mark.parametrize("code", ZONES)
def test_every_zone_agrees_with_proj_to_a_millimetre_and_back(code):
    from pyproj import Transformer

    plane = projection_of(f"EPSG:{code}")
    proj = Transformer.from_crs("EPSG:4326", f"EPSG:{code}", always_xy=True)
    draw = np.random.default_rng(code)
    lon, lat = plane.meridian + draw.uniform(-6, 6, 500), draw.uniform(2, 55, 500)
    x, y = proj.transform(lon, lat)
    own_x, own_y = plane.forward(lon, lat)
    assert np.abs(own_x - x).max() < 1e-3 and np.abs(own_y - y).max() < 1e-3
    there_lon, there_lat = plane.inverse(own_x, own_y)
    assert np.abs(there_lon - lon).max() < 1e-9 and np.abs(there_lat - lat).max() < 1e-9


def test_through_mercator_and_straight_are_the_same():
    plane = projection_of("EPSG:4548")
    lon, lat = np.linspace(110, 124, 30_000), np.linspace(15, 45, 30_000)
    mercator = np.column_stack(to_mercator(lon, lat))
    straight = np.column_stack(plane.forward(lon, lat))
    assert np.abs(plane.from_mercator(mercator) - straight).max() < 1e-6
    assert np.abs(plane.to_mercator(straight) - mercator).max() < 1e-6


def test_what_is_far_away_stays_finite_and_what_is_no_place_stays_none():
    plane = projection_of("EPSG:4548")
    x, y = plane.forward([-60.0, 300.0, -180.0, 180.0, 117.0], [90.0, -90.0, 0.0, 10.0, 30.0])
    assert np.isfinite(x).all() and np.isfinite(y).all()
    assert np.isnan(plane.from_mercator(np.array([[np.nan, 1.0]]))[0, 0])
    assert plane.from_mercator(np.empty((0, 2))).shape == (0, 2)
    lon, lat = plane.inverse(np.array([-9e6, 9e6]), np.array([0.0, 1e7]))
    assert np.isfinite(lon).all() and np.isfinite(lat).all()


def test_a_metre_on_the_ground():
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    for crs, allowed in (("EPSG:4548", 1e-6), ("EPSG:3857", 5e-3)):
        plane = projection_of(crs, 30.0)
        x, y = (float(part) for part in plane.forward(118.2, 30.0))
        lon, lat = plane.inverse(np.array([x - 50, x + 50]), np.array([y, y]))
        assert geod.inv(lon[0], lat[0], lon[1], lat[1])[2] == pytest.approx(100 * plane.ground_m(x, y), rel=allowed)
        mercator = plane.to_mercator(np.array([(x - 50, y), (x + 50, y)]))
        assert np.hypot(*(mercator[1] - mercator[0])) / 100 == pytest.approx(plane.mercator_m, rel=3e-3)


def test_a_drawing_is_projected_once_and_in_place_of_nothing_stays_nothing():
    plane = projection_of("EPSG:4547", 30.0)
    xy = np.column_stack(to_mercator([114.3, 114.4], [30.5, 30.6]))
    drawing = Drawing(points=Points(["a", "b"], xy, (Symbol(),), np.zeros(2, np.intp)),
                      cones=Cones(["c"], xy[:1], np.zeros(1), np.full(1, 60.0), np.full(1, 100.0), np.zeros(1, bool)))
    found = projected(drawing, plane)
    assert found.points.ids is drawing.points.ids
    assert np.allclose(found.points.xy, np.column_stack(plane.forward([114.3, 114.4], [30.5, 30.6])), atol=1e-6)
    assert found.cones.reach[0] == pytest.approx(100.0 / plane.mercator_m)
    assert projected(drawing, MERCATOR) is drawing
    assert projected(NOTHING, plane) is NOTHING


@pytest.mark.parametrize("text", ["EPSG:4326", "4512", "epsg:4555", "gcj02", "", "EPSG:32650", "EPSG:¹²³"])
def test_other_planes_are_refused_with_what_may_be_written(text):
    with pytest.raises(ValueError, match="EPSG:3857"):
        projection_of(text)
    with pytest.raises(ValueError, match="EPSG:3857"):
        MapSection(crs=text)


@pytest.mark.parametrize("text", ["EPSG:3857", "epsg:4547", "4547", "EPSG:4513"])
def test_planes_may_be_written_as_people_write_them(text):
    section = MapSection(crs=text)
    assert projection_of(section.crs).crs == section.crs.lower()
