"""Sources against real servers: what they give, and how each trouble is called."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from tests.servers.video_clips import Clip, make_clip, read_bars
from tests.servers.video_http import CameraServer
from video.source import SourceError, create_source


def _pictures(url: str, count: int, timeout_s: float = 2.0):
    source = create_source(url, timeout_s)
    source.picture_size = (320, 176)
    try:
        source.open()
        frames = []
        while len(frames) < count:
            frame = source.read(timeout_s)
            if frame is not None:
                frames.append(frame)
        return frames
    finally:
        source.close()


@pytest.mark.parametrize("codec", ["mpeg4", "mpeg2video", "libx264"])
def test_http_transport_stream_gives_its_pictures_in_order(server: CameraServer, codec: str) -> None:
    server.add("c", make_clip(4, codec))
    frames = _pictures(server.url("c"), 20)
    numbers = [read_bars(frame.pixels) for frame in frames]
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    assert frames[0].pixels.shape == (176, 320, 4)
    assert [frame.sequence for frame in frames] == list(range(1, 21))
    assert abs(frames[0].captured_utc / 1e6 - time.time()) < 60


def test_http_motion_jpeg(server: CameraServer) -> None:
    server.add("c", make_clip(4, "mjpeg", "mpjpeg"))
    assert read_bars(_pictures(server.url("c"), 3)[-1].pixels) < 100


@pytest.mark.parametrize(("codec", "payloader"), [("mpeg4", "rtpmp4vpay"), ("libx264", "rtph264pay")])
def test_rtsp_over_tcp(rtsp, tmp_path: Path, codec: str, payloader: str) -> None:
    file = tmp_path / "camera.mp4"
    file.write_bytes(make_clip(20, codec, "mp4").data)
    url, _ = rtsp(file, payloader)
    frames = _pictures(url, 15, 5.0)
    numbers = [read_bars(frame.pixels) for frame in frames]
    assert numbers == sorted(numbers) and len(set(numbers)) == 15


def test_a_file_loops(tmp_path: Path) -> None:
    file = tmp_path / "loop.ts"
    file.write_bytes(make_clip(0.4).data)
    numbers = [read_bars(frame.pixels) for frame in _pictures(str(file), 25)]
    assert numbers.count(3) >= 2


def test_a_hidden_tile_comes_back_with_the_newest_picture(server: CameraServer, clip: Clip) -> None:
    camera = server.add("c", clip)
    source = create_source(server.url("c"))
    source.open()
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        assert source.read(0.1) is None  # received, not decoded
    source.picture_size = (320, 176)
    frame = source.read(2.0)
    assert frame is not None
    assert abs(read_bars(frame.pixels) - camera.sent[-1][1]) < 25  # within the group, not at its next key frame
    source.close()


@pytest.mark.parametrize(("mode", "reason"), [("busy", "refused"), ("stall", "timeout"), ("hang_up", "lost")])
def test_a_misbehaving_camera_is_called_by_its_name(server: CameraServer, clip: Clip, mode: str, reason: str) -> None:
    camera = server.add("c", clip)
    if mode == "busy":
        camera.mode = mode
    else:
        threading.Timer(1.0, lambda: setattr(camera, "mode", mode)).start()
    with pytest.raises(SourceError) as caught:
        _pictures(server.url("c"), 10_000, 0.5)
    assert caught.value.reason == reason


@pytest.mark.parametrize(("url", "reason"), [
    ("gopher://x/y", "unsupported"), ("/no/such/file.ts", "missing"), ("concat:/etc/passwd", "missing")])
def test_addresses_that_cannot_be(url: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        _pictures(url, 1)
    assert caught.value.reason == reason


def test_nobody_listens() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(SourceError) as caught:
            _pictures(f"http://127.0.0.1:{bound.getsockname()[1]}/", 1)
    assert caught.value.reason == "refused"


def test_rubbish_is_not_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "rubbish.ts"
    file.write_bytes(bytes(range(256)) * 400)
    with pytest.raises(SourceError):
        _pictures(str(file), 1)


def test_a_play_list_cannot_make_us_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ts"
    secret.write_bytes(make_clip(1).data)
    play_list = tmp_path / "list.m3u8"
    play_list.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n")
    with pytest.raises(SourceError):
        _pictures(str(play_list), 1)


def test_a_flooding_camera_is_held_back(server: CameraServer, clip: Clip) -> None:
    server.add("c", clip).mode = "flood"
    began = time.monotonic()
    frames = _pictures(server.url("c"), 75)  # three seconds of video, one of them in advance
    assert time.monotonic() - began > 1.0
    assert len(frames) == 75
