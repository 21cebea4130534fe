"""The decode pool against real servers and real kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.servers.video_clips import Clip, make_clip, read_bars
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.pictures import DECODING, SharedPictures
from video.pool import DecodePool
from video.views import View


def _live(pool: DecodePool, *views: View) -> None:
    wait_for(lambda: all(view.state == "live" and view.latest() for view in views), pool.poll)


def test_pictures_come_at_the_size_that_was_asked_for(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    camera = server.add("c", clip)
    view = pool.open_live(server.url("c"), 240, 132)
    _live(pool, view)
    picture = view.latest()
    assert picture is not None and picture.pixels.shape == (132, 240, 4)
    assert abs(read_bars(picture.pixels) - camera.sent[-1][1]) < 25
    pool.resize(view, 120, 66)
    assert view.latest() is not None, "the former picture stays until there is a new one"
    wait_for(lambda: view.pictures.sequence, pool.poll)
    assert view.latest().pixels.shape == (66, 120, 4)


def test_a_killed_process_is_replaced_and_everything_plays_on(pool: DecodePool, server: CameraServer,
                                                              clip: Clip) -> None:
    views = []
    for name in "abcd":
        server.add(name, clip)
        views.append(pool.open_live(server.url(name), 64, 36))
    _live(pool, *views)
    former = pool.pids()
    for pid in former:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: set(pool.pids()).isdisjoint(former) and len(pool.pids()) >= 2, pool.poll)
    before = [view.latest().sequence for view in views]
    wait_for(lambda: all(view.latest().sequence > old for view, old in zip(views, before, strict=True)), pool.poll)


def test_a_hung_process_is_replaced(pool: DecodePool, server: CameraServer, clip: Clip,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.worker._HUNG_S", 2.5)
    server.add("c", clip)
    view = pool.open_live(server.url("c"), 64, 36)
    _live(pool, view)
    former = pool.pids()[0]
    os.kill(former, signal.SIGSTOP)
    wait_for(lambda: former not in pool.pids(), pool.poll)
    _live(pool, view)


def test_a_machine_that_stood_still_has_hung_nobody(pool: DecodePool, server: CameraServer, clip: Clip,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    """Suspended or moved: the decode process stood still with us, and is the same afterwards."""
    monkeypatch.setattr("video.worker._HUNG_S", 2.5)
    server.add("c", clip)
    view = pool.open_live(server.url("c"), 64, 36)
    _live(pool, view)
    former = pool.pids()
    for pid in former:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(4.0)
    pool.poll()
    view.pictures.enter(DECODING)
    for pid in former:
        os.kill(pid, signal.SIGCONT)
    before = view.latest().sequence
    wait_for(lambda: view.latest().sequence > before + 5, pool.poll)
    assert pool.pids() == former


def test_the_camera_to_blame_gets_a_process_of_its_own(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    views = []
    for name in "abc":
        server.add(name, clip)
        views.append(pool.open_live(server.url(name), 64, 36))
    _live(pool, *views)
    culprit = views[2]  # shares its process with the first

    def crash() -> bool:
        # The kill must fall while the culprit alone decodes; its mark in the shared header says so.
        for view in views:
            view.pictures.enter(DECODING if view is culprit else 0)
        os.kill(pool.pids()[0], signal.SIGKILL)
        return True

    crash()
    for view in views[:2]:
        view.pictures.enter(0)
    culprit.pictures.enter(DECODING)
    wait_for(lambda: len(pool.pids()) == 3, pool.poll)
    _live(pool, *views)
    os.kill(pool.pids()[-1], signal.SIGKILL)
    before = [view.latest().sequence for view in views[:2]]
    pool.poll()
    assert all(view.state == "live" for view in views[:2]), "the others do not notice"
    wait_for(lambda: culprit.state != "live", pool.poll)
    _live(pool, culprit)
    assert [view.latest().sequence for view in views[:2]] > before


def test_a_camera_that_was_blamed_is_forgiven_in_time_and_later_the_next_time(
        pool: DecodePool, server: CameraServer, clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.pool._FORGIVEN_S", 3.0)
    views = []
    for name in "ab":
        server.add(name, clip)
        views.append(pool.open_live(server.url(name), 64, 36))
    _live(pool, *views)

    def seat() -> Any:
        return pool._seat_of(views[0])

    for calm_s in (3.0, 12.0):
        blamed_s = time.monotonic()
        os.kill(seat().worker.pid, signal.SIGKILL)
        time.sleep(0.2)
        views[1].pictures.enter(0)
        views[0].pictures.enter(DECODING)
        wait_for(lambda: seat().isolated, pool.poll)
        wait_for(lambda: not seat().isolated, pool.poll)
        assert time.monotonic() - blamed_s >= calm_s
        _live(pool, *views)


def test_states_of_cameras_in_trouble(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    for name in ("busy", "stall", "rubbish", "hang_up"):
        server.add(name, clip)
    server.cameras["busy"].mode = "busy"
    views = {name: pool.open_live(server.url(name), 64, 36) for name in server.cameras}
    _live(pool, *(view for name, view in views.items() if name != "busy"))
    for name, camera in server.cameras.items():
        camera.mode = name
    wait_for(lambda: views["busy"].state == "refused", pool.poll)
    wait_for(lambda: views["stall"].is_stale or views["stall"].state == "no_signal", pool.poll)
    wait_for(lambda: views["stall"].state == "no_signal", pool.poll)
    wait_for(lambda: views["hang_up"].state == "no_signal", pool.poll)
    wait_for(lambda: views["rubbish"].state != "live" or views["rubbish"].is_stale, pool.poll)
    last = views["stall"].latest()
    assert abs(views["stall"].since_utc - last.captured_utc) < 1_000_000
    for camera in server.cameras.values():
        camera.mode = "play"
    wait_for(lambda: all(view.state == "live" and not view.is_stale for view in views.values()), pool.poll)


def test_a_slow_camera_is_not_a_dead_one(pool: DecodePool, server: CameraServer) -> None:
    server.add("slow", make_clip(10, "mjpeg", "mpjpeg", rate=1), rate=0.4)
    view = pool.open_live(server.url("slow"), 64, 36)
    _live(pool, view)
    first = view.latest().sequence
    wait_for(lambda: view.latest().sequence >= first + 3 and view.state == "live", pool.poll)


def test_a_hidden_view_stands_still_and_comes_back(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    server.add("c", clip)
    view = pool.open_live(server.url("c"), 64, 36)
    _live(pool, view)
    pool.hide(view, True)
    time.sleep(0.5)
    sequence = view.latest().sequence
    time.sleep(0.5)
    assert view.latest().sequence == sequence
    pool.hide(view, False)
    wait_for(lambda: view.latest().sequence > sequence, pool.poll)


def test_the_pool_dies_with_its_parent(server: CameraServer, clip: Clip) -> None:
    server.add("c", clip)
    program = ("import sys, time\nfrom video.pool import DecodePool\npool = DecodePool()\n"
               f"view = pool.open_live({server.url('c')!r}, 64, 36)\n"
               "while view.latest() is None: pool.poll(); time.sleep(0.02)\n"
               "print(*pool.pids(), flush=True)\ntime.sleep(60)\n")
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert pids
    parent.kill()
    parent.wait()
    wait_for(lambda: not any(_runs(pid) for pid in pids))


def test_released_views_cost_nothing(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    camera = server.add("c", clip)
    for _ in range(5):
        view = pool.open_live(server.url("c"), 64, 36)
        _live(pool, view)
        pool.release(view)
    sent = camera.connections
    time.sleep(0.3)
    assert camera.connections == sent == 5


def test_shared_pictures_refuse_what_does_not_fit() -> None:
    import numpy as np

    pictures = SharedPictures(8, 4)
    pictures.publish(np.zeros((6, 8, 4), np.uint8), 1)
    assert pictures.latest() is None
    for number in range(1, 6):
        pictures.publish(np.full((4, 8, 4), number, np.uint8), number * 10)
        picture = pictures.latest()
        assert (picture.sequence, picture.captured_utc, int(picture.pixels[0, 0, 0])) == (number, number * 10, number)
    pictures.close_fd()


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_rtsp_camera_that_dies_is_lost_and_found(pool: DecodePool, rtsp, tmp_path) -> None:
    file = tmp_path / "camera.mp4"
    file.write_bytes(make_clip(60, "mpeg4", "mp4").data)
    url, process = rtsp(file, "rtpmp4vpay")
    view = pool.open_live(url, 64, 36)
    _live(pool, view)
    process.send_signal(signal.SIGSTOP)
    wait_for(lambda: view.is_stale or view.state == "no_signal", pool.poll)
    process.send_signal(signal.SIGCONT)
    _live(pool, view)
    wait_for(lambda: not view.is_stale, pool.poll)
    process.kill()
    wait_for(lambda: view.state in ("no_signal", "refused"), pool.poll)
