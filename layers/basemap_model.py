"""The base map as raster workers hold it: rows as they come, columns by class when they are complete. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from command_center.domain.columns import HOLE, LINE, POINT, RING, Geometries, decode
from layers.basemap import BRIDGE, ONE_WAY, ROADS, BaseClass
from layers.basemap_rows import BaseRow, BaseRows
from layers.geometry_sets import Floats, GeometrySet, Ints, take, wound
from layers.projection import MERCATOR, Projection

_ARROW_EVERY_M, _ARROW_LEAST_M = 90.0, 30.0


def arrows_along(line: Floats) -> Floats:
    """(n, 4) places and directions, evenly along a line that is long enough for one."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    way = np.concatenate(([0.0], np.cumsum(steps)))
    if way[-1] < _ARROW_LEAST_M:
        return np.empty((0, 4))
    count = max(1, int(way[-1] / _ARROW_EVERY_M))
    at = (np.arange(count) + 0.5) * (way[-1] / count)
    x, y = (np.interp(at, way, line[:, axis]) for axis in (0, 1))
    piece = np.clip(np.searchsorted(way, at) - 1, 0, len(steps) - 1)
    ahead = np.diff(line, axis=0)[piece] / np.maximum(steps[piece], 1e-9)[:, None]
    return np.column_stack((x, y, ahead))


def _set_of(columns: Geometries, parts: Ints) -> GeometrySet:
    return GeometrySet(*take(columns.xy, columns.offset, parts), columns.row[parts], closed=False)


def _named(rows: list[BaseRow], columns: Geometries) -> tuple[list[BaseRow], Geometries]:
    """Only what has a name, and of a row only that: geometry is held once, as it is drawn."""
    place = np.full(len(rows), -1, np.int64)
    named = [number for number, row in enumerate(rows) if row.zh or row.en]
    place[named] = np.arange(len(named))
    parts = np.flatnonzero(place[columns.row] >= 0)
    xy, offset = take(columns.xy, columns.offset, parts)
    return [rows[number]._replace(key="", geometry=b"") for number in named], Geometries(xy, offset, columns.kind[parts], place[columns.row[parts]])


class BaseModel:
    """Rows in, sets of geometry out, in metres of the map with y down. `build` is slow (0.3 s for 20,000 features) and
    runs in the workers."""

    def __init__(self, projection: Projection = MERCATOR) -> None:
        self.projection = projection
        self.rows = BaseRows()
        self.lines: dict[BaseClass, GeometrySet] = {}
        self.areas: dict[BaseClass, GeometrySet] = {}
        self.single: dict[BaseClass, GeometrySet] = {}  # one-way roads, which are half as broad; not in `lines`
        self.bridges: dict[BaseClass, GeometrySet] = {}
        self.arrows: dict[BaseClass, Floats] = {}  # (n, 4): x, y and the unit vector of a one-way road's direction
        self._boxes: dict[BaseClass, Floats] = {}
        self.geometries: dict[BaseClass, tuple[list[BaseRow], Geometries]] = {}  # of what has a name

    def put(self, rows: Iterable[BaseRow]) -> None:
        """Take rows; what has the same key is replaced."""
        self.rows.put(rows)

    def clear(self) -> None:
        """Forget everything."""
        self.rows.clear()

    def build(self) -> None:
        """Bring the sets of the classes that changed up to date."""
        changed, self.rows.changed = sorted(self.rows.changed), set()
        for number in changed:
            self._build(BaseClass(number), self.rows.of(number))
        self.rows.pack()

    def _build(self, base: BaseClass, rows: list[BaseRow]) -> None:
        columns = decode([row.geometry for row in rows])
        x, y = self.projection.forward(columns.xy[:, 0], columns.xy[:, 1])
        columns = columns._replace(xy=np.column_stack((x, -y)))
        for held in (self.lines, self.areas, self.single, self.bridges, self.arrows):
            held.pop(base, None)  # type: ignore[attr-defined]
        self.geometries[base] = _named(rows, columns)
        self._boxes.pop(base, None)
        if len(columns.xy):
            self._boxes[base] = np.concatenate((columns.xy.min(axis=0), columns.xy.max(axis=0)))
        length = np.diff(columns.offset)
        lines = np.flatnonzero((columns.kind == LINE) & (length > 1))
        rings = np.flatnonzero(((columns.kind == RING) | (columns.kind == HOLE)) & (length > 3))
        if len(lines) and base in ROADS:
            lines = self._build_details(base, rows, columns, lines)
        if len(lines):
            self.lines[base] = _set_of(columns, lines)
        if len(rings):
            xy, offset = take(columns.xy, columns.offset, rings)
            self.areas[base] = GeometrySet(wound(xy, offset, columns.kind[rings] == HOLE), offset, columns.row[rings],
                                           closed=True)

    def _build_details(self, base: BaseClass, rows: list[BaseRow], columns: Geometries, lines: Ints) -> Ints:
        """Bridges, one-way roads and their arrows; gives the lines that are left."""
        flags = np.array([row.detail for row in rows])[columns.row[lines]]
        high, single = lines[flags & BRIDGE > 0], lines[flags & ONE_WAY > 0]
        if len(high):
            self.bridges[base] = _set_of(columns, high)
        if len(single):
            self.single[base] = _set_of(columns, single)
            self.arrows[base] = np.concatenate([arrows_along(columns.part(part)) for part in single.tolist()])
        return lines[flags & ONE_WAY == 0]

    def points(self, base: BaseClass) -> tuple[list[BaseRow], Geometries]:
        """Rows and columns of a class that is only labelled."""
        rows, columns = self.geometries.get(base, ([], decode([])))
        keep = np.flatnonzero(columns.kind == POINT)
        return rows, columns._replace(xy=columns.xy[columns.offset[:-1][keep]], row=columns.row[keep],
                                      kind=columns.kind[keep], offset=np.arange(len(keep) + 1))

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Box of everything (west, top, east, bottom; y down), None when empty."""
        if not self._boxes:
            return None
        boxes = np.array(list(self._boxes.values()))
        west, top = boxes[:, :2].min(axis=0).tolist()
        east, bottom = boxes[:, 2:].max(axis=0).tolist()
        return west, top, east, bottom
