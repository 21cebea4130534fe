"""Masks on the screen of a camera that is moved: covered at once, with words, in snapshots too, and uncovered only by those who
may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QInputDialog, QMenu

from command_center.domain.commands import PlaceMask
from command_center.domain.masks import Mask, rectangle
from command_center.domain.ptz import Ptz, PtzRequest
from command_center.domain.ptz_places import Places, after
from command_center.domain.time import SECOND
from tests.qt.making import making
from tests.qt.video_stage import Stage
from video.masks import GREY, WHOLE

MASK = Mask(mask="m", camera="c1", outline=rectangle(0.0, 0.0, 0.4, 1.0))
COVERED = (GREY, GREY, GREY)


@pytest.fixture
def stage(qtbot) -> Iterator[Callable[..., Stage]]:
    yield from making(Stage, qtbot)


def _moved(it: Stage, *asked: tuple[int, PtzRequest]) -> dict[str, Ptz]:
    """So many seconds ago."""
    places, before, now = Places(), PtzRequest(kind="stop"), it.session.clock.now_utc()
    for ago_s, request in asked:
        places, before = after(places, before, request, now - ago_s * SECOND), request
    return {"c1": Ptz(camera="c1", places=places)}


def _repaint(it: Stage) -> None:
    view = it.wall.view("c1")
    assert view is not None
    it.paint(view)
    it.wall.tick()
    it.wall.on_clock(it.session.clock.now_utc())


def test_a_camera_that_is_moved_is_covered_and_says_so(qtbot, stage) -> None:
    it = stage()
    it.give(masks={"m": MASK})
    left, right = it.spot(0.2, 0.85), it.spot(0.8, 0.85)  # beside the words
    assert it.seen(left) == COVERED and it.seen(right) != COVERED and not it.tile().message
    it.give(ptz=_moved(it, (0, PtzRequest(kind="move", pan=1.0))))
    _repaint(it)
    assert it.seen(right) == COVERED == it.seen(left)
    assert "privacy masks" in it.tile().message and it.tile().over_picture and not it.tile().hatched
    it.give(ptz=_moved(it, (60, PtzRequest(kind="move", pan=1.0)), (59, PtzRequest(kind="stop"))))
    _repaint(it)
    assert it.seen(right) == COVERED, "it stands again, but elsewhere"
    assert it.tile(2).covered == () and not it.tile(2).message
    it.wall.enlarge(1)
    assert it.wall.large.tile.covered == WHOLE and "privacy masks" in it.wall.large.tile.message


def test_a_picture_crosses_the_movement_between_two_ticks_of_the_clock(stage) -> None:
    """A replay passes the instant of a movement: the next picture is covered, not the next second's."""
    it = stage()
    it.give(masks={"m": MASK}, ptz=_moved(it, (5, PtzRequest(kind="move", pan=1.0)), (4, PtzRequest(kind="stop"))))
    view, pictures = it.wall.view("c1"), it.wall.view("c1").pictures
    now = it.session.clock.now_utc()
    pixels = view.latest().pixels.copy()
    for ago_s, covered in ((20, False), (1, True), (30, False)):
        pictures.publish(pixels, now - ago_s * SECOND, 0.04)
        it.wall.tick()
        assert (it.tile().covered == WHOLE) is covered


def test_a_saved_picture_is_covered_too(qtbot, stage, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("widgets.video.still.user_pictures_path", lambda: tmp_path)
    it = stage()
    it.give(masks={"m": MASK}, ptz=_moved(it, (5, PtzRequest(kind="move", pan=1.0))))
    _repaint(it)
    it.wall.tile_acts.do("still", it.tile(), it.wall.tile_acts.hands)
    qtbot.waitUntil(lambda: any(tmp_path.rglob("*.png")), timeout=10_000)
    image = QImage(str(next(tmp_path.rglob("*.png")))).convertToFormat(QImage.Format.Format_RGB32)
    colours = {image.pixelColor(round(image.width() * u), round(image.height() * 0.4)).green() for u in (0.05, 0.35, 0.65, 0.95)}
    assert max(colours) < 120, "nothing but grey and the watermark"


def _lines(it: Stage) -> dict[str, bool]:
    menu = QMenu()
    it.wall.tile_acts.fill(menu, 1)
    return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}


SHOW, NOTHING = "Show this picture for ten minutes…", "Nothing has to be hidden at this preset…"


@pytest.mark.parametrize(("lifters", "may"), [((), False), (("somebody",), False), (("officer",), True), (("01",), True)])
def test_only_who_may_uncovers_and_always_with_a_reason(qtbot, stage, lifters: tuple[str, ...], may: bool) -> None:
    it = stage(mask_lift=lifters)
    it.give(masks={"m": MASK})
    assert SHOW not in _lines(it), "nothing is covered that could be shown"
    it.give(ptz=_moved(it, (60, PtzRequest(kind="move", pan=1.0)), (59, PtzRequest(kind="stop"))))
    _repaint(it)
    assert _lines(it)[SHOW] is may and NOTHING not in _lines(it)
    it.give(ptz=_moved(it, (60, PtzRequest(kind="preset", preset="2"))))
    _repaint(it)
    assert _lines(it)[NOTHING] is may
    if may:
        menu = QMenu()
        it.wall.tile_acts.fill(menu, 1)
        next(action for action in menu.actions() if action.text() == NOTHING).trigger()
        dialog = it.wall.findChild(QInputDialog)
        dialog.setTextValue("only water")
        dialog.accept()
        placed = [each for each in it.commands if isinstance(each, PlaceMask)][-1]
        assert (placed.camera, placed.outline, placed.lasting, placed.reason) == ("c1", (), True, "only water")


def test_a_replay_offers_no_uncovering(stage) -> None:
    it = stage(mask_lift=("officer",))
    it.give(masks={"m": MASK}, ptz=_moved(it, (60, PtzRequest(kind="preset", preset="2"))))
    _repaint(it)
    it.session.mode = "replay"
    assert SHOW not in _lines(it)
