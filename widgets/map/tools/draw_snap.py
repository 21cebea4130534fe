"""Snapping: a pointer near a vertex of a drawing, a place where something happens, or a corner or an edge of the ground or
of a layer that is shown stands on it. GUI thread; the edges in view are gathered on the bench's worker.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QPainter

from command_center.domain.columns import decode
from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.opening import claimed
from layers.spatial.drawn_edges import Drawn, drawn_of, edges_of
from layers.spatial.snapping import NO_EDGES, Box, Edges, collections_of, edges_within, spot_at
from layers.spatial.tile_edges import Tiles, edges_of_tiles
from widgets.map.tools import ink
from widgets.map.tools.base import Pointer
from widgets.map.tools.bench import Bench, bench_of
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

REACH_PX = 9.0  # of what lies on the map
GROUND_PX = 8.0  # of the map itself
_AGAIN_MS = 500  # between two looks at layers that change while the view stands still
_MARGIN = 0.5  # of the view, gathered beyond its edges


class Snap:
    """Of one tool. `place`: what the pointer stands on now, for its mark; on_edge: that is no vertex and no corner."""

    def __init__(self) -> None:
        self._held: Any = None
        self._vertices: Floats = np.empty((0, 2))
        self._owners: NDArray[np.int64] = np.empty(0, np.int64)  # row of each vertex's drawing in _names
        self._names: list[str] = []
        self.place: tuple[float, float] | None = None
        self.on_edge = False
        self._edges: Edges = NO_EDGES
        self._box: Box | None = None  # that edges are known of, or asked for
        self._level = 0.0
        self._of: list[Any] = []  # the collections and drawings that they are of
        self._since = QElapsedTimer()  # they were asked for
        self._bench: Bench | None = None

    # the ground

    @property
    def is_settled(self) -> bool:
        """Whether the edges of the view that was looked at last are known."""
        return self._bench is None

    def look(self, map_view: MapView) -> None:
        """Have the edges in view gathered, if they are not."""
        view, snapshot, stack = map_view.viewpoint, map_view.stack.snapshot, map_view.stack
        shown = list(stack.shown())
        drawn = drawn_of((entry.layer, entry.drawn) for entry in shown)
        ground = any(entry.layer.key == "basemap" for entry in shown)
        tiles = map_view.base.rasters.vectors()
        of: list[Any] = [*(one.drawing for one in drawn), ground]
        of += [data for source in tiles for _, data in source.tiles]
        claims = claimed(map_view.context.configuration.map)
        of += [snapshot.features[name] for name in collections_of(snapshot, claims)]
        same = len(of) == len(self._of) and all(one is other for one, other in zip(of, self._of, strict=True))
        if view.level == self._level and self._box is not None and _holds(self._box, _box(view, 0.0)) \
                and (same or self._since.elapsed() < _AGAIN_MS):
            return
        self._of, self._level, self._box = of, view.level, _box(view, _MARGIN)
        self._since.start()
        scale = view.ground_scale * theme().scale
        self._bench = bench_of(map_view.context)
        question = partial(_gathered, self._bench, snapshot if ground else None, drawn, tiles, self._box, scale, claims)
        self._bench.ask(f"snap {id(self)}", question, self._take)

    def _take(self, edges: Edges) -> None:
        self._edges, self._bench = edges, None

    def close(self) -> None:
        """Nobody snaps any more."""
        if self._bench is not None:
            self._bench.cancel(f"snap {id(self)}")
        self._edges, self._of, self._bench = NO_EDGES, [], None

    def _on_ground(self, view: Viewpoint, event: Pointer) -> bool:
        reach = theme().px(GROUND_PX)
        corners = [view.lonlat(event.x + dx, event.y + dy) for dx in (-reach, reach) for dy in (-reach, reach)]
        west, south = (min(corner[axis] for corner in corners) for axis in (0, 1))
        east, north = (max(corner[axis] for corner in corners) for axis in (0, 1))
        start, end = self._edges.near((west, south, east, north))
        if not len(start):
            return False
        spot = spot_at(view.pixels(start), view.pixels(end), (event.x, event.y), reach)
        if spot is None:
            return False
        lon, lat = (start[spot.row] + (end[spot.row] - start[spot.row]) * spot.along).tolist()
        self.place, self.on_edge = (lon, lat), not spot.is_corner
        return True

    # what lies on it

    def _gather(self, map_view: MapView) -> None:
        snapshot = map_view.stack.snapshot
        if self._held is snapshot.drawings:
            return
        self._held = snapshot.drawings
        shown = [drawn for drawn in snapshot.drawings.values() if drawn.is_shown]
        columns = decode([drawn.geometry for drawn in shown])
        self._vertices, self._names = columns.xy, [drawn.drawing for drawn in shown]
        self._owners = np.repeat(columns.row, np.diff(columns.offset))

    def pointer(self, map_view: MapView, event: Pointer, own: Floats | None = None, without: str = "") -> Pointer:
        """The pointer on the nearest vertex within reach, else on a corner or an edge of the ground or of a
        layer, else as it is.
        own: further places (those being drawn); without: a drawing that does not count (the one being edited). Alt or
        Ctrl held: no snapping."""
        self.place, self.on_edge = None, False
        if event.ctrl or event.alt:
            return event
        self.look(map_view)
        if self._on_vertex(map_view, event, own, without) or self._on_ground(map_view.viewpoint, event):
            assert self.place is not None
            return event._replace(lon=self.place[0], lat=self.place[1])
        return event

    def _on_vertex(self, map_view: MapView, event: Pointer, own: Floats | None, without: str) -> bool:
        self._gather(map_view)
        incidents = [(one.lon, one.lat) for one in map_view.stack.snapshot.incidents.values() if one.is_open]
        others = self._vertices
        if without in self._names:
            others = others[self._owners != self._names.index(without)]
        places = np.concatenate([others,
                                 np.array(incidents, np.float64).reshape(-1, 2),
                                 np.empty((0, 2)) if own is None else own])
        if not len(places):
            return False
        away = np.hypot(*(map_view.viewpoint.pixels(places) - (event.x, event.y)).T)
        nearest = int(away.argmin())
        if away[nearest] > theme().px(REACH_PX):
            return False
        self.place = (float(places[nearest, 0]), float(places[nearest, 1]))
        return True

    def paint(self, painter: QPainter, view: Viewpoint) -> None:
        """A ring where it stands on a vertex or a corner, a cross where on an edge."""
        if self.place is not None:
            x, y = view.pixel(*self.place)
            ink.cross(painter, x, y) if self.on_edge else ink.dot(painter, x, y, hollow=True)


def _gathered(bench: Bench, snapshot: Snapshot | None, drawn: list[Drawn], tiles: list[Tiles], box: Box, scale: float, claims: frozenset[str],
              stop: Any) -> Edges:
    """On the bench's worker. snapshot None: the ground is not shown."""
    above, beside = edges_of(drawn, box, stop), edges_of_tiles(tiles, box, stop)
    ground = edges_within(bench.stocks, snapshot, box, scale, stop, claims) if snapshot is not None else NO_EDGES
    return Edges(*(np.concatenate(parts) for parts in zip(above, beside, ground, strict=True)))


def _box(view: Viewpoint, margin: float) -> Box:
    """What a view shows and a margin round it, in WGS84 degrees."""
    dx, dy = view.width * margin, view.height * margin
    corners = [view.lonlat(x, y) for x in (-dx, view.width + dx) for y in (-dy, view.height + dy)]
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    return min(lons), min(lats), max(lons), max(lats)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
