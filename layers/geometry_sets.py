"""Lines and areas of one class, ready to be drawn at any scale: Morton order, chunk boxes, levels of detail.

Coordinates are metres with y down, relative to a local origin, so that a pixel is an exact float. Used by the raster
workers, where slow imports hurt nobody. Pure.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Box = tuple[float, float, float, float]
LEVELS_M = (0.0, 3.0, 10.0, 40.0, 200.0, 1000.0)  # metres per pixel from which each level serves
_CHUNK = 24


def morton(points: Floats) -> NDArray[np.uint64]:
    """Z-order of points within their own box: neighbours on the map become neighbours in memory."""
    low = points.min(axis=0)
    span = max(float((points.max(axis=0) - low).max()), 1e-9)
    cell = ((points - low) * (65535.0 / span)).astype(np.uint64)

    def spread(v: NDArray[np.uint64]) -> NDArray[np.uint64]:
        v = (v | (v << np.uint64(8))) & np.uint64(0x00FF00FF)
        v = (v | (v << np.uint64(4))) & np.uint64(0x0F0F0F0F)
        v = (v | (v << np.uint64(2))) & np.uint64(0x33333333)
        return (v | (v << np.uint64(1))) & np.uint64(0x55555555)

    return spread(cell[:, 0]) | (spread(cell[:, 1]) << np.uint64(1))


class Level:
    """Parts xy[offset[i]:offset[i + 1]], cut into chunks: chunk c is parts start[c]:end[c] within box[c]
    (west, top, east, bottom)."""

    def __init__(self, xy: Floats, offset: Ints, start: Ints, end: Ints, box: Floats) -> None:
        self.xy, self.offset, self.start, self.end, self.box = xy, offset, start, end, box
        self._pieces: tuple[Floats, Ints] | None = None
        self._spots: tuple[Floats, Floats] | None = None

    def chunks(self, box: Box) -> list[int]:
        """Chunks that may touch a box."""
        b = self.box
        hit = (b[:, 2] >= box[0]) & (b[:, 0] <= box[2]) & (b[:, 3] >= box[1]) & (b[:, 1] <= box[3])
        return np.flatnonzero(hit).tolist()

    def segments(self, box: Box) -> list[Floats]:
        """The straight pieces of the polylines of all chunks that may touch a box: (k, 4) views of one array, one for
        each run of neighbours, so that a whole city is one call."""
        chunks = np.array(self.chunks(box), np.int64)
        if not len(chunks):
            return []
        pieces, first = self._all_pieces()
        breaks = np.flatnonzero(np.diff(chunks) > 1)
        begin = first[chunks[np.concatenate(([0], breaks + 1))]]
        end = first[chunks[np.concatenate((breaks, [len(chunks) - 1]))] + 1]
        return [pieces[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True) if b > a]

    def _all_pieces(self) -> tuple[Floats, Ints]:
        """All straight pieces, and the first one of each chunk (and their number)."""
        if self._pieces is None:
            joined = np.ones(len(self.xy), bool)
            joined[self.offset[1:] - 1] = False
            row = np.flatnonzero(joined)
            counts = np.concatenate(([0], np.cumsum(joined)))
            edges = self.offset[np.append(self.start, self.end[-1:])]
            self._pieces = np.concatenate((self.xy[row], self.xy[row + 1]), axis=1), counts[edges]
        return self._pieces

    def spots(self) -> tuple[Floats, Floats]:
        """Middle and area in square metres of each part, where little more is to be seen of it; holes count against."""
        if self._spots is None:
            low, high = boxes(self.xy, self.offset)
            self._spots = (low + high) / 2, self._areas()
        return self._spots

    def _areas(self) -> Floats:
        x, y = self.xy[:, 0], self.xy[:, 1]
        turn = np.zeros(len(x))
        turn[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
        turn[self.offset[1:] - 1] = 0.0
        return np.asarray(np.add.reduceat(turn, self.offset[:-1]) / 2)


class GeometrySet:
    """Parts of one class at every level of detail; levels are made when first asked for."""

    def __init__(self, xy: Floats, offset: Ints, owner: Ints, *, closed: bool) -> None:
        self.closed = closed
        self._levels: dict[int, Level] = {}
        low, high = boxes(xy, offset)
        code = morton((low + high) / 2)
        _, first, inverse = np.unique(owner, return_index=True, return_inverse=True)
        order = np.lexsort((owner, code[first[inverse]]))  # a feature's rings stay together, or holes would be lost
        self._owner = owner[order]
        self._xy, self._offset = take(xy, offset, order)

    def level(self, metres_per_pixel: float) -> Level:
        """The coarsest level that still looks exact at a scale; 0 for everything as it is."""
        number = max(i for i, limit in enumerate(LEVELS_M) if limit <= max(metres_per_pixel, 0.0))
        if number not in self._levels:
            self._levels[number] = self._make(LEVELS_M[number])
        return self._levels[number]

    def _make(self, limit: float) -> Level:
        xy, offset, owner = self._xy, self._offset, self._owner
        if limit:
            low, high = boxes(xy, offset)
            keep = np.flatnonzero((high - low).max(axis=1) >= limit * (0.8 if self.closed else 0.3))
            xy, offset = take(xy, offset, keep)
            owner = owner[keep]
            xy, offset = simplify(xy, offset, limit * 0.4, self.closed)
        return chunked(xy, offset, owner)


def boxes(xy: Floats, offset: Ints) -> tuple[Floats, Floats]:
    """Lower and upper corner of every part."""
    return np.minimum.reduceat(xy, offset[:-1]), np.maximum.reduceat(xy, offset[:-1])


def take(xy: Floats, offset: Ints, rows: NDArray[np.intp]) -> tuple[Floats, Ints]:
    """Some parts, in the order of rows."""
    counts = np.diff(offset)[rows]
    fresh = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(counts, out=fresh[1:])
    source = np.repeat(offset[:-1][rows] - fresh[:-1], counts) + np.arange(fresh[-1])
    return np.ascontiguousarray(xy[source]), fresh


def simplify(xy: Floats, offset: Ints, tolerance: float, closed: bool) -> tuple[Floats, Ints]:
    """Parts with fewer vertices (Douglas-Peucker); none is lost."""
    import shapely  # slow to import, and only raster workers come here

    if not len(offset) - 1:
        return xy, offset
    indices = np.repeat(np.arange(len(offset) - 1), np.diff(offset))
    shapes = shapely.simplify(shapely.linestrings(xy, indices=indices), tolerance, preserve_topology=closed)
    counts = shapely.get_num_coordinates(shapes)
    fresh = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=fresh[1:])
    return np.ascontiguousarray(shapely.get_coordinates(shapes)), fresh


def chunked(xy: Floats, offset: Ints, owner: Ints) -> Level:
    """A level with its chunks of neighbouring parts; a feature is never cut."""
    count = len(offset) - 1
    changes = np.flatnonzero(np.diff(owner, prepend=-1)) if count else np.empty(0, np.int64)
    start = changes[np.unique(np.searchsorted(changes, np.arange(0, count, _CHUNK), side="right") - 1)]
    end = np.append(start[1:], count)[:len(start)]
    if not count:
        return Level(xy, offset, start, end, np.empty((0, 4)))
    low, high = boxes(xy, offset)
    box = np.concatenate((np.minimum.reduceat(low, start), np.maximum.reduceat(high, start)), axis=1)
    return Level(xy, offset, start, end, box)


def wound(xy: Floats, offset: Ints, hole: NDArray[np.bool_]) -> Floats:
    """Rings turned so that outer ones run one way and holes the other: then one path of many features can be filled
    by winding, and features that overlap do not cut each other out."""
    nxt = np.roll(xy, -1, axis=0)
    last = offset[1:] - 1
    nxt[last] = xy[offset[:-1]]
    area = np.add.reduceat(xy[:, 0] * nxt[:, 1] - nxt[:, 0] * xy[:, 1], offset[:-1])
    turn = (area < 0) != hole
    counts = np.diff(offset)
    place = np.arange(len(xy)) - np.repeat(offset[:-1], counts)
    mirrored = np.repeat(offset[1:] - 1, counts) - place
    return np.where(np.repeat(turn, counts)[:, None], xy[mirrored], xy)
