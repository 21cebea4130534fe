"""What the maps of this process say to other desks about where they look, and what they hear of them. GUI thread.

A map's place is published while it presents or while a screen elsewhere moves with this desk: the newest place a few times
a second, nothing while it stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from command_center.domain.commands import LookAt
from command_center.domain.ids import new_id
from command_center.domain.screens import Look, is_silent
from command_center.domain.time import now_utc
from command_center.engine.session import CommandBus
from command_center.state.snapshot import Changes, Snapshot
from widgets.map.maps import Looking, Maps, looking

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.map.view import MapView

_EVERY_MS = 200


def live_bus(context: Context) -> CommandBus | None:
    """Where commands go that are no part of what is replayed; None where nothing is live."""
    session = context.director.live if context.director is not None else context.session()
    return session.bus if session is not None and session.mode == "live" else None


class Leading(QObject):
    """One for all maps of a process."""

    def __init__(self, context: Context, maps: Maps) -> None:
        super().__init__(maps)
        self._context, self._maps = context, maps
        self._origin = new_id()
        self._is_led = self._yields = False
        self._began_utc = 0  # it began to present
        self._heard: Look | None = None
        self._sent: tuple[Looking, bool] | None = None
        self._watched: list[MapView] = []
        self._soon = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._soon.timeout.connect(self._send)
        maps.joined.connect(self._watch)
        maps.presenter_changed.connect(self._on_presenter)
        self._watch()

    def _watch(self) -> None:
        for view in self._maps.views:
            if view not in self._watched:
                view.moved.connect(self._on_moved)
        self._watched = list(self._maps.views)

    @property
    def _leader(self) -> MapView | None:
        """The map that others see: the one that presents, else the first."""
        return self._maps.presenter or next(iter(self._maps.views), None)

    def _on_moved(self) -> None:
        if (self._maps.presenter is not None or self._is_led) and not self._soon.isActive():
            self._soon.start()

    def _on_presenter(self) -> None:
        self._began_utc = now_utc() if self._maps.presenter is not None else 0
        if not self._yields:
            self._send(ended=self._maps.presenter is None)

    def _send(self, ended: bool = False) -> None:
        view, bus, presents = self._leader, live_bus(self._context), self._maps.presenter is not None
        if view is None or bus is None or not (presents or self._is_led or ended):
            return
        there = looking(view)
        if self._sent != (there, presents):
            self._sent = there, presents
            bus.submit(LookAt(lon=there.lon, lat=there.lat, level=there.level, presents=presents, origin=self._origin))

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new live state."""
        if not changes.touches("screens", "looks"):
            return
        desk, now = self._context.desk, now_utc()
        was_led, self._is_led = self._is_led, any(
            (screen.link == "linked" and screen.leader == desk)
            or (screen.wanted is not None and screen.wanted.link == "linked" and screen.wanted.desk == desk
                and screen.wanted.direction != screen.answered)
            for screen in snapshot.screens.values() if not is_silent(screen, now))
        if self._is_led and not was_led:
            self._sent = None
            self._send()
        heard = next((look for look in snapshot.looks.values() if look.presents and look.origin != self._origin), None)
        if heard != self._heard:
            self._hear(heard)

    def _hear(self, look: Look | None) -> None:
        """Another desk presents; it may have taken that over from a map of this one."""
        self._heard = look
        self._maps.elsewhere = None if look is None else Looking(look.lon, look.lat, look.level)
        if look is None:
            return
        if self._maps.presenter is not None and look.at_utc > self._began_utc:
            self._yields = True
            try:
                self._maps.present(None)
            finally:
                self._yields = False
        if self._maps.presenter is None:
            self._maps.presented.emit(self._maps.elsewhere)
