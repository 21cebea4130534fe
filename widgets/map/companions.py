"""What a map has beside itself: its place among all maps of the process, its time window. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject

from command_center.state.snapshot import Changes, Snapshot
from widgets.map.maps import maps_of
from widgets.map.past.bar import WindowBar
from widgets.map.past.tracks import Past
from widgets.map.past.window import window_of

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel


class Companions(QObject):
    """Made by a map panel for itself."""

    def __init__(self, panel: MapPanel) -> None:
        super().__init__(panel)
        self._panel, self._maps = panel, maps_of(panel.context)
        self._maps.add(panel.map)
        panel.map.installEventFilter(self)
        maps, view = self._maps, panel.map
        view.destroyed.connect(lambda: maps.remove(view))
        self.window = window_of(panel.context)
        view.past = self.past = Past(self.window, panel.context.session, self)
        self.past.changed.connect(view.update)
        self.bar: WindowBar | None = None
        if panel.context.profile == "desk":
            self.bar = WindowBar(self.window, panel.context.session, panel)

    def controls(self) -> list[Any]:
        """What lies over the map."""
        return [self.bar] if self.bar is not None else []

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state."""
        if changes.reset and self._panel.map.now_utc:
            self.set_now(self._panel.map.now_utc)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self.past.set_now(now_utc)
        if self.bar is not None:
            self.bar.set_now(now_utc)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is still to come."""
        return self.past.is_settled and (self.bar is None or self.bar.counts.is_settled)

    def place(self) -> None:
        """Each in its corner."""
        if self.bar is not None and self.bar.isVisible():
            self.bar.place()

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
