"""A wall whose map is set from desks: it says that it is there and what it shows, and shows what it is asked for. GUI
thread.

What a desk asked for holds until the wall is closed in good order, so that one that died shows it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from command_center.domain.commands import CloseScreen, SayScreen
from command_center.domain.screens import AS_IS, BEAT_S, Direction, Look, ScreenLink, ScreenView
from command_center.notices import notify
from command_center.state.snapshot import Changes, Snapshot
from layers.base import Title
from layers.views import AS_CONFIGURED
from layers.views import MapView as SavedView
from widgets.map.maps import Looking
from widgets.map.screens.leading import live_bus

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel
    from widgets.map.wall_controls import WallControls

_AGAIN_MS = 3000


class Obeying(QObject):
    """Made by the panel of a wall."""

    def __init__(self, panel: MapPanel, wall: WallControls) -> None:
        super().__init__(panel)
        self._panel, self._wall = panel, wall
        self.key = f"{panel.context.desk}/{panel.context.scene or panel.context.profile}"
        self.link: ScreenLink = "free"
        self.leader = ""
        self._done = self._reason = ""
        self._look: Look | None = None
        self._closed = False
        self._beat = QTimer(self, interval=round(BEAT_S * 1000))
        self._beat.timeout.connect(self.say)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)  # nobody has heard yet
        wall.changed.connect(self.say)

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new live state."""
        if self._closed or not changes.touches("screens", "looks"):
            return
        screen = snapshot.screens.get(self.key)
        if screen is None:  # new, or another of the same name has gone
            if not self._again.isActive():
                self._again.start()
                self.say()
        elif screen.wanted is not None and screen.wanted.direction != self._done:
            self._obey(screen.wanted)
        elif not self._beat.isActive():
            self.say()
        look = snapshot.looks.get(self.leader) if self.link == "linked" else None
        if look is not None and look != self._look:
            self._look = look
            self._panel.companions.link.go_to(Looking(look.lon, look.lat, look.level))

    def _obey(self, wanted: Direction) -> None:
        self._done, self._reason, self._look = wanted.direction, "", None
        self.link, self.leader = wanted.link, wanted.desk if wanted.link == "linked" else ""
        self._panel.companions.link.set_mode("presenter" if wanted.link == "presenter" else "free")
        self._wall.follows = self._followed(wanted)
        known = self._wall.views.find(wanted.view)
        if wanted.state:
            self._wall.show(SavedView(wanted.view, Title(wanted.zh, wanted.en or wanted.zh), wanted.state))
        elif known is not None:
            self._wall.show(known)
        elif wanted.view != AS_IS:
            self._reason = "screen.view_unknown"
        if wanted.lon is not None and wanted.lat is not None:
            level = self._panel.map.viewpoint.level if wanted.level is None else wanted.level
            self._panel.companions.link.go_to(Looking(wanted.lon, wanted.lat, level))
        self._wall.look()
        notify("info", "notice.screen_directed", by=wanted.actor or wanted.desk, desk=wanted.desk)
        self.say()

    def _followed(self, wanted: Direction) -> str:
        if wanted.link == "presenter":
            return self.tr("follows the presenter")
        return self.tr("moves with desk {desk}").format(desk=wanted.desk) if wanted.link == "linked" else ""

    def say(self) -> None:
        """What it is and shows, to all desks."""
        bus = live_bus(self._panel.context)
        if bus is None or self._closed:
            return
        self._beat.start()
        views = tuple(ScreenView(view.key, view.title.zh, view.title.en) for view in self._wall.views)
        shown = self._wall.views.shown
        title = Title("", "") if shown.key == AS_CONFIGURED else shown.title
        bus.submit(SayScreen(screen=self.key, views=views, zh=title.zh, en=title.en, link=self.link, leader=self.leader,
                             direction=self._done, reason=self._reason))

    def close(self) -> None:
        """It goes, in good order."""
        bus = live_bus(self._panel.context)
        if bus is not None and not self._closed:
            bus.submit(CloseScreen(screen=self.key))
        self._closed = True
        self._beat.stop()
