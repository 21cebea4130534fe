"""What a map has beside itself: its place among all maps of the process. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from widgets.map.maps import maps_of

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map that has the keyboard is the one in use."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self._maps.use(self._panel.map)
        return False
