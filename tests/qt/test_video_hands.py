"""Digital zoom, notes, watermark, masks and pictures of tiles, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QMenu

from command_center.config_masks import VideoMask
from command_center.domain.commands import PlaceMask, RemoveMask
from command_center.domain.masks import Mask, rectangle
from command_center.notices import Notice, subscribe
from command_center.state.snapshot import Snapshot
from tests.qt.making import making
from tests.qt.sessions import HandSession
from tests.qt.video_stage import Stage, drag
from video.masks import GREY
from widgets.video.mask_pen import MaskPen
from widgets.video.sound import Sound

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stage(qtbot) -> Iterator[Callable[..., Stage]]:
    yield from making(Stage, qtbot)


@pytest.fixture
def said() -> Iterator[list[Notice]]:
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    yield heard
    leave()


def test_the_wheel_zooms_about_the_pointer(stage) -> None:
    it = stage()
    corner = it.spot(0.25, 0.75)
    before = it.seen(corner)
    it.wheel(corner, 5)
    assert it.tile().zoom.factor == pytest.approx(1.25 ** 5)
    assert it.seen(corner) == pytest.approx(before, abs=6), "what is under the pointer stays there"
    assert it.seen(it.spot(0.05, 0.5))[0] > 30, "the left edge of the picture is out of sight"
    it.wheel(corner, -9)
    assert it.tile().zoom.factor == 1.0 and it.tile(2).zoom.factor == 1.0


def test_a_zoomed_tile_gets_sharper_pictures(qtbot, stage) -> None:
    it = stage()
    view = it.wall.view("c1")
    size = view.pictures.width
    it.wheel(it.spot(0.5, 0.5), 3)
    qtbot.waitUntil(lambda: it.wall.view("c1").pictures.width == 2 * size)


def test_a_drag_shifts_a_zoomed_picture_and_a_click_still_selects(qtbot, stage) -> None:
    it = stage()
    it.wheel(it.spot(0.5, 0.5), 4)
    x = it.tile().zoom.x
    drag(qtbot, it.wall.canvas, it.spot(0.5, 0.5), it.spot(0.7, 0.5))
    assert it.tile().zoom.x < x
    assert it.context.selection.id == ""
    qtbot.mouseClick(it.wall.canvas, LEFT, NONE, it.spot(0.5, 0.5))
    assert it.context.selection.id == "c1"


def test_shift_and_a_drag_zoom_into_a_box(qtbot, stage) -> None:
    it = stage()
    drag(qtbot, it.wall.canvas, it.spot(0.5, 0.25), it.spot(0.75, 0.5), Qt.KeyboardModifier.ShiftModifier)
    zoom = it.tile().zoom
    assert zoom.factor == pytest.approx(4, rel=0.05)
    assert (zoom.x, zoom.y) == pytest.approx((0.625, 0.375), abs=0.02)


def test_a_pinch_zooms(stage) -> None:
    it = stage()
    spot = QPointF(it.spot(0.5, 0.5))
    QApplication.sendEvent(it.wall.canvas, QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, spot, spot, spot, 0.5, QPointF()))
    assert it.tile().zoom.factor == pytest.approx(1.5)


def test_keys_zoom_shift_and_reset(qtbot, stage) -> None:
    it = stage()
    it.wall.canvas.go_to(1)
    it.wall.canvas.setFocus()
    for _ in range(3):
        qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Z)
    assert it.tile().zoom.factor == pytest.approx(1.25 ** 3)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert it.tile().zoom.x > 0.5
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert it.tile().zoom.factor == pytest.approx(1.25 ** 2)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_0)
    assert it.tile().zoom.factor == 1.0


def test_the_large_view_zooms_on_its_own(qtbot, stage) -> None:
    it = stage()
    it.wall.enlarge(1)
    large = it.wall.large
    it.wheel(QPoint(100, 100), 3, large)
    assert large.tile.zoom.factor > 1 and it.tile().zoom.factor == 1.0
    x = large.tile.zoom.x
    qtbot.keyClick(large, Qt.Key.Key_Right)
    assert large.tile.zoom.x > x
    qtbot.keyClick(large, Qt.Key.Key_Minus)
    qtbot.keyClick(large, Qt.Key.Key_0)
    assert large.tile.zoom.factor == 1.0
    qtbot.keyClick(large, Qt.Key.Key_Escape)
    assert it.wall.large is None


def test_notes_come_on_demand(qtbot, stage) -> None:
    it = stage()
    it.wall.canvas.go_to(1)
    assert it.tile().notes == ()
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_I)
    notes = it.tile().notes
    assert notes[0] == "摄像头1" and any("×" in line for line in notes) and it.tile(0).notes
    it.wall.canvas.grab()
    assert it.wall.save_view()["notes"] is True
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_I)
    assert it.tile().notes == ()


def test_the_watermark_names_operator_and_desk(stage) -> None:
    it = stage(watermark=True)
    assert it.tile().mark == "officer · 01"
    plain = stage()
    assert plain.tile().mark == ""
    assert it.wall.canvas.grab().toImage() != plain.wall.canvas.grab().toImage()


def test_masks_of_the_file_and_of_operators_cover(stage) -> None:
    it = stage(mask=(VideoMask(camera="c1", box=(0, 0, 0.5, 0.5)),))
    assert it.seen(it.spot(0.25, 0.25)) == (GREY, GREY, GREY)
    assert it.seen(it.spot(0.75, 0.75)) != (GREY, GREY, GREY)
    it.give(masks={"m": Mask(mask="m", camera="c1", outline=rectangle(0.6, 0.6, 1, 1))})
    assert it.seen(it.spot(0.8, 0.8)) == (GREY, GREY, GREY)
    it.wheel(it.spot(0.8, 0.8), 6)
    assert it.seen(it.spot(0.8, 0.8)) == (GREY, GREY, GREY), "zoomed it still covers"
    it.wall.enlarge(1)
    large = it.wall.large
    large.tick()
    assert it.seen(QPoint(round(large.width() * 0.8), round(large.height() * 0.7)), large) == (GREY, GREY, GREY)


def test_a_mask_of_now_covers_a_replay_too(stage) -> None:
    it = stage()
    it.give(masks={"m": Mask(mask="m", camera="c1", outline=rectangle(0, 0, 1, 1))})
    it.session.mode = "replay"
    it.give(masks={})
    assert it.wall.dress.covered("c1", it.session.clock.now_utc())
    it.session.mode = "live"
    it.give(masks={})
    assert not it.wall.dress.covered("c1", it.session.clock.now_utc()), "it was taken away"


def test_masks_are_drawn_with_corners_and_undone(qtbot, stage) -> None:
    it = stage()
    canvas = it.wall.canvas
    canvas.go_to(1)
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    assert isinstance(it.wall.tile_acts.hands.tool, MaskPen)
    for u, v in ((0.2, 0.2), (0.6, 0.2), (0.6, 0.9), (0.3, 0.9)):
        qtbot.mouseClick(canvas, LEFT, NONE, it.spot(u, v))
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    (placed,) = it.commands
    assert isinstance(placed, PlaceMask) and placed.camera == "c1" and (placed.actor, placed.desk) == ("officer", "01")
    assert sum(placed.outline, ()) == pytest.approx((0.2, 0.2, 0.6, 0.2, 0.6, 0.9), abs=0.02)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(it.commands[-1], RemoveMask) and it.commands[-1].mask == placed.mask
    qtbot.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert it.commands[-1].outline == placed.outline and it.commands[-1].mask != placed.mask
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert it.wall.tile_acts.hands.tool is None


def test_masks_are_dragged_and_taken_away(qtbot, stage) -> None:
    it = stage()
    canvas = it.wall.canvas
    canvas.go_to(1)
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    drag(qtbot, canvas, it.spot(0.1, 0.1), it.spot(0.4, 0.5))
    (placed,) = it.commands
    assert sum(placed.outline, ()) == pytest.approx(sum(rectangle(0.1, 0.1, 0.4, 0.5), ()), abs=0.02)
    it.give(masks={placed.mask: Mask(mask=placed.mask, camera="c1", outline=placed.outline)})
    qtbot.mouseMove(canvas, it.spot(0.2, 0.2))
    QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(it.spot(0.2, 0.2)), QPointF(), Qt.MouseButton.NoButton,
                                               Qt.MouseButton.NoButton, NONE))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert isinstance(it.commands[-1], RemoveMask)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(it.commands[-1], PlaceMask) and it.commands[-1].outline == placed.outline
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    assert it.wall.tile_acts.hands.tool is None


def test_no_mask_is_drawn_in_a_replay(qtbot, stage, said) -> None:
    it = stage(mode="replay")
    it.wall.canvas.go_to(1)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_K)
    assert it.wall.tile_acts.hands.tool is None and said[-1].key == "refusal.replay"


def test_a_picture_is_saved_with_masks_name_and_time(qtbot, stage, said, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_PICTURES_DIR", str(tmp_path))
    it = stage(mask=(VideoMask(camera="c1", box=(0, 0, 0.5, 0.5)),))
    it.wall.canvas.go_to(1)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_G)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: len(list((tmp_path / "command-center").glob("*.png"))) == 2)
    first, _ = sorted((tmp_path / "command-center").glob("*.png"))
    assert said[-1].key == "notice.still_saved" and "摄像头1" in first.name
    image, view = QImage(str(first)), it.wall.view("c1")
    assert image.width() == 1920 > view.latest().pixels.shape[1] and image.height() > 1080, "of the main stream"
    assert image.pixelColor(10, 10).red() == GREY and image.pixelColor(10, 10).green() == GREY
    assert image.text("Camera") == "c1" and image.text("Operator") == "officer" and image.text("Captured")


def test_where_the_main_stream_gives_nothing_the_picture_of_the_tile_is_saved(
        qtbot, stage, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_PICTURES_DIR", str(tmp_path))
    monkeypatch.setattr("widgets.video.still_view._PATIENCE_S", 0.1)
    it = stage()
    it.paint = lambda view: None  # type: ignore[method-assign]
    it.wall.canvas.go_to(1)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("*.png"))))
    (file,) = tmp_path.rglob("*.png")
    assert QImage(str(file)).width() == it.wall.view("c1").latest().pixels.shape[1]


def test_a_tile_without_a_picture_is_not_saved(qtbot, stage, said, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_PICTURES_DIR", str(tmp_path))
    it = stage()
    it.wall.view("c1").pictures = type(it.wall.view("c1").pictures)(64, 36)
    it.wall.canvas.go_to(1)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_G)
    assert said[-1].key == "notice.still_nothing" and not list(tmp_path.rglob("*.png"))


def test_the_menu_of_a_tile_names_what_can_be_done(stage) -> None:
    it = stage()
    menu = QMenu()
    it.wall.tile_acts.fill(menu, 1)
    moved = [action.text().partition("\t") for action in menu.actions() if action.text()]
    assert ("Move the camera", "\t", "O") in moved
    still = QMenu()
    it.wall.tile_acts.fill(still, 0)
    assert "O" not in [action.text().partition("\t")[2] for action in still.actions()]


def test_one_camera_is_heard_at_a_time(qtbot, stage, said, monkeypatch) -> None:
    monkeypatch.setattr(Sound, "_told_no_speaker", False)
    it = stage()
    told: list[tuple[str, tuple[str, ...], float]] = []
    it.wall.feeds.pool.listen = lambda view, urls, volume: told.append((view.url, tuple(urls), volume))
    canvas, sound = it.wall.canvas, it.wall.tile_acts.sound
    canvas.go_to(1)
    qtbot.keyClick(canvas, Qt.Key.Key_M)
    assert sound.camera == "c1" and told[-1][1] == ("http://127.0.0.1:9/1",) and it.tile().heard
    it.wall.view("c1").sound = "playing"
    sound.look()
    assert "70 %" in it.tile().heard and it.tile(2).heard == ""
    qtbot.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert told[-1][2] == pytest.approx(0.6) and "60 %" in it.tile().heard
    canvas.go_to(2)
    qtbot.keyClick(canvas, Qt.Key.Key_M)
    assert sound.camera == "c2" and ("http://127.0.0.1:9/1", (), 0.0) in told and it.tile(1).heard == ""
    it.wall.view("c2").sound = "no_speaker"
    sound.look()
    sound.look()
    assert [each.key for each in said] == ["notice.no_speaker"] and it.tile(2).heard == "No loudspeaker"
    it.wall.canvas.grab()
    qtbot.keyClick(canvas, Qt.Key.Key_M)
    assert sound.camera == "" and told[-1][1] == ()
    it.session.mode = "replay"
    qtbot.keyClick(canvas, Qt.Key.Key_M)
    assert sound.camera == "" and said[-1].key == "notice.sound_replay"


def test_thirty_six_tiles_with_everything_on_them_are_painted(stage) -> None:
    it = stage(tiles=36, watermark=True, mask=(VideoMask(camera="c1", box=(0, 0, 0.5, 0.5)),))
    it.wall.dress.notes = True
    it.wall.telling.refresh()
    it.wall.canvas.grab()
    assert all(tile.notes and tile.mark for tile in it.wall.tiles[: it.wall.canvas.shown])


def test_the_large_view_has_a_menu_of_its_own(qtbot, stage) -> None:
    it = stage()
    it.wall.enlarge(1)
    large = it.wall.large
    menu = it.wall.tile_acts.pop_up(large.hands, QPoint(10, 10))
    closer = next(action for action in menu.actions() if action.text().startswith("Zoom in"))
    closer.trigger()
    assert large.tile.zoom.factor > 1 and it.tile().zoom.factor == 1.0
    menu.close()


def test_masks_drawn_while_a_replay_is_shown_cover_it(stage) -> None:
    it = stage()
    live = HandSession(snapshot=Snapshot(masks={"m": Mask(mask="m", camera="c1", outline=rectangle(0, 0, 1, 1))}))
    it.context.director = SimpleNamespace(live=live)
    it.session.mode = "replay"
    it.wall.on_clock(it.session.clock.now_utc())
    assert it.wall.dress.covered("c1", it.session.clock.now_utc()) and it.tile().covered
