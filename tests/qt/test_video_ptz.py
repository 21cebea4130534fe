"""Moving cameras from the screen: ring, keys, clicks, boxes, presets, patrols, and everything that has to stop them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from command_center.domain.commands import MovePtz, Rejection, ReleasePtz, TakePtz
from command_center.domain.ptz import Ptz
from command_center.domain.time import SECOND
from command_center.engine.session import CommandState
from tests.qt.making import making
from tests.qt.video_stage import PTZ, Stage, cameras, drag
from widgets.video.patrols import Stop
from widgets.video.ptz_panel import PtzPanel

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stage(qtbot) -> Iterator[Callable[..., Stage]]:
    yield from making(Stage, qtbot)


def operate(it: Stage, number: int = 1) -> PtzPanel:
    it.wall.canvas.go_to(number)
    it.wall.canvas.setFocus()
    QTest.keyClick(it.wall.canvas, Qt.Key.Key_O)
    panel = it.wall.tile_acts.panel
    assert panel is not None
    return panel


def asked(it: Stage) -> list[tuple]:
    """What was asked of the camera, shortly."""
    return [(each.kind, each.pan, each.tilt, each.zoom) for each in it.commands if isinstance(each, MovePtz)]


def held(it: Stage, actor: str, desk: str, priority: int = 0, **more) -> dict[str, Ptz]:
    now = it.session.clock.now_utc()
    return {"c1": Ptz(camera="c1", actor=actor, desk=desk, priority=priority, taken_utc=now, until_utc=now + 60 * SECOND, **more)}


def test_only_cameras_that_can_be_moved(qtbot, stage) -> None:
    it = stage()
    it.wall.canvas.go_to(0)
    QTest.keyClick(it.wall.canvas, Qt.Key.Key_O)
    assert it.wall.tile_acts.panel is None


def test_the_ring_moves_while_it_is_pulled_and_is_renewed(qtbot, stage) -> None:
    it = stage()
    ring = operate(it).ring
    middle = ring.rect().center()
    qtbot.mousePress(ring, LEFT, NONE, middle)
    assert asked(it) == []
    qtbot.mouseMove(ring, middle + QPoint(50, 0))
    qtbot.waitUntil(lambda: len(asked(it)) >= 3, timeout=5000)
    kind, pan, tilt, zoom = asked(it)[-1]
    assert kind == "move" and 0.5 < pan <= 1 and tilt == zoom == 0
    qtbot.mouseRelease(ring, LEFT, NONE, middle + QPoint(50, 0))
    assert asked(it)[-1] == ("stop", 0, 0, 0)
    count = len(it.commands)
    qtbot.wait(700)
    assert len(it.commands) == count, "nothing is renewed after it was let go"


def test_arrows_and_signs_move_and_stop_when_they_are_let_go(qtbot, stage) -> None:
    it = stage()
    ring = operate(it).ring
    assert ring.hasFocus()
    QTest.keyPress(ring, Qt.Key.Key_Left)
    QTest.keyPress(ring, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: ("move", -1, 1, 0) in asked(it))
    QTest.keyRelease(ring, Qt.Key.Key_Up)
    QTest.keyRelease(ring, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: asked(it)[-1][0] == "stop")
    assert asked(it)[0] == ("move", -0.5, 0, 0)
    QTest.keyPress(ring, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert asked(it)[-1] == ("move", 0, 0, 0.15)
    QTest.keyRelease(ring, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: asked(it)[-1][0] == "stop")


def test_a_held_key_that_the_display_repeats_as_up_and_down_goes_on(qtbot, stage) -> None:
    it = stage()
    ring = operate(it).ring
    QTest.keyPress(ring, Qt.Key.Key_Left)
    for _ in range(5):
        QTest.keyRelease(ring, Qt.Key.Key_Left)
        QTest.keyPress(ring, Qt.Key.Key_Left)
    assert {each[0] for each in asked(it)} == {"move"}
    QTest.keyRelease(ring, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: asked(it)[-1][0] == "stop")


@pytest.mark.parametrize("how", ["focus", "window", "hidden", "closed", "wall hidden", "application"])
def test_whatever_takes_the_hand_away_stops_the_camera(qtbot, stage, how: str) -> None:
    it = stage()
    panel = operate(it)
    QTest.keyPress(panel.ring, Qt.Key.Key_Right)
    assert asked(it)[-1][0] == "move"
    match how:
        case "focus":
            panel.presets.box.setFocus()
        case "window":
            QApplication.sendEvent(it.window, QEvent(QEvent.Type.WindowDeactivate))
        case "hidden":
            panel.hide()
        case "closed":
            QTest.keyClick(panel.ring, Qt.Key.Key_Escape)
        case "wall hidden":
            it.window.hide()
        case "application":
            QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: asked(it)[-1][0] == "stop")
    qtbot.wait(600)
    assert asked(it)[-1][0] == "stop"


def test_a_button_of_the_lens_turns_while_it_is_held(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    for name, kind, speed in (("focus+", "focus", 0.5), ("iris−", "iris", -0.5)):
        button = panel.findChild(QPushButton, name)
        qtbot.mousePress(button, LEFT)
        moved = [each for each in it.commands if isinstance(each, MovePtz)][-1]
        assert (moved.kind, moved.speed) == (kind, speed)
        qtbot.mouseRelease(button, LEFT)
        assert asked(it)[-1][0] == "stop"


def test_a_place_in_numbers_and_automatic_only_where_the_camera_says_so(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    assert not panel.position.isVisible() and not panel.auto.isVisible()
    known = cameras()
    it.give(cameras={**known, "c1": msgspec.structs.replace(known["c1"], properties={**PTZ, "ptz_can": "move absolute iris focus auto"})})
    assert panel.position.isVisible() and panel.auto.isVisible()
    panel.position.pan.setValue(-50)
    panel.position.zoom.setValue(100)
    qtbot.mouseClick(panel.position.go, LEFT)
    assert asked(it)[-1] == ("absolute", -0.5, 0.0, 1.0)
    qtbot.mouseClick(panel.auto, LEFT)
    assert asked(it)[-1][0] == "auto"
    assert panel.findChild(QPushButton, "iris+").isEnabled()


def test_a_click_centres_and_a_dragged_box_is_zoomed_into(qtbot, stage) -> None:
    it = stage()
    operate(it)
    canvas = it.wall.canvas
    qtbot.mouseClick(canvas, LEFT, NONE, it.spot(0.75, 0.25))
    kind, pan, tilt, _ = asked(it)[-1]
    assert (kind, pan, tilt) == ("centre", pytest.approx(0.5, abs=0.03), pytest.approx(0.5, abs=0.03))
    drag(qtbot, canvas, it.spot(0.5, 0.5), it.spot(0.75, 0.75))
    box = it.commands[-1]
    assert box.kind == "box" and box.box == pytest.approx((0.5, 0.5, 0.75, 0.75), abs=0.03)
    assert it.tile().zoom.factor == 1.0, "the camera zooms, not the tile"


def test_a_click_on_a_zoomed_picture_centres_what_is_under_it(qtbot, stage) -> None:
    it = stage()
    it.wheel(it.spot(0.97, 0.97), 8)
    operate(it)
    qtbot.mouseClick(it.wall.canvas, LEFT, NONE, it.spot(0.5, 0.5))
    _, pan, tilt, _ = asked(it)[-1]
    assert pan > 0.5 and tilt < -0.5


def test_presets_are_called_kept_and_forgotten_by_name(qtbot, stage) -> None:
    it = stage()
    row = operate(it).presets
    assert [row.box.itemText(each) for each in range(row.box.count())] == ["桥面", "江滩"]
    QTest.keyClick(it.wall.tile_acts.panel.ring, Qt.Key.Key_2)
    assert (it.commands[-1].kind, it.commands[-1].preset) == ("preset", "2")
    row.box.setEditText("江滩")
    qtbot.mouseClick(row.go, LEFT)
    assert (it.commands[-1].kind, it.commands[-1].preset) == ("preset", "2")
    row.box.setEditText("东侧匝道")
    assert not row.go.isEnabled() and not row.forget.isEnabled()
    qtbot.mouseClick(row.keep, LEFT)
    assert (it.commands[-1].kind, it.commands[-1].preset, it.commands[-1].name) == ("preset_set", "", "东侧匝道")
    named = cameras()
    named["c1"] = type(named["c1"])(camera="c1", name="x", sub_url="http://127.0.0.1:9/1", properties={
        **PTZ, "ptz_presets": json.dumps({"1": "桥面", "2": "江滩", "3": "东侧匝道"})})
    it.give(cameras=named)
    assert row.box.currentText() == "东侧匝道" and row.go.isEnabled()
    qtbot.mouseClick(row.forget, LEFT)
    assert (it.commands[-1].kind, it.commands[-1].preset) == ("preset_remove", "3")


def test_a_patrol_goes_from_preset_to_preset_until_somebody_moves(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    row = panel.patrol
    for name in ("桥面", "江滩"):
        panel.presets.box.setEditText(name)
        row.dwell.setValue(3)
        qtbot.mouseClick(row.add, LEFT)
    assert it.wall.tile_acts.patrols.stops["c1"] == (Stop("1", 3), Stop("2", 3))
    assert it.wall.save_view()["patrols"] == {"c1": [["1", 3], ["2", 3]]}
    qtbot.mouseClick(row.start, LEFT)
    qtbot.waitUntil(lambda: [each.preset for each in it.commands if isinstance(each, MovePtz)] == ["1", "2"], timeout=8000)
    QTest.keyPress(panel.ring, Qt.Key.Key_Left)
    QTest.keyRelease(panel.ring, Qt.Key.Key_Left)
    assert not it.wall.tile_acts.patrols.runs("c1")
    it.wall.restore_view({"patrols": {"c2": [["1", 5], ["bad"], [2, "x"]], "c3": "nonsense"}})
    assert it.wall.tile_acts.patrols.stops["c2"] == (Stop("1", 5),)


def test_a_replay_ends_patrols_and_controls(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    it.wall.tile_acts.patrols.set_stops("c1", (Stop("1", 5),))
    qtbot.mouseClick(panel.patrol.start, LEFT)
    QTest.keyPress(panel.ring, Qt.Key.Key_Left)
    it.session.mode = "replay"
    it.wall.on_clock(it.session.clock.now_utc())
    assert it.wall.tile_acts.panel is None and not it.wall.tile_acts.patrols.runs("c1")
    QTest.keyClick(it.wall.canvas, Qt.Key.Key_O)
    assert it.wall.tile_acts.panel is None


def test_who_has_the_camera_is_shown_and_waits_or_takes_over(qtbot, stage) -> None:
    it = stage(ptz_priority={"officer": 5})
    panel = operate(it)
    words = panel.hand.holder_words
    assert "Free" in words() and panel.hold_button.text() == "Keep for me"
    it.give(ptz=held(it, "zhang", "02", 7))
    assert "zhang" in words() and "02" in words() and "7" in words()
    assert panel.hold_button.text() == "Take over" and not panel.hold_button.isEnabled()
    it.give(ptz=held(it, "zhang", "02", 3))
    assert panel.hold_button.isEnabled()
    qtbot.mouseClick(panel.hold_button, LEFT)
    taken = it.commands[-1]
    assert isinstance(taken, TakePtz) and taken.priority == 5
    it.give(ptz=held(it, "officer", "01", 5))
    assert "In your hands" in words() and panel.hold_button.text() == "Let go"
    it.give(ptz=held(it, "li", "03", 9, lost_by="officer", lost_desk="01"))
    assert "Taken over by li" in words()
    it.give(ptz=held(it, "officer", "01", 5))
    qtbot.mouseClick(panel.hold_button, LEFT)
    assert isinstance(it.commands[-1], ReleasePtz)


def test_a_refused_movement_is_not_renewed_and_said(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)

    def refuse(command) -> Future[CommandState]:
        it.commands.append(command)
        done: Future[CommandState] = Future()
        done.set_result(CommandState("failed", Rejection("refusal.ptz_held", {"by": "zhang", "priority": 3})))
        return done

    it.session.bus.submit = refuse
    QTest.keyPress(panel.ring, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "zhang" in panel.hand.trouble_words())
    count = len(it.commands)
    qtbot.wait(700)
    assert len(it.commands) == count
    QTest.keyRelease(panel.ring, Qt.Key.Key_Left)


def test_losing_the_camera_while_a_key_is_held_ends_the_renewals(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    QTest.keyPress(panel.ring, Qt.Key.Key_Left)
    it.give(ptz=held(it, "li", "03", 9, lost_by="officer", lost_desk="01"))
    count = len(it.commands)
    qtbot.wait(700)
    assert len(it.commands) == count


def test_closing_lets_the_camera_go(qtbot, stage) -> None:
    it = stage()
    panel = operate(it)
    it.give(ptz=held(it, "officer", "01"))
    QTest.keyClick(panel.ring, Qt.Key.Key_Escape)
    assert isinstance(it.commands[-1], ReleasePtz) and it.wall.canvas.hasFocus()


def test_controls_of_a_large_view(qtbot, stage) -> None:
    it = stage()
    it.wall.enlarge(1)
    large = it.wall.large
    QTest.keyClick(large, Qt.Key.Key_O)
    panel = it.wall.tile_acts.panel
    assert panel is not None and panel.isVisible()
    assert it.window.rect().contains(panel.geometry())
    qtbot.mouseClick(large, LEFT, NONE, QPoint(large.width() // 2, 40))
    assert it.commands[-1].kind == "centre"
    it.wall.shrink()
    assert it.wall.tile_acts.panel is None
