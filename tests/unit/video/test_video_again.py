"""The last minute in memory, shown again on one tile; tiles in step."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from command_center.config import VideoSection
from command_center.config_video import CameraOptions
from command_center.domain.time import now_utc
from tests.servers.video_clips import Clip, make_clip, read_bars
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.offsets import offset_ms
from video.pool import DecodePool
from video.ring import PacketRing

STEP = 40_000


def _packets(seconds: float) -> list:
    with av.open(io.BytesIO(make_clip(seconds, gop=25).data)) as container:
        return [packet for packet in container.demux(video=0) if packet.size]


def test_the_ring_keeps_whole_groups_of_the_last_seconds() -> None:
    ring, packets = PacketRing(seconds=2), _packets(6)
    ring.begin("mpeg4", None)
    assert ring.since(0) == []
    for number, packet in enumerate(packets[7:], 7):  # in the middle of a group
        ring.add(packet, number * STEP)
    kept = ring.since(0)
    assert [each.packet for each in kept] == packets[75:], "the group in which the last two seconds begin, and the rest"
    assert ring.byte_count == sum(packet.size for packet in packets[75:])
    assert ring.since(110 * STEP)[0].at_utc == 100 * STEP, "from a key frame on"
    ring.begin("mpeg4", None)
    assert len(ring.since(0)) == len(kept), "the same stream came back"
    ring.begin("h264", b"x")
    assert ring.since(0) == []


def test_the_ring_is_bounded_in_bytes() -> None:
    packets = _packets(4)
    total = sum(packet.size for packet in packets)
    ring = PacketRing(seconds=60, limit_bytes=total // 2)
    for number, packet in enumerate(packets):
        ring.add(packet, number * STEP)
    assert 0 < ring.byte_count <= total // 2 and ring.since(0)[0].packet.is_keyframe
    endless = PacketRing(limit_bytes=packets[0].size + packets[1].size)
    for number in range(9):
        endless.add(packets[0] if number == 0 else packets[1], number)
    assert endless.byte_count <= packets[0].size + packets[1].size


def test_the_ring_does_not_grow_when_our_clock_is_set_back() -> None:
    ring, packets = PacketRing(seconds=2), _packets(6)
    for number, packet in enumerate(packets):
        ring.add(packet, number * STEP - (0 if number < 75 else 3_600_000_000))
    kept = ring.since(-(10**18))
    assert [each.packet for each in kept] == packets[75:]


def test_a_tile_shows_its_last_seconds_again_and_is_live_again(pool: DecodePool, server: CameraServer,
                                                               clip: Clip) -> None:
    camera = server.add("c", clip)
    other = server.add("d", clip)
    view, beside = pool.open_live(server.url("c"), 160, 88), pool.open_live(server.url("d"), 160, 88)
    wait_for(lambda: view.state == "live" and camera.sent and camera.sent[-1][1] > 110, pool.poll)
    asked = now_utc()
    pool.again(view, 3)
    wait_for(lambda: view.state == "replay", pool.poll)
    assert abs(asked - 3_000_000 - view.since_utc) < 500_000
    seen: list[tuple[int, int]] = []

    def look() -> bool:
        pool.poll()
        picture = view.latest()
        if view.state == "replay" and picture.captured_utc < asked - 500_000:
            seen.append((picture.captured_utc, read_bars(picture.pixels)))
        return view.state == "live"

    wait_for(look)
    assert time.time() - asked / 1e6 > 2.5, "as long as it took the first time"
    shown = sorted({number for _, number in seen})
    assert len(shown) > 20 and seen == sorted(seen), "pictures of then, in their order"
    for at_utc, number in seen[:: max(1, len(seen) // 10)]:
        sent = next(sent for sent_s, sent in reversed(camera.sent) if sent_s * 1e6 <= at_utc + 40_000)
        assert abs(number - sent) <= 12
    wait_for(lambda: abs(read_bars(view.latest().pixels) - camera.sent[-1][1]) < 25, pool.poll)
    assert beside.state == "live" and abs(read_bars(beside.latest().pixels) - other.sent[-1][1]) < 25


def test_back_to_live_at_once_and_a_lost_camera_is_told_afterwards(pool: DecodePool, server: CameraServer,
                                                                   clip: Clip) -> None:
    camera = server.add("c", clip)
    view = pool.open_live(server.url("c"), 160, 88)
    wait_for(lambda: view.state == "live" and camera.sent and camera.sent[-1][1] > 60, pool.poll)
    pool.again(view, 60)
    wait_for(lambda: view.state == "replay", pool.poll)
    assert view.since_utc > now_utc() - 20_000_000, "there is not more yet, and it says so"
    pool.stop_again(view)
    wait_for(lambda: view.state == "live", pool.poll)
    pool.again(view, 60)
    wait_for(lambda: view.state == "replay", pool.poll)
    camera.mode = "hang_up"
    time.sleep(0.5)
    pool.poll()
    assert view.state == "replay", "what is shown again goes on"
    pool.stop_again(view)
    wait_for(lambda: view.state == "no_signal", pool.poll)


def test_pictures_are_held_back(pool: DecodePool, server: CameraServer, clip: Clip) -> None:
    for name in "ab":
        server.add(name, clip)
    early, late = (pool.open_live(server.url(name), 160, 88, offset_ms=offset) for name, offset in (("a", 0), ("b", -300)))
    wait_for(lambda: early.state == late.state == "live", pool.poll)
    wait_for(lambda: late.pictures.delay[0] > early.pictures.delay[0] + 200_000 > 200_000, pool.poll)
    assert early.latency_ms is None and not early.is_timed, "these cameras say nothing of their time"

    def behind() -> float:
        picture = early.latest()
        return (now_utc() - picture.captured_utc) / 1000 - early.age_s * 1000

    before = min(behind() for _ in range(5))
    pool.hold(early, 400)
    wait_for(lambda: behind() > before + 300, pool.poll)
    assert early.state == "live" and not early.is_stale
    pool.hold(early, 0)
    wait_for(lambda: behind() < before + 150, pool.poll)


def test_rtsp_cameras_say_when_pictures_were_taken(pool: DecodePool, rtsp: Callable, tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(make_clip(30, "libx264", "mp4").data)
    url, _ = rtsp(file, "rtph264pay")
    view = pool.open_live(url, 160, 88)
    wait_for(lambda: view.state == "live" and view.is_timed, pool.poll)
    assert view.latency_ms is not None and view.latency_ms < 2000


@pytest.mark.parametrize(("properties", "own", "expected"), [
    ({}, None, 0.0), ({"offset_ms": "-120"}, None, -120.0), ({"offset_ms": "-120"}, 40.0, 40.0),
    ({"offset_ms": "soon"}, None, 0.0), ({"offset_ms": "nan"}, None, 0.0), ({"offset_ms": "-120"}, 0.0, 0.0)])
def test_offsets(properties: dict[str, str], own: float | None, expected: float) -> None:
    video = VideoSection(camera={"c": CameraOptions(offset_ms=own)})
    assert offset_ms("c", properties, video) == expected
