"""Travel times against a plain Dijkstra over the same places, and the way itself."""

from __future__ import annotations

import heapq

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from command_center.dispatch.routing import OFF_ROAD_MPS, Router, path, travel_times, travel_times_from
from command_center.domain.features import Feature
from command_center.domain.roads import build

METRE = 1.0 / (np.radians(1.0) * 6_371_008.8)


def road(name, points, **properties):
    return Feature(name, shapely.to_wkb(shapely.LineString(np.array(points) * METRE)), properties)


def at(x, y):
    return np.array([x, y]) * METRE


def test_partial_segments_count_only_what_is_driven():
    graph = build([road("a", [(0, 0), (1000, 0)], speed_kmh=36)])
    seconds = travel_times(graph, tuple(at(600, 0)), np.array([at(100, 0), at(900, 0), at(600, 0)]))
    assert np.allclose(seconds, [50, 30, 0], atol=0.1)


def test_oneway_forces_the_way_round():
    graph = build([road("a", [(0, 0), (1000, 0)], speed_kmh=36, oneway=True),
                   road("b", [(1000, 0), (1000, 500), (0, 500), (0, 0)], speed_kmh=36)])
    seconds = travel_times(graph, tuple(at(200, 0)), np.array([at(100, 0), at(300, 0)]))
    assert np.allclose(seconds, [10, 70 + 200 + 20], atol=0.3)
    way = path(graph, tuple(at(300, 0)), tuple(at(200, 0)))
    assert len(way) == 8 and np.allclose(way[2:6] / METRE, [[1000, 0], [1000, 500], [0, 500], [0, 0]], atol=0.1)


def test_no_way_is_infinite_and_has_no_path():
    graph = build([road("a", [(0, 0), (1000, 0)]), road("island", [(0, 9000), (1000, 9000)])])
    starts = np.array([at(500, 9000), at(500, 90_000), [np.nan, np.nan]])
    assert np.isinf(travel_times(graph, tuple(at(200, 0)), starts)).all()
    assert len(path(graph, tuple(at(500, 9000)), tuple(at(200, 0)))) == 0
    assert np.isinf(travel_times(build([]), (0.0, 0.0), starts)).all()


def test_access_off_the_road_takes_time():
    graph = build([road("a", [(0, 0), (1000, 0)], speed_kmh=36)])
    assert abs(travel_times(graph, tuple(at(500, 50)), np.array([at(500, 0)]))[0] - 50 / OFF_ROAD_MPS) < 0.1


def plain(graph, source, target):
    """Textbook Dijkstra on the graph's own edges."""
    queue, done = [(0.0, source)], set()
    while queue:
        cost, node = heapq.heappop(queue)
        if node == target:
            return cost
        if node in done:
            continue
        done.add(node)
        for edge in range(graph.ahead.indptr[node], graph.ahead.indptr[node + 1]):
            heapq.heappush(queue, (cost + graph.ahead.seconds[edge], int(graph.ahead.indices[edge])))
    return np.inf


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31))
def test_agrees_with_a_plain_search_between_nodes(seed):
    random = np.random.default_rng(seed)
    points = random.uniform(0, 5000, (12, 2))
    features = [road(str(i), points[random.choice(12, 2, replace=False)], speed_kmh=float(random.uniform(10, 90)),
                     oneway=bool(random.random() < 0.4)) for i in range(18)]
    graph = build(features)
    target = int(random.integers(graph.node_count))
    seconds = travel_times(graph, tuple(graph.node_lonlat[target]), graph.node_lonlat)
    expected = np.array([plain(graph, node, target) for node in range(graph.node_count)])
    reached = np.isfinite(expected)
    assert (np.isfinite(seconds) == reached).all() and np.allclose(seconds[reached], expected[reached], atol=0.01)


def test_router_builds_once_for_one_collection():
    router, roads = Router(), {"a": road("a", [(0, 0), (1000, 0)])}
    assert router.graph_of(roads) is router.graph_of(roads)
    assert router.graph_of(dict(roads)) is not router.graph_of(roads)


def test_driving_out_is_driving_in_on_the_streets_turned_round():
    generator = np.random.default_rng(5)
    roads, turned = [], []
    for number in range(60):
        points = generator.integers(0, 8, (2, 2)) * 250.0
        rule = {"speed_kmh": int(generator.integers(20, 80)), "oneway": bool(generator.integers(0, 2))}
        roads.append(road(f"r{number}", points, **rule))
        turned.append(road(f"r{number}", points[::-1], **rule))
    places = generator.random((12, 2)) * 1750.0 * METRE
    place = tuple(at(900, 900))
    out = travel_times_from(build(roads), place, places)
    assert np.allclose(out, travel_times(build(turned), place, places), rtol=1e-6)
    assert not np.allclose(out, travel_times(build(roads), place, places))
    assert np.isinf(travel_times_from(build([]), place, places)).all()
