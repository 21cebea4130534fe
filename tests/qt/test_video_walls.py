"""What an operator does with the wall, by mouse and keyboard: layouts, dragging, recall, groups, tours, scenes, the
window of its own, and cameras that come up by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
import shapely
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QWidget

from command_center.config import Configuration
from command_center.config_video import CameraGroup, Tour, VideoSection
from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.features import Feature
from command_center.domain.geo import destination
from command_center.domain.incidents import Incident
from command_center.domain.time import now_utc
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from video.layouts import FREE, LAYOUTS
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.video import menus
from widgets.video.camera_list import CameraList
from widgets.video.camera_sheet import NAME, CameraSheet
from widgets.video.dragging import camera_mime
from widgets.video.wall import VideoWall
from widgets.video.wall_window import VideoWallWindow

PLACE = (115.0, 30.2)
KEY = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ["中山路隧道北口", "中山路隧道南口", "人民广场", "滨江路口", "青江大桥", "解放路口", "东港码头", "学院路口", "江北大道", "机场路"]


def _cameras() -> dict[str, Camera]:
    """Ten of which no address answers; cam-8 and cam-9 look at the place."""
    found = {}
    for number, name in enumerate(NAMES):
        near = number >= 8
        bearing, metres = (180 if number == 8 else 270, 60) if near else (180, 3000 + 100 * number)
        lon, lat = destination(*PLACE, bearing, metres)
        found[f"cam-{number}"] = Camera(
            camera=f"cam-{number}", name=name, lon=float(lon), lat=float(lat), heading_deg=(bearing + 180) % 360, fov_deg=60.0,
            range_m=200.0, sub_url="http://127.0.0.1:9/none", district="江北区" if number % 2 else "中心城区",
            state="no_signal" if number == 3 else "ok", properties={"name_en": f"Camera {number}", "scene": "road" if number < 4 else "other"})
    return found


def _incident(**more: Any) -> Incident:
    return Incident(**{"incident": "i1", "number": "1", "title": "积水", "grade": 2, "lon": PLACE[0], "lat": PLACE[1],
                       "status": "waiting", "opened_utc": 1, "ver": 1} | more)


def _alarm(**more: Any) -> Alarm:
    return Alarm(**{"alarm": "a1", "rule": "r", "subject": "s", "level": 1, "state": "unacknowledged", "raised_utc": 5, "title_zh": "隧道积水",
                    "title_en": "Underpass flooded", "lon": PLACE[0], "lat": PLACE[1]} | more)


class Screen:
    """A wall in a window, with the session it shows."""

    def __init__(self, qtbot: Any, tiles: int = 4, size: tuple[int, int] = (1000, 640), **video: Any) -> None:
        self.session = HandSession(at_utc=now_utc())
        self.context = Context(Configuration(video=VideoSection(tiles=tiles, **video)), {}, "zh_CN", "desk", 1.0, "officer", "01",
                               lambda: self.session)
        self.window = QWidget()
        self.window.resize(*size)
        self.wall = VideoWall(self.context, self.window)
        self.wall.setGeometry(0, 0, *size)
        qtbot.addWidget(self.window)
        self.window.show()
        self.snapshot = Snapshot(cameras=_cameras())
        self.give()

    def give(self, *tables: str, **more: Any) -> None:
        self.snapshot = msgspec.structs.replace(self.snapshot, **more) if hasattr(self.snapshot, "__struct_fields__") else (
            Snapshot(**{name: getattr(self.snapshot, name) for name in Snapshot.__dataclass_fields__} | more))
        changes = Changes(ids={table: frozenset({"x"}) for table in tables}) if tables else Changes(reset=True)
        self.wall.on_snapshot(self.snapshot, changes)
        self.wall.on_clock(self.session.clock.now_utc())

    def key(self, qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(self.wall.canvas, key, modifier)

    def drop(self, tile: int, data: QMimeData) -> None:
        _drop(self.wall, self.wall.tiles[tile].box.center(), data)


def _drop(wall: VideoWall, at: QPoint, data: QMimeData) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(wall.canvas, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(wall.canvas, QDragMoveEvent(at, copy, data, left, none))
    QApplication.sendEvent(wall.canvas, QDropEvent(QPointF(at), copy, data, left, none))


@pytest.fixture
def screen(qtbot) -> Iterator[Callable[..., Screen]]:
    made: list[Screen] = []

    def make(**more: Any) -> Screen:
        made.append(Screen(qtbot, **more))
        return made[-1]

    yield make
    for each in made:
        each.wall.hide()
        each.wall.feeds.pool.close()


def _menu(wall: VideoWall) -> QMenu:
    """The menu that is open."""
    return next(menu for menu in wall.canvas.findChildren(QMenu) if menu.isVisible())


def _choose(wall: VideoWall, words: str) -> None:
    menu = _menu(wall)
    action = next(action for action in menu.actions() if words in action.text())
    assert action.isEnabled(), words
    action.trigger()
    menu.close()


# ---- layouts

@pytest.mark.parametrize("key", LAYOUTS)
def test_every_layout_can_be_chosen_and_is_kept(qtbot, screen, key: str) -> None:
    it = screen(size=(1600, 1000))
    it.key(qtbot, KEY.Key_L)
    _choose(it.wall, f"{key} tiles")
    assert len(it.wall.tiles) == len(it.wall.shown) == int(key)
    saved = it.wall.save_view()
    other = screen(size=(1600, 1000))
    other.wall.restore_view(saved)
    assert [tile.box for tile in other.wall.tiles] == [tile.box for tile in it.wall.tiles]
    assert other.wall.shown == it.wall.shown


def test_what_the_configuration_says_is_the_beginning(screen) -> None:
    assert len(screen(tiles=6).wall.tiles) == 6
    assert screen(layout="13").wall.canvas.layout_wanted == LAYOUTS["13"]


def test_plus_and_minus_go_through_the_layouts_as_far_as_they_fit(qtbot, screen) -> None:
    it = screen()
    counts = []
    for key in (KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Minus):
        it.key(qtbot, key)
        counts.append(len(it.wall.tiles))
    assert counts == [6, 8, 6]
    strip = screen(size=(900, 150))
    strip.key(qtbot, KEY.Key_Plus)
    assert len(strip.wall.tiles) == 4, "nine pictures in a strip could not be told apart"
    wanted: list[Any] = []
    strip.wall.walls.window_wanted.connect(wanted.append)
    strip.key(qtbot, KEY.Key_L)
    _choose(strip.wall, "36 tiles (window)")
    assert wanted == [LAYOUTS["36"]]


def test_a_border_is_dragged(qtbot, screen) -> None:
    it = screen()
    canvas, before = it.wall.canvas, it.wall.tiles[0].box
    edge = QPoint(before.right() + 3, 100)
    _move(canvas, edge, Qt.MouseButton.NoButton)
    assert canvas.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=edge)
    _move(canvas, edge + QPoint(120, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=edge + QPoint(120, 0))
    assert canvas.layout_wanted.key == FREE
    assert it.wall.tiles[0].box.width() == pytest.approx(before.width() + 120, abs=3)
    assert it.context.selection.id == "", "that was no click on a tile"
    it.key(qtbot, KEY.Key_Left, ALT)
    assert it.wall.tiles[0].box.width() < before.width() + 115
    other = screen()
    other.wall.restore_view(it.wall.save_view())
    assert other.wall.tiles[0].box == it.wall.tiles[0].box


def _move(canvas: QWidget, to: QPoint, down: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """The event goes to the widget itself: offscreen platforms move no real mouse."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(canvas.mapToGlobal(to)),
                                               Qt.MouseButton.NoButton, down, Qt.KeyboardModifier.NoModifier))


def test_tiles_are_joined_and_divided(qtbot, screen) -> None:
    it = screen(tiles=4)
    it.key(qtbot, KEY.Key_Right, SHIFT)
    assert it.wall.canvas.marked == {0, 1}
    it.key(qtbot, KEY.Key_J)
    assert len(it.wall.tiles) == 3 and it.wall.tiles[0].box.width() == it.wall.canvas.width()
    assert it.wall.shown == ["cam-0", "cam-2", "cam-3"]
    it.wall.canvas.go_to(0)
    it.key(qtbot, KEY.Key_D)
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2", "cam-3"], "the camera that had to go comes back"
    qtbot.mouseClick(it.wall.canvas, Qt.MouseButton.LeftButton, CTRL, it.wall.tiles[2].box.center())
    qtbot.mouseClick(it.wall.canvas, Qt.MouseButton.LeftButton, CTRL, it.wall.tiles[3].box.center())
    it.key(qtbot, KEY.Key_J)
    assert len(it.wall.tiles) == 3
    it.key(qtbot, KEY.Key_D, SHIFT)
    assert len(it.wall.tiles) == 4


# ---- cameras by hand

def test_a_camera_is_dropped_on_a_tile_and_swaps(screen) -> None:
    it = screen()
    it.drop(2, camera_mime(["cam-7"]))
    assert it.wall.shown == ["cam-0", "cam-1", "cam-7", "cam-3"]
    it.drop(0, camera_mime(["cam-7"]))
    assert it.wall.shown == ["cam-7", "cam-1", "cam-0", "cam-3"]
    it.drop(1, camera_mime(["cam-5", "cam-6", "no such camera"]))
    assert it.wall.shown == ["cam-7", "cam-5", "cam-6", "cam-3"]
    before = it.wall.shown
    words = QMimeData()
    words.setText("cam-2")
    it.drop(0, words)
    assert it.wall.shown == before


def test_a_tile_is_dragged_onto_another(qtbot, screen, monkeypatch) -> None:
    it = screen()
    held: list[QMimeData] = []
    monkeypatch.setattr("widgets.video.dropping.drag_cameras",
                        lambda _source, cameras, _name, wall, tile: held.append(camera_mime(cameras, wall, tile)))
    canvas, start = it.wall.canvas, it.wall.tiles[0].box.center()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    _move(canvas, start + QPoint(60, 0))
    assert len(held) == 1
    it.drop(3, held[0])
    assert it.wall.shown == ["cam-3", "cam-1", "cam-2", "cam-0"]
    assert it.context.selection.id == "", "dragging is no click"
    other = screen()
    _drop(other.wall, other.wall.tiles[1].box.center(), held[0])
    assert other.wall.shown[1] == "cam-0", "onto another wall it is put, not swapped"


def test_the_keyboard_swaps_empties_and_recalls(qtbot, screen) -> None:
    it = screen()
    it.key(qtbot, KEY.Key_Right, CTRL)
    assert it.wall.shown[:2] == ["cam-1", "cam-0"] and it.wall.canvas.current == 1
    it.key(qtbot, KEY.Key_Delete)
    assert it.wall.shown[1] == ""
    it.key(qtbot, KEY.Key_Backspace)
    assert it.wall.shown[1] == "cam-0"
    it.drop(1, camera_mime(["cam-6"]))
    it.key(qtbot, KEY.Key_R)
    assert [action.text() for action in _menu(it.wall).actions()] == [f"&1  {NAMES[0]}", f"&2  {NAMES[1]}"]
    qtbot.keyClick(_menu(it.wall), KEY.Key_1)
    assert it.wall.shown[1] == "cam-0"


def test_f_fills_the_window_with_one_tile(qtbot, screen) -> None:
    it = screen()
    it.key(qtbot, KEY.Key_F)
    large = it.window.findChild(QWidget, "large-view")
    assert large is not None and large.size() == it.window.size()
    qtbot.keyClick(large, KEY.Key_F)
    qtbot.waitUntil(lambda: it.window.findChild(QWidget, "large-view") is None)


def test_the_menu_of_a_tile(qtbot, screen) -> None:
    it = screen()
    menu = it.wall.acts.pop_up(menus.tile)
    said = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    ours = ["Show large", "Full window", "Show on the map", "Cameras this tile had", "Empty this tile", "Layout", "Groups", "Tours",
            "Scenes", "Follow incidents and alarms", "All cameras", "Video wall in its own window"]
    assert [line for line in said if line in ours] == ours
    menu.close()


# ---- the list of cameras

def test_the_list_finds_by_pinyin_and_district_and_fills_tiles(qtbot, screen) -> None:
    it = screen()
    it.key(qtbot, KEY.Key_C)
    sheet = it.window.findChild(CameraSheet, NAME)
    assert sheet is not None and sheet.list.rows.known == 10
    qtbot.keyClicks(sheet.list.box, "rmgc")
    assert sheet.list.rows.shown == ["cam-2"]
    sheet.list.box.setText("江北 大道")
    assert sheet.list.rows.shown == [] or sheet.list.rows.shown == ["cam-8"]
    sheet.list.box.setText("jiangbeiqu")
    assert set(sheet.list.rows.shown) == {f"cam-{number}" for number in (1, 3, 5, 7, 9)}
    sheet.list.box.setText("青江大桥")
    it.wall.canvas.go_to(1)
    qtbot.keyClick(sheet.list.box, KEY.Key_Return)
    assert it.wall.shown[1] == "cam-4" and it.wall.canvas.current == 2, "the next one goes to the next tile"
    data = sheet.list.rows.mimeData([sheet.list.rows.index(0)])
    it.drop(3, data)
    assert it.wall.shown[3] == "cam-4"
    sheet.list.box.clear()
    sheet.list.trouble.setChecked(True)
    assert sheet.list.rows.shown == ["cam-3"]
    assert sheet.grab().width() == sheet.width()
    qtbot.keyClick(sheet, KEY.Key_Escape)
    qtbot.waitUntil(lambda: it.window.findChild(CameraSheet, NAME) is None)


# ---- groups, tours, scenes

GROUPS = (CameraGroup(key="roads", title="道路", title_en="Roads", where={"scene": "road"}), CameraGroup(key="two", cameras=("cam-7", "cam-6")))
TOURS = (Tour(key="round", title="巡视", title_en="Round", groups=("roads", "two"), dwell_s=10),
         Tour(key="large", groups=("two",), layout="1"))


class Watch:
    """A clock in the hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def _touring(screen, **more: Any) -> tuple[Screen, Watch]:
    it, watch = screen(tiles=3, group=GROUPS, tour=TOURS, **more), Watch()
    it.wall.touring.now_s = watch
    return it, watch


def test_a_tour_turns_pages_and_everything_comes_back(qtbot, screen) -> None:
    it, watch = _touring(screen)
    it.key(qtbot, KEY.Key_T)
    _choose(it.wall, "巡视")
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"]
    watch.now_s += 10
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"], "a page with one camera has one tile"
    it.key(qtbot, KEY.Key_PageDown)
    assert it.wall.shown == ["cam-7", "cam-6"]
    it.key(qtbot, KEY.Key_PageUp)
    it.key(qtbot, KEY.Key_P)
    watch.now_s += 99
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"], "paused"
    saved = it.wall.save_view()
    assert "layout" not in saved and len(saved["cameras"]) == 3, "what is kept is the wall without the tour"
    assert "paused" in it.wall.plate.said.text() and it.wall.plate.isVisible()
    it.wall.acts.do("stop")
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"] and not it.wall.plate.isVisible()
    it.wall.touring.start("large")
    assert it.wall.shown == ["cam-7"]
    it.wall.touring.step(1)
    assert it.wall.shown == ["cam-6"]
    it.wall.touring.stop()
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"], "layout and cameras as before"


def test_an_alarm_holds_a_tour_and_it_goes_on_afterwards(screen) -> None:
    it, watch = _touring(screen)
    it.wall.touring.start("round")
    it.give("alarms", alarms={"a1": _alarm()})
    assert it.wall.shown[0] in ("cam-8", "cam-9") and it.wall.tiles[0].brought and it.wall.tiles[0].level == 1
    watch.now_s += 60
    it.wall.touring.tick()
    assert it.wall.shown[1:] == ["cam-1", "cam-2"] and "waits" in it.wall.plate.said.text()
    it.give("alarms", alarms={"a1": _alarm(state="acknowledged")})
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"], "the page that was interrupted"
    watch.now_s += 10
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"]
    it.give("alarms", alarms={"a1": _alarm(ver=3)})
    it.wall.touring.tick()
    assert len(it.wall.shown) == 3 and it.wall.shown[0] in ("cam-8", "cam-9"), "the whole wall is there for the alarm"


def test_a_camera_put_on_a_page_by_hand_pauses_the_tour(screen) -> None:
    it, _ = _touring(screen)
    it.wall.touring.start("round")
    it.drop(1, camera_mime(["cam-5"]))
    assert it.wall.shown == ["cam-0", "cam-5", "cam-2"] and it.wall.touring.run.paused


def test_a_group_is_shown(screen) -> None:
    it, _ = _touring(screen)
    menu = it.wall.acts.pop_up(menus.groups)
    next(action for action in menu.actions() if action.text() == "two").trigger()
    menu.close()
    assert it.wall.shown == ["cam-7", "cam-6", ""]


def test_scenes_are_saved_by_name_recalled_and_deleted(qtbot, screen) -> None:
    it = screen()
    it.wall.set_layout(LAYOUTS["6"])
    it.drop(0, camera_mime(["cam-9"]))
    it.key(qtbot, KEY.Key_S, CTRL)
    dialog = it.wall.findChild(QInputDialog, "scene-name")
    dialog.setTextValue("夜班 & co")
    dialog.accept()
    saved = list(it.wall.shown)
    it.wall.set_layout(LAYOUTS["1"])
    other = screen()
    other.wall.restore_view(it.wall.save_view())
    other.key(qtbot, KEY.Key_S)
    qtbot.keyClick(_menu(other.wall), KEY.Key_1)
    assert other.wall.shown == saved and len(other.wall.tiles) == 6
    other.wall.walls.delete_scene("夜班 & co")
    assert "scenes" not in other.wall.save_view()
    other.wall.restore_view({"scenes": {"x": 3, "y": {"layout": {"key": "4"}, "cameras": "z"}}, "layout": 7, "cameras": [1]})
    assert other.wall.walls.scenes == {}


# ---- what comes up by itself

def test_an_incident_that_is_over_lets_its_cameras_go(screen) -> None:
    it = screen()
    it.give("incidents", incidents={"i1": _incident()})
    it.context.selection.select("incident", "i1")
    assert it.wall.shown == ["cam-8", "cam-9", "cam-2", "cam-3"]
    assert it.context.selection.watching == {"cam-8", "cam-9"}
    assert "2 cameras see it" in it.wall.plate.said.text()
    it.give("incidents", incidents={"i1": _incident(closed_utc=9, status="closed")})
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2", "cam-3"] and not it.context.selection.watching


def test_a_camera_behind_a_building_does_not_come_up(qtbot, screen) -> None:
    it = screen()
    lon, lat = destination(*PLACE, 180, 30)
    tower = shapely.box(float(lon) - 1e-4, float(lat) - 1e-4, float(lon) + 1e-4, float(lat) + 1e-4)
    houses = {"t": Feature("t", shapely.to_wkb(tower), {"height_m": 60})}
    it.give("features/buildings", features={"buildings": houses})
    it.give("incidents", incidents={"i1": _incident()})
    it.context.selection.select("incident", "i1")
    qtbot.waitUntil(lambda: it.wall.walls.sight.is_ready, timeout=10_000)
    qtbot.waitUntil(lambda: it.context.selection.watching == {"cam-9"}, timeout=5_000)
    assert it.wall.shown == ["cam-0", "cam-9", "cam-2", "cam-3"], "the one that sees it stays where it is"


def test_alarms_come_up_until_they_are_acknowledged_or_put_back(qtbot, screen) -> None:
    it = screen()
    it.give("alarms", alarms={"a1": _alarm(), "a2": _alarm(alarm="a2", level=3)})
    assert it.wall.shown[:2] == ["cam-8", "cam-9"], "red comes up, yellow does not"
    it.key(qtbot, KEY.Key_Escape)
    assert it.wall.shown[:2] == ["cam-0", "cam-1"]
    it.give("alarms", alarms={"a1": _alarm(ver=2)})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"], "put back is put back"
    it.context.selection.select("alarm", "a1")
    assert it.wall.shown[:2] == ["cam-8", "cam-9"], "unless somebody asks for it"
    it.context.selection.select("", "")
    it.give("alarms", alarms={"a1": _alarm(state="acknowledged")})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"]
    it.key(qtbot, KEY.Key_A)
    it.give("alarms", alarms={"a3": _alarm(alarm="a3")})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"], "not followed any more"
    assert it.wall.save_view()["follow"] is False
    assert screen(alarm_level=0).wall.following.up == ()


# ---- a window of its own

def test_a_wall_in_its_own_window(qtbot, screen) -> None:
    it = screen()
    bridge = Bridge()
    bridge.show(it.session)
    it.wall.acts.save_scene("here")
    window = VideoWallWindow(it.context, bridge)
    qtbot.addWidget(window)
    window.resize(1280, 760)
    window.show()
    window.wall.on_snapshot(it.snapshot, Changes(reset=True))
    assert window.wall.feeds.pool is it.wall.feeds.pool and window.wall.walls.scenes.keys() == {"here"}
    window.show_layout(LAYOUTS["64"])
    assert window.wall.canvas.shown == 64
    window.controls.buttons["cameras"].click()
    assert window.list.isVisible() and isinstance(window.list, CameraList) and window.list.rows.known == 10
    _drop(window.wall, window.wall.tiles[40].box.center(), camera_mime(["cam-2"]))
    assert window.wall.shown[40] == "cam-2"
    state = window.save_window()
    again = VideoWallWindow(it.context, bridge)
    qtbot.addWidget(again)
    again.restore_window(state)
    assert len(again.wall.tiles) == 64
    again.restore_window({"geometry": 3, "wall": {"layout": None}})
    window.close()
    assert not window.wall.feeds.views
    again.close()


def test_search_results_and_map_cameras_can_be_dragged(qtbot) -> None:
    from layers.search.index import Hit
    from layers.search.names import Named
    from widgets.search_list import Line, ResultList
    from widgets.video.dragging import held_in

    parent = QWidget()
    qtbot.addWidget(parent)
    results = ResultList(parent)
    for kind, identity in (("camera", "cam-1"), ("unit", "u-1")):
        results.add(Hit(Named(kind, identity, identity), None, float("nan"), identity), Line("camera", identity, "", ""))
    held = held_in(results.mimeData([results.item(0)]))
    assert held is not None and held.cameras == ("cam-1",)
    assert results.item(0).flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert not results.item(1).flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_a_layout_that_finds_no_room_says_so(screen) -> None:
    it = screen()
    it.wall.set_layout(LAYOUTS["36"])
    it.wall.resize(900, 150)
    assert it.wall.canvas.shown < 36 and f"{it.wall.canvas.shown} of 36 tiles" in it.wall.plate.said.text()
    it.wall.set_layout(it.wall.usual)
    assert it.wall.plate.said.text() == ""


def test_a_scene_of_pictures_alone() -> None:
    from widgets.scenes import choose_scene

    scene = choose_scene("video_wall", (1920, 1080), {})
    assert (scene.profile, scene.video, scene.scale) == ("wall", "36", 1.0)
    scene = choose_scene("video_wall", None, {"video_wall": {"profile": "wall", "layout": "16", "tour": "flood"}})
    assert (scene.video, scene.tour, scene.size) == ("16", "flood", (3840, 2160))


def test_nothing_can_be_moved_on_a_screen_wall(qtbot, screen) -> None:
    it = screen()
    it.context.profile = "wall"
    wall = VideoWall(it.context, it.window)
    wall.setGeometry(0, 0, 1000, 640)
    wall.on_snapshot(it.snapshot, Changes(reset=True))
    before = wall.shown
    _drop(wall, wall.tiles[0].box.center(), camera_mime(["cam-7"]))
    assert wall.shown == before and wall.plate is None
