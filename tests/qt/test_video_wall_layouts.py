"""The layouts of the wall: chosen, kept, gone through by key, their borders dragged, tiles joined and divided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.qt.making import making
from tests.qt.wall_stage import ALT, CTRL, KEY, SHIFT, Screen, choose, move
from video.layouts import FREE, LAYOUTS


@pytest.fixture
def screen(qtbot) -> Iterator[Callable[..., Screen]]:
    yield from making(Screen, qtbot)


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_layout_can_be_chosen_and_is_kept(qtbot, screen, key: str) -> None:
    it = screen(size=(1600, 1000))
    it.key(qtbot, KEY.Key_L)
    choose(it.wall, f"{key} tiles")
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
    choose(strip.wall, "36 tiles (window)")
    assert wanted == [LAYOUTS["36"]]


def test_a_border_is_dragged(qtbot, screen) -> None:
    it = screen()
    canvas, before = it.wall.canvas, it.wall.tiles[0].box
    edge = QPoint(before.right() + 3, 100)
    move(canvas, edge, Qt.MouseButton.NoButton)
    assert canvas.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=edge)
    move(canvas, edge + QPoint(120, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=edge + QPoint(120, 0))
    assert canvas.layout_wanted.key == FREE
    assert it.wall.tiles[0].box.width() == pytest.approx(before.width() + 120, abs=3)
    assert it.context.selection.id == "", "that was no click on a tile"
    it.key(qtbot, KEY.Key_Left, ALT)
    assert it.wall.tiles[0].box.width() < before.width() + 115
    other = screen()
    other.wall.restore_view(it.wall.save_view())
    assert other.wall.tiles[0].box == it.wall.tiles[0].box


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
