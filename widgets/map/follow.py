"""Keeps a moving thing in the middle of one map until somebody pans by hand, and says so. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from command_center.state.snapshot import Snapshot
from layers.units import place_of
from widgets.map.viewpoint import Viewpoint

if TYPE_CHECKING:
    from widgets.map.view import MapView

_CLOSE_LEVEL = 26.0  # nearer than this the way of a thing is seen
_STILL_PX = 0.6


class Follow(QObject):
    """changed: follows another thing or none; ended(name): somebody panned, or the thing has gone."""

    changed = Signal()
    ended = Signal(str)

    def __init__(self, map_view: MapView) -> None:
        super().__init__(map_view)
        self._map = map_view
        self.thing: tuple[str, str] = ("", "")
        self.name = ""
        self._moving = False
        self._seen: Viewpoint = map_view.viewpoint
        map_view.moved.connect(self._on_moved)

    @property
    def is_on(self) -> bool:
        """Whether something is followed."""
        return bool(self.thing[1])

    def can(self, kind: str, identity: str) -> bool:
        """Whether a thing moves."""
        return bool(identity) and kind in ("unit", "vehicle") and self._place(kind, identity) is not None

    def toggle(self) -> bool:
        """Follow what is selected, or no longer what is followed; whether there was anything to do."""
        selection = self._map.context.selection
        if self.is_on:
            self.stop()
            return True
        if not self.can(selection.kind, selection.id):
            return False
        self.start(selection.kind, selection.id)
        return True

    def start(self, kind: str, identity: str) -> None:
        """Keep a thing in the middle from now on."""
        card = self._map.stack.describe(kind, identity)
        title = card.title if card is not None else identity
        self.name = title if isinstance(title, str) else self._map.context.say(*title)
        self.thing = (kind, identity)
        view = self._map.viewpoint
        if view.level < _CLOSE_LEVEL:
            self._go(view.zoomed(_CLOSE_LEVEL, view.width / 2, view.height / 2))
        self.take(self._map.stack.snapshot)
        self.changed.emit()

    def stop(self) -> None:
        """Leave it alone."""
        if self.is_on:
            self.thing = ("", "")
            self.changed.emit()

    def take(self, snapshot: Snapshot) -> None:
        """A new state: go along."""
        if not self.is_on:
            return
        place = self._place(*self.thing)
        if place is None:
            self._end()
            return
        view = self._map.viewpoint
        x, y = view.pixel(*place)
        if abs(x - view.width / 2) > _STILL_PX or abs(y - view.height / 2) > _STILL_PX:
            self._go(view.centred(*place))

    def _place(self, kind: str, identity: str) -> tuple[float, float] | None:
        snapshot = self._map.stack.snapshot
        row = snapshot.positions.row(identity)
        if row is not None and not snapshot.positions.lost[row]:
            lon, lat = snapshot.positions.lonlat[row].tolist()
            return lon, lat
        unit = snapshot.units.get(identity)
        return place_of(unit, snapshot) if unit is not None else None

    def _go(self, viewpoint: Viewpoint) -> None:
        self._moving = True
        try:
            self._map.go(viewpoint)
        finally:
            self._moving = False

    def _on_moved(self) -> None:
        """Whoever moves the middle at the same scale and size has panned; zooming goes on about the thing."""
        seen, view = self._seen, self._map.viewpoint
        self._seen = view
        if self._moving or not self.is_on:
            return
        if (seen.width, seen.height) != (view.width, view.height):
            return
        if seen.level == view.level and (seen.x, seen.y) != (view.x, view.y):
            self._end()
        elif seen.level != view.level and not self._is_in(view):
            self._end()  # a search or a bookmark went elsewhere

    def _is_in(self, view: Viewpoint) -> bool:
        place = self._place(*self.thing)
        if place is None:
            return False
        x, y = view.pixel(*place)
        return 0 <= x <= view.width and 0 <= y <= view.height

    def _end(self) -> None:
        name = self.name
        self.stop()
        self.ended.emit(name)
