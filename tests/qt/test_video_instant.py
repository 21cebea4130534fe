"""Instant replay on a tile by key, and tiles kept in step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QInputDialog, QMenu

from command_center.domain.cameras import FootageLock
from command_center.domain.commands import LockFootage, UnlockFootage
from command_center.domain.time import MINUTE, now_utc
from tests.qt.camera_stage import PATIENCE_MS, Screen, camera_server, record, snapshot_of
from tests.qt.making import making
from tests.qt.sessions import HandSession
from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer
from widgets.video.in_step import keep_in_step


@pytest.fixture(scope="module")
def clip() -> Clip:
    return make_clip(20)


@pytest.fixture
def server(clip: Clip) -> Iterator[CameraServer]:
    yield from camera_server(clip)


@pytest.fixture
def screen(qtbot: Any) -> Iterator[Any]:
    yield from making(Screen, qtbot)


def test_a_key_shows_the_last_seconds_on_that_tile_only(qtbot: Any, screen: Any, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    tiles = it.wall.tiles
    qtbot.waitUntil(lambda: all(tile.sequence > 50 for tile in tiles[:2]), timeout=PATIENCE_MS)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: it.wall.view("a").state == "replay", timeout=PATIENCE_MS)
    assert tiles[0].again and not tiles[1].again, "the badge is there at once"

    def behind() -> float:
        return (now_utc() - it.wall.view("a").latest().captured_utc) / 1e6

    qtbot.waitUntil(lambda: behind() > 1.5, timeout=PATIENCE_MS)
    assert it.wall.view("b").state == "live"
    image = it.wall.grab(tiles[0].picture_box).toImage().convertToFormat(QImage.Format.Format_RGB32)
    other = it.wall.grab(tiles[1].picture_box).toImage().convertToFormat(QImage.Format.Format_RGB32)
    middle = (image.width() // 2, 14)
    assert image.pixelColor(*middle) != other.pixelColor(*middle)
    qtbot.keyClick(it.wall.canvas, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: it.wall.view("a").state == "live" and behind() < 1, timeout=PATIENCE_MS)
    assert not tiles[0].again


def test_where_memory_is_too_short_the_recording_is_shown(qtbot: Any, screen: Any, server: CameraServer,
                                                          tmp_path: Path) -> None:
    segments = record(server, tmp_path)
    it = screen(recordings=tmp_path)
    it.give(snapshot_of(server, segments={"a": segments}))
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 5, timeout=PATIENCE_MS)
    # It ends by itself: asked for seconds long enough that a busy machine has shown some of them by then.
    qtbot.waitUntil(lambda: now_utc() - segments[0].from_utc > 10_000_000, timeout=PATIENCE_MS)
    length = (now_utc() - segments[0].from_utc) / 1e6
    it.wall.instant.show("a", int(length - 0.5))  # from within the recording
    qtbot.waitUntil(lambda: it.wall.view("a").state == "playback", timeout=PATIENCE_MS)
    assert it.wall.view("a").url == "" and it.wall.instant.is_running("a") and it.wall.tiles[0].again
    it.wall.ask_again()
    assert it.wall.view("a").url == "", "a change of the wall does not end it"
    it.wall.instant.back("a")
    assert it.wall.view("a").url and not it.wall.tiles[0].again
    qtbot.waitUntil(lambda: it.wall.view("a").age_s < 0.5, timeout=PATIENCE_MS)


def test_a_replay_of_everything_ends_it_and_offers_none(qtbot: Any, screen: Any, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 5, timeout=PATIENCE_MS)
    it.wall.instant.show("a", 10)
    it.session = HandSession("replay", at_utc=now_utc())
    it.give(snapshot_of(server))
    qtbot.waitUntil(lambda: not it.wall.instant.is_running("a"), timeout=PATIENCE_MS)
    it.wall.instant.show("a", 10)
    assert not it.wall.instant.is_running("a")


class _View(SimpleNamespace):
    state, is_timed, hold_ms, skew_ms = "live", True, 0, None


def test_the_early_wait_for_the_late_and_the_skew_is_told() -> None:
    views = {"a": _View(latency_ms=40.0), "b": _View(latency_ms=440.0), "c": _View(latency_ms=50.0, is_timed=False),
             "d": _View(latency_ms=9000.0)}
    told: list[tuple[str, int]] = []

    def hold(view: _View, hold_ms: int) -> None:
        view.hold_ms = hold_ms
        told.append((next(name for name, each in views.items() if each is view), hold_ms))

    wall = SimpleNamespace(feeds=SimpleNamespace(pool=SimpleNamespace(hold=hold)), shown=["a", "b", "", "c", "d"],
                           view=views.get)
    keep_in_step(wall)
    assert told == [("a", 400)]
    assert (views["a"].skew_ms, views["b"].skew_ms, views["c"].skew_ms) == (0.0, 0.0, None)
    assert views["d"].skew_ms == 8560.0, "hopelessly late: said, and nobody waits"
    keep_in_step(wall)
    assert len(told) == 1
    views["b"].latency_ms = 60.0
    keep_in_step(wall)
    assert told[-1] == ("a", 0)
    assert views["b"].skew_ms == 20.0


def test_footage_is_locked_and_unlocked_from_the_menu_with_a_reason(qtbot: Any, screen: Any, server: CameraServer) -> None:
    it = screen()
    it.give(snapshot_of(server))
    keeping, now = it.wall.keeping, it.session.clock.now_utc()

    def choose(words: str) -> None:
        menu = QMenu()
        keeping._fill(menu, 0)
        lines = menu.actions()[0].menu().actions()
        next(line for line in lines if words in line.text()).trigger()
        dialog = next(each for each in it.wall.findChildren(QInputDialog) if each.isVisible())
        dialog.setTextValue("theft")
        dialog.accept()

    choose("30 min")
    command = it.session.bus.commands[-1]
    assert isinstance(command, LockFootage)
    assert (command.camera, command.from_utc, command.until_utc, command.reason) == ("a", now - 30 * MINUTE, now, "theft")
    lock = FootageLock(lock="l", camera="a", from_utc=now - 30 * MINUTE, until_utc=now, reason="theft")
    it.session.give(snapshot_of(server, footage_locks={"l": lock}))
    it.give(snapshot_of(server, footage_locks={"l": lock}))
    choose("Unlock")
    command = it.session.bus.commands[-1]
    assert isinstance(command, UnlockFootage) and (command.lock, command.reason) == ("l", "theft")
