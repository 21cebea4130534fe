"""What a pointer may snap to of the base map: corners and edges of roads, buildings, water and other ground, as far as
they are drawn at a scale. Headless; any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.state.snapshot import Snapshot
from layers.basemap import LIVE, BaseClass, classify, whole
from layers.basemap_style import FILL_UNTIL, ROAD_STYLES, road_width, water_width
from layers.drawing import Floats
from layers.spatial.geodesy import Cancelled
from layers.spatial.stocks import Stocks

MOST = 80_000  # edges; a view with more of them is too crowded for any to be meant
_NO_GROUND = LIVE | {"datastreams"}
_POLYGON = 3  # of shapely's types; above it are those of several parts
Box = tuple[float, float, float, float]


class Edges(NamedTuple):
    """m edges from `start` to `end`, each (m, 2) in WGS84 degrees."""

    start: Floats
    end: Floats

    def near(self, box: Box) -> Edges:
        """Those whose rectangle touches a box (west, south, east, north)."""
        west, south, east, north = box
        low, high = np.minimum(self.start, self.end), np.maximum(self.start, self.end)
        rows = np.flatnonzero((high[:, 0] >= west) & (low[:, 0] <= east) & (high[:, 1] >= south) & (low[:, 1] <= north))
        return Edges(self.start[rows], self.end[rows])


NO_EDGES = Edges(np.empty((0, 2)), np.empty((0, 2)))


class Spot(NamedTuple):
    """A place on an edge: its row, how far along it (0 to 1), whether that is a corner."""

    row: int
    along: float
    is_corner: bool


def collections_of(snapshot: Snapshot, claimed: frozenset[str] = frozenset()) -> list[str]:
    """Those that the base map draws as lines and areas, roads and buildings first; by their tags what nobody named,
    unless layers of their own claimed it."""
    names = [name for name in snapshot.features if whole(name) is not BaseClass.PLACE and name not in _NO_GROUND
             and (whole(name) is not None or name not in claimed)]
    return sorted(names, key=lambda name: (name != "roads", name != "buildings", whole(name) is None, name))


def is_drawn(base: BaseClass | None, ground_mpp: float) -> bool:
    """Whether the base map shows a class at a scale, in metres on the ground for a design pixel."""
    if base is None or base is BaseClass.PLACE:
        return False
    if base in ROAD_STYLES:
        return road_width(base, ground_mpp) > 0.0
    if base is BaseClass.STREAM:
        return water_width(base, ground_mpp) > 0.0
    return base not in FILL_UNTIL or ground_mpp <= FILL_UNTIL[base] * 0.8  # buildings are faint before they go


def edges_within(stocks: Stocks, snapshot: Snapshot, box: Box, ground_mpp: float,
                 stop: Callable[[], bool] = lambda: False, claimed: frozenset[str] = frozenset()) -> Edges:
    """All edges drawn in a box of WGS84 degrees; of more than MOST none of the collections that come too late.
    claimed: as of collections_of. Raises Cancelled."""
    import shapely  # slow to import

    area, found, count = shapely.box(*box), list[Edges](), 0
    tables = [(f"{table}/{name}", name) for name in collections_of(snapshot, claimed)
              for table in (("features",) if whole(name) is not None else ("features", "ground"))]
    for table, name in tables:
        if stop():
            raise Cancelled
        stock, features = stocks.of(snapshot, table), snapshot.features[name]
        if stock.shapes is None:
            continue
        start = len(name) + 1
        rows = [row for row in stock.within(area).tolist()
                if is_drawn(classify(name, features[stock.ids[row][start:]].properties), ground_mpp)]
        edges = _edges(stock.shapes[rows]).near(box)
        count += len(edges.start)
        if count > MOST:
            break
        found.append(edges)
    return Edges(*(np.concatenate(parts) for parts in zip(*found, strict=True))) if found else NO_EDGES


def _edges(shapes: NDArray[Any]) -> Edges:
    import shapely

    parts = shapely.get_parts(shapes)
    while (shapely.get_type_id(parts) > _POLYGON).any():  # collections of collections
        parts = shapely.get_parts(parts)
    flat = shapely.get_type_id(parts) == _POLYGON
    lines = np.concatenate([parts[~flat], shapely.get_rings(parts[flat])])
    places, owner = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero(owner[1:] == owner[:-1])
    return Edges(places[same], places[same + 1])


def spot_at(start: Floats, end: Floats, here: tuple[float, float], reach: float) -> Spot | None:
    """The nearest corner within reach, else the nearest place on an edge; all in pixels, so that straight is straight."""
    if not len(start):
        return None
    at = np.array(here)
    corners = np.concatenate([np.hypot(*(start - at).T), np.hypot(*(end - at).T)])
    row = int(corners.argmin())
    if corners[row] <= reach:
        return Spot(row % len(start), float(row >= len(start)), True)
    way = end - start
    along = np.clip(((at - start) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12), 0.0, 1.0)
    away = np.hypot(*(start + way * along[:, None] - at).T)
    row = int(away.argmin())
    return Spot(row, float(along[row]), False) if away[row] <= reach else None
