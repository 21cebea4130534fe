"""The painted wall: pictures, states in words, incidents that bring cameras up, keyboard, replay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from command_center.domain.time import now_utc
from command_center.state.snapshot import Snapshot
from tests.qt.camera_stage import PATIENCE_MS, Screen, camera_server, number_on, record, snapshot_of
from tests.qt.making import making
from tests.qt.sessions import HandSession
from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer


@pytest.fixture(scope="module")
def clip() -> Clip:
    return make_clip(20)


@pytest.fixture
def server(clip: Clip) -> Iterator[CameraServer]:
    yield from camera_server(clip)


@pytest.fixture
def screen(qtbot) -> Iterator[Callable[..., Screen]]:
    yield from making(Screen, qtbot)


def test_every_tile_shows_its_camera(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    assert it.wall.shown == ["a", "b", "c", "d"]
    qtbot.waitUntil(it.wall.is_settled, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: all(tile.sequence for tile in it.wall.tiles), timeout=PATIENCE_MS)

    def all_are_live() -> bool:
        it.wall.on_clock(now_utc())  # on a busy machine a picture may be late for a moment, and the tile says so
        return all(tile.time.count(":") == 2 and not tile.message for tile in it.wall.tiles)

    qtbot.waitUntil(all_are_live, timeout=PATIENCE_MS)
    assert [tile.name for tile in it.wall.tiles] == ["摄像头 a", "摄像头 b", "摄像头 c", "摄像头 d"]
    sent = server.cameras["a"].sent[-1][1]
    assert abs(number_on(it.wall, 0) - sent) < 25


def test_an_incident_brings_its_cameras_up_and_the_others_come_back(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    it.context.selection.select("incident", "i1")
    assert it.wall.shown == ["e", "f", "c", "d"]
    assert [tile.brought for tile in it.wall.tiles] == [True, True, False, False]
    assert [(tile.level, tile.solid) for tile in it.wall.tiles[:2]] == [(1, True)] * 2
    assert all(it.wall.view(camera).hidden for camera in "ab"), "pushed aside, still received"
    it.context.selection.select("camera", "e")
    assert it.wall.shown == ["e", "f", "c", "d"], "looking at one of them must not take them away"
    it.context.selection.select("", "")
    assert it.wall.shown == ["a", "b", "c", "d"]
    assert not it.wall.view("a").hidden


def test_cameras_that_somebody_asks_for(screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    it.context.selection.cameras_requested.emit(["f", "no such camera"])
    assert it.wall.shown == ["f", "b", "c", "d"]
    it.context.selection.select("camera", "e")
    assert set(it.wall.shown) >= {"e", "f"}


def test_a_click_selects_and_centres_a_double_click_enlarges(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    centred: list[tuple[float, float]] = []
    it.context.selection.centre_requested.connect(lambda lon, lat: centred.append((lon, lat)))
    middle = it.wall.tiles[2].box.center()
    qtbot.mouseClick(it.wall.canvas, Qt.MouseButton.LeftButton, pos=middle)
    camera = it.wall.snapshot.cameras["c"]
    assert (it.context.selection.kind, it.context.selection.id) == ("camera", "c")
    assert centred == [(camera.lon, camera.lat)]
    qtbot.mouseDClick(it.wall.canvas, Qt.MouseButton.LeftButton, pos=middle)
    large = it.window.findChild(QWidget, "large-view")
    assert large is not None and large.width() > 500
    qtbot.waitUntil(lambda: bool(large.tile.sequence), timeout=PATIENCE_MS)
    assert it.window.focusWidget() is large
    taken: list[int] = []
    QShortcut(QKeySequence("Esc"), it.window).activated.connect(lambda: taken.append(1))
    qtbot.keyClick(it.window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: it.window.findChild(QWidget, "large-view") is None, timeout=PATIENCE_MS)
    assert not taken, "Escape closes the picture, nothing behind it"


def test_arrows_move_and_enter_chooses(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(it.wall.canvas, key)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Return)
    assert it.context.selection.id == "b"
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert it.window.findChild(QWidget, "large-view") is not None


def test_trouble_is_said_in_words_and_never_shown_as_live(qtbot, screen, server: CameraServer) -> None:
    for name, mode in (("a", "busy"), ("b", "stall"), ("c", "hang_up")):
        server.cameras[name].mode = mode if name == "a" else "play"
    it = screen()
    it.give(snapshot_of(server))
    tiles = it.wall.tiles
    qtbot.waitUntil(lambda: all(tile.sequence for tile in tiles[1:]), timeout=PATIENCE_MS)
    server.cameras["b"].mode, server.cameras["c"].mode = "stall", "hang_up"
    server.cameras["c"].clip = Clip([])

    def said(tile: int, words: str) -> bool:
        it.wall.on_clock(now_utc())
        return words in tiles[tile].message

    qtbot.waitUntil(lambda: said(0, "Refused since"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: said(1, "Stalled") or said(1, "No signal"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: said(1, "No signal since"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: said(2, "No signal since"), timeout=PATIENCE_MS)
    assert not tiles[3].message
    assert tiles[0].time == "--"
    for name in "abc":
        server.cameras[name].mode, server.cameras[name].clip = "play", server.cameras["d"].clip
    qtbot.waitUntil(lambda: not any(said(tile, " ") for tile in range(4)), timeout=PATIENCE_MS)


def test_a_frozen_camera_is_hatched_although_pictures_come(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    snapshot = snapshot_of(server)
    it.give(snapshot)
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 0 and not it.wall.tiles[0].message, timeout=PATIENCE_MS)
    frozen = {**snapshot.cameras}
    import msgspec

    frozen["a"] = msgspec.structs.replace(frozen["a"], state="frozen", state_since_utc=now_utc())
    it.give(Snapshot(cameras=frozen), "cameras")
    assert "Frozen" in it.wall.tiles[0].message and it.wall.tiles[0].over_picture and it.wall.tiles[0].hatched
    frozen["a"] = msgspec.structs.replace(frozen["a"], state="dark")
    it.give(Snapshot(cameras=frozen), "cameras")
    assert "Dark" in it.wall.tiles[0].message and not it.wall.tiles[0].hatched, "dark, but live"


def test_a_replay_shows_the_recording_and_nothing_live(qtbot, screen, server: CameraServer, tmp_path: Path) -> None:
    segments = record(server, tmp_path)
    camera = server.cameras["a"]
    it = screen(recordings=tmp_path)
    it.give(snapshot_of(server))
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 0, timeout=PATIENCE_MS)
    at_utc = (segments[0].from_utc + segments[-1].until_utc) // 2
    it.session = HandSession("replay", at_utc=at_utc)
    it.give(snapshot_of(server, segments={"a": segments}))
    assert all(not view.url for view in it.wall.feeds.views.values()), "no live picture in a replay"
    expected = next(number for sent, number in reversed(camera.sent) if sent * 1e6 <= at_utc)

    def shown(number: int) -> bool:
        it.wall.on_clock(it.session.clock.now_utc())
        return it.wall.tiles[0].sequence > 0 and abs(number_on(it.wall, 0) - number) <= 12

    qtbot.waitUntil(lambda: shown(expected), timeout=PATIENCE_MS)
    assert not it.wall.tiles[0].message
    assert "No recording" in it.wall.tiles[1].message
    qtbot.wait(500)  # the exact picture follows that of the key frame
    sequence = it.wall.tiles[0].sequence
    qtbot.wait(400)
    assert it.wall.tiles[0].sequence == sequence, "paused: a still picture"
    it.session.seek(segments[0].from_utc + 300_000)
    expected = next(number for sent, number in reversed(camera.sent) if sent * 1e6 <= it.session.clock.now_utc())
    qtbot.waitUntil(lambda: shown(expected), timeout=PATIENCE_MS)
    it.session.seek(segments[0].from_utc - 60_000_000)

    def gap() -> bool:
        it.wall.on_clock(it.session.clock.now_utc())
        return "No recording" in it.wall.tiles[0].message

    qtbot.waitUntil(gap, timeout=PATIENCE_MS)
    it.session = HandSession(at_utc=now_utc())
    it.give(snapshot_of(server))
    assert all(view.url for view in it.wall.feeds.views.values())


def test_a_hidden_wall_decodes_nothing(qtbot, screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    qtbot.waitUntil(it.wall.is_settled, timeout=PATIENCE_MS)
    it.wall.hide()
    assert all(view.hidden for view in it.wall.feeds.views.values())
    it.wall.show()
    assert not any(view.hidden for view in it.wall.feeds.views.values())


def test_the_usual_cameras_are_remembered(screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    it.wall.restore_view({"cameras": ["f", "gone", "b"]})
    assert it.wall.shown == ["f", "a", "b", "c"]
    assert it.wall.save_view() == {"cameras": ["f", "a", "b", "c"]}
    it.wall.restore_view({"cameras": "nonsense"})
    assert len(it.wall.shown) == 4


def test_the_wall_is_one_painted_widget(screen, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    tile = it.wall.tiles[0]
    assert it.wall.childAt(QPoint(5, 5)) is it.wall.canvas and not it.wall.canvas.findChildren(QWidget)
    assert tile.picture_box.height() > 0 and tile.caption_box.bottom() == tile.box.bottom()


@pytest.mark.parametrize("name", ["中山路隧道北口", "Zhongshan Underpass North Mouth", "学院路与人民路交叉口东南角高点全景摄像机",
                                  "Binjiang Road at Zhongshan Road", ""])
@pytest.mark.parametrize("level", [0, 1])
def test_no_name_is_cut(qapp, name: str, level: int) -> None:
    from PySide6.QtCore import QRect

    from widgets.video.caption import fit
    from widgets.video.tile import Tile

    how = fit(Tile(box=QRect(0, 0, 196, 136), name=name, level=level))
    assert "".join(how.lines).replace(" ", "") == name.replace(" ", "")
    assert len(how.lines) <= 2
