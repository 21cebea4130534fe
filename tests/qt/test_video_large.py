"""A camera shown large: the wall's own view, so that its camera is not connected to twice, and instant replay works in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from command_center.domain.cameras import Camera
from command_center.domain.time import now_utc
from command_center.state.snapshot import Snapshot
from tests.qt.camera_stage import PATIENCE_MS, Screen, camera_server
from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer


@pytest.fixture(scope="module")
def clip() -> Clip:
    return make_clip(20)


@pytest.fixture
def server(clip: Clip) -> Iterator[CameraServer]:
    yield from camera_server(clip, ("main", "sub", "other"))


@pytest.fixture
def it(qtbot: Any, server: CameraServer) -> Iterator[Screen]:
    screen = Screen(qtbot, tiles=2)
    screen.window.resize(1400, 900)  # large enough for the main stream
    screen.give(Snapshot(cameras={
        "a": Camera(camera="a", name="A", main_url=server.url("main"), sub_url=server.url("sub")),
        "b": Camera(camera="b", name="B", main_url=server.url("other"))}))
    yield screen
    screen.wall.hide()
    screen.wall.feeds.pool.close()


def test_a_large_view_shares_the_connection_of_its_tile(qtbot: Any, it: Screen, server: CameraServer) -> None:
    wall, cameras = it.wall, server.cameras
    qtbot.waitUntil(lambda: all(tile.sequence > 3 for tile in wall.tiles), timeout=PATIENCE_MS)
    assert (cameras["main"].connections, cameras["other"].connections) == (0, 1), "small tiles take what is enough"
    before = wall.view("b")
    wall.enlarge(1)
    assert wall.large.picture() is not None, "a picture is there at once"
    qtbot.waitUntil(lambda: wall.large.picture().pixels.shape[0] > 300, timeout=PATIENCE_MS)
    assert wall.view("b") is before and cameras["other"].connections == 1
    wall.enlarge(0)
    qtbot.waitUntil(lambda: wall.view("a").stream == "main", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: wall.view("b").pictures.height < 300, timeout=PATIENCE_MS)
    assert cameras["main"].connections == 1 and cameras["other"].connections == 1
    wall.shrink()
    qtbot.waitUntil(lambda: wall.view("a").pictures.height < 300, timeout=PATIENCE_MS)
    assert cameras["main"].connections == 1


def test_the_last_seconds_again_in_a_large_view(qtbot: Any, it: Screen) -> None:
    wall = it.wall
    qtbot.waitUntil(lambda: all(tile.sequence > 50 for tile in wall.tiles), timeout=PATIENCE_MS)
    wall.enlarge(1)
    wall.canvas.current = 0
    qtbot.keyClick(wall.large, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: wall.view("b").state == "replay", timeout=PATIENCE_MS)
    assert wall.large.tile.again and wall.tiles[1].again and not wall.tiles[0].again
    qtbot.waitUntil(lambda: (now_utc() - wall.large.picture().captured_utc) / 1e6 > 1.5, timeout=PATIENCE_MS)
    menu = wall.tile_acts.pop_up(wall.large.hands, wall.large.mapToGlobal(wall.large.rect().center()))
    assert "Back to live" in [action.text() for action in menu.actions()]
    menu.close()
    qtbot.keyClick(wall.large, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: wall.view("b").state == "live", timeout=PATIENCE_MS)
    assert not wall.large.tile.again


def test_a_camera_that_leaves_the_tiles_stays_large(qtbot: Any, it: Screen, server: CameraServer) -> None:
    wall = it.wall
    qtbot.waitUntil(lambda: all(tile.sequence > 3 for tile in wall.tiles), timeout=PATIENCE_MS)
    wall.enlarge(1)
    wall.acts.place(1, "")
    assert not wall.view("b").hidden
    number = wall.large.picture().captured_utc
    qtbot.waitUntil(lambda: wall.large.picture().captured_utc > number, timeout=PATIENCE_MS)
    assert server.cameras["other"].connections == 1
    wall.shrink()
    assert wall.view("b").hidden


def test_a_wall_that_is_put_away_closes_it(qtbot: Any, it: Screen) -> None:
    it.wall.enlarge(1)
    it.wall.hide()
    assert it.wall.large is None
    it.wall.show()
