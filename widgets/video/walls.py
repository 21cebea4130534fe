"""What all video walls of this process share: the decode processes, saved scenes, who sees what. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from video.governing import governing_of
from video.layouts import Layout, read_layout
from video.pool import DecodePool
from widgets.video.sighting import Sight

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.video.wall import VideoWall

_MOST_SCENES = 64


class SavedScene:
    """A wall that was saved by name: its layout, the camera of each tile ("" for an empty one), and whether a tour ran
    ("" for none)."""

    def __init__(self, layout: Layout, cameras: list[str], tour: str = "") -> None:
        self.layout, self.cameras, self.tour = layout, cameras, tour

    def state(self) -> dict[str, Any]:
        """As plain values."""
        layout = {"key": str(self.layout.count)} if not self.layout.key else self.layout.state()
        return {"layout": layout, "cameras": self.cameras} | ({"tour": self.tour} if self.tour else {})


def read_scene(state: Any) -> SavedScene | None:
    """A scene as `state` gave it; None for rubbish."""
    layout = read_layout(state.get("layout")) if isinstance(state, dict) else None
    cameras = state.get("cameras") if layout is not None else None
    if layout is None or not isinstance(cameras, list):
        return None
    return SavedScene(layout, [camera if isinstance(camera, str) else "" for camera in cameras], str(state.get("tour") or ""))


class Walls(QObject):
    """heard(): a decode process said something; window_wanted(Layout or None): somebody wants a wall in a window of its
    own."""

    heard = Signal()
    window_wanted = Signal(object)
    scenes_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pool = DecodePool()
        self.sight = Sight()
        self.scenes: dict[str, SavedScene] = {}
        self._present: set[int] = set()
        self._watching: dict[int, frozenset[str]] = {}
        self._number = 0

    def join(self, wall: VideoWall) -> None:
        """A wall is there; the decode processes end with the last one."""
        self._number += 1
        number, present, pool = self._number, self._present, self.pool
        present.add(number)

        def leave() -> None:
            present.discard(number)
            if not present:
                pool.close()

        wall.destroyed.connect(leave)

    def watch(self, wall: VideoWall, cameras: frozenset[str]) -> None:
        """What one wall follows is seen by these; the map shows those of all walls."""
        self._watching[id(wall)] = cameras
        wall.context.selection.watch(frozenset().union(*self._watching.values()))

    def leave(self, wall: VideoWall) -> None:
        """A wall's window closes: it follows nothing any more."""
        self._watching.pop(id(wall), None)
        wall.context.selection.watch(frozenset().union(*self._watching.values()))

    def poll(self) -> None:
        """Hear the decode processes; every wall calls it with its tick, and all hear what one has asked for."""
        if governing_of(self.pool).look() or self.pool.poll():
            self.heard.emit()

    def save_scene(self, name: str, scene: SavedScene) -> None:
        """Keep a wall by name; one of that name is replaced."""
        if name in self.scenes or len(self.scenes) < _MOST_SCENES:
            self.scenes[name] = scene
            self.scenes_changed.emit()

    def delete_scene(self, name: str) -> None:
        """Forget it."""
        if self.scenes.pop(name, None) is not None:
            self.scenes_changed.emit()

    def save(self) -> dict[str, Any]:
        """The scenes as plain values."""
        return {name: scene.state() for name, scene in self.scenes.items()}

    def restore(self, state: Any) -> None:
        """Bring them back; rubbish is ignored."""
        for name, one in list(state.items())[:_MOST_SCENES] if isinstance(state, dict) else ():
            scene = read_scene(one)
            if scene is not None:
                self.scenes[str(name)] = scene
        self.scenes_changed.emit()


def walls_of(context: Context) -> Walls:
    """The one of a context."""
    if context.video is None:
        context.video = Walls()
    made: Walls = context.video
    return made
