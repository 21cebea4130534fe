"""The road graph: merged nodes, one-way rules, speeds, and the nearest road."""

from __future__ import annotations

import numpy as np
import shapely

from command_center.domain.features import Feature
from command_center.domain.roads import SPEED_KMH, build

DEGREE_M = np.radians(1.0) * 6_371_008.8


def road(name, points, **properties):
    return Feature(name, shapely.to_wkb(shapely.LineString(points)), properties)


def cross():
    """Two roads of four 100 m arms that share their middle vertex, at the equator."""
    d = 100.0 / DEGREE_M
    return {"we": road("we", [(-d, 0), (0, 0), (d, 0)], speed_kmh=36),
            "sn": road("sn", [(0, -d), (1e-9, 1e-9), (0, d)], speed_kmh=36, oneway=True)}


def test_vertices_at_one_place_are_one_node_and_oneway_is_kept():
    graph = build(cross())
    assert graph.node_count == 5 and len(graph.start) == 4
    assert np.allclose(graph.along_s, 10.0, atol=0.01)
    assert np.isinf(graph.against_s).sum() == 2
    assert len(graph.ahead.indices) == len(graph.turned.indices) == 6


def test_the_quickest_of_parallel_roads_stays():
    d = 100.0 / DEGREE_M
    graph = build([road("slow", [(0, 0), (d, 0)], speed_kmh=18), road("fast", [(0, 0), (d, 0)], speed_kmh=36)])
    assert len(graph.ahead.seconds) == 2 and np.allclose(graph.ahead.seconds, 10.0, atol=0.01)


def test_bad_and_odd_geometry_is_left_out():
    line = shapely.MultiLineString([[(0, 0, 5), (0.001, 0, 5)], [(0.001, 0, 5), (0.002, 0, 5)]])
    graph = build([Feature("none", b"", {}), Feature("junk", b"\x01\x02garbage", {}),
                   Feature("point", shapely.to_wkb(shapely.Point(0, 0)), {}),
                   Feature("multi", shapely.to_wkb(line), {"class": "primary", "maxspeed": "fast"})])
    assert len(graph.start) == 2
    assert np.allclose(graph.length_m / graph.along_s * 3.6, SPEED_KMH["primary"])


def test_no_roads_at_all():
    graph = build([])
    assert graph.node_count == 0
    assert graph.snap(np.array([[115.0, 30.0]])).segment.tolist() == [-1]


def test_snap_finds_the_place_on_the_segment():
    graph, d = build(cross()), 1.0 / DEGREE_M
    snap = graph.snap(np.array([[50 * d, 7 * d], [np.nan, 0]]))
    assert abs(snap.off_m[0] - 7.0) < 0.01 and abs(snap.share[0] - 0.5) < 0.01
    assert snap.segment[1] == -1 and np.isinf(snap.off_m[1])
