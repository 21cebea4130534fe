"""Where the map opens when the configuration names no centre: on the data, as they come. GUI thread."""

from __future__ import annotations

from command_center.state.snapshot import Snapshot
from layers.extent import extent
from widgets.context import Context
from widgets.map.view import MapView
from widgets.map.viewpoint import Viewpoint

ENOUGH_PLACES = 500  # from then on more of them hardly move the frame


class Opening:
    """Frames the data until there are enough or the operator moves the map."""

    def __init__(self, context: Context, view: MapView) -> None:
        self._view = view
        self._framed: Viewpoint | None = None
        self._wanted = "centre" not in context.configuration.city.model_fields_set

    def look(self, snapshot: Snapshot) -> None:
        """Frame what there is now; cheap once it is done."""
        if not self._wanted or (self._framed is not None and self._moved()):
            self._wanted = False
            return
        found = extent(snapshot)
        if found is None:
            return
        self._wanted = found.places < ENOUGH_PLACES
        self._view.open_on(found.west, found.south, found.east, found.north)
        self._framed = self._view.viewpoint

    def leave(self) -> None:
        """It looks where it was left: nothing is framed any more."""
        self._wanted = False

    def _moved(self) -> bool:
        now, then = self._view.viewpoint, self._framed
        return then is not None and (now.x, now.y, now.level) != (then.x, then.y, then.level)
