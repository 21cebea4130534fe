"""What can be done with one tile, on the wall and in a large view: zoom, move the camera, notes, masks, sound, a picture.
GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QPoint, QRect
from PySide6.QtWidgets import QMenu

from command_center.notices import notify
from command_center.state.snapshot import Changes
from video.zooming import STEP
from widgets.video import tile_keys
from widgets.video.hands import Hands
from widgets.video.mask_pen import MaskPen
from widgets.video.patrols import Patrols
from widgets.video.ptz_panel import PtzPanel
from widgets.video.ptz_tool import PtzTool
from widgets.video.sound import STEP as STEP_OF_VOLUME
from widgets.video.sound import Sound
from widgets.video.still import save_still
from widgets.video.still_view import SIZE as STILL
from widgets.video.still_view import StillView
from widgets.video.surface import LargeSurface, WallSurface
from widgets.video.tile import Tile
from widgets.video.uncover import Uncover

if TYPE_CHECKING:
    from widgets.video.large import LargeView
    from widgets.video.wall import VideoWall

TEXTS: dict[str, Any] = {
    "ptz": QT_TRANSLATE_NOOP("TileMenu", "Move the camera"),  #: 操控云台
    "closer": QT_TRANSLATE_NOOP("TileMenu", "Zoom in"),  #: 放大画面
    "farther": QT_TRANSLATE_NOOP("TileMenu", "Zoom out"),  #: 缩小画面
    "whole": QT_TRANSLATE_NOOP("TileMenu", "Whole picture"),  #: 还原画面
    "notes": QT_TRANSLATE_NOOP("TileMenu", "Notes on all tiles"),  #: 画面信息
    "still": QT_TRANSLATE_NOOP("TileMenu", "Save the picture"),  #: 抓图
    "sound": QT_TRANSLATE_NOOP("TileMenu", "Listen"),  #: 播放声音
    "mask": QT_TRANSLATE_NOOP("TileMenu", "Draw privacy masks"),  #: 绘制隐私遮挡
}


class TileActs(QObject):
    """Of one wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self.patrols = Patrols(wall.context, self)
        self.panel: PtzPanel | None = None
        self._large: list[Hands] = []
        self._panel_hands: Hands | None = None
        self.sound = Sound(wall)
        self.sound.changed.connect(self._say_sound)
        wall.walls.heard.connect(self.sound.look)
        self.uncover = Uncover(wall)
        self.hands = Hands(WallSurface(wall), self)
        wall.acts.fillers.append(self.fill)

    def hands_on(self, large: LargeView) -> Hands:
        """The hands on a large view."""
        self._large.append(Hands(LargeSurface(large), self))
        return self._large[-1]

    def tile_of(self, camera: str) -> Tile | None:
        """The tile of the wall that shows a camera."""
        return next((tile for tile in self._wall.tiles if tile.camera == camera and not tile.box.isEmpty()), None)

    # ---- acts
    def do(self, act: str, tile: Tile, hands: Hands) -> bool:
        """Do it; whether it was one of ours."""
        match act:
            case "closer":
                hands.zoom(tile, STEP)
            case "farther":
                hands.zoom(tile, 1 / STEP)
            case "whole":
                hands.reset(tile)
            case "notes":
                self._toggle_notes(hands)
            case "ptz":
                self.move_camera(tile, hands)
            case "mask":
                self._draw_masks(tile, hands)
            case "still":
                self._save_still(tile, hands)
            case "sound":
                self.sound.toggle(tile.camera)
            case "louder" | "softer":
                self.sound.louder(STEP_OF_VOLUME if act == "louder" else -STEP_OF_VOLUME)
            case _:
                return False
        return True

    def fill(self, menu: QMenu, number: int) -> None:
        """Our lines in the menu of a tile."""
        self.fill_for(menu, self._wall.tiles[number], self.hands)

    def pop_up(self, hands: Hands, at: QPoint) -> QMenu:
        """The menu of a large view."""
        menu, tile = QMenu(hands.surface.widget), hands.surface.current()
        if tile is not None:
            self._wall.instant.fill_for(menu, tile.camera)
            self.fill_for(menu, tile, hands)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def fill_for(self, menu: QMenu, tile: Tile, hands: Hands) -> None:
        """What can be done with a tile."""
        camera = self._wall.snapshot.cameras.get(tile.camera)
        if camera is None:
            return
        menu.addSeparator()
        zoomed = tile.zoom.factor > 1
        for act in ("ptz", "closer", "farther", "whole", "notes", "sound", "still", "mask"):
            if (act == "ptz" and camera.properties.get("ptz") != "1") or (act in ("farther", "whole") and not zoomed):
                continue
            words = QCoreApplication.translate("TileMenu", TEXTS[act])
            action = menu.addAction(f"{words}\t{tile_keys.shown(act)}")
            if act == "notes":
                action.setCheckable(True)
                action.setChecked(hands.surface.dress.notes)
            elif act == "sound":
                action.setCheckable(True)
                action.setChecked(self.sound.camera == tile.camera)
            action.triggered.connect(lambda _=False, act=act: self.do(act, tile, hands))
        self.uncover.fill(menu, tile)
        menu.addSeparator()

    def _toggle_notes(self, hands: Hands) -> None:
        shown = not hands.surface.dress.notes
        for dress in {id(each): each for each in (hands.surface.dress, self._wall.dress)}.values():
            dress.notes = shown
        hands.surface.refresh()

    def _save_still(self, tile: Tile, hands: Hands) -> None:
        """Of the main stream where the tile is live and smaller than that, else what it shows."""
        context, dress, shown = self._wall.context, hands.surface.dress, hands.surface.picture(tile)
        view = self._wall.view(tile.camera)
        if shown is None or tile.message or view is None or view.state != "live" or shown.pixels.shape[1] >= STILL[0]:
            save_still(context, dress, tile, shown)
            return
        kept, now = shown._replace(pixels=shown.pixels.copy()), replace(tile)
        StillView(self._wall.feeds.pool, view, lambda large: save_still(context, dress, now, large or kept), self)

    def _say_sound(self) -> None:
        """The tile that is heard says so, here and in the large view."""
        said = (self.sound.camera, self.sound.words() if self.sound.camera else "")
        for dress in (self._wall.dress, *(hands.surface.dress for hands in self._large)):
            dress.heard = said
        self._wall.telling.refresh()

    # ---- moving the camera
    def move_camera(self, tile: Tile, hands: Hands) -> None:
        """Open the controls of the tile's camera, or close them."""
        was = self.panel.camera if self.panel is not None else ""
        self.close_panel()
        camera = self._wall.snapshot.cameras.get(tile.camera)
        if camera is None or was == tile.camera:
            return
        if self._wall.context.session().mode != "live":
            notify("info", "refusal.replay")
            return
        if camera.properties.get("ptz") != "1":
            notify("info", "refusal.ptz_none", name=tile.name)
            return
        self._end_tool(hands)
        window = hands.surface.widget.window()
        self.panel = PtzPanel(self._wall.context, camera, tile.name, self.patrols, window)
        self.panel.closed.connect(self.close_panel)
        self.panel.on_snapshot(self._wall.snapshot)
        self._panel_hands = hands
        hands.tool = PtzTool(hands.surface, self.panel)
        corner = hands.surface.widget.mapTo(window, tile.box.topLeft())
        self.panel.stand_beside(QRect(corner, tile.box.size()))
        self.panel.show()
        self.panel.raise_()
        self.panel.ring.setFocus()

    def close_panel(self) -> None:
        """The operator is done with the camera; whoever waits may have it."""
        panel, self.panel = self.panel, None
        if panel is None:
            return
        hands, self._panel_hands = self._panel_hands, None
        if panel.hand.is_mine and not self.patrols.runs(panel.camera):
            panel.hand.let_go()
        panel.hide()
        panel.deleteLater()
        if hands is not None:
            hands.tool = None
            hands.surface.widget.setFocus()

    # ---- masks
    def _draw_masks(self, tile: Tile, hands: Hands) -> None:
        pen = hands.tool
        if isinstance(pen, MaskPen):
            pen.end()
            return
        if self._wall.context.session().mode != "live":
            notify("info", "refusal.replay")
            return
        self.close_panel()

        def ended() -> None:
            hands.tool = None

        hands.tool = MaskPen(self._wall.context, hands.surface, tile, lambda: self._wall.snapshot, ended)
        notify("info", "notice.mask_drawing")

    def _end_tool(self, hands: Hands) -> None:
        if isinstance(hands.tool, MaskPen):
            hands.tool.end()

    # ---- after a restart
    def save(self) -> dict[str, Any]:
        """Patrols, and whether notes are shown, as plain values."""
        patrols = self.patrols.save()
        return ({"patrols": patrols} if patrols else {}) | ({"notes": True} if self._wall.dress.notes else {})

    def restore(self, state: dict[str, Any]) -> None:
        """What `save` gave."""
        self.patrols.restore(state.get("patrols"))
        self._wall.dress.notes = state.get("notes") is True

    # ---- what happens
    def on_snapshot(self, changes: Changes) -> None:
        """Who has a camera, or its presets."""
        if self.panel is not None and changes.touches("ptz", "cameras"):
            if self.panel.camera in self._wall.snapshot.cameras:
                self.panel.on_snapshot(self._wall.snapshot)
            else:
                self.close_panel()

    def on_clock(self) -> None:
        """A second passed; a replay moves no camera."""
        self.sound.look()
        replay = self._wall.context.session().mode == "replay"
        if self._wall.dress.know_masks(self._wall.snapshot, replay):
            self._wall.telling.refresh()
        if self._wall.context.session().mode != "live":
            self.patrols.end_all()
            self.close_panel()
            self._end_tool(self.hands)
        elif self.panel is not None:
            self.panel.refresh()

    def leave(self, hands: Hands) -> None:
        """A surface goes."""
        if hands is self._panel_hands:
            self.close_panel()
        self._end_tool(hands)
        hands.tool = None
        if hands in self._large:
            self._large.remove(hands)
