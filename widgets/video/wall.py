"""The video wall: which cameras its tiles show, live or in a replay. GUI thread.

A 20 ms tick compares sequence numbers with those painted last (40 ms would beat against 25 frames a second) and asks
the canvas for the rectangles that changed. What tiles say is in `telling`, what comes up by itself in `following`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.cameras import Camera
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from video.arrangement import Arrangement
from video.layout_edit import Edited
from video.layouts import Layout, layout_of, read_layout, usual
from video.pictures import Picture
from video.views import View
from widgets.context import Context
from widgets.panels.base import Panel
from widgets.theme import theme
from widgets.timeline.shuttle import shuttle_of
from widgets.video.acts import Acts
from widgets.video.canvas import Canvas
from widgets.video.dress import Dress
from widgets.video.evidence import Evidence
from widgets.video.feeds import Feeds
from widgets.video.following import Following
from widgets.video.governed import GovernedLine
from widgets.video.in_step import keep_in_step
from widgets.video.instant import Instant
from widgets.video.keeping import Keeping
from widgets.video.large import LargeView
from widgets.video.plate import Plate
from widgets.video.telling import Telling
from widgets.video.tile import Tile, caption_height
from widgets.video.tile_acts import TileActs
from widgets.video.touring import Touring
from widgets.video.walls import walls_of

TICK_MS = 20
_SETTLE_MS = 120  # after a change of size: pictures are asked for in their new size once, not with every pixel


class VideoWall(Panel):
    """The panel "video"."""

    key: ClassVar[str] = "video"
    area: ClassVar[str] = "bottom"
    depends_on: ClassVar[tuple[str, ...]] = ("cameras", "incidents", "alarms", "segments", "masks", "ptz", "features/buildings")
    layout_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, tick_ms: int = TICK_MS,
                 alone: bool = False) -> None:
        """alone: it is the whole of a window, with its controls in a bar."""
        super().__init__(context, parent)
        self.alone = alone
        self.setMinimumHeight(caption_height() + theme().px(60))
        self.snapshot: Snapshot = EMPTY
        self.walls = walls_of(context)
        self.walls.pool.hardware = context.configuration.video.hardware
        self.walls.join(self)
        settings = context.configuration.video
        self.usual: Layout = layout_of(settings.layout) or usual(settings.tiles)
        self.arrangement = Arrangement(self.usual.count)
        self.canvas = Canvas(self.usual.count, self._picture_of, self)
        self.canvas.set_layout(self.usual)
        self.canvas.borders.enabled = self.canvas.dropping.enabled = context.profile == "desk"
        self.canvas.setAccessibleName(self.title())
        self.setFocusProxy(self.canvas)
        self.feeds = Feeds(self.walls.pool, context.recordings, settings)
        self.large: LargeView | None = None
        self.dress = Dress(context)
        self.following, self.telling, self.touring = Following(self), Telling(self), Touring(self)
        self._timer = QTimer(self, interval=tick_ms, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self.canvas.chosen.connect(self.choose)
        self.canvas.enlarged.connect(self.enlarge)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.ask_again)
        self.canvas.resized.connect(self._on_resized)
        self.canvas.moved.connect(self.telling.refresh)
        self.canvas.borders.edited.connect(self.set_layout)
        self.walls.heard.connect(self.telling.refresh)
        self.governed = GovernedLine(self)
        self.walls.heard.connect(self.governed.look)
        self.acts = Acts(self)
        self.evidence = Evidence(self)
        self.tile_acts = TileActs(self)
        self.instant, self.keeping = Instant(self), Keeping(self)
        self.plate = Plate(self) if context.profile == "desk" and not alone else None
        shuttle_of(context).keys(self, letters=False)

    def title(self) -> str:
        """Translated title."""
        return self.tr("Video")

    @property
    def shown(self) -> list[str]:
        """Camera ids on the tiles, "" for an empty one."""
        return list(self.arrangement.shown)

    @property
    def tiles(self) -> list[Tile]:
        """The tiles as they are painted."""
        return self.canvas.tiles

    def view(self, camera: str) -> View | None:
        """The open view of a camera."""
        return self.feeds.views.get(camera)

    def name_of(self, camera: Camera) -> str:
        """A camera's name in the screen's language as far as its source gives one."""
        return self.context.say(camera.name, camera.properties.get("name_en", "")) or camera.camera

    def is_settled(self) -> bool:
        """Whether every tile has a picture or says why it has none."""
        return all(not tile.camera or tile.sequence or (view := self.view(tile.camera)) is None
                   or view.state not in ("connecting", "live") for tile in self.tiles)

    def hold(self, held: bool) -> None:
        """Freeze the pictures (a screenshot wants two equal frames) or let them run."""
        self._timer.stop() if held else self._start()

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """Cameras, incidents or segments changed."""
        self.snapshot = snapshot
        self._follow_session()
        if changes.touches("cameras"):
            self.arrangement.know(preferred(snapshot.cameras.values()))
        if changes.touches("masks", "ptz", "cameras"):
            self.dress.know_masks(snapshot, self.context.session().mode == "replay")
            self.telling.refresh()
        self.following.on_snapshot(changes)
        self.tile_acts.on_snapshot(changes)
        if changes.touches("cameras", "incidents"):
            self.touring.again()
            self.rearranged()

    def on_clock(self, now_utc: int) -> None:
        """A second passed: ages and captions."""
        self.telling.now_utc = now_utc
        self._follow_session()
        keep_in_step(self)
        self.feeds.needed = {self.context.selection.id, *self.arrangement.brought} | (
            {self.large.tile.camera} if self.large is not None else set())
        self.governed.look()
        self.telling.refresh()
        self.tile_acts.on_clock()

    def tick(self) -> None:
        """Hear the decode processes and repaint what has a new picture."""
        self.walls.poll()
        self.feeds.follow(self.context.session().clock, self.snapshot.segments)
        for tile in self.tiles:
            view = self.feeds.views.get(tile.camera)
            if view is None:
                continue
            sequence = view.pictures.sequence
            if sequence != tile.sequence and sequence:
                tile.sequence = sequence
                self.dress.follow(tile, view)
                self.canvas.update(tile.picture_box)
                self.telling.refresh_time(tile, view)
        if self.large is not None:
            self.large.tick()

    def rearranged(self) -> None:
        """Other cameras may be on the tiles."""
        for tile, camera in zip(self.tiles, self.arrangement.shown, strict=True):
            if tile.camera != camera:
                tile.camera, tile.sequence = camera, 0
        shuttle_of(self.context).show(tuple(camera for camera in self.arrangement.shown if camera))
        self.telling.look_at_incidents()
        self.ask_again()
        self.telling.refresh()
        self.canvas.update()

    def set_layout(self, layout: Layout, kept: tuple[int | None, ...] | None = None) -> None:
        """Another layout; kept: whose camera each of its tiles gets (see video.layout_edit)."""
        if kept is None and layout.count != len(self.tiles):
            self.arrangement.resize(layout.count)
        elif kept is not None:
            self.arrangement.resize(layout.count, kept)
        self.canvas.set_layout(layout)
        self.following.refresh()
        self.touring.again()
        self.rearranged()
        self.layout_changed.emit()

    def edit_layout(self, edited: Edited | None) -> None:
        """Tiles were joined or divided."""
        if edited is not None:
            self.set_layout(edited.layout, edited.kept)

    def _on_resized(self) -> None:
        self._settle.start() if self.feeds.views else self.ask_again()

    def _follow_session(self) -> None:
        self.feeds.set_replay(self.context.session().mode == "replay")
        if not self.feeds.views:
            self.ask_again()

    def ask_again(self) -> None:
        """Ask for the pictures that the tiles need now, in their sizes."""
        if not self.isVisible():
            return
        wanted = {}
        for tile in self.tiles:
            camera, box = self.snapshot.cameras.get(tile.camera), tile.picture_box
            if camera is not None and box.width() > 8 and box.height() > 8:
                wanted[tile.camera] = (camera, *self.dress.zoom(tile.camera).asked(box.width(), box.height()))
        if self.large is not None:  # one view for both, as large as the larger of them
            camera, width, height = self.large.asks()
            _, wide, tall = wanted.get(camera.camera, (camera, 0, 0))
            wanted[camera.camera] = (camera, max(width, wide), max(height, tall))
        self.feeds.show(wanted)

    def _picture_of(self, camera: str) -> Picture | None:
        view = self.feeds.views.get(camera)
        return view.latest() if view is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.governed.place()
        if self.plate is not None:
            self.plate.place()

    def enterEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().enterEvent(event)  # type: ignore[arg-type]
        if self.plate is not None:
            self.plate.look()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.plate is not None:
            self.plate.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask_again()
        self.feeds.hide(False)
        self._start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        if not event.spontaneous():  # the wall is put away, not the window
            self.shrink()
        self.feeds.hide(True)

    def _start(self) -> None:
        if self.tiles:
            self._timer.start()

    def enlarge(self, number: int, *, full: bool = False) -> None:
        """Show a tile's camera large, over the middle of the window or (full) all of it, until closed."""
        camera = self.snapshot.cameras.get(self.tiles[number].camera)
        if camera is None:
            return
        self.shrink()
        self.large = LargeView(self, camera, self.context.configuration.city.zone, full=full)
        self.large.closed.connect(self.shrink)
        self.large.resized.connect(self._on_resized)
        self.ask_again()

    @Slot()
    def shrink(self) -> None:
        """Close the large picture."""
        if self.large is not None:
            large, self.large = self.large, None
            large.let_go()
            self.ask_again()

    def choose(self, number: int) -> None:
        """Select a tile's camera and bring the map there."""
        camera: Camera | None = self.snapshot.cameras.get(self.tiles[number].camera)
        if camera is None:
            return
        self.context.selection.select("camera", camera.camera)
        if camera.lon is not None and camera.lat is not None:
            self.context.selection.centre_requested.emit(camera.lon, camera.lat)

    def leave(self) -> None:
        """The wall's window closes: let go of every picture."""
        self._timer.stop()
        self.shrink()
        self.walls.heard.disconnect(self.telling.refresh)  # no QObject: nobody else does
        self.walls.leave(self)
        self.feeds.clear()

    def save_view(self) -> dict[str, Any]:
        """The usual cameras, the layout where it is another than the configuration's, saved scenes."""
        layout, scenes = self.touring.layout_before or self.canvas.layout_wanted, self.walls.save()
        return ({"cameras": self.arrangement.usual[:layout.count]} | ({"layout": layout.state()} if layout != self.usual else {})
                | ({"scenes": scenes} if scenes else {}) | ({} if self.following.enabled else {"follow": False})
                | self.tile_acts.save())

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring them back as far as they still exist."""
        self.walls.restore(state.get("scenes"))
        self.following.enabled = state.get("follow") is not False
        self.tile_acts.restore(state)
        layout = read_layout(state.get("layout"))
        if layout is not None:
            self.set_layout(layout)
        self.arrangement.set_base(str(camera) for camera in state.get("cameras", ()) if isinstance(camera, str))
        self.rearranged()


def preferred(cameras: Any) -> list[str]:
    """Camera ids in the order in which they fill a wall: those that their source marks, then by id."""
    return [camera.camera for camera in sorted(
        cameras, key=lambda each: (each.properties.get("priority", "9"), each.camera))
        if camera.main_url or camera.sub_url]
