"""Lengths, areas and buffers against published geodesics and against pyproj's own ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from layers.spatial import geodesy

GEOD = Geod(ellps="WGS84")
LON, LAT = 115.03, 30.22
places = st.tuples(st.floats(73.0, 135.0), st.floats(-60.0, 60.0))


def test_published_geodesics() -> None:
    # GeographicLib's own example, New York to London; a degree of the equator; the quadrant of a meridian.
    assert geodesy.length_m([(-73.8, 40.6), (-0.5, 51.6)]) == pytest.approx(5_551_759.400, abs=0.001)
    assert geodesy.length_m([(0, 0), (1, 0)]) == pytest.approx(111_319.4908, abs=0.001)
    assert geodesy.length_m([(0, 0), (0, 90)]) == pytest.approx(10_001_965.729, abs=0.001)


def test_published_area() -> None:
    # One degree by one degree at the equator (GeographicLib's Planimeter).
    assert geodesy.area_m2(shapely.box(0, 0, 1, 1)) == pytest.approx(12_308_778_361.469, rel=1e-9)


def test_lines_of_no_and_of_one_place() -> None:
    assert geodesy.length_m([]) == 0.0 and geodesy.length_m([(1, 1)]) == 0.0
    assert len(geodesy.segments_m([(1, 1)])) == 0 and geodesy.perimeter_m([(1, 1)]) == 0.0
    assert len(geodesy.distances_m((0, 0), [])) == 0


@given(places, places, places)
@settings(max_examples=60, deadline=None)
def test_segments_are_the_geodesics_between(a, b, c) -> None:
    stretches = geodesy.segments_m([a, b, c])
    assert stretches == pytest.approx([GEOD.inv(*a, *b)[2], GEOD.inv(*b, *c)[2]], abs=1e-6)
    assert geodesy.perimeter_m([a, b, c]) == pytest.approx(stretches.sum() + GEOD.inv(*c, *a)[2], abs=1e-6)


@given(places, st.floats(1.0, 200_000.0))
@settings(max_examples=60, deadline=None)
def test_a_circle_lies_at_its_radius(place, radius) -> None:
    ring = geodesy.circle_ring(*place, radius)
    assert geodesy.distances_m(place, ring) == pytest.approx(np.full(len(ring), radius), rel=1e-9, abs=1e-4)


@given(places, st.floats(5.0, 20_000.0), st.floats(0.0, 360.0), st.floats(0.0, 30_000.0))
@settings(max_examples=60, deadline=None)
def test_a_buffer_of_a_line_is_as_wide_as_it_says(start, width, bearing, length) -> None:
    end = GEOD.fwd(*start, bearing, length)[:2]
    area = geodesy.buffer(shapely.LineString([start, end]), width)
    for share in (0.0, 0.37, 1.0):
        on = GEOD.fwd(*start, bearing, length * share)[:2]
        forward = GEOD.inv(*on, *GEOD.fwd(*start, bearing, length + 1000)[:2])[0]
        for side in (90, -90):
            assert area.contains(shapely.Point(GEOD.fwd(*on, forward + side, width * 0.998)[:2]))
            assert not area.contains(shapely.Point(GEOD.fwd(*on, forward + side, width * 1.003)[:2]))


def test_a_long_line_keeps_its_width() -> None:
    line = shapely.LineString([(100.0, 30.0), (108.0, 33.0)])
    area = geodesy.buffer(line, 5000)
    for lon, lat in geodesy.dense(np.asarray(line.coords))[3:-3]:
        bearing = GEOD.inv(lon, lat, 108.0, 33.0)[0]
        assert area.contains(shapely.Point(GEOD.fwd(lon, lat, bearing + 90, 4980)[:2]))
        assert not area.contains(shapely.Point(GEOD.fwd(lon, lat, bearing + 90, 5020)[:2]))


def test_areas_grow_and_shrink() -> None:
    block = shapely.box(LON, LAT, LON + 0.01, LAT + 0.01)
    sides = geodesy.perimeter_m(np.asarray(block.exterior.coords)[:-1])
    grown, shrunk = geodesy.buffer(block, 100), geodesy.buffer(block, -100)
    assert geodesy.area_m2(grown) == pytest.approx(geodesy.area_m2(block) + 100 * sides + math.pi * 100**2, rel=1e-3)
    assert geodesy.area_m2(shrunk) == pytest.approx(geodesy.area_m2(block) - 100 * sides + 4 * 100**2, rel=1e-3)
    assert geodesy.buffer(block, -5000).is_empty and geodesy.buffer(shapely.Polygon(), 100).is_empty
    assert geodesy.buffer(block, 0).equals(block)


def test_a_hole_stays_a_hole() -> None:
    ring = shapely.box(LON, LAT, LON + 0.04, LAT + 0.04).difference(shapely.box(LON + 0.01, LAT + 0.01, LON + 0.03,
                                                                               LAT + 0.03))
    assert not geodesy.buffer(ring, 200).contains(shapely.Point(LON + 0.02, LAT + 0.02))
    assert geodesy.area_m2(ring) == pytest.approx(0.75 * geodesy.area_m2(shapely.box(LON, LAT, LON + 0.04, LAT + 0.04)),
                                                  rel=1e-4)


def test_an_outline_that_crosses_itself_counts_by_the_even_odd_rule() -> None:
    bow = geodesy.polygon([(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01)])
    assert geodesy.area_m2(bow) == pytest.approx(geodesy.area_m2(shapely.box(0, 0, 0.01, 0.01)) / 2, rel=1e-6)


def test_a_circle_over_the_date_line_does_not_jump_round_the_world() -> None:
    ring = geodesy.circle_ring(179.99, 10.0, 5000)
    assert np.ptp(ring[:, 0]) < 0.2
    assert np.ptp(np.asarray(geodesy.buffer(shapely.LineString([(179.98, 10), (179.999, 10)]), 3000).exterior.coords)[:, 0]
                  ) < 0.2


def test_somebody_may_change_his_mind() -> None:
    with pytest.raises(geodesy.Cancelled):
        geodesy.buffer(shapely.LineString([(0, 0), (1, 1)]), 10, lambda: True)


def test_a_corridor_of_one_place_is_a_circle() -> None:
    area = geodesy.corridor([(LON, LAT)], 400)
    assert geodesy.area_m2(area) == pytest.approx(math.pi * 200**2, rel=1e-3)
    assert geodesy.corridor([], 400).is_empty
