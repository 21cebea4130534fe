"""Main and sub-stream of one camera, and what a view may cost: real servers, the real pool."""

from __future__ import annotations

import time

import pytest

from tests.servers.video_clips import Clip, bars, make_clip, read_bars
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.pictures import SharedPictures
from video.pool import DecodePool
from video.views import MAIN_ABOVE_PX, View, choice

TALL = MAIN_ABOVE_PX + 60


@pytest.fixture(scope="module")
def main_clip() -> Clip:
    """Its key frames are four seconds apart, so that waiting for one is seen; its bars stand for numbers from 512 on."""
    return make_clip(20, gop=100, picture=lambda number: bars(number + 512))


def _is_main(view: View) -> bool:
    picture = view.latest()
    return picture is not None and read_bars(picture.pixels) >= 512


def _open(pool: DecodePool, server: CameraServer, height: int = 132) -> View:
    view = pool.open_live(server.url("main"), 240, height, sub_url=server.url("sub"))
    wait_for(lambda: view.state == "live" and view.latest(), pool.poll)
    return view


def test_a_promoted_tile_never_loses_its_picture(pool: DecodePool, server: CameraServer, clip: Clip,
                                                  main_clip: Clip) -> None:
    server.add("sub", clip)
    server.add("main", main_clip)
    view = _open(pool, server)
    assert not _is_main(view) and view.stream == "sub" and not server.cameras["main"].connections
    sequence = view.latest().sequence
    pool.resize(view, 854, TALL)
    seen = set()

    def look() -> None:
        pool.poll()
        assert view.latest() is not None and view.state == "live"
        seen.add((view.latest().pixels.shape[0] > 132, _is_main(view)))

    wait_for(lambda: _is_main(view) and view.stream == "main", look)
    assert (True, False) in seen or (False, False) in seen, "the sub-stream's picture until then"
    assert sequence
    pool.resize(view, 240, 132)
    wait_for(lambda: not _is_main(view) and view.stream == "sub", look)


def test_a_main_stream_left_a_moment_ago_is_back_at_once(pool: DecodePool, server: CameraServer, clip: Clip,
                                                         main_clip: Clip) -> None:
    server.add("sub", clip)
    main = server.add("main", main_clip)
    view = _open(pool, server, TALL)
    assert view.stream == "main"
    pool.set_step(view, "sub")
    wait_for(lambda: view.stream == "sub" and not _is_main(view), pool.poll)
    pool.set_step(view, "main")
    wait_for(lambda: view.stream == "main" and _is_main(view), pool.poll)
    assert abs(read_bars(view.latest().pixels) - 512 - main.sent[-1][1]) < 25, "in the middle of a group of pictures"
    assert main.connections == 1, "it was received all the time"


def test_a_main_stream_that_does_not_come_leaves_the_sub(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    server.add("sub", clip)
    server.add("main", clip).mode = "busy"
    view = _open(pool, server)
    pool.resize(view, 854, TALL)
    time.sleep(1.0)
    first = view.latest().sequence
    wait_for(lambda: view.latest().sequence > first, pool.poll)
    assert view.state == "live" and view.stream == "sub"
    server.cameras["main"].mode = "play"
    wait_for(lambda: view.stream == "main", pool.poll)


def test_steps_down_and_up(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    server.add("main", clip)
    view = pool.open_live(server.url("main"), 240, 132)
    wait_for(lambda: view.state == "live" and view.latest(), pool.poll)
    pool.set_step(view, "keys")
    time.sleep(0.5)
    numbers = set()
    first = view.latest().sequence
    wait_for(lambda: view.latest().sequence >= first + 3,
             lambda: (pool.poll(), numbers.add(read_bars(view.latest().pixels))))
    assert sum(number % 25 == 0 for number in numbers) >= 3 and len(numbers) <= 6, "key frames, one a second"
    pool.set_step(view, "paused")
    time.sleep(0.5)
    sequence = view.latest().sequence
    time.sleep(2.5)
    assert view.latest().sequence == sequence and not view.is_stale, "paused is no trouble of the camera's"
    pool.set_step(view, "main")
    wait_for(lambda: view.latest().sequence > sequence + 10, pool.poll)
    assert server.cameras["main"].connections == 1
    number = read_bars(view.latest().pixels)
    assert abs(number - server.cameras["main"].sent[-1][1]) < 25


def test_which_stream_is_worth_it() -> None:
    view = View(1, "rtsp://h/main", SharedPictures(640, 360), sub_url="rtsp://h/sub")
    assert choice(view).stream == "sub"
    view.pictures = SharedPictures(1280, 720)
    view.choice, view.stream = choice(view), "main"
    assert view.choice.stream == "main"
    view.pictures = SharedPictures(712, 400)
    assert choice(view).stream == "main", "a height that wavers does not change the stream"
    view.pictures = SharedPictures(640, 360)
    assert choice(view).stream == "sub"
    view.pictures, view.step = SharedPictures(1280, 720), "keys"
    assert choice(view) == ("sub", True, False)
