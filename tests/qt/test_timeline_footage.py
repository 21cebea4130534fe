"""The strip that says what is recorded, and the keys that play in both directions, picture by picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from sessions import NOW, HandSession, stormy

from command_center.config import Configuration
from command_center.domain.cameras import FootageLock, Segment
from command_center.domain.time import HOUR, MINUTE, SECOND
from video.segments import INDEX
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.timeline.footage import Footage, Stretch, known_until
from widgets.timeline.panel import TimelinePanel
from widgets.timeline.shuttle import shuttle_of


def _segments(*minutes: int, camera: str = "a") -> tuple[Segment, ...]:
    """A minute each, so many minutes ago."""
    return tuple(Segment(NOW - ago * MINUTE, NOW - (ago - 1) * MINUTE, f"{camera}{ago}.mp4") for ago in minutes)


def test_stretches_say_who_is_recorded() -> None:
    footage, known = Footage(), {"a": _segments(10, 9, 8, 5), "b": _segments(9, 8, 7, camera="b")}
    found = footage.stretches(known, ("a", "b"), NOW - 10 * MINUTE, NOW)
    assert [((NOW - each.from_utc) // MINUTE, each.share) for each in found] == [
        (10, 0.5), (9, 1.0), (7, 0.5), (6, 0.0), (5, 0.5), (4, 0.0)]
    assert footage.stretches(known, (), 0, NOW) == []
    assert footage.stretches(known, ("none",), 0, NOW) == [Stretch(0, NOW, 0.0)]


def test_what_is_added_removed_and_still_written() -> None:
    footage, known = Footage(), _segments(10, 9, 8)
    whole = lambda segments: footage.stretches({"a": segments}, ("a",), NOW - 10 * MINUTE, NOW - 5 * MINUTE)  # noqa: E731
    assert [each.share for each in whole(known)] == [1.0, 0.0]
    grown = (*known[:-1], Segment(known[-1].from_utc, NOW - 6 * MINUTE, known[-1].path))
    assert whole(grown)[0] == Stretch(NOW - 10 * MINUTE, NOW - 6 * MINUTE, 1.0)
    assert [each.share for each in whole(grown[1:])] == [0.0, 1.0, 0.0], "the oldest was removed"
    assert [each.share for each in whole((*grown, *_segments(6)))] == [1.0]
    lately = [Stretch(0, NOW - 8 * SECOND, 1.0), Stretch(NOW - 8 * SECOND, NOW, 0.0)]
    assert known_until(NOW, lately) == lately[:1]
    assert known_until(NOW + MINUTE, lately) == lately


class Stage:
    """A timeline over a recording of camera a: a picture every 40 ms of one minute, two minutes ago."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        index = np.zeros(1500, INDEX)
        index["at_utc"] = NOW - 2 * MINUTE + np.arange(1500) * 40_000
        index["pts_us"], index["key"] = np.arange(1500) * 40_000, np.arange(1500) % 50 == 0
        (folder / "a2.idx").write_bytes(index.tobytes())
        snapshot = stormy(segments={"a": _segments(2)})
        self.opened: list[HandSession] = []
        self.live = HandSession(snapshot=snapshot)

        def opener(at_utc: int, axis: str) -> HandSession:
            self.opened.append(HandSession("replay", axis, at_utc=at_utc, snapshot=snapshot))
            return self.opened[-1]

        self.director = Director(opener)
        self.bridge = Bridge()
        self.director.session_changed.connect(self.bridge.show)
        self.context = Context(Configuration(), {}, "en", "desk", 1.0, "me", "01", lambda: self.director.session,
                               director=self.director, recordings=folder)
        self.director.start(self.live)
        self.panel = TimelinePanel(self.context)
        self.bridge.add(self.panel)
        self.panel.resize(1900, 76)
        qtbot.addWidget(self.panel)
        self.panel.show()
        self.panel.activateWindow()
        self.panel.track.setFocus()
        shuttle_of(self.context).show(("b", "a"))

    @property
    def now_utc(self) -> int:
        return self.director.session.clock.now_utc()


@pytest.fixture
def stage(qtbot: Any, tmp_path: Path) -> Any:
    made = Stage(qtbot, tmp_path)
    yield made
    made.bridge.stop()


def test_keys_step_from_picture_to_picture(stage: Stage, qtbot: Any) -> None:
    at_utc = NOW - 100 * SECOND
    stage.director.open_replay(at_utc, speed=1.0)
    qtbot.waitUntil(lambda: stage.director.in_replay and bool(stage.director.session.clock.speed))
    qtbot.waitUntil(lambda: stage.panel.hasFocus() or stage.panel.track.hasFocus())
    qtbot.keyClick(stage.panel.track, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: stage.now_utc == at_utc + 40_000)
    assert stage.director.session.clock.speed == 0.0, "a step stands"
    for _ in range(2):
        before = stage.now_utc
        qtbot.keyClick(stage.panel.track, Qt.Key.Key_Comma)
        qtbot.waitUntil(lambda before=before: stage.now_utc == before - 40_000)


def test_keys_play_backwards_faster_and_pause(stage: Stage, qtbot: Any) -> None:
    stage.director.open_replay(NOW - HOUR)
    qtbot.waitUntil(lambda: stage.director.in_replay)
    clock = stage.director.session.clock
    for key, speed in ((Qt.Key.Key_J, -1.0), (Qt.Key.Key_J, -2.0), (Qt.Key.Key_L, 2.0), (Qt.Key.Key_L, 4.0),
                       (Qt.Key.Key_K, 0.0), (Qt.Key.Key_J, -4.0)):
        qtbot.keyClick(stage.panel.track, key)
        assert clock.speed == speed
    qtbot.waitUntil(lambda: stage.panel.transport.speed.text() == "−4×")
    qtbot.mouseClick(stage.panel.transport.play, Qt.MouseButton.LeftButton)
    assert clock.speed == 4.0, "the button plays forwards"


def test_from_live_one_plays_back_from_now(stage: Stage, qtbot: Any) -> None:
    qtbot.mouseClick(stage.panel.transport.reverse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stage.director.in_replay and stage.director.session.clock.speed == -1.0)


def test_gaps_are_hatched_for_the_shown_and_the_selected_cameras(stage: Stage, qtbot: Any) -> None:
    track = stage.panel.track
    qtbot.waitUntil(lambda: bool(track.footage))
    assert [each.share for each in track.footage] == [0.0, 1.0, 0.0], "camera b is not recorded at all"
    x = track.x_of(NOW - 90 * SECOND)
    bottom = track._plot().bottom()
    assert track.footage_at(x, bottom - 2).share == 1.0 and track.footage_at(x, bottom - 30) is None
    stage.context.selection.select("camera", "b")
    assert track.footage == []
    stage.context.selection.select("camera", "a")
    assert len(track.footage) == 3
    stage.live.give(stormy(segments={"a": _segments(2)}, footage_locks={
        name: FootageLock(lock=name, camera=name, from_utc=NOW - 2 * MINUTE, until_utc=NOW - MINUTE) for name in "ab"}))
    qtbot.waitUntil(lambda: track.locked == [(NOW - 2 * MINUTE, NOW - MINUTE)])
    image = track.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    filled, gap = (image.pixelColor(round(track.x_of(NOW - ago)), round(bottom) - 2) for ago in (90 * SECOND, 20 * MINUTE))
    assert filled != gap
