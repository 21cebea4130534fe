"""The connector against a device on real sockets: registration, catalogues, notifications, what real devices do wrong."""

from __future__ import annotations

import random
import socket
import time

import pytest

from command_center.connectors.gb28181 import signalling as signalling_module
from command_center.domain.events import CameraSeen, DeviceAlarmCleared, DeviceAlarmRaised, PositionReported
from command_center.domain.ptz import PtzRequest, presets_of
from command_center.secrets import keep_secret
from tests.servers.gb28181_device import Device, channel
from tests.unit.connectors.conftest import make

SECRET = "12345678"


@pytest.fixture
def start():
    """Makes connectors, and devices at them, and ends them all."""
    running, devices = [], []

    def begin(**settings):
        found = make("gb28181", **{"id": "gb", "listen": "127.0.0.1:0", "password": SECRET, "catalogue_idle_s": 0.6, **settings})
        running.append(found.start().until(lambda each: each.connector.port))
        return found

    def device(found, **options):
        devices.append(Device(found.connector.port, **options))
        return devices[-1]

    begin.device = device
    yield begin
    for each in devices:
        each.close()
    for each in running:
        each.finish()


def cameras(found):
    """The newest word about each camera."""
    return {event.camera: event for event in found.events if isinstance(event, CameraSeen)}


@pytest.mark.parametrize("tcp", [False, True])
@pytest.mark.parametrize("qop", [False, True])
def test_a_device_registers_and_lists_its_cameras(start, tcp, qop):
    found = start()
    device = start.device(found, tcp=tcp, items=[channel(number) for number in range(1, 4)])
    assert device.register(qop=qop) == 200
    assert len(device.last_date) == len("2026-01-01T00:00:00.000") and device.last_date[10] == "T"
    found.until(lambda each: len(cameras(each)) == 3)
    first = cameras(found)["gb/34020000001310000001"]
    assert (first.name, first.lon, first.lat) == ("摄像机1", 115.03, 30.2)
    assert first.main_url == f"gb28181://127.0.0.1:{found.connector.relay_port}/34020000001180000001/34020000001310000001"
    assert first.sub_url == "" and first.properties["ptz"] == "1"
    assert device.keepalive() == 200
    found.until(lambda each: any(presets_of(camera.properties) for camera in cameras(each).values()))
    assert not found.reasons


def test_sha256_and_what_2022_adds(start):
    found = start(digest=("SHA-256",))
    device = start.device(found)
    device.extra_headers.append("X-GB-Ver: 3.0")
    assert device.register() == 200
    found.until(lambda each: cameras(each))
    assert cameras(found)["gb/34020000001310000001"].sub_url.endswith("/34020000001310000001/sub")


def test_a_wrong_password_and_a_stranger(start):
    found = start(password="", passwords={"34020000001180000001": SECRET})
    wrong = start.device(found, password="guess")
    assert wrong.register() == 403
    assert wrong.keepalive() == 403
    stranger = start.device(found, identifier="34020000001180000009")
    assert stranger.register() == 403
    assert found.until(lambda each: len(each.reasons) == 2).reasons == [
        "wrong_password: 34020000001180000001", "unknown_device: 34020000001180000009"]
    assert not found.events
    right = start.device(found)
    assert right.register() == 200


def test_a_catalogue_in_parts_shuffled_and_doubled(start):
    found = start()
    device = start.device(found, items=[channel(number) for number in range(1, 41)])
    device.per_part, device.shuffled, device.repeat = 3, True, 4
    device.register()
    found.until(lambda each: len(cameras(each)) == 40)
    assert not found.reasons


def test_lost_parts_keep_the_rest(start):
    found = start()
    device = start.device(found, items=[channel(number) for number in range(1, 9)])
    device.lose = 2
    device.register()
    found.until(lambda each: len(cameras(each)) == 6)
    assert found.reasons == ["catalogue_incomplete: 34020000001180000001: 6 of 8"]


def test_a_catalogue_without_end(start):
    found = start(max_channels=50)
    device = start.device(found)
    device.endless, device.total = True, 10_000_000
    device.register()
    found.until(lambda each: len(cameras(each)) >= 50)
    assert found.reasons[0].startswith("catalogue_too_large")
    other = start.device(found, identifier="34020000001180000002", items=[channel(7, DeviceID="34020000001310009999")])
    assert other.register() == 200
    found.until(lambda each: "gb/34020000001310009999" in cameras(each))


@pytest.mark.parametrize(("declares", "encoding"), [("GB2312", "utf-8"), ("GB2312", "gb2312"), ("UTF-8", "gbk"), ("GB18030", "gb18030")])
def test_names_in_any_encoding(start, declares, encoding):
    found = start()
    device = start.device(found, items=[channel(1, Name="黄石大道与湖滨路")])
    device.declares, device.encoding = declares, encoding
    device.register()
    found.until(lambda each: cameras(each))
    assert cameras(found)["gb/34020000001310000001"].name == "黄石大道与湖滨路"


def test_a_device_that_goes_silent_comes_back_and_leaves(start):
    found = start(keepalive_s=0.4)
    device = start.device(found)
    device.register()
    found.until(lambda each: cameras(each))
    found.until(lambda each: any(isinstance(event, DeviceAlarmRaised) for event in each.events))
    assert cameras(found)["gb/34020000001310000001"].properties["status"] == "OFF"
    assert device.keepalive() == 403, "so that it registers again"
    assert device.register() == 200
    found.until(lambda each: any(isinstance(event, DeviceAlarmCleared) for event in each.events))
    found.until(lambda each: cameras(each)["gb/34020000001310000001"].properties["status"] == "ON")
    assert device.register(expires=0) == 200
    found.until(lambda each: cameras(each)["gb/34020000001310000001"].properties["status"] == "OFF")


def test_subscriptions_alarms_and_positions(start):
    found = start(alarm_hold_s=0.5, crs="gcj02", class_key="patrol")
    device = start.device(found)
    device.register()
    found.until(lambda each: len(device._subscriptions) == 3)
    assert device.notify("Alarm", "<AlarmPriority>1</AlarmPriority><AlarmMethod>5</AlarmMethod><AlarmTime>2026-01-02T03:04:05</AlarmTime>"
                         "<AlarmDescription>闯入</AlarmDescription><Longitude>0</Longitude><Latitude>0</Latitude>"
                         "<Info><AlarmType>6</AlarmType></Info>", subscribed=True) == 200
    assert device.notify("MobilePosition", "<Time>2026-01-02T03:04:05</Time><Longitude>115.0362</Longitude><Latitude>30.2128</Latitude>"
                         "<Speed>36</Speed><Direction>90</Direction>", subscribed=True) == 200
    found.until(lambda each: any(isinstance(event, DeviceAlarmCleared) for event in each.events))
    alarm = next(event for event in found.events if isinstance(event, DeviceAlarmRaised))
    assert (alarm.device, alarm.code, alarm.level, alarm.text) == ("gb/34020000001180000001", "gb28181.5.6", 1, "入侵检测报警：闯入")
    assert alarm.lon is None and alarm.at_utc == 1_767_294_245 * 10**6  # 03:04:05 in China
    moved = next(event for event in found.events if isinstance(event, PositionReported))
    assert 115.02 < moved.lon < 115.0362 and moved.speed_mps == 10.0 and moved.heading_deg == 90.0 and moved.class_key == "patrol"
    assert device.notify("Catalog", f"<SumNum>1</SumNum><DeviceList Num='1'><Item><DeviceID>{channel(1)['DeviceID']}</DeviceID>"
                         "<Event>OFF</Event></Item></DeviceList>", subscribed=True) == 200
    found.until(lambda each: cameras(each)["gb/34020000001310000001"].properties["status"] == "OFF")
    device.notify("Alarm", "<AlarmMethod>5</AlarmMethod>", about=channel(1)["DeviceID"])
    found.until(lambda each: any(isinstance(event, DeviceAlarmRaised) and event.place == "摄像机1" and event.lon for event in each.events))
    device.notify("MobilePosition", "<Longitude>115.2</Longitude><Latitude>30.3</Latitude>", about=channel(1)["DeviceID"])
    found.until(lambda each: cameras(each)["gb/34020000001310000001"].lon > 115.1)
    item = "".join(f"<{key}>{value}</{key}>" for key, value in channel(2).items())
    device.notify("Catalog", f"<SumNum>1</SumNum><DeviceList Num='1'><Item>{item}<Event>ADD</Event></Item></DeviceList>", subscribed=True)
    found.until(lambda each: "gb/34020000001310000002" in cameras(each))


def test_refused_subscriptions_are_left_in_peace(start):
    found = start()
    device = start.device(found)
    device.refuse_subscriptions = True
    device.register()
    found.until(lambda each: each.health.skipped >= 3 and cameras(each))
    assert sum(each.method == "SUBSCRIBE" for each in device.got) == 3


def test_moving_a_camera(start):
    found = start()
    device = start.device(found)
    device.register()
    found.until(lambda each: cameras(each))
    move = found.connector.move
    assert move("gb/34020000001310000001", PtzRequest(kind="move", pan=-31 / 255)).state == "confirmed"
    assert move("gb/34020000001310000001", PtzRequest(kind="stop")).state == "confirmed"
    assert move("gb/34020000001310000001", PtzRequest(kind="preset_set", preset="1")).state == "confirmed"
    found.until(lambda each: len(device.commands) >= 3)
    assert device.commands[:3] == ["A50F01021F0000D6", "A50F0100000000B5", "A50F018100010037"]
    assert move("gb/34020000001310000001", PtzRequest(kind="home")).reason == "not_handled"
    assert move("gb/nothing", PtzRequest(kind="stop")).reason == "unknown_camera"
    device.close()
    assert move("gb/34020000001310000001", PtzRequest(kind="stop")).state == "unknown"


@pytest.mark.parametrize("tcp", [False, True])
def test_rubbish_hurts_nobody(start, tcp):
    found = start(max_bytes=20_000)
    device = start.device(found, tcp=tcp)
    device.register()
    found.until(lambda each: cameras(each))
    other = start.device(found, tcp=tcp, identifier="34020000001180000002")
    for rubbish in (b"\x00\xff" * 300, b"MESSAGE", b"SIP/2.0 999 x\r\n\r\n", b"\r\n\r\n", random.Random(1).randbytes(1400),
                    b"REGISTER sip:x SIP/2.0\r\n\r\n", b"MESSAGE sip:a@b SIP/2.0\r\nFrom: <sip:34020000001180000001@r>\r\n"
                    b"Call-ID: 1\r\nCSeq: 1 MESSAGE\r\nContent-Length: 6\r\n\r\n<Query"):
        other.raw(rubbish + (b"\r\n" if tcp else b""))
    device.raw(b"MESSAGE sip:a@b SIP/2.0\r\nFrom: <sip:34020000001180000001@r>\r\nCall-ID: 2\r\nCSeq: 1 MESSAGE\r\n"
               b"Content-Type: Application/MANSCDP+xml\r\nContent-Length: 16\r\n\r\n<Notify><broken>")
    found.until(lambda each: each.health.bad >= 3)
    assert device.keepalive() == 200


def test_oversized_over_tcp_closes_that_connection_only(start):
    found = start(max_bytes=20_000)
    good = start.device(found, tcp=True)
    good.register()
    bad = start.device(found, tcp=True, identifier="34020000001180000002")
    bad.raw(b"MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 30_000)
    found.until(lambda each: any("too_large" in reason for reason in each.reasons))
    assert good.keepalive() == 200


def test_who_takes_no_answers_holds_up_nobody(start):
    found = start()
    device = start.device(found)
    assert device.register() == 200
    request = (b"REGISTER sip:34020000002000000001@3402000000 SIP/2.0\r\nVia: SIP/2.0/TCP 1.1.1.1:5060;branch=z9hG4bK1\r\n"
               b"From: <sip:34020000001180000009@3402000000>;tag=1\r\nTo: <sip:34020000001180000009@3402000000>\r\n"
               b"Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n")
    deaf = []
    for _ in range(8):
        deaf.append(socket.socket())
        deaf[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        deaf[-1].connect(("127.0.0.1", found.connector.port))
        deaf[-1].settimeout(0.05)
        try:
            while deaf[-1].send(request * 200):
                pass
        except OSError:
            pass  # nothing is taken from it any more either
    try:
        deadline = time.monotonic() + 20
        while device.keepalive() != 200:
            assert time.monotonic() < deadline
        assert all(device.keepalive() == 200 for _ in range(3))
    finally:
        for each in deaf:
            each.close()


def test_another_host_cannot_speak_for_a_device(start):
    found = start()
    device = start.device(found)
    device.register()
    found.until(lambda each: cameras(each))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as spoof:
        spoof.bind(("127.0.0.2", 0))
        spoof.settimeout(3)
        spoof.sendto(b"MESSAGE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP 1.1.1.1;rport\r\nFrom: <sip:34020000001180000001@r>\r\nTo: <sip:x@y>\r\n"
                     b"Call-ID: 1\r\nCSeq: 1 MESSAGE\r\n\r\n", ("127.0.0.1", found.connector.port))
        assert spoof.recv(2000).startswith(b"SIP/2.0 403")


def test_a_restart_keeps_addresses_and_names(start):
    first = start()
    device = start.device(first)
    device.register()
    first.until(lambda each: cameras(each))
    known, port = list(cameras(first).values()), first.connector.relay_port
    first.finish()
    second = make("gb28181", id="gb", listen="127.0.0.1:0", password=SECRET, keepalive_s=0.2)
    second.connector.remember(known)
    second.start().until(lambda each: each.connector.port)
    assert second.connector.relay_port == port
    second.until(lambda each: cameras(each)["gb/34020000001310000001"].properties["status"] == "OFF" if cameras(each) else False)
    second.finish()


def test_two_connectors_cannot_have_one_port(start):
    found = start()
    second = make("gb28181", listen=f"127.0.0.1:{found.connector.port}", password="x").to_end()
    assert second.error.key == "cannot_listen"


def test_pictures_of_a_media_server(start):
    found = start(media_url="rtsp://media:8554/rtp/{device}_{channel}")
    start.device(found).register()
    found.until(lambda each: cameras(each))
    assert cameras(found)["gb/34020000001310000001"].main_url == "rtsp://media:8554/rtp/34020000001180000001_34020000001310000001"


def test_answers_that_are_repeated_count_once(start):
    found = start()
    device = start.device(found)
    device.register()
    found.until(lambda each: cameras(each))
    time.sleep(4 * signalling_module._TICK_S)
    before = found.health.good
    body = device.xml("Notify", "Alarm", "<AlarmMethod>2</AlarmMethod>")
    for _ in range(3):
        device.request("MESSAGE", body, call="same", number=5)
    found.until(lambda each: each.health.good > before)
    assert sum(isinstance(event, DeviceAlarmRaised) for event in found.events) == 1


def test_hostile_documents_of_a_registered_device(start):
    found = start()
    device = start.device(found)
    device.register()
    found.until(lambda each: cameras(each))
    randomly = random.Random(3)
    words = ["Item", "DeviceList", "DeviceID", "SumNum", "Longitude", "Event", "Info", "AlarmTime", "Time", "Speed"]
    for number in range(150):
        inner = ""
        for _ in range(randomly.randrange(6)):
            word, value = randomly.choice(words), randomly.choice(["", "0", "-1", "1e999", "x" * 300, "ON", "999999999999", "١٢", "&lt;"])
            inner = f"<{word}>{inner}{value}</{word}>" + inner
        command = randomly.choice(["Catalog", "Alarm", "MobilePosition", "DeviceInfo", "MediaStatus", "RecordInfo", "Keepalive", "Nothing"])
        device.request("MESSAGE", device.xml(randomly.choice(["Notify", "Response", "Query"]), command, inner, serial=number), wait=False)
    assert device.keepalive() == 200
    assert not [reason for reason in found.reasons if reason.startswith("crashed")]


def test_the_password_from_the_secret_store(start, tmp_path, monkeypatch):
    monkeypatch.setenv("COMMAND_CENTER_SECRETS", str(tmp_path / "secrets.json"))
    found = start(password="", secret="cameras")
    device = start.device(found)
    assert device.register() == 403
    keep_secret("cameras", "", SECRET)
    assert device.register() == 200
