"""Furnishes the window once a session is there: panels, search, notices, alarms' sound, and what the operator had
arranged last time. GUI thread."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from widgets.alarm_watch import AlarmWatch
from widgets.breakthrough import Breakthrough
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.horn import Horn
from widgets.keep_awake import KeepAwake
from widgets.main_window import MainWindow, load_panels
from widgets.map.maps import maps_of
from widgets.muting import MuteButton
from widgets.scenes import Scene
from widgets.search import SearchBox
from widgets.theme import theme
from widgets.toasts import Toasts
from widgets.windows_beside import WindowsBeside


class Furnishing(QObject):
    """Everything in the window that is not the window."""

    def __init__(self, window: MainWindow, context: Context, director: Director, bridge: Bridge,
                 remember: bool) -> None:
        super().__init__(window)
        self._window, self._context, self._bridge = window, context, bridge
        self._director, self._remember = director, remember
        self._state: dict[str, Any] = {}
        self.awake = KeepAwake(self)
        self._panels()
        self.toasts = Toasts(window)
        window.add_overlay(self.toasts, self._fit_toasts)
        self.watch = AlarmWatch(context, director, bridge, Horn(self) if remember else None, self)
        self.banner = Breakthrough(context.language, window)
        window.add_overlay(self.banner, self.banner.fit)
        self.watch.broke_through.connect(self._break_through)
        self.watch.calmed.connect(self.banner.hide)
        self.banner.live_requested.connect(self._back_to)
        director.session_changed.connect(lambda session: self.banner.hide() if session.mode == "live" else None)
        if theme().profile == "desk":
            self._controls()
            self.beside = WindowsBeside(window, context, bridge, self)
            self.beside.reopen(self._state)

    def _panels(self) -> None:
        from command_center.registry import plugins

        scene = self._window.scene
        wanted = list(scene.panels) or list(plugins("panels"))
        if scene.profile == "wall":
            named = {key for line in scene.layout["slots"] for key in line.split()}
            wanted = [key for key in wanted if key in named]
        panels = load_panels(self._context, wanted)
        self._window.populate(self._context, panels)
        if self._remember:
            self._restore()
        self._show_view(panels.get("map"), scene.view)
        self._show_wall(panels.get("video"), scene)
        for panel in panels.values():
            self._bridge.add(panel)

    def _show_view(self, panel: object, view: str) -> None:
        """The saved view that the scene begins with."""
        from widgets.map.panel import MapPanel

        if view and isinstance(panel, MapPanel):
            panel.show_view(view)

    def _show_wall(self, panel: object, scene: Scene) -> None:
        """The layout and the tour that the scene begins with."""
        from video.layouts import layout_of
        from widgets.video.wall import VideoWall

        if isinstance(panel, VideoWall) and (scene.video or scene.tour):
            layout = layout_of(scene.video) if scene.video else None
            if layout is not None:
                panel.set_layout(layout)
            panel.touring.start(scene.tour)

    def _controls(self) -> None:
        window = self._window
        self.search = SearchBox(self._context, lambda: self._bridge.snapshot, window.header)
        self.mute = MuteButton(self.watch, window.header)
        self.search.restore(self._state.get("search"))
        window.header.set_search(self.search)
        window.header.set_button(self.mute)
        mute = QShortcut(QKeySequence("M"), window)
        mute.activated.connect(self.mute.ask)
        self.search.set_commands({
            "live": (self.tr("Back to live"), self._director.back_to_live),
            "pause": (self.tr("Play or pause the replay"), self._director.toggle),
            "mute": (self.tr("Mute the alarm"), self.mute.ask),
            "full": (self.tr("Full screen"), window.toggle_full_screen),
            "close": (self.tr("Close the window"), lambda: QTimer.singleShot(0, window.close)),
        })
        map_panel = window.panels.get("map")
        if map_panel is not None and hasattr(map_panel, "tool_bar"):
            from widgets.map.searchable import acts_of

            self.search.add_acts(lambda: acts_of(map_panel))  # type: ignore[arg-type]

    # ---- overlays
    def _fit_toasts(self, below: QRect) -> None:
        look = theme()
        bottom = self._window.scene.layout.get("bottom_height", 66)
        self.toasts.fit(look.px(bottom) + look.px(16))

    def _break_through(self, alarm: Any) -> None:
        self.banner.show_alarm(alarm)
        self.banner.fit(self._window.rect().adjusted(0, self._window.header.height(), 0, 0))

    def _back_to(self, alarm: str) -> None:
        self._director.back_to_live()
        self._context.selection.select("alarm", alarm)

    # ---- what the operator had arranged
    def _view_file(self) -> Path:
        folder = Path(platformdirs.user_config_dir("command-center"))
        return folder / f"view-{self._window.scene.name}.json"

    def _restore(self) -> None:
        try:
            state = json.loads(self._view_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        self._state = state
        for key, panel in self._window.panels.items():
            saved = state.get("panels", {}).get(key)
            if isinstance(saved, dict):
                try:
                    panel.restore_view(saved)
                except (KeyError, TypeError, ValueError):
                    continue  # saved by another version
        if hasattr(self._window.body, "restore_view") and isinstance(state.get("body"), dict):
            self._window.body.restore_view(state["body"])

    def _save(self) -> None:
        state: dict[str, Any] = {"panels": {key: panel.save_view() for key, panel in self._window.panels.items()}}
        if hasattr(self._window.body, "save_view"):
            state["body"] = self._window.body.save_view()
        if theme().profile == "desk":
            state["search"] = self.search.save()
            state |= self.beside.save()
        try:
            self._view_file().parent.mkdir(parents=True, exist_ok=True)
            self._view_file().write_text(json.dumps(state), encoding="utf-8")
        except (OSError, TypeError):
            return  # nothing that the operator must hear while closing

    def close(self) -> None:
        """Save the view, be quiet."""
        if self._remember:
            self._save()
        if theme().profile == "desk":
            self.beside.close()
        for view in list(maps_of(self._context).views):
            view.close()  # with its workers
        self.watch.close()
        self.toasts.close_ear()


def furnish(window: MainWindow, context: Context, director: Director, bridge: Bridge, *,
            remember: bool) -> Furnishing:
    """Panels and controls into the window. remember: restore and save the view, and sound alarms."""
    return Furnishing(window, context, director, bridge, remember)
