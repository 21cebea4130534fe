"""Travel times by road from many units to one place, and the way one of them would take. Not on a GUI thread: scipy
is slow to import and a search of a large city takes some milliseconds.

One search backwards from the incident answers for all units at once (design.md section 11). Places between two nodes
count the part of the segment that is really driven.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.features import Feature
from command_center.domain.roads import RoadGraph, Snap, build

OFF_ROAD_MPS = 15.0 / 3.6  # from a yard to the road, and from the road to the place
FAR_FROM_ROAD_M = 2000.0  # beyond this a place is not on the network at all


class Router:
    """Keeps the graph of the newest roads. Used by one worker thread; `graph_of` is cheap while they are the same."""

    def __init__(self, rest: Callable[[], None] = lambda: None) -> None:
        self._rest = rest
        self._roads: Mapping[str, Feature] | None = None
        self._graph: RoadGraph | None = None

    def graph_of(self, roads: Mapping[str, Feature]) -> RoadGraph:
        """The graph of a collection, built anew only when it is another mapping."""
        if self._graph is None or self._roads is not roads:
            self._graph, self._roads = build(roads, self._rest), roads
        return self._graph

    def times_to(self, roads: Mapping[str, Feature], place: tuple[float, float],
                 starts: NDArray[np.float64]) -> NDArray[np.float64]:
        """See `travel_times`."""
        return travel_times(self.graph_of(roads), place, starts)


def travel_times(graph: RoadGraph, place: tuple[float, float], starts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds by road from n places (n, 2 degrees) to one; inf where no road leads, or a place is far from any."""
    starts = np.reshape(np.asarray(starts, np.float64), (-1, 2))
    goal, origin = graph.snap(np.array([place])), graph.snap(starts)
    if not len(starts) or goal.segment[0] < 0 or goal.off_m[0] > FAR_FROM_ROAD_M:
        return np.full(len(starts), np.inf)
    seconds = _search(graph, goal)[0]
    driven = np.minimum(_leave(graph, origin, seconds), _same_segment(graph, origin, goal))
    driven[(origin.segment < 0) | (origin.off_m > FAR_FROM_ROAD_M)] = np.inf
    return driven + (origin.off_m + goal.off_m[0]) / OFF_ROAD_MPS


def path(graph: RoadGraph, start: tuple[float, float], place: tuple[float, float]) -> NDArray[np.float64]:
    """The quickest way as (n, 2) degrees, from one place to another; empty where there is none."""
    ends = graph.snap(np.array([start, place]))
    origin, goal = (Snap(ends.segment[i:i + 1], ends.share[i:i + 1], ends.off_m[i:i + 1]) for i in (0, 1))
    if (ends.segment < 0).any():
        return np.zeros((0, 2))
    seconds, previous = _search(graph, goal)
    ways = [(_leave(graph, origin, seconds)[0], False), (_same_segment(graph, origin, goal)[0], True)]
    best, direct = min(ways)
    if not np.isfinite(best):
        return np.zeros((0, 2))
    middle = [] if direct else _walk(graph, origin, seconds, previous)
    return np.array([start, _point(graph, origin), *middle, _point(graph, goal), place])


def _walk(graph: RoadGraph, origin: Snap, seconds: NDArray[np.float64], previous: NDArray[np.int32]) -> list[Any]:
    segment, share = origin.segment[0], origin.share[0]
    forward = _part(1.0 - share, graph.along_s[segment]) + seconds[graph.end[segment]]
    backward = _part(share, graph.against_s[segment]) + seconds[graph.start[segment]]
    node = int(graph.end[segment] if forward <= backward else graph.start[segment])
    nodes = []
    while 0 <= node < graph.node_count:  # the goal's own number lies beyond the last node
        nodes.append(graph.node_lonlat[node])
        node = int(previous[node])
    return nodes


def _point(graph: RoadGraph, snap: Snap) -> NDArray[np.float64]:
    a, b = (graph.node_lonlat[ends[snap.segment[0]]] for ends in (graph.start, graph.end))
    return np.asarray(a + snap.share[0] * (b - a))


def _part(share: Any, seconds: Any) -> Any:
    """A share of a segment's time. A forbidden segment stays forbidden, but who stands at its very end need not
    drive it."""
    allowed = np.isfinite(seconds)
    return np.where(allowed, share * np.where(allowed, seconds, 0.0), np.where(share < 1e-9, 0.0, np.inf))


def _search(graph: RoadGraph | _Turned, goal: Snap) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Seconds between every node and the goal, and the next node on the way (negative or node_count at its end).

    The goal lies within a segment, so it becomes one more node joined to the segment's ends.
    """
    from scipy.sparse import csr_array  # slow to import
    from scipy.sparse.csgraph import dijkstra

    segment, share, count = goal.segment[0], goal.share[0], graph.node_count
    links = [(graph.start[segment], float(_part(share, graph.along_s[segment]))),
             (graph.end[segment], float(_part(1.0 - share, graph.against_s[segment])))]
    links = sorted((int(node), max(cost, 1e-6)) for node, cost in links if np.isfinite(cost))
    indptr, indices, data = graph.turned
    matrix = csr_array((
        np.concatenate([data, [cost for _, cost in links]]),
        np.concatenate([indices, np.array([node for node, _ in links], np.int32)]),
        np.concatenate([indptr, [len(indices) + len(links)]]).astype(np.int32)), shape=(count + 1, count + 1))
    seconds, previous = dijkstra(matrix, directed=True, indices=[count], return_predecessors=True)
    return seconds[0, :count], previous[0, :count]


def _leave(graph: RoadGraph | _Turned, origin: Snap, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds from places on segments through either end of theirs."""
    segment, share = origin.segment, origin.share
    forward = _part(1.0 - share, graph.along_s[segment]) + seconds[graph.end[segment]]
    backward = _part(share, graph.against_s[segment]) + seconds[graph.start[segment]]
    return np.minimum(forward, backward)


def _same_segment(graph: RoadGraph | _Turned, origin: Snap, goal: Snap) -> NDArray[np.float64]:
    """Seconds straight along the goal's own segment, inf for places on others."""
    ahead = goal.share[0] - origin.share
    seconds = np.where(ahead >= 0, _part(np.maximum(ahead, 0), graph.along_s[origin.segment]),
                       _part(np.maximum(-ahead, 0), graph.against_s[origin.segment]))
    return np.where(origin.segment == goal.segment[0], seconds, np.inf)


def travel_times_from(graph: RoadGraph, place: tuple[float, float],
                      goals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds by road from one place to n others (n, 2 degrees); inf as for `travel_times`."""
    goals = np.reshape(np.asarray(goals, np.float64), (-1, 2))
    origin, ends = graph.snap(np.array([place])), graph.snap(goals)
    if not len(goals) or origin.segment[0] < 0 or origin.off_m[0] > FAR_FROM_ROAD_M:
        return np.full(len(goals), np.inf)
    # Driving out along the streets is driving in along the streets turned round.
    turned = _Turned(graph)
    seconds = _search(turned, origin)[0]
    driven = np.minimum(_leave(turned, ends, seconds), _same_segment(turned, ends, origin))
    driven[(ends.segment < 0) | (ends.off_m > FAR_FROM_ROAD_M)] = np.inf
    return np.asarray(driven + (ends.off_m + origin.off_m[0]) / OFF_ROAD_MPS)


class _Turned:
    """A graph in which every street leads the other way."""

    def __init__(self, graph: RoadGraph) -> None:
        self.node_count, self.start, self.end = graph.node_count, graph.start, graph.end
        self.along_s, self.against_s, self.turned = graph.against_s, graph.along_s, graph.ahead
