"""Recordings on a GB/T 28181 device from the screen, against a device on real sockets: list, play, pause, speed, seek, download,
and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu

from command_center.domain.cameras import Camera
from command_center.domain.time import SECOND, now_utc, to_iso
from command_center.state.snapshot import Snapshot
from tests.qt.camera_stage import PATIENCE_MS, Screen
from tests.registered_device import registered_device
from tests.servers.gb28181_device import Device
from widgets.video.device_dialog import DeviceDialog

BEGIN = 1_767_294_000
MENU = "Recordings on the device…"


@pytest.fixture
def device() -> Iterator[tuple[Any, Device]]:
    with registered_device() as (found, running):
        running.records = [{"DeviceID": "34020000001310000001", "Name": "r", "StartTime": "2026-01-02T03:00:00", "EndTime": "2026-01-02T03:01:00",
                            "Type": "time", "FileSize": "2000000"}]
        yield found, running


@pytest.fixture
def it(qtbot: Any, device: tuple[Any, Device]) -> Iterator[Screen]:
    screen = Screen(qtbot, tiles=2)
    url = f"gb28181://127.0.0.1:{device[0].connector.relay_port}/34020000001180000001/34020000001310000001"
    screen.give(Snapshot(cameras={"a": Camera(camera="a", name="A", main_url=url), "b": Camera(camera="b", name="B", main_url="rtsp://127.0.0.1:9/x")}))
    yield screen
    for dialog in screen.window.findChildren(DeviceDialog):
        dialog.close()
    screen.wall.hide()
    screen.wall.feeds.pool.close()


def _open(it: Screen) -> DeviceDialog:
    dialog = it.wall.evidence.on_device("a")
    dialog.since.setText(to_iso(BEGIN * SECOND))
    dialog.until.setText(to_iso((BEGIN + 3600) * SECOND))
    return dialog


def test_only_cameras_of_such_devices_offer_it(it: Screen) -> None:
    for number, offered in ((0, True), (1, False)):
        menu = QMenu()
        it.wall.evidence._fill(menu, number)
        assert (MENU in [action.text() for action in menu.actions()]) is offered


def test_a_recording_is_found_and_played_on_the_tile(qtbot: Any, it: Screen, device: tuple[Any, Device]) -> None:
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 3, timeout=PATIENCE_MS)
    dialog, camera = _open(it), device[1]
    dialog.ask()
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    recording = dialog.list.item(0).data(0x0100)
    assert recording.bytes == 2_000_000 and recording.until_utc - recording.from_utc == 60 * SECOND
    dialog.play.click()
    qtbot.waitUntil(lambda: it.wall.view("a").latest() is not None and it.wall.view("a").state == "live", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: 0 <= dialog.player.at_utc - recording.from_utc < 60 * SECOND, timeout=PATIENCE_MS)
    assert it.wall.tiles[0].again and dialog.pause.isVisible()
    dialog.speed.setCurrentIndex(3)
    dialog.player.set_speed(2.0)
    qtbot.waitUntil(lambda: any(b"Scale: 2" in body for body in camera.infos), timeout=PATIENCE_MS)
    dialog.pause.click()
    qtbot.waitUntil(lambda: camera.paused, timeout=PATIENCE_MS)
    qtbot.wait(2600)
    it.wall.on_clock(now_utc())
    assert it.wall.view("a").state == "live" and not it.wall.tiles[0].message, "a pause is no stall"
    dialog.pause.click()
    qtbot.waitUntil(lambda: not camera.paused, timeout=PATIENCE_MS)
    dialog.player.seek(30)
    qtbot.waitUntil(lambda: any(b"npt=30-" in body for body in camera.infos), timeout=PATIENCE_MS)
    dialog.live.click()
    assert not dialog.player.is_playing and not it.wall.tiles[0].again and "from=" not in it.wall.view("a").url
    qtbot.waitUntil(lambda: now_utc() - it.wall.view("a").latest().captured_utc < 5 * SECOND, timeout=PATIENCE_MS)


def test_what_the_device_refuses_is_said(qtbot: Any, it: Screen, device: tuple[Any, Device], tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: it.wall.tiles[0].sequence > 3, timeout=PATIENCE_MS)
    dialog, camera = _open(it), device[1]
    camera.refuses_queries = 403
    dialog.ask()
    qtbot.waitUntil(lambda: "403 Forbidden" in dialog.said.text(), timeout=PATIENCE_MS)
    camera.refuses_queries = 0
    dialog.ask()
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    dialog.play.click()
    qtbot.waitUntil(lambda: it.wall.view("a").latest() is not None, timeout=PATIENCE_MS)
    camera.refuses_infos = 405
    dialog.player.set_speed(8.0)
    qtbot.waitUntil(lambda: "405" in dialog.said.text(), timeout=PATIENCE_MS)
    dialog.player.stop()
    camera.refuses_infos, camera.answers_invite = 0, 486
    dialog.fetch_to(dialog._chosen(), tmp_path / "r.mpg")
    qtbot.waitUntil(lambda: "486 Busy Here" in dialog.said.text(), timeout=PATIENCE_MS)
    assert not list(tmp_path.iterdir())


def test_a_recording_is_downloaded_and_a_download_cancelled(qtbot: Any, it: Screen, device: tuple[Any, Device], tmp_path: Path) -> None:
    dialog, camera = _open(it), device[1]
    dialog.ask()
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    dialog.fetch_to(dialog._chosen(), tmp_path / "x.mpg")
    qtbot.waitUntil(lambda: dialog.download is not None and dialog.download.bytes > 5000, timeout=PATIENCE_MS)
    assert dialog.cancel.isVisible() and dialog.progress.isVisible()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: dialog.download is None, timeout=PATIENCE_MS)
    assert not list(tmp_path.iterdir()) and "Cancelled" in dialog.said.text()
    camera.plays = 2
    dialog.fetch_to(dialog._chosen(), tmp_path / "r.mpg")
    qtbot.waitUntil(lambda: dialog.download is None, timeout=PATIENCE_MS)
    assert (tmp_path / "r.mpg").stat().st_size > 5000 and "Written" in dialog.said.text()
