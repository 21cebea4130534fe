"""What a pointer may snap to: edges in view, at the scale at which they are drawn, and the nearest spot on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
import synthetic_city as city
from msgspec import structs

from layers.spatial.geodesy import Cancelled
from layers.spatial.snapping import NO_EDGES, Edges, Spot, edges_within, spot_at
from layers.spatial.stocks import Stocks

HERE = (city.LON - 0.001, city.LAT - 0.011, city.LON + 0.0014, city.LAT - 0.0094)
SNAPSHOT = city.snapshot()


def has(edges: Edges, *places: tuple[float, float]) -> bool:
    corners = np.concatenate([edges.start, edges.end])
    return all(np.abs(corners - place).max(axis=1).min() < 1e-9 for place in places)


def test_edges_are_those_in_view_that_the_scale_shows() -> None:
    house = (city.LON, city.LAT - 0.01), (city.LON + 0.0005, city.LAT - 0.0096)
    close = edges_within(Stocks(), SNAPSHOT, HERE, 1.0)
    assert has(close, *house) and has(close, (city.LON, city.LAT - 0.012)), "a street that passes through, whole edges of it"
    assert not has(close, (city.LON + 0.005, city.LAT - 0.006)), "a house elsewhere"
    far = edges_within(Stocks(), SNAPSHOT, HERE, 20.0)
    assert not has(far, house[1]) and 0 < len(far.start) < len(close.start), "buildings are not drawn any more"
    assert len(edges_within(Stocks(), SNAPSHOT, (0.0, 0.0, 1.0, 1.0), 1.0).start) == 0


def test_rings_lines_and_parts_are_not_joined() -> None:
    shape = shapely.GeometryCollection([
        shapely.MultiPolygon([shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (8, 1), (8, 4)]]), shapely.box(20, 0, 21, 1)]),
        shapely.LineString([(30, 0), (31, 0), (32, 5)]), shapely.Point(40, 0)])
    snapshot = replace(SNAPSHOT, features={"water": {"w": city.feature("w", shape)}})
    edges = edges_within(Stocks(), snapshot, (-1.0, -1.0, 50.0, 50.0), 1.0)
    lengths = np.hypot(*(edges.end - edges.start).T)
    assert len(edges.start) == 3 + 3 + 4 + 2 and lengths.max() < 13.0


def test_bad_shapes_leave_the_good_ones() -> None:
    roads = {"bad": structs.replace(SNAPSHOT.features["roads"]["r00"], geometry=b"\x01\x02"), "r00": SNAPSHOT.features["roads"]["r00"]}
    edges = edges_within(Stocks(), replace(SNAPSHOT, features={"roads": roads, "buildings": {}}), (115.0, 30.0, 116.0, 31.0), 1.0)
    assert len(edges.start) == len(SNAPSHOT.features["roads"]["r00"].geometry) // 16 - 1


def test_whoever_does_not_wait_stops_it() -> None:
    with pytest.raises(Cancelled):
        edges_within(Stocks(), SNAPSHOT, HERE, 1.0, lambda: True)


def test_corners_come_before_edges_and_both_have_a_reach() -> None:
    start, end = np.array([(0.0, 0.0), (0.0, 50.0)]), np.array([(100.0, 0.0), (100.0, 50.0)])
    assert spot_at(start, end, (5.0, 1.0), 8.0) == Spot(0, 0.0, True)
    assert spot_at(start, end, (97.0, 52.0), 8.0) == Spot(1, 1.0, True)
    assert spot_at(start, end, (40.0, -7.0), 8.0) == Spot(0, 0.4, False)
    assert spot_at(start, end, (40.0, 20.0), 8.0) is None
    assert spot_at(*NO_EDGES, (0.0, 0.0), 8.0) is None
    assert spot_at(start[:1], start[:1], (20.0, 0.0), 8.0) is None, "an edge without length is a corner"
