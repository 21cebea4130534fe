"""All maps of this process: which of them is used, and where each looks. GUI thread.

A map that `presents` publishes its viewpoint; others follow it. Of other desks it is heard through the journal
(widgets/map/screens), which feeds `presented`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.map.view import MapView


class Looking(NamedTuple):
    """Where somebody looks: longitude, latitude of the middle and metres on the ground under a pixel of scale 1."""

    lon: float
    lat: float
    level: float


class Maps(QObject):
    """presented(Looking): the presenter looks elsewhere; presenter_changed(): there is another or none; joined(): a map
    came or went; arranged(map): the layers of a map were set otherwise."""

    presented = Signal(object)
    presenter_changed = Signal()
    joined = Signal()
    arranged = Signal(object)
    shared = Signal(object, object)  # a linked map looks elsewhere: map, Looking
    window_wanted = Signal()  # somebody wants another map

    def __init__(self) -> None:
        super().__init__()
        self.views: list[MapView] = []
        self.presenter: MapView | None = None
        self.elsewhere: Looking | None = None  # where the presenter of another desk looks
        self.leading: Any = None  # what is said to other desks, and heard of them (widgets.map.screens.leading)
        self.pools: list[Any] = []  # raster workers that maps share (widgets.map.raster_share)
        self.bookmarks: Any = None  # layers.bookmarks.Bookmarks, common to all
        self._used: MapView | None = None

    def add(self, view: MapView) -> None:
        """A map is there from now on."""
        self.views.append(view)
        self.joined.emit()

    def remove(self, view: MapView) -> None:
        """It has gone."""
        if not Shiboken.isValid(self):
            return  # the process ends, and nobody is left to be told
        if view in self.views:
            self.views.remove(view)
        if self._used is view:
            self._used = None
        if self.presenter is view:
            self.presenter = None  # its signals have gone with it
            self.presenter_changed.emit()
        self.joined.emit()

    def use(self, view: MapView) -> None:
        """The operator works on it."""
        self._used = view

    @property
    def used(self) -> MapView | None:
        """The one that the operator used last, else the first."""
        return self._used or next(iter(self.views), None)

    def where(self) -> tuple[float, float] | None:
        """Longitude, latitude of the middle of the map in use; None where there is none."""
        view = self.used
        return None if view is None else view.viewpoint.lonlat(view.viewpoint.width / 2, view.viewpoint.height / 2)

    def present(self, view: MapView | None) -> None:
        """Whose viewpoint is published; None for nobody's."""
        if self.presenter is not None:
            self.presenter.moved.disconnect(self._publish)
        self.presenter = view
        if view is not None:
            view.moved.connect(self._publish)
        self.presenter_changed.emit()
        self._publish()

    def _publish(self) -> None:
        if self.presenter is not None:
            self.presented.emit(looking(self.presenter))


def looking(view: MapView) -> Looking:
    """Where a map looks."""
    point = view.viewpoint
    return Looking(*point.lonlat(point.width / 2, point.height / 2), point.level)


def maps_of(context: Context) -> Maps:
    """Those of this process."""
    if context.maps is None:
        context.maps = Maps()
    found: Maps = context.maps
    return found
