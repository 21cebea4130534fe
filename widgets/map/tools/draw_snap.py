"""Snapping: a pointer near a vertex of a drawing, or a place where something happens, stands on it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.columns import decode
from layers.drawing import Floats
from widgets.map.tools.base import Pointer
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

REACH_PX = 9.0


class Snap:
    """Of one tool. `place`: what the pointer stands on now, for its mark."""

    def __init__(self) -> None:
        self._held: Any = None
        self._vertices: Floats = np.empty((0, 2))
        self._owners: NDArray[np.int64] = np.empty(0, np.int64)  # row of each vertex's drawing in _names
        self._names: list[str] = []
        self.place: tuple[float, float] | None = None

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
        """The pointer on the nearest vertex within reach, else as it is. own: further places (those being drawn);
        without: a drawing that does not count (the one being edited). Ctrl held: no snapping."""
        self.place = None
        if event.ctrl:
            return event
        self._gather(map_view)
        incidents = [(one.lon, one.lat) for one in map_view.stack.snapshot.incidents.values() if one.is_open]
        others = self._vertices
        if without in self._names:
            others = others[self._owners != self._names.index(without)]
        places = np.concatenate([others,
                                 np.array(incidents, np.float64).reshape(-1, 2),
                                 np.empty((0, 2)) if own is None else own])
        if not len(places):
            return event
        away = np.hypot(*(map_view.viewpoint.pixels(places) - (event.x, event.y)).T)
        nearest = int(away.argmin())
        if away[nearest] > theme().px(REACH_PX):
            return event
        self.place = (float(places[nearest, 0]), float(places[nearest, 1]))
        return event._replace(lon=self.place[0], lat=self.place[1])
