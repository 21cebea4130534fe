"""What can be done with a wall, by the name of each act (widgets.video.keys), for menus, buttons and keys alike. GUI
thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QInputDialog, QMenu

from video.layout_edit import divided, joined
from video.layouts import LAYOUTS, Layout
from widgets.video import menus
from widgets.video.fitting import fits, neighbour
from widgets.video.walls import SavedScene

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

Filler = Callable[[QMenu, int], None]


class Acts(QObject):
    """Of one wall. `fillers`: others that add lines to the menu of a tile."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self.wall = wall
        self.fillers: list[Filler] = []
        self._table: dict[str, Callable[[], object]] = {
            "full": lambda: wall.enlarge(wall.canvas.current, full=True),
            "layouts": lambda: self.pop_up(menus.layouts), "denser": lambda: self.next_layout(1),
            "sparser": lambda: self.next_layout(-1), "recent": lambda: self.pop_up(menus.recent),
            "recall": self.recall, "empty": lambda: self.place(wall.canvas.current, ""), "join": self.join,
            "divide": lambda: self.divide(vertical=True), "stack": lambda: self.divide(vertical=False),
            "scenes": lambda: self.pop_up(menus.scenes), "save": self.ask_name, "tours": lambda: self.pop_up(menus.tours),
            "pause": wall.touring.pause, "next": lambda: wall.touring.step(1), "previous": lambda: wall.touring.step(-1),
            "stop": wall.touring.stop, "cameras": self.show_cameras, "window": self.open_window,
            "follow": lambda: wall.following.set_enabled(not wall.following.enabled), "put_back": self.put_back,
            "large": lambda: wall.enlarge(wall.canvas.current), "map": lambda: wall.choose(wall.canvas.current),
        }
        canvas = wall.canvas
        canvas.acted.connect(self.do)
        canvas.nudged.connect(self._nudge)
        canvas.menu_wanted.connect(lambda at: self.pop_up(menus.tile, at))
        canvas.dropping.swapped.connect(self.swap)
        canvas.dropping.placed.connect(self.drop)

    def offer(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """More that can be done, by name."""
        self._table.update(acts)

    def do(self, act: str) -> None:
        """Do it; unknown ones do nothing."""
        if act in self._table:
            self._table[act]()

    def pop_up(self, fill: Callable[[Acts, QMenu], None], at: QPoint | None = None) -> QMenu:
        """A menu at a place, by default in the middle of the current tile."""
        canvas = self.wall.canvas
        menu = QMenu(canvas)
        fill(self, menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at if at is not None else canvas.mapToGlobal(canvas.tiles[canvas.current].box.center()))
        enabled = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
        if enabled:
            menu.setActiveAction(enabled[0])
        return menu

    # ---- layouts
    def next_layout(self, by: int) -> None:
        """The next usual layout with more tiles, or fewer, as far as it fits."""
        wall, known = self.wall, list(LAYOUTS.values())
        count = len(wall.tiles)
        wanted = ([layout for layout in known if layout.count > count] if by > 0
                  else [layout for layout in reversed(known) if layout.count < count])
        if wanted and (by < 0 or fits(wanted[0], wall.canvas.width(), wall.canvas.height())):
            wall.set_layout(wanted[0])

    def join(self) -> None:
        """The marked tiles as one; without marks the current one and the next."""
        canvas = self.wall.canvas
        tiles = canvas.marked
        if len(tiles) < 2:
            boxes = [tile.box for tile in canvas.tiles[: canvas.shown]]
            beside = neighbour(boxes, canvas.current, (1, 0))
            if beside is None:
                beside = neighbour(boxes, canvas.current, (0, 1))
            tiles = {canvas.current} | ({beside} if beside is not None else set())
        self.wall.edit_layout(joined(canvas.layout_shown, tiles))

    def divide(self, *, vertical: bool) -> None:
        """The current tile as two."""
        canvas = self.wall.canvas
        edited = divided(canvas.layout_shown, canvas.current, vertical=vertical)
        if edited is not None and fits(edited.layout, canvas.width(), canvas.height()):
            self.wall.edit_layout(edited)

    def _nudge(self, x: int, y: int, what: str) -> None:
        canvas = self.wall.canvas
        if what == "border":
            canvas.borders.nudge((x, y))
            return
        target = neighbour([tile.box for tile in canvas.tiles[: canvas.shown]], canvas.current, (x, y))
        if target is not None:
            self.swap(canvas.current, target)
            canvas.go_to(target)

    def open_window(self, layout: Layout | None = None) -> None:
        """Another wall, in a window of its own where there is room for many tiles."""
        if not self.wall.alone:
            self.wall.walls.window_wanted.emit(layout)

    # ---- cameras
    def place(self, tile: int, camera: str) -> None:
        """A camera on a tile; "" empties it."""
        self.hold_tour()
        self.wall.arrangement.place(tile, camera)
        self.wall.rearranged()

    def swap(self, one: int, other: int) -> None:
        """Two tiles change cameras."""
        self.hold_tour()
        self.wall.arrangement.swap(one, other)
        self.wall.rearranged()

    def drop(self, tile: int, cameras: list[str]) -> None:
        """Cameras that were dragged here: the first one onto the tile, more of them onto those that follow."""
        known = [camera for camera in cameras if camera in self.wall.snapshot.cameras]
        self.hold_tour()
        for number, camera in enumerate(known[: len(self.wall.tiles) - tile]):
            self.wall.arrangement.place(tile + number, camera)
        self.wall.rearranged()

    def recall(self) -> None:
        """What was on the current tile before."""
        tile = self.wall.canvas.current
        former = self.wall.arrangement.former(tile)
        if former:
            self.place(tile, former)

    def put_back(self) -> None:
        """The usual cameras, where others came up; marks are taken off."""
        canvas = self.wall.canvas
        if canvas.marked:
            canvas.marked.clear()
            canvas.update()
        elif not self.wall.following.put_back() and self.wall.context.selection.id:
            self.wall.context.selection.select("", "")

    def hold_tour(self) -> None:
        """Somebody arranges tiles by hand: a tour must not take that away."""
        run = self.wall.touring.run
        if run is not None and not run.paused:
            self.wall.touring.pause()

    def show_cameras(self) -> None:
        """The list of all cameras."""
        from widgets.video.camera_sheet import show_cameras

        show_cameras(self.wall)

    # ---- scenes
    def ask_name(self) -> None:
        """Ask by what name to save the wall as it is."""
        dialog = QInputDialog(self.wall)
        dialog.setObjectName("scene-name")
        dialog.setWindowTitle(self.tr("Save this wall"))
        dialog.setLabelText(self.tr("Name of the scene; one of that name is replaced"))
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(self.save_scene)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_scene(self, name: str) -> None:
        """Keep the wall as it is by a name."""
        wall, run = self.wall, self.wall.touring.run
        if name.strip():
            layout = wall.touring.layout_before or wall.canvas.layout_wanted
            cameras = wall.arrangement.usual[:layout.count] if run is not None else wall.shown
            wall.walls.save_scene(name.strip()[:60], SavedScene(layout, cameras, run.tour.key if run else ""))

    def recall_scene(self, name: str) -> None:
        """Bring a saved wall back."""
        wall, scene = self.wall, self.wall.walls.scenes.get(name)
        if scene is None:
            return
        wall.touring.stop()
        wall.following.put_back()
        wall.set_layout(scene.layout)
        wall.arrangement.set_base(scene.cameras, keep_empty=True)
        wall.rearranged()
        wall.touring.start(scene.tour)
