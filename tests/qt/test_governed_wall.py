"""What a wall shows and says while the processor is too busy: real decode processes; the processor's load is told by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from command_center.config import Configuration, VideoSection
from command_center.domain.cameras import Camera
from command_center.domain.time import now_utc
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from tests.servers.video_clips import make_clip
from tests.servers.video_http import CameraServer
from video.governing import governing_of
from video.governor import Use
from widgets.context import Context
from widgets.video.wall import VideoWall

PATIENCE_MS = 30_000
BUSY, CALM = Use(0.97, 0.8), Use(0.3, 0.2)


@pytest.fixture
def server() -> Iterator[CameraServer]:
    cameras = CameraServer()
    clip = make_clip(20, gop=25)
    for name in "abcd":
        cameras.add(name, clip)
        cameras.add(f"{name}-main", clip)
    yield cameras
    cameras.close()


class Stage:
    """A wall of four tiles whose governor's seconds pass when it is told so."""

    def __init__(self, qtbot, server: CameraServer, **video) -> None:
        self.now, self.use = 0.0, CALM
        session = HandSession("live", at_utc=now_utc())
        context = Context(Configuration(video=VideoSection(tiles=4, **video)), {}, "en", "desk", 1.0, "officer", "01",
                          lambda: session)
        self.wall = VideoWall(context)
        qtbot.addWidget(self.wall)
        self.wall.resize(900, 620)
        self.wall.show()
        governing = governing_of(self.wall.feeds.pool)
        governing._use, governing._clock = lambda: self.use, lambda: self.now
        governing._next_s = 0.0
        cameras = {name: Camera(camera=name, name=name, sub_url=server.url(name), main_url=server.url(f"{name}-main"))
                   for name in "abcd"}
        snapshot = Snapshot(cameras=cameras)
        session.give(snapshot)
        self.wall.on_snapshot(snapshot, Changes(reset=True))
        self.wall.on_clock(now_utc())
        qtbot.waitUntil(lambda: all(tile.sequence > 3 for tile in self.wall.tiles), timeout=PATIENCE_MS)

    def pass_s(self, seconds: int, use: Use) -> None:
        self.use = use
        for _ in range(seconds):
            self.now += 1.01
            self.wall.tick()
        self.wall.on_clock(now_utc())

    @property
    def steps(self) -> dict[str, str]:
        return {name: view.step for name, view in self.wall.feeds.views.items()}


@pytest.fixture
def stage(qtbot, server):
    made = []

    def make(**video) -> Stage:
        made.append(Stage(qtbot, server, **video))
        return made[-1]

    yield make
    for each in made:
        each.wall.hide()
        each.wall.feeds.pool.close()


def test_overload_takes_tiles_down_one_after_another_and_says_so(stage, qtbot) -> None:
    busy = stage()
    busy.wall.context.selection.select("camera", "c")
    busy.pass_s(3, BUSY)
    assert set(busy.steps.values()) == {"main"} and not busy.wall.governed.isVisible()
    busy.pass_s(3, BUSY)
    assert busy.steps == {"a": "keys", "b": "keys", "c": "main", "d": "main"}
    assert busy.wall.governed.isVisible() and busy.wall.governed.words == "Processor busy: 2 of 4 pictures reduced"
    assert [tile.heard for tile in busy.wall.tiles] == ["key frames", "key frames", "", ""]
    busy.pass_s(4, BUSY)
    assert busy.steps == {"a": "keys", "b": "keys", "c": "main", "d": "keys"}, "one step each before any takes two"
    busy.pass_s(5, BUSY)
    assert busy.steps == {"a": "paused", "b": "paused", "c": "main", "d": "keys"}, "the selected one last"
    busy.pass_s(60, BUSY)
    assert set(busy.steps.values()) == {"paused"}
    assert busy.wall.tiles[0].message == "Paused: the processor is busy" and busy.wall.tiles[0].over_picture


def test_paused_pictures_stand_and_come_back_when_there_is_room(stage, qtbot) -> None:
    busy = stage()
    busy.pass_s(60, BUSY)
    qtbot.wait(400)
    stood = [tile.sequence for tile in busy.wall.tiles]
    qtbot.wait(400)
    busy.wall.tick()
    assert [tile.sequence for tile in busy.wall.tiles] == stood
    busy.pass_s(200, CALM)
    assert set(busy.steps.values()) == {"main"} and not busy.wall.governed.isVisible()
    assert not any(tile.heard or tile.message for tile in busy.wall.tiles)
    qtbot.waitUntil(lambda: all(tile.sequence > before + 5 for tile, before in zip(busy.wall.tiles, stood, strict=True)),
                    timeout=PATIENCE_MS)


def test_what_is_hidden_costs_nothing_and_counts_for_nothing(stage) -> None:
    busy = stage()
    busy.wall.hide()
    assert not list(busy.wall.feeds.in_sight())
    busy.pass_s(20, BUSY)
    assert set(busy.steps.values()) == {"main"}


def test_it_can_be_switched_off(stage) -> None:
    busy = stage(govern=False)
    busy.pass_s(60, BUSY)
    assert set(busy.steps.values()) == {"main"}
