"""A recording of a camera's own device on the camera's tile, in front of its live picture: pause, speed and seeking are asked
of the device (MANSRTSP), on a thread of its own. GUI thread.

A device lets a pause stand for some time only; who goes on after that begins a session of its own at the same place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from command_center.domain.cameras import Camera
from command_center.domain.time import SECOND
from video.device_recordings import DeviceRecording, control, recording_url
from video.source import SourceError

if TYPE_CHECKING:
    from video.views import View
    from widgets.video.wall import VideoWall

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
_LONGEST_PAUSE_S = 40.0  # a little less than what the source waits for
_ENDED = ("no_signal", "refused", "ended")


class DevicePlayer(QObject):
    """Of one camera. trouble: what the device, or the way to it, refused last; who shows it empties it."""

    changed = Signal()

    def __init__(self, wall: VideoWall, camera: Camera, parent: QObject) -> None:
        super().__init__(parent)
        self._wall, self._camera = wall, camera
        self._recording: DeviceRecording | None = None
        self._url = ""
        self._view: View | None = None
        self._paused_s = 0.0  # of time.monotonic()
        self._speed = 1.0
        self._asked: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="device-player")
        self.trouble = ""

    @property
    def is_playing(self) -> bool:
        """Whether the tile shows the recording."""
        return self._view is not None

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return bool(self._paused_s)

    @property
    def length_s(self) -> int:
        """Of the recording."""
        return (self._recording.until_utc - self._recording.from_utc) // SECOND if self._recording is not None else 0

    @property
    def at_utc(self) -> int:
        """The instant that is shown."""
        assert self._recording is not None
        picture = self._view.latest() if self._view is not None else None
        return picture.captured_utc if picture is not None else self._recording.from_utc

    @property
    def at_s(self) -> int:
        """The same from the recording's beginning."""
        assert self._recording is not None
        return max(0, min(self.length_s, (self.at_utc - self._recording.from_utc) // SECOND))

    def play(self, recording: DeviceRecording) -> str:
        """Show a recording on the camera's tile; why not, where it has none."""
        self.stop()
        if self._wall.view(self._camera.camera) is None:
            return self.tr("Put the camera on a tile first.")
        self._recording = recording
        self._begin(recording.from_utc)
        return ""

    def _begin(self, from_utc: int) -> None:
        assert self._recording is not None
        feeds = self._wall.feeds
        if self._wall.view(self._camera.camera) is None:
            return
        feeds.uncover(self._camera.camera)
        self._url = recording_url(self._camera.main_url, from_utc, self._recording.until_utc)
        self._view = feeds.cover_with(self._camera.camera, self._url)
        self._paused_s = 0.0
        self._say()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._view is None:
            return
        if not self._paused_s:
            self._paused_s = time.monotonic()
            self._ask(lambda url=self._url: control(url, "pause"))  # type: ignore[misc]
        elif time.monotonic() - self._paused_s > _LONGEST_PAUSE_S or self._view.state in _ENDED:
            self._begin(self.at_utc)
            self._set_speed_of(self._speed)
        else:
            self._paused_s = 0.0
            self._set_speed_of(self._speed)
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """So many times as fast as it was recorded."""
        self._speed = speed
        if not self._paused_s:
            self._set_speed_of(speed)

    def _set_speed_of(self, speed: float) -> None:
        self._ask(lambda url=self._url: control(url, "play", scale=f"{speed:g}"))  # type: ignore[misc]

    def seek(self, at_s: int) -> None:
        """Go to a second of the recording."""
        if self._view is None or self._recording is None:
            return
        begin_s = self._recording.from_utc // SECOND + at_s - _from_s(self._url)
        if begin_s < 0 or self._view.state in _ENDED:  # before where the session began
            self._begin(self._recording.from_utc + at_s * SECOND)
        else:
            self._paused_s = 0.0
            self._ask(lambda url=self._url: control(url, "play", begin=f"{begin_s:g}"))  # type: ignore[misc]

    def look(self) -> None:
        """Called often: what the device answered, and whether it is over."""
        for asked in [each for each in self._asked if each.done()]:
            self._asked.remove(asked)
            error = asked.exception()
            if isinstance(error, SourceError):
                self.trouble = error.detail or error.reason
        if self._view is None:
            return
        if self._wall.view(self._camera.camera) is not self._view:  # the tile shows another camera, or a replay began
            self._forget()
        elif self._view.state in _ENDED and not self._paused_s:
            if not self._view.detail.startswith(("over", "OSError", "ended")) and self._view.latest() is None:
                self.trouble = self._view.detail or self._view.reason
            self.stop()
        else:
            self._say()

    def stop(self) -> None:
        """The live picture again."""
        if self._view is not None:
            if self._paused_s:  # what waits for its packets hears then that it is over
                self._ask(lambda url=self._url: control(url, "play", scale="1"))  # type: ignore[misc]
            if self._wall.view(self._camera.camera) is self._view:
                self._wall.feeds.uncover(self._camera.camera)
            self._forget()

    def close(self) -> None:
        """No more is asked."""
        self._pool.shutdown(wait=False)

    def _forget(self) -> None:
        self._view, self._paused_s = None, 0.0
        self._say()
        self.changed.emit()

    def _ask(self, what: Callable[[], None]) -> None:
        self._asked.append(self._pool.submit(what))

    def _say(self) -> None:
        """The badge on the tile: nobody may take it for live."""
        text = QCoreApplication.translate("Video", "Recording on the device") if self._view is not None else ""
        for tile in self._wall.tiles:
            if tile.camera == self._camera.camera and tile.again != text:
                tile.again = text
                self._wall.canvas.update(tile.picture_box)
        large = self._wall.large
        if large is not None and large.tile.camera == self._camera.camera and large.tile.again != text:
            large.tile.again = text
            large.update()


def _from_s(url: str) -> int:
    return int(url.partition("from=")[2].partition("&")[0])
