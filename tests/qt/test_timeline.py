"""The timeline by mouse and keyboard: seeking opens a replay, and there is a way back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from sessions import NOW, HandSession, storm_ticks, stormy

from command_center.config import Configuration
from command_center.domain.time import HOUR, MINUTE
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.timeline.marks import first_label, label_step, neighbour, warning_spans
from widgets.timeline.panel import TimelinePanel


class Stage:
    """A director over hand-made sessions, with the timeline shown on it."""

    def __init__(self, qtbot: Any) -> None:
        self.opened: list[HandSession] = []
        self.live = HandSession(ticks=storm_ticks())
        self.director = Director(self._open)
        self.bridge = Bridge()
        self.director.session_changed.connect(self.bridge.show)
        self.context = Context(Configuration(), {}, "en", "desk", 1.0, "me", "01", lambda: self.director.session,
                               director=self.director)
        self.director.start(self.live)
        self.panel = TimelinePanel(self.context)
        self.bridge.add(self.panel)
        self.panel.resize(1900, 76)
        qtbot.addWidget(self.panel)
        self.panel.show()
        qtbot.waitUntil(lambda: len(self.panel.track.ticks) > 3)

    def _open(self, at_utc: int, axis: str) -> HandSession:
        self.opened.append(HandSession("replay", axis, at_utc=at_utc, ticks=storm_ticks()))
        return self.opened[-1]


@pytest.fixture
def stage(qtbot: Any) -> Any:
    made = Stage(qtbot)
    yield made
    made.bridge.stop()


def test_a_click_in_the_past_opens_a_replay_there(stage: Stage, qtbot: Any) -> None:
    x = stage.panel.track.x_of(NOW - HOUR)
    qtbot.mouseClick(stage.panel.track, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 30))
    qtbot.waitUntil(lambda: stage.director.in_replay)
    assert abs(stage.director.session.clock.now_utc() - (NOW - HOUR)) < MINUTE
    assert stage.director.session.axis == "received"


def test_a_click_in_the_future_does_nothing_when_live(stage: Stage, qtbot: Any) -> None:
    x = stage.panel.track.x_of(NOW + 10 * MINUTE)
    qtbot.mouseClick(stage.panel.track, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 30))
    qtbot.wait(50)
    assert not stage.director.in_replay and not stage.opened


def test_space_stops_the_picture_and_plays_it(stage: Stage, qtbot: Any) -> None:
    stage.panel.activateWindow()
    stage.panel.track.setFocus()  # not the button that goes back to live: Space presses the one that has the keyboard
    qtbot.keyClick(stage.panel.track, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stage.director.in_replay)
    assert stage.director.session.clock.speed == 0
    stage.director.set_speed(60.0)
    stage.director.toggle()
    assert stage.director.session.clock.speed == 60.0
    stage.director.toggle()
    assert stage.director.session.clock.speed == 0


def test_arrows_move_and_control_arrows_jump_to_marks(stage: Stage, qtbot: Any) -> None:
    stage.director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: stage.director.in_replay)
    qtbot.waitUntil(lambda: len(stage.panel.track.ticks) > 3)
    stage.panel.track.cursor_utc = NOW - HOUR
    qtbot.keyClick(stage.panel.track, Qt.Key.Key_Right)
    assert stage.director.session.clock.now_utc() == NOW - HOUR + 10_000_000
    qtbot.keyClick(stage.panel.track, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert stage.director.session.clock.now_utc() == NOW - 55 * MINUTE


def test_back_to_live_ends_the_replay(stage: Stage, qtbot: Any) -> None:
    stage.director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: stage.director.in_replay)
    qtbot.mouseClick(stage.panel.transport.live, Qt.MouseButton.LeftButton)
    assert stage.director.session is stage.live
    assert stage.opened[0].is_closed and not stage.live.is_closed


def test_the_other_axis_shows_the_same_instant(stage: Stage, qtbot: Any) -> None:
    stage.director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: stage.director.in_replay)
    stage.director.set_axis("at")
    qtbot.waitUntil(lambda: stage.director.session.axis == "at")
    assert stage.director.session.clock.now_utc() == NOW - HOUR


def test_a_replay_that_nobody_wants_any_more_is_closed(stage: Stage, qtbot: Any) -> None:
    stage.director.open_replay(NOW - HOUR)
    stage.director.open_replay(NOW - 2 * HOUR)
    qtbot.waitUntil(lambda: stage.director.in_replay and len(stage.opened) == 2)
    qtbot.waitUntil(lambda: sum(session.is_closed for session in stage.opened) == 1)


def test_the_gravest_warning_colours_the_lane() -> None:
    spans = warning_spans(stormy().warnings.values(), NOW - 6 * HOUR, NOW)
    assert [span.level for span in spans] == [4, 3, 2]
    assert spans[-1].until_utc == NOW


def test_labels_fall_on_round_local_times() -> None:
    step = label_step(6 * HOUR, 12)
    assert step == 30 * MINUTE
    first = first_label(NOW, HOUR, 8 * HOUR)
    assert first >= NOW and (first + 8 * HOUR) % HOUR == 0


def test_neighbours_are_the_nearest_marks() -> None:
    assert neighbour(storm_ticks(), NOW - 12 * MINUTE, True) == NOW - 11 * MINUTE
    assert neighbour(storm_ticks(), NOW, True) is None
    assert neighbour([], NOW, False) is None
