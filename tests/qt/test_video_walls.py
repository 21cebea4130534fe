"""What an operator does with the wall by hand: dragging, recall, the list of cameras, the window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt
from PySide6.QtWidgets import QWidget

from command_center.state.snapshot import Changes
from tests.qt.making import making
from tests.qt.wall_stage import CTRL, KEY, NAMES, Screen, drop, menu_of, move
from video.layouts import LAYOUTS
from widgets.bridge import Bridge
from widgets.video import menus
from widgets.video.camera_list import CameraList
from widgets.video.camera_sheet import NAME, CameraSheet
from widgets.video.dragging import camera_mime
from widgets.video.wall import VideoWall
from widgets.video.wall_window import VideoWallWindow


@pytest.fixture
def screen(qtbot) -> Iterator[Callable[..., Screen]]:
    yield from making(Screen, qtbot)


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
    move(canvas, start + QPoint(60, 0))
    assert len(held) == 1
    it.drop(3, held[0])
    assert it.wall.shown == ["cam-3", "cam-1", "cam-2", "cam-0"]
    assert it.context.selection.id == "", "dragging is no click"
    other = screen()
    drop(other.wall, other.wall.tiles[1].box.center(), held[0])
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
    assert [action.text() for action in menu_of(it.wall).actions()] == [f"&1  {NAMES[0]}", f"&2  {NAMES[1]}"]
    qtbot.keyClick(menu_of(it.wall), KEY.Key_1)
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
    drop(window.wall, window.wall.tiles[40].box.center(), camera_mime(["cam-2"]))
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


def test_nobody_tells_a_wall_that_has_gone(qtbot, screen) -> None:
    it = screen()
    bridge = Bridge()
    bridge.show(it.session)
    window = VideoWallWindow(it.context, bridge)
    window.show()
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    it.wall.walls.heard.emit()


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


def test_nothing_can_be_moved_on_a_screen_wall(qtbot, screen) -> None:
    it = screen()
    it.context.profile = "wall"
    wall = VideoWall(it.context, it.window)
    wall.setGeometry(0, 0, 1000, 640)
    wall.on_snapshot(it.snapshot, Changes(reset=True))
    before = wall.shown
    drop(wall, wall.tiles[0].box.center(), camera_mime(["cam-7"]))
    assert wall.shown == before and wall.plate is None
