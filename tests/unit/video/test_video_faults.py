"""Cameras that misbehave, one by one and two hundred at once: no tile blocks another, each is called by its name, comes
back by itself, and ends when it is let go."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pytest

from command_center import secrets
from tests.servers.rude import HTTP, RTSP, Rude
from tests.servers.tcp_proxy import Proxy
from tests.servers.video_clips import Clip, bars, make_clip, read_bars
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.decode.live import LiveTile
from video.pictures import SharedPictures
from video.pool import DecodePool
from video.source import SourceError, create_source
from video.views import View


@pytest.fixture(scope="module")
def rtsp_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rtsp") / "camera.mp4"
    file.write_bytes(make_clip(60, "libx264", "mp4").data)
    return file


def _live(pool: DecodePool, *views: View) -> None:
    wait_for(lambda: all(view.state == "live" and view.latest() and not view.is_stale for view in views), pool.poll)


def _moves_on(pool: DecodePool, view: View) -> None:
    before = view.latest().sequence
    wait_for(lambda: view.latest().sequence > before + 5, pool.poll)


@pytest.mark.parametrize("mode", ["stall", "half", "rubbish", "hang_up"])
def test_one_in_trouble_keeps_its_picture_and_the_others_play(pool: DecodePool, server: CameraServer, clip: Clip,
                                                               mode: str) -> None:
    for name in ("bad", "a", "b"):
        server.add(name, clip)
    bad, *others = [pool.open_live(server.url(name), 64, 36) for name in ("bad", "a", "b")]
    _live(pool, bad, *others)
    server.cameras["bad"].mode = mode
    if mode != "rubbish":  # reversed packets hold a picture now and then
        wait_for(lambda: bad.state == "no_signal", pool.poll)
        assert bad.reason in ("timeout", "ended", "lost") and bad.age_s > 0
    assert bad.latest() is not None
    for other in others:
        _moves_on(pool, other)
    server.cameras["bad"].mode = "play"
    _live(pool, bad)


@pytest.mark.parametrize("mode", ["stall", "rubbish", "silent", "shut"])
def test_rtsp_in_trouble_comes_back(pool: DecodePool, rtsp, rtsp_file: Path, mode: str) -> None:
    url, _ = rtsp(rtsp_file, "rtph264pay")
    proxy = Proxy(int(url.rpartition(":")[2].partition("/")[0]))
    try:
        view = pool.open_live(f"rtsp://127.0.0.1:{proxy.port}/camera", 64, 36)
        _live(pool, view)
        proxy.mode = mode
        if mode in ("silent", "shut"):
            proxy.cut()
        wait_for(lambda: view.is_stale or view.state in ("no_signal", "refused"), pool.poll)
        proxy.mode = "pass"
        _live(pool, view)
    finally:
        proxy.close()


def test_a_server_that_closes_at_once_is_asked_less_and_less_often(pool: DecodePool, server: CameraServer,
                                                                    clip: Clip) -> None:
    camera = server.add("c", clip)
    camera.mode = "hang_up"
    view = pool.open_live(server.url("c"), 64, 36)
    wait_for(lambda: len(camera.knocks) >= 4, pool.poll)
    pauses = [later - earlier for earlier, later in zip(camera.knocks, camera.knocks[1:], strict=False)]
    assert pauses[2] > pauses[0]
    assert view.state == "no_signal"
    camera.mode = "play"
    _live(pool, view)


def test_resolution_changes_in_the_stream(pool: DecodePool, server: CameraServer, clip: Clip,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    camera = server.add("c", clip)
    view = pool.open_live(server.url("c"), 240, 132)
    _live(pool, view)
    monkeypatch.setattr("tests.servers.video_clips.WIDTH", 240)
    monkeypatch.setattr("tests.servers.video_clips.HEIGHT", 240)
    camera.clip = make_clip(10, picture=lambda number: bars(number, width=240, height=240))
    wait_for(lambda: view.latest().pixels.shape[:2] == (132, 132), pool.poll)
    _moves_on(pool, view)
    assert camera.connections <= 2


@pytest.mark.parametrize(("before", "after"), [("mpeg4", "libx264"), ("libx264", "libx265"), ("libx265", "mpeg2video")])
def test_the_codec_changes_in_the_stream(pool: DecodePool, server: CameraServer, before: str, after: str) -> None:
    camera = server.add("c", make_clip(10, before))
    view = pool.open_live(server.url("c"), 320, 176)
    _live(pool, view)
    camera.clip = make_clip(10, after, picture=lambda number: bars(number + 512))
    wait_for(lambda: view.state == "live" and read_bars(view.latest().pixels) >= 512, pool.poll)
    _moves_on(pool, view)


def test_time_goes_backwards(pool: DecodePool, server: CameraServer) -> None:
    camera = server.add("c", make_clip(2))
    view = pool.open_live(server.url("c"), 64, 36)
    _live(pool, view)
    for _ in range(3):
        wait_for(lambda: camera.sent and camera.sent[-1][1] > 40, pool.poll)
        wait_for(lambda: camera.sent[-1][1] < 20, pool.poll)
        _moves_on(pool, view)
    assert view.state == "live" and camera.connections == 1
    picture = view.latest()
    assert abs(picture.captured_utc / 1e6 - time.time()) < 10


def test_another_password_is_heeded_as_soon_as_it_is_set(rtsp, rtsp_file: Path, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(secrets.FILE_VARIABLE, str(tmp_path / "secrets.json"))
    secrets.keep_secret("viewer", "viewer", "the first one")
    url, server = rtsp(rtsp_file, "rtph264pay", "--user", "viewer:the first one")
    proxy = Proxy(int(url.rpartition(":")[2].partition("/")[0]))
    pool = DecodePool()
    try:
        view = pool.open_live(f"rtsp://viewer@127.0.0.1:{proxy.port}/camera", 64, 36)
        _live(pool, view)
        server.stdin.write("viewer:the second one\n")
        server.stdin.flush()
        time.sleep(0.5)
        proxy.cut()
        wait_for(lambda: (view.state, view.reason) == ("refused", "password"), pool.poll)
        assert "the first one" not in view.detail
        for pid in pool.pids():
            assert b"the first one" not in Path(f"/proc/{pid}/cmdline").read_bytes()
        secrets.keep_secret("viewer", "viewer", "the second one")
        _live(pool, view)
    finally:
        pool.close()
        proxy.close()


def test_a_tile_lets_go_at_once_and_its_thread_ends(server: CameraServer, clip: Clip) -> None:
    for name, mode in (("stall", "play"), ("play", "play"), ("busy", "busy")):
        server.add(name, clip).mode = mode
    told: list[dict] = []
    tiles = [LiveTile(number, SharedPictures(64, 36), told.append, {"main": server.url(name)})
             for number, name in enumerate(server.cameras)]
    before = set(threading.enumerate())
    for tile in tiles:
        tile.start()
    wait_for(lambda: sum(tile.pictures.sequence > 0 for tile in tiles) == 2)
    server.cameras["stall"].mode = "stall"
    threads = set(threading.enumerate()) - before
    for tile in tiles:
        tile.stop()
    sequences, said = [tile.pictures.sequence for tile in tiles], len(told)
    wait_for(lambda: not any(thread.is_alive() for thread in threads if thread.name.startswith("main-")))
    assert [tile.pictures.sequence for tile in tiles] == sequences and len(told) == said


def test_streams_of_other_numbers_do_not_hold_the_reader(server: CameraServer) -> None:
    """What comes then belongs to no stream that was there when it was opened."""
    first, second = make_clip(3), make_clip(10, "libx264")
    camera = server.add("c", first)
    source = create_source(server.url("c"))
    source.picture_size = (320, 176)
    source.open()
    assert source.read(2.0)
    camera.clip = Clip([_renumbered(chunk) for chunk in second.chunks])
    deadline = time.monotonic() + 20
    with pytest.raises(SourceError):
        while time.monotonic() < deadline:
            source.read(0.1)
    source.close()


def _renumbered(chunk: bytes) -> bytes:
    """The same packets of a transport stream under another number, which no table names."""
    packets = [bytearray(chunk[start:start + 188]) for start in range(0, len(chunk), 188)]
    for packet in packets:
        if (packet[1] & 0x1F) << 8 | packet[2] == 0x100:
            packet[1], packet[2] = (packet[1] & 0xE0) | 0x02, 0x10
    return b"".join(packets)


@pytest.mark.timeout(180)
def test_two_hundred_cameras_come_back_together(pool: DecodePool, server: CameraServer) -> None:
    small = make_clip(4, rate=2, gop=2)
    for number in range(200):
        server.add(str(number), small, rate=2)
    good = server.add("good", make_clip(20))
    watched = pool.open_live(server.url("good"), 64, 36)
    views = [pool.open_live(server.url(str(number)), 64, 36) for number in range(200)]
    wait_for(lambda: all(view.state == "live" for view in (watched, *views)), pool.poll, 90)
    for number in range(200):
        server.cameras[str(number)].mode = "hang_up"
    wait_for(lambda: sum(view.state == "no_signal" for view in views) > 150, pool.poll, 60)
    longest_s = 0.0

    def poll() -> None:
        nonlocal longest_s
        began = time.perf_counter()
        pool.poll()
        longest_s = max(longest_s, time.perf_counter() - began)

    for number in range(200):
        server.cameras[str(number)].mode = "play"
    before = watched.latest().sequence
    wait_for(lambda: all(view.state == "live" for view in views), poll, 90)
    assert watched.latest().sequence > before and watched.state == "live" and good.connections == 1
    knocks = sorted(knock for number in range(200) for knock in server.cameras[str(number)].knocks)
    most = max(sum(1 for each in knocks if knock <= each < knock + 0.1) for knock in knocks[::5])
    assert most < 100, "not all at the same instant"
    print(f"longest poll {longest_s * 1000:.1f} ms, most knocks in a tenth of a second {most}")


@pytest.mark.timeout(240)
def test_rude_servers_cost_nobody_a_picture(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    """Every manner at once beside two cameras that are well: none is live, none hangs or kills a process, every thread
    and descriptor is gone when the tiles are."""
    rude = Rude()
    try:
        for name in "ab":
            server.add(name, clip)
        good = [pool.open_live(server.url(name), 64, 36) for name in "ab"]
        _live(pool, *good)
        pids, before = pool.pids(), _held(pool)
        views = {f"{scheme} {name}": pool.open_live(f"{scheme}://user:hush@127.0.0.1:{rude.port}/{name}", 64, 36)
                 for scheme, names in (("http", HTTP), ("rtsp", RTSP)) for name in names}
        wait_for(lambda: all(view.state in ("no_signal", "refused") for view in views.values()), pool.poll, 90)
        assert not [name for name, view in views.items() if "hush" in view.detail or view.state == "live"]
        assert {views[f"rtsp {name}"].reason for name in ("password_for_ever", "other_realms", "no_scheme")} == {"password"}
        for view in good:
            _moves_on(pool, view)
        assert pool.pids() == pids
        for view in views.values():
            pool.release(view)
        wait_for(lambda: all(now <= then + 2 for now, then in zip(_held(pool), before, strict=True)), pool.poll, 60)
    finally:
        rude.close()


def _held(pool: DecodePool) -> list[int]:
    """Threads, then descriptors, of each decode process."""
    return [len(list(Path(f"/proc/{pid}/{what}").iterdir())) for pid in pool.pids() for what in ("task", "fd")]


def test_what_a_tile_leaves_behind_is_gone_with_its_thread(server: CameraServer, clip: Clip) -> None:
    """Pictures and packets of a wall that is shown other cameras every few seconds must not wait for a collection."""
    server.add("c", clip)
    gc.collect()
    gc.disable()
    try:
        left = _shown_and_stopped(server.url("c"))
        wait_for(lambda: not any(reference() for reference in left))
    finally:
        gc.enable()


def _shown_and_stopped(url: str) -> list[weakref.ref[Any]]:
    tile = LiveTile(1, SharedPictures(64, 36), lambda _: None, {"main": url})
    tile.again(1.0)
    tile.start()
    wait_for(lambda: tile.pictures.sequence > 30)
    tile.again(0.5)
    tile.stop()
    return [weakref.ref(tile), weakref.ref(tile.pictures), weakref.ref(tile._shown)]
