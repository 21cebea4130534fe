"""A tour on a wall: pages follow each other, an alarm or an incident holds it, the wall is as before when it ends. GUI
thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from command_center.config_video import Tour
from video.layouts import Layout, layout_of, usual
from video.tours import Page, TourRun, first_page, members, pages

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_TICK_MS = 200


class Touring(QObject):
    """Of one wall. changed(): begun, ended, paused, held, or another page."""

    changed = Signal()

    def __init__(self, wall: VideoWall, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(wall)
        self._wall, self.now_s = wall, now_s
        self.run: TourRun | None = None
        self.page: Page | None = None
        self.layout_before: Layout | None = None
        self._showing = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def tours(self) -> tuple[Tour, ...]:
        """Those of the configuration."""
        return self._wall.context.configuration.video.tour

    def start(self, key: str) -> None:
        """Begin a tour; one under way ends. Unknown names do nothing."""
        tour = next((tour for tour in self.tours if tour.key == key), None)
        if tour is None:
            return
        self.stop()
        self.run = TourRun(tour, self.now_s())
        self.layout_before = self._wall.canvas.layout_wanted
        self._timer.start()
        self._show()

    def stop(self) -> None:
        """End it; the usual cameras come back."""
        if self.run is None:
            return
        self.run = self.page = None
        self._timer.stop()
        self._wall.arrangement.turn_to(None)
        self._use(self.layout_before)
        self.layout_before = None
        self._wall.rearranged()
        self.changed.emit()

    def pause(self) -> None:
        """Stand, or go on."""
        if self.run is not None:
            self.run.paused = not self.run.paused
            self.changed.emit()

    def step(self, by: int) -> None:
        """The next page or the one before."""
        if self.run is not None:
            self.run.step(by, len(self._pages()))
            self._show()

    def show_group(self, key: str) -> None:
        """The cameras of a group on the tiles, as a page that stays; one under way ends."""
        group = next((group for group in self._wall.context.configuration.video.group if group.key == key), None)
        if group is None:
            return
        self.stop()
        ids = members(group, self._wall.snapshot.cameras)
        self._wall.arrangement.set_base(ids[: len(self._wall.tiles)], keep_empty=True)
        self._wall.rearranged()

    def tick(self) -> None:
        """Time has passed."""
        if self.run is None:
            return
        held = bool(self._wall.following.up)
        if held != self.run.held:
            self.run.held = held
            self._show()
        if self.run.tick(self.now_s(), len(self._pages())):
            self._show()

    def again(self) -> None:
        """Other cameras are known, or the layout has another number of tiles."""
        if self.run is not None and not self._showing and first_page(self._pages(), self.run.at) != self.page:
            self._show()

    def _pages(self) -> list[Page]:
        if self.run is None or self.layout_before is None:
            return []
        settings, layout = self._wall.context.configuration.video, layout_of(self.run.tour.layout)
        tiles = (layout or self.layout_before).count
        return pages(self.run.tour, settings.group, self._wall.snapshot.cameras, max(1, tiles))

    def _show(self) -> None:
        """The page that is due; while an alarm or an incident has the wall, the usual cameras under those it brought."""
        if self.run is None:
            return
        self.page = first_page(self._pages(), self.run.at)
        cameras = self.page.cameras if self.page else ()
        self._showing = True
        if self.run.held:
            self._wall.arrangement.turn_to(None)
            self._use(self.layout_before)
        else:
            self._use(layout_of(self.run.tour.layout) or usual(max(1, len(cameras))))
            self._wall.arrangement.turn_to(cameras)
        self._showing = False
        self._wall.rearranged()
        self.changed.emit()

    def _use(self, layout: Layout | None) -> None:
        if layout is not None and layout != self._wall.canvas.layout_wanted:
            self._wall.set_layout(layout)
