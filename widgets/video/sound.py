"""The sound of one camera: which is heard, how loud, and what is said where there is none. GUI thread.

One of all walls: who listens to another camera silences the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from command_center.notices import notify
from video.pool import DecodePool
from video.views import View

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

VOLUME, STEP = 0.7, 0.1


class Sound(QObject):
    """Of one wall. camera: the one that is heard, "" for none. changed: something about it is other than before."""

    changed = Signal()
    _told_no_speaker = False  # once a run of the desk is enough
    _heard: Sound | None = None

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self.camera, self.volume = "", VOLUME
        self._view: View | None = None
        self._state = ""

    @property
    def _pool(self) -> DecodePool:
        return self._wall.feeds.pool

    def toggle(self, camera: str) -> None:
        """Listen to a camera, or no longer."""
        if camera == self.camera:
            self.mute()
            return
        if self._wall.context.session().mode != "live":
            notify("info", "notice.sound_replay")
            return
        if Sound._heard is not None and Sound._heard is not self and isValid(Sound._heard):
            Sound._heard.mute()
        self.mute()
        Sound._heard = self
        self.camera = camera
        self._listen()
        self.changed.emit()

    def mute(self) -> None:
        """Silence."""
        if not self.camera:
            return
        if self._view is not None:
            self._pool.listen(self._view, [], 0.0)
        self.camera, self._view, self._state = "", None, ""
        if Sound._heard is self:
            Sound._heard = None
        self.changed.emit()

    def louder(self, by: float) -> None:
        """Another volume, from now on."""
        self.volume = round(min(1.0, max(0.0, self.volume + by)), 2)
        if self.camera:
            self._listen()
            self.changed.emit()

    def look(self) -> None:
        """Called often: the camera may have gone from the wall, its view may be another, its sound may have begun."""
        if not self.camera:
            return
        view = self._wall.view(self.camera)
        if view is None or view.hidden or self._wall.context.session().mode != "live":
            self.mute()
            return
        if view is not self._view or (view.state == "connecting" and view.sound in ("", "lost")):
            self._listen()
        if view.sound != self._state:
            self._state = view.sound
            if view.sound == "no_speaker" and not Sound._told_no_speaker:
                Sound._told_no_speaker = True
                notify("warning", "notice.no_speaker")
            self.changed.emit()

    def words(self) -> str:
        """What a tile that is heard says of it."""
        match self._state:
            case "playing":
                return self.tr("Sound {percent} %").format(percent=round(self.volume * 100))
            case "silent":
                return self.tr("This camera sends no sound")
            case "no_speaker":
                return self.tr("No loudspeaker")
            case "lost":
                return self.tr("Sound lost")
        return self.tr("Sound …")

    def _listen(self) -> None:
        camera, view = self._wall.snapshot.cameras.get(self.camera), self._wall.view(self.camera)
        if camera is None or view is None:
            return
        if self._view is not None and view is not self._view:
            self._pool.listen(self._view, [], 0.0)
        if view is not self._view:
            view.sound = ""
        self._view = view
        urls = [url for url in dict.fromkeys((view.sub_url, view.url)) if url]
        self._pool.listen(view, urls, self.volume)
