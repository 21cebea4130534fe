"""Travel times by road from 40 units to one incident, in a city of about 20,000 road pieces.

Beside it, in the same run, on the same graph and to the same answers: one Dijkstra search with a plain heap from the
incident, as a dispatcher program without scipy would do it. Also how late a 10 ms timer of the screen's thread gets
while the graph is built on a worker.
"""

from __future__ import annotations

import heapq
import itertools
import statistics
import threading
import time

import numpy as np
import shapely

from benchmarks.measurement import Measurement, percentile, times_better
from command_center.dispatch.routing import travel_times
from command_center.domain.features import Feature
from command_center.domain.roads import RoadGraph, build

NAME = "routing"
SIDE = 100  # crossings along each edge of the grid
UNITS = 40
ROUNDS = 15
PEER = "plain heap Dijkstra"
_METRE = 1.0 / (np.radians(1.0) * 6_371_008.8)


def city(seed: int = 1) -> list[Feature]:
    """A bent grid with one-way streets and three speeds, a road feature between every two crossings."""
    random = np.random.default_rng(seed)
    columns, rows = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    xy = (np.stack([columns, rows], -1) * 150.0 + random.uniform(-40, 40, (SIDE, SIDE, 2))) * _METRE
    roads = []
    for a, b in ((xy[:, :-1], xy[:, 1:]), (xy[:-1], xy[1:])):
        ends = np.stack([a.reshape(-1, 2), b.reshape(-1, 2)], axis=1)
        for line in shapely.to_wkb(shapely.linestrings(ends)):
            roads.append(Feature(str(len(roads)), line, {"speed_kmh": float(random.choice([30, 40, 60])),
                                                         "oneway": bool(random.random() < 0.25)}))
    return roads


def plain(rows: list[list[tuple[int, float]]], source: int) -> dict[int, float]:
    """Every node's distance from one, with a heap."""
    found: dict[int, float] = {}
    queue = [(0.0, source)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node in found:
            continue
        found[node] = cost
        for target, seconds in rows[node]:
            if target not in found:
                heapq.heappush(queue, (cost + seconds, target))
    return found


def _lists(graph: RoadGraph) -> list[list[tuple[int, float]]]:
    targets, seconds = graph.turned.indices.tolist(), graph.turned.seconds.tolist()
    starts = graph.turned.indptr.tolist()
    return [list(zip(targets[a:b], seconds[a:b], strict=True)) for a, b in itertools.pairwise(starts)]


def _lateness_ms(work: threading.Thread) -> list[float]:
    """How late a 10 ms timer is while a thread works."""
    late = []
    work.start()
    while work.is_alive():
        due = time.perf_counter() + 0.010
        time.sleep(0.010)
        late.append((time.perf_counter() - due) * 1000)
    return late


def run() -> list[Measurement]:
    """Measure."""
    roads = city()
    began = time.perf_counter()
    graph = build(roads)
    build_ms = (time.perf_counter() - began) * 1000
    late = _lateness_ms(threading.Thread(target=build, args=(roads, lambda: time.sleep(0.004))))
    random = np.random.default_rng(2)
    goals, rows = random.integers(graph.node_count, size=ROUNDS), _lists(graph)
    units = graph.node_lonlat[random.integers(graph.node_count, size=UNITS)]
    travel_times(graph, tuple(graph.node_lonlat[0]), units)  # builds the search tree once, as a session does
    ours, theirs = [], []
    for goal in goals:
        began = time.perf_counter()
        seconds = travel_times(graph, tuple(graph.node_lonlat[goal]), units)
        ours.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        found = plain(rows, int(goal))
        theirs.append((time.perf_counter() - began) * 1000)
        assert np.isfinite(seconds).sum() <= len(found)
    ours_ms, theirs_ms = statistics.median(ours), statistics.median(theirs)
    return [
        Measurement("routing: 40 units to one place", ours_ms, "ms", PEER, times_better(ours_ms, theirs_ms),
                    "value <= 50"),
        Measurement("routing: graph of 19,800 roads built", build_ms, "ms", goal="value <= 1000"),
        Measurement("routing: timer late while building, p99", percentile(late, 0.99), "ms", goal="value <= 16"),
    ]
