"""The windows beside the first one: maps and video walls for other monitors, opened, kept count of, and open again
after a restart. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from video.layouts import Layout
from widgets.beside_window import BesideWindow
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.main_window import MainWindow
from widgets.map.maps import maps_of
from widgets.video.walls import walls_of

MOST = 8  # of a kind, that are opened again


class WindowsBeside(QObject):
    """maps, walls: those that are open."""

    def __init__(self, window: MainWindow, context: Context, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._context, self._bridge = window, context, bridge
        self.maps: list[BesideWindow] = []
        self.walls: list[BesideWindow] = []
        maps_of(context).window_wanted.connect(self.open_map)
        walls_of(context).window_wanted.connect(self.open_wall)

    def open_map(self) -> BesideWindow:
        """Another map in a window of its own, on another monitor where there is one."""
        used = maps_of(self._context).used
        if used is not None and used.companions is not None:
            used.companions.link.set_mode("linked")  # the new one begins where this one looks, and moves with it
        return self._open(self._map())

    def open_wall(self, layout: Layout | None = None) -> BesideWindow:
        """A video wall in a window of its own, on another monitor where there is one; `layout` to begin with."""
        made = self._wall()
        made.show_layout(layout)
        return self._open(made)

    def _map(self) -> Any:
        from widgets.map.map_window import MapWindow

        return self._kept(MapWindow(self._context, self._bridge), self.maps)

    def _wall(self) -> Any:
        from widgets.video.wall_window import VideoWallWindow

        return self._kept(VideoWallWindow(self._context, self._bridge), self.walls)

    def _kept(self, made: BesideWindow, among: list[BesideWindow]) -> BesideWindow:
        among.append(made)
        made.closed.connect(among.remove)
        return made

    def _open(self, made: BesideWindow) -> BesideWindow:
        screens = [screen for screen in QGuiApplication.screens() if screen is not self._window.screen()]
        if screens:
            made.move(screens[0].availableGeometry().topLeft())
        made.show()
        return made

    def reopen(self, state: dict[str, Any]) -> None:
        """Those that were open when the desk was closed, each where it was; rubbish is ignored."""
        for key, make in (("map_windows", self._map), ("wall_windows", self._wall)):
            saved = state.get(key)
            for one in saved[:MOST] if isinstance(saved, list) else ():
                if isinstance(one, dict):
                    made = make()
                    made.restore_window(one)
                    made.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
                    made.show()

    def save(self) -> dict[str, Any]:
        """What `reopen` takes."""
        return {"map_windows": [window.save_window() for window in self.maps],
                "wall_windows": [window.save_window() for window in self.walls]}

    def close(self) -> None:
        """All of them."""
        for window in [*self.maps, *self.walls]:
            window.close()
