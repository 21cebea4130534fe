"""Pictures of GB/T 28181 devices over real sockets: INVITE, program streams over RTP, recordings, and devices that die."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import av
import pytest

from command_center.connectors.gb28181.relay import wanted_of
from command_center.domain.time import SECOND
from tests.servers.gb28181_device import Device, channel
from tests.servers.program_stream import make_pictures
from tests.servers.video_clips import read_bars
from tests.unit.connectors.conftest import make
from video.device_recordings import Download, control, list_recordings, recording_url
from video.source import SourceError, create_source
from video.sources.gb28181 import Gb28181Source
from video.sources.gb28181_relay import ask_relay, relay_path

CHANNEL = "34020000001310000001"


@pytest.fixture
def centre():
    """A connector, and devices at it."""
    running, devices = [], []

    def begin(tcp=False, **settings):
        found = make("gb28181", **{"id": "gb", "listen": "127.0.0.1:0", "password": "12345678", "catalogue_idle_s": 0.6, **settings})
        running.append(found.start().until(lambda each: each.connector.port))
        device = Device(found.connector.port, tcp=tcp, items=[channel(1), channel(2)])
        devices.append(device)
        assert device.register() == 200
        found.until(lambda each: len(each.events) >= 2)
        return found, device

    yield begin
    for device in devices:
        device.close()
    for each in running:
        each.finish()


def address(found, number=1, more=""):
    return (f"gb28181://127.0.0.1:{found.connector.relay_port}/34020000001180000001/3402000000131{number:07d}{more}")


def pictures(url, count=10, timeout_s=15.0):
    """Numbers of the first pictures, and the open source."""
    source = Gb28181Source(url, 2.0)
    source.picture_size = (320, 176)
    source.open()
    found, until = [], time.monotonic() + timeout_s
    while len(found) < count and time.monotonic() < until:
        frame = source.read(2.0)
        if frame is not None:
            found.append(read_bars(frame.pixels))
    return found, source


def until(condition, timeout_s=10.0):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("transport", ["udp", "tcp_passive", "tcp_active"])
@pytest.mark.parametrize("tcp", [False, True])
def test_live_pictures_and_good_bye(centre, transport, tcp):
    found, device = centre(tcp, media_transport=transport)
    numbers, source = pictures(address(found))
    assert numbers == list(range(10))
    source.close()
    until(lambda: not device.is_streaming)
    assert [each.method for each in device.got if each.method in ("INVITE", "ACK", "BYE")] == ["INVITE", "ACK", "BYE"]
    invite = next(each for each in device.got if each.method == "INVITE")
    assert invite.headers["subject"].startswith(f"{CHANNEL}:02")
    assert b"m=video" in invite.body and b"y=02" in invite.body


def test_it_is_found_by_its_scheme(centre):
    found, _ = centre()
    assert isinstance(create_source(address(found)), Gb28181Source)


@pytest.mark.parametrize(("codec", "sound"), [("h264", False), ("h264", True), ("hevc", True), ("mpeg2video", False)])
def test_other_codecs_and_sound_beside_them(centre, codec, sound):
    found, device = centre()
    device.pictures = make_pictures(2, codec, sound=sound)
    numbers, source = pictures(address(found), 5)
    source.close()
    assert numbers == list(range(numbers[0], numbers[0] + 5)) and numbers[0] < 5


def test_reordered_datagrams_are_put_right(centre):
    found, device = centre()
    device.reorder = 3
    numbers, source = pictures(address(found), 30)
    source.close()
    assert numbers == list(range(30))


def test_lost_datagrams_are_counted_and_pictures_go_on(centre):
    found, device = centre()
    device.lose_every = 40
    numbers, source = pictures(address(found), 40)
    source.close()
    assert len(numbers) == 40
    found.until(lambda each: each.health.dropped > 0)


@pytest.mark.parametrize("ssrc", [0, 0x12345678])
def test_another_ssrc_in_the_answer(centre, ssrc):
    found, device = centre()
    device.ssrc = ssrc
    numbers, source = pictures(address(found), 5)
    source.close()
    assert numbers == list(range(5))


def test_two_readers_share_a_session_and_the_second_begins_at_once(centre):
    found, device = centre()
    first, one = pictures(address(found), 5)
    began = time.monotonic()
    second, other = pictures(address(found), 5)
    assert second[0] <= first[-1] + 10 and time.monotonic() - began < 10
    one.close()
    other.close()
    assert sum(each.method == "INVITE" for each in device.got) == 1
    until(lambda: not device.is_streaming)


def test_a_device_that_vanishes_in_the_middle(centre):
    found, device = centre()
    _, source = pictures(address(found), 5)
    device.close()
    with pytest.raises(SourceError) as caught:
        while True:
            source.read(2.0)
    assert caught.value.reason in ("timeout", "ended")
    source.close()
    until(lambda: found.connector._signalling.dialogs.count == 0, 20)


def test_a_device_that_stalls(centre):
    found, device = centre()
    device.stall_after = 0.5
    _, source = pictures(address(found), 5)
    began = time.monotonic()
    with pytest.raises(SourceError) as caught:
        while True:
            source.read(2.0)
    assert caught.value.reason == "timeout" and time.monotonic() - began < 8
    source.close()


def test_a_device_that_says_good_bye(centre):
    found, device = centre()
    _, source = pictures(address(found), 5)
    device.bye()
    with pytest.raises(SourceError) as caught:
        while True:
            source.read(2.0)
    assert caught.value.reason == "ended"
    source.close()
    numbers, again = pictures(address(found), 5)
    again.close()
    assert numbers == list(range(5))


@pytest.mark.parametrize(("answer", "reason"), [(486, "refused"), (0, "timeout")])
def test_a_device_that_does_not_want(centre, answer, reason):
    found, device = centre()
    device.answers_invite = answer
    source = Gb28181Source(address(found), 2.0)
    with pytest.raises(SourceError) as caught:
        source.open()
    assert caught.value.reason == reason
    assert device.keepalive() == 200


def test_pictures_go_on_when_a_device_registers_again(centre):
    found, device = centre()
    _, source = pictures(address(found), 3)
    assert device.register() == 200  # many take a new Call-ID every time
    later = [read_bars(frame.pixels) for _ in range(40) if (frame := source.read(2.0)) is not None]
    source.close()
    assert len(later) > 25 and sum(each.method == "INVITE" for each in device.got) == 1


def test_the_end_of_the_connector_ends_sessions(centre):
    found, device = centre()
    _, source = pictures(address(found), 3)
    found.finish()
    until(lambda: any(each.method == "BYE" for each in device.got))
    with pytest.raises(SourceError):
        while True:
            source.read(2.0)
    source.close()


def test_nobody_there(centre):
    found, _ = centre()
    for url, reason in ((address(found).replace("118", "119"), "refused"), ("gb28181://127.0.0.1:1/a/b", "refused"),
                        ("gb28181://127.0.0.1/a/b", "missing"), ("gb28181://127.0.0.1:99999/a/b", "missing")):
        with pytest.raises(SourceError) as caught:
            Gb28181Source(url, 2.0).open()
        assert caught.value.reason == reason


def test_a_recording_on_the_device(centre):
    found, device = centre()
    device.records = [{"DeviceID": CHANNEL, "Name": "r", "FilePath": f"f{number}", "StartTime": f"2026-01-02T03:{number:02d}:00",
                       "EndTime": f"2026-01-02T03:{number + 1:02d}:00", "Type": "time", "FileSize": "1000"} for number in range(3)]
    begin = 1_767_294_000
    url = address(found, more=f"?from={begin}&until={begin + 180}&viewer=test")
    told = ask_relay(url, "records")
    records = told["records"]
    assert told["complete"]
    assert [record["from"] - begin for record in records] == [0, 60, 120] or records[0]["from"] is not None
    assert records[0]["bytes"] == 1000 and len(records) == 3
    numbers, source = pictures(url, 5)
    assert len(numbers) == 5 and source.capabilities.seekable
    invite = next(each for each in device.got if each.method == "INVITE")
    assert b"s=Playback" in invite.body and f"t={begin} {begin + 180}".encode() in invite.body and b"y=1" in invite.body
    source.control("play", scale="2")
    source.control("pause")
    source.seek((begin + 30) * 1_000_000)
    assert [body.split(b" ")[0] for body in device.infos] == [b"PLAY", b"PAUSE", b"PLAY"]
    assert b"Scale: 2.000000" in device.infos[0] and b"npt=30-" in device.infos[2]
    device.notify("MediaStatus", "<NotifyType>121</NotifyType>")
    with pytest.raises(SourceError):
        while True:
            source.read(2.0)
    source.close()
    with pytest.raises(SourceError):
        Gb28181Source(address(found), 2.0).seek(0)


def test_paths_at_the_relay():
    assert wanted_of("/live/d/c/sub")[1].sub and wanted_of("/playback/d/c/1/2")[1].span == (1, 2)
    for wrong in ("/", "/live/d", "/live/d/c/other", "/live/d/c%0d%0aX:%20y", "/playback/d/c/2/1", "/playback/d/c/a/b"):
        assert wanted_of(wrong) is None
    assert relay_path("gb28181://127.0.0.1:99/d/c/sub") == (("127.0.0.1", 99), "/live/d/c/sub")
    assert relay_path("gb28181://127.0.0.1:99/d/c?from=1&until=2&viewer=v")[1] == "/playback/d/c/1/2?viewer=v"


def _recorded(device, begin, count=3):
    device.records = [{"DeviceID": CHANNEL, "Name": "r", "FilePath": f"f{number}", "Type": "time", "FileSize": "1000",
                       **{name: datetime.fromtimestamp(begin + 60 * (number + more), ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M:%S")
                          for name, more in (("StartTime", 0), ("EndTime", 1))}} for number in range(count)]


BEGIN = 1_767_294_000


def test_recordings_of_a_device_are_listed_and_refusals_are_said(centre):
    found, device = centre()
    _recorded(device, BEGIN)
    listing = list_recordings(address(found, more="/sub"), BEGIN * SECOND, (BEGIN + 180) * SECOND)
    assert listing.is_complete and [each.from_utc // SECOND - BEGIN for each in listing.recordings] == [0, 60, 120]
    device.lose = 1
    assert not list_recordings(address(found), BEGIN * SECOND, (BEGIN + 180) * SECOND).is_complete
    device.refuses_queries = 403
    with pytest.raises(SourceError, match="refused 403"):
        list_recordings(address(found), BEGIN * SECOND, (BEGIN + 180) * SECOND)
    device.refuses_queries = 0
    device.error = "No disk"
    with pytest.raises(SourceError, match="refused No disk"):
        list_recordings(address(found), BEGIN * SECOND, (BEGIN + 180) * SECOND)
    with pytest.raises(SourceError, match="offline"):
        list_recordings(address(found).replace("34020000001180000001", "9"), BEGIN * SECOND, (BEGIN + 180) * SECOND)


def test_a_recording_knows_its_time_and_survives_a_pause(centre):
    found, device = centre()
    url = recording_url(address(found, more="/sub"), BEGIN * SECOND, (BEGIN + 180) * SECOND)
    assert "/sub" not in url
    source = Gb28181Source(url, 0.5)
    source.picture_size = (320, 176)
    source.open()
    times: list[int] = []

    def read(count):
        until_s = time.monotonic() + 20
        while len(times) < count and time.monotonic() < until_s:
            frame = source.read(0.5)
            times.extend([frame.captured_utc] if frame is not None else [])

    read(5)
    assert 0 <= times[0] - BEGIN * SECOND < SECOND and times == sorted(times) and times[-1] < (BEGIN + 5) * SECOND
    control(url, "pause")
    until(lambda: device.paused)
    began, thread = len(times), threading.Thread(target=read, args=(len(times) + 40,))
    thread.start()
    time.sleep(2.0)  # four times as long as a stream may be silent
    assert thread.is_alive() and len(times) < began + 40
    control(url, "play", scale="2")
    thread.join(20)
    assert len(times) >= began + 40 and b"Scale: 2" in device.infos[-1]
    device.refuses_infos = 405
    with pytest.raises(SourceError, match="refused 405"):
        control(url, "play", scale="8")
    device.bye()
    with pytest.raises(SourceError):
        while True:
            source.read(1.0)
    source.close()
    until(lambda: ask_relay(url, "outcome"))
    with pytest.raises(SourceError, match="over"):
        Gb28181Source(url, 1.0).open()  # it would begin again


def test_a_recording_is_fetched_into_a_file(centre, tmp_path):
    found, device = centre()
    device.plays = 3  # so many times its pictures, then the word that it is over
    download = Download(address(found), BEGIN * SECOND, (BEGIN + 3) * SECOND, tmp_path / "r.mpg", speed=8)
    download.run()
    assert (download.result, download.detail) == ("complete", "complete") and download.path == tmp_path / "r.mpg"
    invite = next(each for each in device.got if each.method == "INVITE")
    assert b"s=Download" in invite.body and b"a=downloadspeed:8" in invite.body
    with av.open(str(download.path)) as file:
        assert sum(1 for _ in file.decode(video=0)) >= 20
    assert list(tmp_path.iterdir()) == [download.path]


def test_a_download_that_breaks_off_says_so_and_a_cancelled_one_leaves_nothing(centre, tmp_path):
    found, device = centre()
    download = Download(address(found), BEGIN * SECOND, (BEGIN + 600) * SECOND, tmp_path / "r.mpg")
    download.start()
    until(lambda: download.bytes > 20_000)
    assert 0 <= download.done < 0.5
    download.cancel()
    download.join(10)
    assert download.result == "cancelled" and not list(tmp_path.iterdir())
    until(lambda: not device.is_streaming)
    broken = Download(address(found), BEGIN * SECOND, (BEGIN + 600) * SECOND, tmp_path / "r.mpg")
    broken.start()
    until(lambda: broken.bytes > 20_000)
    found.finish()
    broken.join(20)
    assert broken.result == "incomplete" and broken.path == tmp_path / "r-incomplete.mpg" and broken.path.stat().st_size
    refused = Download(address(found), BEGIN * SECOND, (BEGIN + 600) * SECOND, tmp_path / "x.mpg")
    refused.run()
    assert refused.result == "failed" and refused.detail and not (tmp_path / "x.mpg").exists()
