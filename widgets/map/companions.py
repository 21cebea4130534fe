"""What a map has beside itself: its place among all maps of the process, what it
follows, what it is compared with, its time window. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject

from command_center.state.snapshot import Changes, Snapshot
from widgets.map.compare.comparison import Comparison
from widgets.map.follow import Follow
from widgets.map.follow_plate import FollowPlate
from widgets.map.links import Link
from widgets.map.maps import maps_of
from widgets.map.past.bar import WindowBar
from widgets.map.past.tracks import Past
from widgets.map.past.window import window_of

if TYPE_CHECKING:
    from widgets.map.layer_controls import LayerControls
    from widgets.map.panel import MapPanel


class Companions(QObject):
    """Made by a map panel for itself."""

    def __init__(self, panel: MapPanel) -> None:
        super().__init__(panel)
        self._panel, self._maps = panel, maps_of(panel.context)
        maps, view = self._maps, panel.map
        view.companions = self
        self.link, self.follow, self.comparison = Link(view, maps), Follow(view), Comparison(panel)
        self.plate: FollowPlate | None = None
        maps.add(view)
        view.installEventFilter(self)
        view.destroyed.connect(lambda: maps.remove(view))
        self.window = window_of(panel.context)
        view.past = self.past = Past(self.window, panel.context.session, self)
        self.past.changed.connect(view.update)
        self.bar: WindowBar | None = None
        if panel.context.profile == "desk":
            self.bar = WindowBar(self.window, panel.context.session, panel)
            self.plate = FollowPlate(view, self.follow, panel)

    def controls(self) -> list[Any]:
        """What lies over the map."""
        return [one for one in (self.bar, self.plate) if one is not None]

    def hear(self, controls: LayerControls) -> None:
        """Whoever shows the same layers is told when these are set otherwise; and the list here when others did."""
        controls.list.changed.connect(self._arranged)
        controls.views.applied.connect(self._arranged)
        self._panel.map.rearranged.connect(controls.look)

    def _arranged(self) -> None:
        self.comparison.rearranged()
        self._maps.arranged.emit(self._panel.map)

    def saved_views(self) -> list[Any]:
        """The saved views of this map's layers."""
        return list(self._panel.layers.views.views) if self._panel.layers is not None else []

    def leave(self) -> None:
        """The map is about to go."""
        self.comparison.end()
        self._maps.remove(self._panel.map)

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state."""
        self.follow.take(snapshot)
        self.comparison.take(snapshot, changes)
        if changes.reset and self._panel.map.now_utc:
            self.set_now(self._panel.map.now_utc)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self.past.set_now(now_utc)
        self.comparison.set_now(now_utc)
        if self.bar is not None:
            self.bar.set_now(now_utc)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is still to come."""
        return self.past.is_settled and self.comparison.is_settled and (self.bar is None or self.bar.counts.is_settled)

    def place(self) -> None:
        """Each in its corner."""
        if self.bar is not None and self.bar.isVisible():
            self.bar.place()
        if self.plate is not None:
            self.plate.place()
        self.comparison.place()

    def save(self) -> dict[str, Any]:
        """What survives a restart."""
        return {"window": self.window.save()}

    def restore(self, state: dict[str, Any]) -> None:
        """Bring it back."""
        self.window.restore(state.get("window"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map that has the keyboard is the one in use."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self._maps.use(self._panel.map)
        return False
