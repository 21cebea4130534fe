"""The video wall: which cameras its tiles show, live or in a replay, and what is said of each. GUI thread.

A 20 ms tick compares sequence numbers with those painted last (40 ms would beat against 25 frames a second) and asks
the canvas for the rectangles that changed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.cameras import Camera
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from video.arrangement import Arrangement
from video.assignment import cameras_for
from video.pictures import Picture
from video.pool import DecodePool
from video.views import View
from widgets.context import Context
from widgets.panels.base import Panel
from widgets.theme import theme
from widgets.video.badges import Badge, badge_of
from widgets.video.canvas import Canvas
from widgets.video.feeds import Feeds
from widgets.video.large import LargeView
from widgets.video.tile import Tile, caption_height
from widgets.video.words import clock_text, live_message, replay_message

TICK_MS = 20
_BROUGHT = 3  # cameras that an incident brings up, at most half the wall


class VideoWall(Panel):
    """The panel "video"."""

    key: ClassVar[str] = "video"
    area: ClassVar[str] = "bottom"
    depends_on: ClassVar[tuple[str, ...]] = ("cameras", "incidents", "segments")

    def __init__(self, context: Context, parent: QWidget | None = None, *, tick_ms: int = TICK_MS) -> None:
        super().__init__(context, parent)
        self.setMinimumHeight(caption_height() + theme().px(60))
        self._zone = context.configuration.city.zone
        self._snapshot: Snapshot = EMPTY
        self._arrangement = Arrangement(context.configuration.video.tiles)
        self.canvas = Canvas(len(self._arrangement.shown), self._picture_of, self)
        self.canvas.setAccessibleName(self.title())
        self.setFocusProxy(self.canvas)
        self._tiles = self.canvas.tiles
        self._now_utc = 0
        self.feeds = Feeds(DecodePool(), context.recordings)
        self._large: LargeView | None = None
        self._incident = ""
        self._awaited = False  # the selected incident is so new that the state does not know it yet
        self._badges: dict[str, Badge] = {}
        self._timer = QTimer(self, interval=tick_ms, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self.canvas.chosen.connect(self._choose)
        self.canvas.enlarged.connect(self.enlarge)
        self.canvas.resized.connect(self._show_wanted)
        self.canvas.moved.connect(self._refresh_texts)
        context.selection.changed.connect(self._selected)
        context.selection.cameras_requested.connect(self.bring_up)
        self.destroyed.connect(self.feeds.pool.close)

    def title(self) -> str:
        """Translated title."""
        return self.tr("Video")

    @property
    def shown(self) -> list[str]:
        """Camera ids on the tiles, "" for an empty one."""
        return list(self._arrangement.shown)

    @property
    def snapshot(self) -> Snapshot:
        """The state shown."""
        return self._snapshot

    @property
    def tiles(self) -> list[Tile]:
        """The tiles as they are painted."""
        return self._tiles

    def view(self, camera: str) -> View | None:
        """The open view of a camera."""
        return self.feeds.views.get(camera)

    def name_of(self, camera: Camera) -> str:
        """A camera's name in the screen's language as far as its source gives one."""
        return self.context.say(camera.name, camera.properties.get("name_en", "")) or camera.camera

    def is_settled(self) -> bool:
        """Whether every tile has a picture or says why it has none."""
        return all(not tile.camera or tile.sequence or (view := self.view(tile.camera)) is None
                   or view.state not in ("connecting", "live") for tile in self._tiles)

    def hold(self, held: bool) -> None:
        """Freeze the pictures (a screenshot wants two equal frames) or let them run."""
        self._timer.stop() if held else self._start()

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """Cameras, incidents or segments changed."""
        self._snapshot = snapshot
        self._follow_session()
        if changes.touches("cameras"):
            self._arrangement.know(_preferred(snapshot.cameras.values()))
        if changes.touches("cameras", "incidents"):
            if self._incident and (changes.reset or self._awaited):
                self._bring_incident(self._incident)
            self._rearranged()

    def on_clock(self, now_utc: int) -> None:
        """A second passed: ages and captions."""
        self._now_utc = now_utc
        self._follow_session()
        self._refresh_texts()

    def tick(self) -> None:
        """Hear the decode processes and repaint what has a new picture."""
        if self.feeds.pool.poll():
            self._refresh_texts()
        self.feeds.follow(self.context.session().clock, self._snapshot.segments)
        for tile in self._tiles:
            view = self.feeds.views.get(tile.camera)
            if view is None:
                continue
            sequence = view.pictures.sequence
            if sequence != tile.sequence and sequence:
                tile.sequence = sequence
                self.canvas.update(tile.picture_box)
                self._refresh_time(tile, view)
        if self._large is not None:
            self._large.tick()

    @Slot(list)
    def bring_up(self, cameras: list[str]) -> None:
        """Show these cameras in front of the usual ones until the selection changes."""
        self._arrangement.bring(camera for camera in cameras if camera in self._snapshot.cameras)
        self._rearranged()

    @Slot(str, str)
    def _selected(self, kind: str, identity: str) -> None:
        if kind == "camera":
            if identity in self._snapshot.cameras and identity not in self._arrangement.shown:
                self.bring_up([*self._arrangement.brought, identity][-len(self._tiles):])
            return  # a click on one of an incident's pictures must not take them away
        self._incident = identity if kind == "incident" else ""
        if self._incident:
            self._bring_incident(identity)
        else:
            self._arrangement.put_back()
        self._rearranged()

    def _bring_incident(self, identity: str) -> None:
        incident = self._snapshot.incidents.get(identity)
        self._awaited = incident is None
        if incident is None:
            return
        limit = max(1, min(_BROUGHT, len(self._tiles) // 2))
        found = cameras_for(incident.lon, incident.lat, self._snapshot.cameras.values(), limit)
        covering = [each.camera for each in found if each.covers]
        self._arrangement.bring(covering or [each.camera for each in found])

    def _follow_session(self) -> None:
        self.feeds.set_replay(self.context.session().mode == "replay")
        if not self.feeds.views:
            self._show_wanted()

    def _rearranged(self) -> None:
        for tile, camera in zip(self._tiles, self._arrangement.shown, strict=True):
            if tile.camera != camera:
                tile.camera, tile.sequence = camera, 0
        self._badges = {camera: self._badge(camera) for camera in self._arrangement.shown
                        if camera in self._snapshot.cameras}
        self._show_wanted()
        self._refresh_texts()
        self.canvas.update()

    def _badge(self, camera: str) -> Badge:
        """Of the incident it looks at; a camera that the selected one brought stands for that, even from beside it."""
        badge = badge_of(self._snapshot.cameras[camera], self._snapshot.incidents.values())
        incident = self._snapshot.incidents.get(self._incident)
        if not badge.level and incident is not None and incident.is_open and camera in self._arrangement.brought:
            return Badge(incident.grade, incident.status == "waiting")
        return badge

    def _show_wanted(self) -> None:
        if not self.isVisible():
            return
        wanted = {}
        for tile in self._tiles:
            camera, box = self._snapshot.cameras.get(tile.camera), tile.picture_box
            if camera is not None and box.width() > 8 and box.height() > 8:
                wanted[tile.camera] = (camera, box.width(), box.height())
        self.feeds.show(wanted)

    def _refresh_texts(self) -> None:
        replay = self.context.session().mode == "replay"
        for number, tile in enumerate(self._tiles):
            camera, view = self._snapshot.cameras.get(tile.camera), self.feeds.views.get(tile.camera)
            message = (replay_message(camera, view, bool(self._snapshot.segments.get(tile.camera))) if replay
                       else live_message(camera, view, self._now_utc, self._zone))
            badge = self._badges.get(tile.camera, Badge(0, False))
            fresh = (self.name_of(camera) if camera else "", message.text, message.over_picture, message.hatched, badge.level, badge.solid,
                     tile.camera in self._arrangement.brought, self.canvas.hasFocus() and number == self.canvas.current)
            before = (tile.name, tile.message, tile.over_picture, tile.hatched, tile.level, tile.solid, tile.brought, tile.current)
            if fresh != before:
                (tile.name, tile.message, tile.over_picture, tile.hatched, tile.level, tile.solid, tile.brought,
                 tile.current) = fresh
                self.canvas.update(tile.box)
            self._refresh_time(tile, view)

    def _refresh_time(self, tile: Tile, view: View | None) -> None:
        picture = view.latest() if view is not None and (not tile.message or tile.over_picture) else None
        text = clock_text(picture.captured_utc, self._zone) if picture is not None else "--" if tile.camera else ""
        if text != tile.time:
            tile.time = text
            self.canvas.update(tile.box)  # the time may stand on the picture

    def _picture_of(self, camera: str) -> Picture | None:
        view = self.feeds.views.get(camera)
        return view.latest() if view is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_wanted()
        self.feeds.hide(False)
        self._start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self.feeds.hide(True)

    def _start(self) -> None:
        if self._tiles:
            self._timer.start()

    def enlarge(self, number: int) -> None:
        """Show a tile's camera large, over the middle of the window, until closed."""
        camera = self._snapshot.cameras.get(self._tiles[number].camera)
        if camera is None:
            return
        self.shrink()
        self._large = LargeView(self, camera, self._zone)
        self._large.closed.connect(self.shrink)

    @Slot()
    def shrink(self) -> None:
        """Close the large picture."""
        if self._large is not None:
            large, self._large = self._large, None
            large.let_go()

    def _choose(self, number: int) -> None:
        camera: Camera | None = self._snapshot.cameras.get(self._tiles[number].camera)
        if camera is None:
            return
        self.context.selection.select("camera", camera.camera)
        if camera.lon is not None and camera.lat is not None:
            self.context.selection.centre_requested.emit(camera.lon, camera.lat)

    def save_view(self) -> dict[str, Any]:
        """The usual cameras."""
        return {"cameras": list(self._arrangement.base)}

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring them back as far as they still exist."""
        cameras = [str(camera) for camera in state.get("cameras", ()) if isinstance(camera, str)]
        count = len(self._tiles)
        self._arrangement.base = (cameras + [""] * count)[:count]
        if self._snapshot.cameras:
            self._arrangement.know(_preferred(self._snapshot.cameras.values()))
        self._rearranged()


def _preferred(cameras: Any) -> list[str]:
    """Camera ids in the order in which they fill a wall: those that their source marks, then by id."""
    return [camera.camera for camera in sorted(
        cameras, key=lambda each: (each.properties.get("priority", "9"), each.camera))
        if camera.main_url or camera.sub_url]
