"""How far one gets: outlines of a field, and rings over a grid of streets."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import synthetic_city as city

from command_center.dispatch.contour import outlines
from command_center.dispatch.isochrones import ASIDE_M, isochrones, reach_seconds
from command_center.domain.roads import build


def area(rings: list[np.ndarray]) -> float:
    """Signed: holes run the other way."""
    return sum(float((ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1]).sum()) / 2 for ring in rings)


def test_the_outline_of_a_disc_and_of_its_hole() -> None:
    y, x = np.mgrid[0:60, 0:80]
    away = np.hypot(x - 40, y - 30)
    rings = outlines(np.minimum(20 - away, away - 8))
    assert len(rings) == 2
    assert abs(area(rings)) == pytest.approx(np.pi * (20**2 - 8**2), rel=0.01)
    assert all(shapely.Polygon(ring).is_valid for ring in rings)


def test_what_touches_the_edge_is_closed_there() -> None:
    assert [len(ring) for ring in outlines(np.ones((3, 4)))] == [14]
    assert outlines(-np.ones((3, 4))) == [] and outlines(np.empty((0, 0))) == []


def test_saddles_leave_no_loose_end() -> None:
    field = np.random.default_rng(5).normal(size=(40, 40))
    rings = outlines(field)
    assert sum(len(ring) for ring in rings) > 1000
    inside = np.zeros((40, 40), bool)
    for ring in rings:
        y, x = np.mgrid[0:40, 0:40]
        inside ^= shapely.contains_xy(shapely.Polygon(ring), x.ravel(), y.ravel()).reshape(40, 40)
    assert (inside == (field > 0)).all()


def test_rings_grow_with_time_and_hold_the_place() -> None:
    graph = build(city.streets())
    place = np.array([[city.LON, city.LAT]])
    small, large = isochrones(graph, place, (60.0, 180.0))
    shapes = [shapely.Polygon(max(rings, key=len)) for rings in (small, large)]
    assert shapes[0].contains(shapely.Point(*place[0])) and shapes[1].area > 2 * shapes[0].area
    assert shapes[1].buffer(1e-5).contains(shapes[0])


def test_rings_agree_with_the_times_of_the_nodes() -> None:
    graph = build(city.streets())
    place = np.array([[city.LON + 0.002, city.LAT + 0.001]])
    seconds = reach_seconds(graph, place)
    (rings,) = isochrones(graph, place, (150.0,))
    inside = np.zeros(graph.node_count, bool)
    for ring in rings:
        inside ^= shapely.contains_xy(shapely.Polygon(ring), *graph.node_lonlat.T)
    assert inside[seconds < 140].all(), "what is reached lies inside"
    beside_s = ASIDE_M / (15 / 3.6)
    assert not inside[seconds > 150 + beside_s + 60].any()


def test_no_roads_no_rings() -> None:
    assert isochrones(build({}), np.array([[115.0, 30.0]]), (60.0,)) == [[]]
    assert isochrones(build(city.streets()), np.array([[10.0, 50.0]]), (60.0, 90.0)) == [[], []]
