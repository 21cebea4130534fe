"""Instant replay on a tile, or of the camera that is shown large: its last 10, 30 or 60 seconds once more, there only, and
back to live by itself. From what the tile received and keeps in memory; where it was opened too lately for that, from the
recording. GUI thread.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QMenu

from command_center.domain.time import SECOND, now_utc
from video.segments import segment_at, window
from video.views import Playing
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.tile import Tile
    from widgets.video.wall import VideoWall

LENGTHS = {"again10": 10, "again30": 30, "again60": 60}
_LOOK_MS = 200
_MISSING_US = 2 * SECOND  # the ring may begin so much later than asked, before the recording is better


class _Running(NamedTuple):
    since_utc: int
    until_s: float  # of time.monotonic()
    recorded: bool


class Instant(QObject):
    """Of one wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self._running: dict[str, _Running] = {}
        wall.acts.fillers.append(self._fill)
        wall.acts.offer({name: partial(self.toggle, seconds) for name, seconds in LENGTHS.items()})
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def is_running(self, camera: str) -> bool:
        """Whether a camera's tile shows what was."""
        return camera in self._running

    def toggle(self, seconds: int, camera: str = "") -> None:
        """A camera, by default the current tile's: replay, or back to live."""
        camera = camera or self._wall.tiles[self._wall.canvas.current].camera
        if camera in self._running:
            self.back(camera)
        else:
            self.show(camera, seconds)

    def show(self, camera: str, seconds: int) -> None:
        """The last seconds of a camera; in a replay of everything, or without a picture, nothing happens."""
        view = self._wall.view(camera)
        if view is None or not view.url:
            return
        self.back(camera)
        self._running[camera] = _Running(now_utc() - seconds * SECOND, time.monotonic() + seconds + 0.5, False)
        self._wall.feeds.pool.again(view, seconds)
        self._timer.start()
        self._look()

    def back(self, camera: str) -> None:
        """To live."""
        running, view = self._running.pop(camera, None), self._wall.view(camera)
        if running is None:
            return
        if running.recorded:
            self._wall.feeds.uncover(camera)
        elif view is not None:
            self._wall.feeds.pool.stop_again(view)
        self._look()

    def _look(self) -> None:
        wall = self._wall
        for camera, running in list(self._running.items()):
            view = wall.view(camera)
            if view is None or not self._is_shown(camera) or time.monotonic() > running.until_s:
                self.back(camera)
            elif not running.recorded and view.state == "replay" and view.since_utc > running.since_utc + _MISSING_US:
                self._from_recording(camera, running)
        large = wall.large
        for tile in wall.tiles if large is None else [*wall.tiles, large.tile]:
            text = self._text(tile) if tile.camera in self._running else ""
            if text != tile.again:
                tile.again = text
                (large if large is not None and tile is large.tile else wall.canvas).update(tile.picture_box)
        if not self._running:
            self._timer.stop()

    def _is_shown(self, camera: str) -> bool:
        return camera in self._wall.shown or (self._wall.large is not None and self._wall.large.tile.camera == camera)

    def _from_recording(self, camera: str, running: _Running) -> None:
        """Memory does not reach that far back: the recording does, if there is one."""
        feeds, segments = self._wall.feeds, self._wall.snapshot.segments.get(camera, ())
        if feeds.recordings is None or segment_at(segments, running.since_utc) is None:
            return
        feeds.pool.stop_again(feeds.views[camera])
        feeds.cover(camera, Playing(window(segments, running.since_utc, 1.0, ahead_s=90.0), running.since_utc, 1.0,
                                    time.monotonic_ns()))
        length_s = (now_utc() - running.since_utc) / SECOND
        self._running[camera] = _Running(running.since_utc, time.monotonic() + length_s, True)

    def _text(self, tile: Tile) -> str:
        view = self._wall.view(tile.camera)
        picture = view.latest() if view is not None else None
        behind = 0 if picture is None else max(0, round((now_utc() - picture.captured_utc) / SECOND))
        return QCoreApplication.translate("Video", "Replay −{seconds} s").format(seconds=behind)

    def _fill(self, menu: QMenu, number: int) -> None:
        self.fill_for(menu, self._wall.tiles[number].camera)

    def fill_for(self, menu: QMenu, camera: str) -> None:
        """Our lines in the menu of a tile or a large view."""
        view = self._wall.view(camera)
        if camera in self._running:
            menu.addAction(self.tr("Back to live")).triggered.connect(lambda: self.back(camera))
        elif view is not None and view.url:
            sub = menu.addMenu(self.tr("Instant replay"))
            for seconds, key in ((10, "B"), (30, "Shift+B"), (60, "Ctrl+B")):
                action = sub.addAction(self.tr("The last {seconds} s").format(seconds=seconds) + f"\t{key}")
                action.triggered.connect(partial(self._chosen, camera, seconds))

    def _chosen(self, camera: str, seconds: int, _checked: bool = False) -> None:
        self.show(camera, seconds)


def draw_again(painter: QPainter, box: QRect, text: str) -> None:
    """The badge and a frame: nobody may take it for live."""
    look = theme()
    width = max(2, look.px(2))
    painter.setPen(QPen(look.colour("focus"), width, Qt.PenStyle.DashLine))
    painter.drawRect(box.adjusted(width // 2, width // 2, -(width + 1) // 2, -(width + 1) // 2))
    painter.setFont(look.font("caption", bold=True))
    metrics = QFontMetrics(painter.font())
    wide, tall = metrics.horizontalAdvance(text) + look.px(14), metrics.height() + look.px(4)
    plate = QRect(box.center().x() - wide // 2, box.top() + look.px(6), wide, tall)
    painter.fillRect(plate, look.colour("focus"))
    painter.setPen(look.colour("ink"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
