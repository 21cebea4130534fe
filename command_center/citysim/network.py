"""The road network: every street noded where it meets another, as a graph whose junctions are shared exactly, and the
shortest drive through it. Metres; immutable after it is made; any thread."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from command_center.citysim.arterials import Street

SPEED_KMH = {"motorway": 100, "trunk": 70, "primary": 50, "secondary": 40, "tertiary": 30, "residential": 20}


@dataclass(frozen=True)
class Road:
    """A piece between two junctions. points: (n, 2) metres from node `start` to node `end`."""

    points: NDArray[np.float64]
    start: int
    end: int
    kind: str
    name: str
    name_en: str
    layer: str

    @property
    def length_m(self) -> float:
        """Along the road."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


@dataclass(frozen=True)
class Network:
    """nodes: (n, 2) metres; roads as indexed by `neighbours`: node -> [(node, road, seconds)]."""

    nodes: NDArray[np.float64]
    roads: list[Road]
    neighbours: list[list[tuple[int, int, float]]]
    _tree: list[shapely.STRtree] = field(default_factory=list)

    def nearest_node(self, x: float, y: float) -> int:
        """The junction nearest to a place."""
        return int(np.argmin(np.hypot(self.nodes[:, 0] - x, self.nodes[:, 1] - y)))

    def drive(self, start: int, goal: int) -> NDArray[np.float64]:
        """The quickest way as (n, 3): x, y and seconds since the start at the class speeds. A* over the junctions."""
        return self._points(start, self._search(start, goal))

    def _search(self, start: int, goal: int) -> list[tuple[int, int, float]]:
        target = self.nodes[goal]
        fastest = SPEED_KMH["motorway"] / 3.6
        rest = np.hypot(*(self.nodes - target).T) / fastest
        best, came = {start: 0.0}, dict[int, tuple[int, int, float]]()
        heap = [(float(rest[start]), start)]
        closed = set[int]()
        while heap:
            _, node = heapq.heappop(heap)
            if node == goal:
                break
            if node in closed:
                continue
            closed.add(node)
            for other, road, seconds in self.neighbours[node]:
                cost = best[node] + seconds
                if cost < best.get(other, np.inf):
                    best[other] = cost
                    came[other] = (node, road, seconds)
                    heapq.heappush(heap, (cost + float(rest[other]), other))
        steps = []
        node = goal
        while node != start:
            before, road, seconds = came[node]
            steps.append((before, road, seconds))
            node = before
        return steps[::-1]

    def _points(self, start: int, steps: list[tuple[int, int, float]]) -> NDArray[np.float64]:
        rows = [np.array([[*self.nodes[start], 0.0]])]
        clock = 0.0
        for before, index, seconds in steps:
            road = self.roads[index]
            points = road.points if road.start == before else road.points[::-1]
            along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
            rows.append(np.column_stack((points, clock + along / max(along[-1], 1e-6) * seconds))[1:])
            clock += seconds
        return np.vstack(rows)


def make_network(streets: list[Street]) -> Network:
    """Node the streets (tunnels stay in one piece) and keep what hangs together."""
    ground = [street for street in streets if street.layer != "tunnel"]
    noded = shapely.get_parts(shapely.union_all([street.line for street in ground], grid_size=0.5))
    noded = noded[shapely.length(noded) > 0.4]
    owner = _owners(noded, [street.line for street in ground])
    pieces = [(np.round(shapely.get_coordinates(line), 1), ground[own]) for line, own in zip(noded, owner, strict=True)]
    pieces += [(np.round(_snapped(street), 1), street) for street in streets if street.layer == "tunnel"]
    return _connected(pieces)


def _owners(pieces: NDArray[np.object_], lines: list[shapely.LineString]) -> NDArray[np.int64]:
    """Which line each piece was cut from. The index holds single segments: the boxes of whole avenues would overlap
    everywhere."""
    points, of = shapely.get_coordinates(np.array(lines, dtype=object), return_index=True)
    joined = of[1:] == of[:-1]
    segments = shapely.linestrings(np.stack((points[:-1][joined], points[1:][joined]), axis=1))
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    which, found = shapely.STRtree(segments).query_nearest(middle, all_matches=False)
    owner = np.zeros(len(pieces), dtype=np.int64)
    owner[which] = of[1:][joined][found]
    return owner


def _snapped(street: Street) -> NDArray[np.float64]:
    """A tunnel's points with its two mouths on the grid that the others were noded on."""
    points = shapely.get_coordinates(street.line).copy()
    points[[0, -1]] = np.round(points[[0, -1]] * 2) / 2
    return points


def _connected(pieces: list[tuple[NDArray[np.float64], Street]]) -> Network:
    ends = np.array([(points[0], points[-1]) for points, _ in pieces])
    nodes, index = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True)
    index = index.reshape(-1, 2)
    main = _largest_part(index, len(nodes))
    kept = [number for number in range(len(pieces))
            if main[index[number, 0]] and index[number, 0] != index[number, 1]]
    used = np.unique(index[kept])
    number_of = np.full(len(nodes), -1)
    number_of[used] = np.arange(len(used))
    roads = [Road(pieces[k][0], int(number_of[index[k, 0]]), int(number_of[index[k, 1]]), pieces[k][1].kind,
                  pieces[k][1].name, pieces[k][1].name_en, pieces[k][1].layer) for k in kept]
    neighbours: list[list[tuple[int, int, float]]] = [[] for _ in used]
    for number, road in enumerate(roads):
        seconds = road.length_m / (SPEED_KMH[road.kind] / 3.6) + 2.0  # two seconds a junction
        neighbours[road.start].append((road.end, number, seconds))
        neighbours[road.end].append((road.start, number, seconds))
    return Network(nodes[used], roads, neighbours)


def _largest_part(edges: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Which nodes belong to the largest connected part."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for first, second in edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    part = np.full(count, -1)
    for seed in range(count):
        if part[seed] >= 0:
            continue
        part[seed] = seed
        waiting = [seed]
        while waiting:
            for other in beside[waiting.pop()]:
                if part[other] < 0:
                    part[other] = seed
                    waiting.append(other)
    return np.asarray(part == np.bincount(part).argmax())
