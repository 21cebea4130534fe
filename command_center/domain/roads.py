"""The road network as arrays: nodes, directed edges with travel times, and the nearest road to a place.

Built from the features of collection `roads` (design.md section 11: compressed rows for scipy's csgraph). Pure; any
thread; building reads properties in small slices and may rest between them, so that it can run beside a GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.features import Feature

MERGE_M = 0.5  # vertices in one cell of this size are one node
SLICE = 1500  # features read between two rests, about 2 ms of Python
# Free-flow speeds where a road states none: design speeds of urban classes, about two thirds of CJJ 37's.
SPEED_KMH = {"motorway": 90.0, "trunk": 60.0, "primary": 45.0, "secondary": 38.0, "tertiary": 30.0,
             "residential": 22.0}
OTHER_KMH = 20.0
_EARTH_M = 6_371_008.8


class Snap(NamedTuple):
    """The nearest point of a road to each of n places: segment number (-1 where there is no road), share of the way
    along it (0 at its start), distance to it in metres."""

    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    off_m: NDArray[np.float64]


class Lines(NamedTuple):
    """Roads as read: offsets (k + 1) into lonlat (n, 2); speed_kmh (k); oneway (k): 1 along, -1 against, 0 both."""

    offsets: NDArray[np.int64]
    lonlat: NDArray[np.float64]
    speed_kmh: NDArray[np.float64]
    oneway: NDArray[np.int8]


class Rows(NamedTuple):
    """A directed graph in compressed rows: node i leads to indices[indptr[i]:indptr[i + 1]] in `seconds`."""

    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    seconds: NDArray[np.float64]


class RoadGraph:
    """Immutable once built.

    node_lonlat (n, 2) degrees; node_xy (n, 2) metres east and north of `origin`. Segments are the undirected pieces
    between consecutive vertices: `start`, `end` node numbers, `along_s` and `against_s` travel times (inf where not
    allowed). ahead and turned: the directed graph and its reverse in compressed rows.
    """

    def __init__(self, lines: Lines) -> None:
        self.origin = lines.lonlat.mean(axis=0) if len(lines.lonlat) else np.zeros(2)
        points = self.to_xy(lines.lonlat)
        node_of, first = _merge(points)
        self.node_xy = points[first]
        self.node_lonlat = lines.lonlat[first]
        self._segments(lines, node_of)
        there, back = np.isfinite(self.along_s), np.isfinite(self.against_s)
        source = np.concatenate([self.start[there], self.end[back]])
        target = np.concatenate([self.end[there], self.start[back]])
        seconds = np.concatenate([self.along_s[there], self.against_s[back]])
        self.ahead = _compress(source, target, seconds, len(self.node_xy))
        self.turned = _compress(target, source, seconds, len(self.node_xy))
        self._tree: Any = None

    def _segments(self, lines: Lines, node_of: NDArray[np.int64]) -> None:
        count = np.diff(lines.offsets)
        inner = np.ones(len(lines.lonlat), bool)
        inner[lines.offsets[1:][count > 0] - 1] = False  # no piece leads from a road's end to the next road
        start = np.flatnonzero(inner)
        road = np.repeat(np.arange(len(count)), count)[start]
        a, b = node_of[start], node_of[start + 1]
        keep = a != b
        self.start, self.end, road = a[keep], b[keep], road[keep]
        self.length_m = np.hypot(*(self.node_xy[self.end] - self.node_xy[self.start]).T)
        seconds = self.length_m / (lines.speed_kmh[road] / 3.6)
        self.along_s = np.where(lines.oneway[road] >= 0, seconds, np.inf)
        self.against_s = np.where(lines.oneway[road] <= 0, seconds, np.inf)

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self.node_xy)

    def to_xy(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Metres east and north of the origin; true to about 0.1 % across a city."""
        scale = np.radians(1.0) * _EARTH_M
        return (np.asarray(lonlat, np.float64) - self.origin) * (scale * np.cos(np.radians(self.origin[1])), scale)

    def snap(self, lonlat: NDArray[np.float64]) -> Snap:
        """Nearest road of n places (n, 2). Imports shapely on first use, so not on a GUI thread."""
        xy = self.to_xy(np.reshape(np.asarray(lonlat, np.float64), (-1, 2)))
        usable = np.isfinite(xy).all(axis=1)
        segment = np.full(len(xy), -1, np.int64)
        share, off = np.zeros(len(xy)), np.full(len(xy), np.inf)
        if not len(self.start) or not usable.any():
            return Snap(segment, share, off)
        import shapely  # slow to import

        if self._tree is None:
            ends = np.stack([self.node_xy[self.start], self.node_xy[self.end]], axis=1)
            self._tree = shapely.STRtree(shapely.linestrings(ends))
        nearest = self._tree.nearest(shapely.points(xy[usable]))
        a, b = self.node_xy[self.start[nearest]], self.node_xy[self.end[nearest]]
        way, to = b - a, xy[usable] - a
        along = np.clip((to * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-9), 0.0, 1.0)
        segment[usable], share[usable] = nearest, along
        off[usable] = np.hypot(*(to - along[:, None] * way).T)
        return Snap(segment, share, off)


def _merge(points: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Node number of every vertex, and a vertex for every node."""
    if not len(points):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    cell = np.round(points / MERGE_M).astype(np.int64)
    key = (cell[:, 0] - cell[:, 0].min()) << 32 | (cell[:, 1] - cell[:, 1].min())
    _, first, node_of = np.unique(key, return_index=True, return_inverse=True)
    return node_of.astype(np.int64), first.astype(np.int64)


def _compress(source: NDArray[np.int64], target: NDArray[np.int64], seconds: NDArray[np.float64],
              node_count: int) -> Rows:
    """Edges as compressed rows, the quickest where several join two nodes."""
    order = np.lexsort((seconds, target, source))
    source, target, seconds = source[order], target[order], seconds[order]
    fresh = np.ones(len(source), bool)
    fresh[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    counts = np.bincount(source[fresh], minlength=node_count)
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Rows(indptr, target[fresh].astype(np.int32), np.maximum(seconds[fresh], 1e-6))


def build(features: Mapping[str, Feature] | Iterable[Feature], rest: Callable[[], None] = lambda: None) -> RoadGraph:
    """The graph of a collection. What is no line, or cannot be read, is left out; `rest` is called between slices."""
    return RoadGraph(read_lines(features, rest))


def read_lines(features: Mapping[str, Feature] | Iterable[Feature], rest: Callable[[], None] = lambda: None) -> Lines:
    """Geometry and rules of roads. Imports shapely, so not on a GUI thread."""
    import shapely  # slow to import

    roads = list(features.values()) if isinstance(features, Mapping) else list(features)
    parts: list[tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]]] = []
    for at in range(0, len(roads), SLICE):
        piece = roads[at:at + SLICE]
        shapes = shapely.from_wkb([road.geometry or None for road in piece], on_invalid="ignore")
        rules = np.array([_rule(road.properties) for road in piece])
        # A multi-line is several roads with one rule.
        lines, index = shapely.get_parts(shapely.force_2d(shapes), return_index=True)
        is_line = shapely.get_type_id(lines) == 1
        lines, index = lines[is_line], index[is_line]
        coordinates, line_of = shapely.get_coordinates(lines, return_index=True)
        counts = np.bincount(line_of, minlength=len(lines))
        parts.append((counts, coordinates, rules[index, 0], rules[index, 1].astype(np.int8)))
        rest()
    if not parts:
        return Lines(np.zeros(1, np.int64), np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.int8))
    counts, coordinates, speed, oneway = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Lines(np.concatenate([[0], np.cumsum(counts)]), coordinates, speed, oneway)


def _rule(properties: Mapping[str, Any]) -> tuple[float, float]:
    """Speed in km/h and direction of a road; a wrong value counts as not given."""
    kind = str(properties.get("class") or properties.get("highway") or "").removesuffix("_link")
    given = properties.get("speed_kmh") or properties.get("maxspeed")
    try:
        speed = float(given) if given else 0.0
    except (TypeError, ValueError):
        speed = 0.0
    if not 1.0 <= speed <= 200.0:
        speed = SPEED_KMH.get(kind, OTHER_KMH)
    oneway = str(properties.get("oneway", "")).lower()
    return speed, -1.0 if oneway in ("-1", "reverse") else 1.0 if oneway in ("true", "yes", "1", "t") else 0.0
