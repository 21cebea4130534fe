"""What a map has beside itself: its place among all maps of the process, what it
follows, what it is compared with, its time window. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut

from command_center.state.snapshot import Changes, Snapshot
from layers.bookmarks import Bookmark, Bookmarks
from widgets.map.compare.comparison import Comparison
from widgets.map.focus_frame import FocusFrame
from widgets.map.follow import Follow
from widgets.map.follow_plate import FollowPlate
from widgets.map.links import Link
from widgets.map.maps import maps_of
from widgets.map.margin.bookmark_sheet import BY_KEY
from widgets.map.margin.graticule import MODES, Graticule
from widgets.map.margin.north import KeptNorth
from widgets.map.margin.overview import OverviewMap
from widgets.map.past.bar import WindowBar
from widgets.map.past.tracks import Past
from widgets.map.past.window import window_of
from widgets.map.screens.leading import Leading
from widgets.map.screens.obeying import Obeying
from widgets.map.viewpoint import Viewpoint, level_for
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.layer_controls import LayerControls
    from widgets.map.panel import MapPanel
    from widgets.map.wall_controls import WallControls


class Companions(QObject):
    """Made by a map panel for itself."""

    def __init__(self, panel: MapPanel) -> None:
        super().__init__(panel)
        self.panel, self._maps = panel, maps_of(panel.context)
        maps, view = self._maps, panel.map
        view.companions = self
        self.link, self.follow, self.comparison = Link(view, maps), Follow(view), Comparison(panel)
        self.plate: FollowPlate | None = None
        self.graticule = Graticule()
        self.overview: OverviewMap | None = None
        if maps.bookmarks is None:
            maps.bookmarks = Bookmarks(panel.context.configuration.map.bookmark)
        self.bookmarks: Bookmarks = maps.bookmarks
        self._north = KeptNorth()
        view.overlays += [self.graticule.paint, self._paint_north]
        self.focus = FocusFrame(view)
        maps.add(view)
        if maps.leading is None:
            maps.leading = Leading(panel.context, maps)
        self.obeying: Obeying | None = None
        view.installEventFilter(self)
        view.destroyed.connect(lambda: maps.remove(view))
        self.window = window_of(panel.context)
        view.past = self.past = Past(self.window, panel.context.session, self)
        self.past.changed.connect(view.update)
        self.bar: WindowBar | None = None
        if panel.context.profile == "desk":
            self.bar = WindowBar(self.window, panel.context.session, panel)
            self.plate = FollowPlate(view, self.follow, panel)
            self.window.changed.connect(self.place)
            self.overview = OverviewMap(view, panel)
            for number in range(1, BY_KEY + 1):
                QShortcut(QKeySequence(f"Ctrl+{number}"), panel, partial(self._go_to_number, number)).setContext(
                    Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def controls(self) -> list[Any]:
        """What lies over the map."""
        return [one for one in (self.bar, self.plate, self.overview) if one is not None]

    def hear(self, controls: LayerControls) -> None:
        """Whoever shows the same layers is told when these are set otherwise; and the list here when others did."""
        controls.list.changed.connect(self._arranged)
        controls.views.applied.connect(self._arranged)
        self.panel.map.rearranged.connect(controls.look)
        if self.bar is not None and self.overview is not None:
            self.bar.beside, self.overview.above = controls.legend, [self.bar, controls.legend]

    def _arranged(self) -> None:
        self.comparison.rearranged()
        self._maps.arranged.emit(self.panel.map)

    def obey(self, wall: WallControls) -> None:
        """Desks set this map from now on."""
        self.obeying = Obeying(self.panel, wall)

    @property
    def goes_along(self) -> bool:
        """Whether this map goes where a search leads: the one in use, and those that are tied to others."""
        return self.link.mode != "free" or self._maps.used in (None, self.panel.map)

    def saved_views(self) -> list[Any]:
        """The saved views of this map's layers."""
        return list(self.panel.layers.views.views) if self.panel.layers is not None else []

    def go_to(self, bookmark: Bookmark) -> None:
        """Look at a bookmark as it was kept."""
        there = self.panel.map.viewpoint.centred(bookmark.lon, bookmark.lat)
        scale = bookmark.metres_per_pixel * there.metres_per_pixel / there.ground_scale
        self.panel.map.go(replace(there, level=float(level_for(scale))))

    def _go_to_number(self, number: int) -> None:
        bookmarks = list(self.bookmarks)
        if number <= len(bookmarks):
            self.go_to(bookmarks[number - 1])

    def printed_overlays(self) -> list[Any]:
        """What goes onto paper with the map."""
        printed = Graticule()
        printed.mode = self.graticule.mode
        return [printed.paint]

    def _paint_north(self, painter: QPainter, view: Viewpoint) -> None:
        look = theme()
        self._north.paint(painter, view, view.width - look.px(72 if self.bar is not None else 30), look.px(38))

    def leave(self) -> None:
        """The map is about to go."""
        self.comparison.end()
        self._maps.remove(self.panel.map)

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state."""
        self.follow.take(snapshot)
        session = self.panel.context.session()
        if session is not None and session.mode == "live":
            self._maps.leading.take(snapshot, changes)
            if self.obeying is not None:
                self.obeying.take(snapshot, changes)
        self.comparison.take(snapshot, changes)
        if self.overview is not None:
            self.overview.take(snapshot, changes)
        if changes.reset and self.panel.map.now_utc:
            self.set_now(self.panel.map.now_utc)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self.past.set_now(now_utc)
        self.comparison.set_now(now_utc)
        if self.bar is not None:
            self.bar.set_now(now_utc)
            if self.bar.isVisible():
                self.bar.place()
        if self.overview is not None and self.overview.isVisible():
            self.overview.place()

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
        if self.overview is not None:
            self.overview.place()
        self.comparison.place()

    def save(self) -> dict[str, Any]:
        """What survives a restart."""
        shown = self.overview is not None and self.overview.isVisible()
        return {"window": self.window.save(), "grid": self.graticule.mode, "overview": shown,
                "bookmarks": self.bookmarks.save(), "link": self.link.mode}

    def restore(self, state: dict[str, Any]) -> None:
        """Bring it back."""
        self.window.restore(state.get("window"))
        self.bookmarks.restore(state.get("bookmarks"))
        if state.get("grid") in MODES:
            self.graticule.mode = state["grid"]
        if self.overview is not None:
            self.overview.set_shown(bool(state.get("overview")))
        self.link.set_mode(state.get("link", ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map that has the keyboard is the one in use."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self._maps.use(self.panel.map)
        elif event.type() == QEvent.Type.Close:
            if self._maps.presenter is self.panel.map:
                self._maps.present(None)
            if self.obeying is not None:
                self.obeying.close()
        return False
