"""Stored answers and the pure parts: addresses, SOAP that is broken, digests, topics."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import sys

import pytest

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif.addresses import device_url, probe_address, service_urls, stream_url
from command_center.connectors.onvif.aiming import aim, turn
from command_center.connectors.onvif.answers import (
    device_clock,
    matches,
    nodes,
    profiles,
    scopes_of,
    services,
)
from command_center.connectors.onvif.discovery import reachable
from command_center.connectors.onvif.notifications import kind_of, notices
from command_center.connectors.onvif.soap import MEDIA, PTZ, OnvifFault, read_reply, username_token
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import parse_iso
from tests.servers.onvif_camera import soap
from tests.unit.connectors.conftest import make

WHOLE = ["GetCapabilities", "GetNodes", "GetProfiles", "GetServices", "GetStreamUri", "GetSystemDateAndTime", "Probe"]


def test_the_answers_of_a_real_camera_are_one_camera(samples) -> None:
    found = make("onvif", path=str(samples / "onvif"), id="o").to_end()
    (event,) = found.events
    assert found.counts == (7, 1, 0) and found.error is None
    assert (event.camera, event.name, event.main_url) == ("o/192.168.68.111", "PREDATOR", "rtsp://192.168.68.111/h264main")
    assert event.properties["ptz"] == "1" and event.properties["resolution"] == "1920x1080"
    assert "fault reason" in found.reasons[0]


@pytest.mark.parametrize("name", WHOLE)
def test_each_answer_alone_counts_once(samples, name) -> None:
    found = make("onvif", path=str(samples / "onvif" / f"{name}.xml")).to_end()
    assert found.error is None and sum(found.counts) == 1 and found.counts[1] == 0


def test_from_the_command_line(samples) -> None:
    done = subprocess.run([sys.executable, "-m", "command_center", "connect", "try", "onvif", f"path={samples / 'onvif'}", "--json"],
                          capture_output=True, text=True, timeout=60, check=False)
    camera, summary = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0 and camera["type"] == "CameraSeen"
    assert summary == {"summary": {"events": 1, "good": 7, "bad": 1, "skipped": 0}}
    gone = subprocess.run([sys.executable, "-m", "command_center", "connect", "try", "onvif", "path=/nowhere"],
                          capture_output=True, text=True, timeout=60, check=False)
    assert gone.returncode == 2 and "no file or folder" in gone.stderr


def test_answers_for_every_profile_are_main_and_sub_streams(samples, tmp_path) -> None:
    one = (samples / "onvif" / "GetProfiles.xml").read_bytes()
    start, end = one.index(b"<trt:Profiles"), one.index(b"</trt:Profiles>") + len(b"</trt:Profiles>")
    small = one[start:end].replace(b'token="main"', b'token="sub"').replace(b">1920<", b">640<").replace(b">1080<", b">360<")
    (tmp_path / "a.xml").write_bytes(one[:end] + small + one[end:])
    for number, name in enumerate((b"h264main", b"h264sub")):
        (tmp_path / f"b{number}.xml").write_bytes((samples / "onvif" / "GetStreamUri.xml").read_bytes().replace(b"h264main", name))
    (event,) = make("onvif", path=str(tmp_path)).to_end().events
    assert event.main_url.endswith("h264main") and event.sub_url.endswith("h264sub")
    assert event.properties["sub_profile"] == "sub"


def test_damaged_answers_never_end_the_reader(samples, tmp_path) -> None:
    dice = random.Random(15)
    for name in WHOLE:
        body = (samples / "onvif" / f"{name}.xml").read_bytes()
        for number in range(25):
            damaged = bytearray(body[:dice.randrange(20, len(body))] if number % 3 else body)
            for _ in range(dice.randint(0, 20)):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            path = tmp_path / f"{name}.xml"
            path.write_bytes(bytes(damaged))
            found = make("onvif", path=str(path)).to_end()
            assert found.error is None and sum(found.counts) >= 1, (name, number)


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    unbound = b'<?xml version=\xe2\x80\x9d1.0\xe2\x80\x9d?><e:Envelope><e:Body><trt:GetXResponse a="&nbsp;&x">&copy;</trt:GetXResponse></e:Body></e:Envelope>'
    assert read_reply(unbound).name == "GetXResponse"
    with pytest.raises(OnvifFault) as old:
        read_reply(b"<E:Envelope xmlns:E='http://schemas.xmlsoap.org/soap/envelope/'><E:Body><E:Fault><faultcode>E:Client"
                   b"</faultcode><faultstring>Not Authorized</faultstring></E:Fault></E:Body></E:Envelope>")
    assert old.value.key == "unauthorized"
    for body in (b"", b"{}", b"<a/>", b"<s:Envelope xmlns:s='x'><s:Body/></s:Envelope>", b"\xff\xfe\x00", b"<html>"):
        with pytest.raises(ConnectorError) as error:
            read_reply(body)
        assert error.value.key == "bad_payload"
    hostile = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><e:Envelope xmlns:e="x"><e:Body><y>&b;</y></e:Body></e:Envelope>'
    with pytest.raises(ConnectorError):
        read_reply(hostile)


def test_the_token_is_that_of_the_onvif_programmer_s_guide() -> None:
    token = username_token("user", "userpassword", parse_iso("2010-09-16T07:50:45Z"), base64.b64decode("LKqI6G/AikKCQrN0zqZFlg=="))
    assert "tuOSpGlFlIXsozq4HFNeeGeFLEI=" in token and "userpassword" not in token


def test_clock_services_nodes_and_scopes_of_the_camera(samples) -> None:
    reply = {name: read_reply((samples / "onvif" / f"{name}.xml").read_bytes()).body for name in WHOLE}
    assert device_clock(reply["GetSystemDateAndTime"]) == parse_iso("2014-12-24T19:14:37Z")
    assert services(reply["GetServices"])[PTZ] == services(reply["GetCapabilities"])[PTZ] == "http://192.168.68.111/onvif/services"
    assert MEDIA in services(reply["GetServices"])
    (profile,), (node,), (match,) = profiles(reply["GetProfiles"]), nodes(reply["GetNodes"]), matches(reply["Probe"])
    assert (profile.token, profile.source, profile.encoding, profile.ptz_node) == ("main", "vidsrc0", "H264", "default")
    assert (node.continuous, node.presets, node.home, node.relative) == (True, 360, True, (1.0, 1.0))
    assert match.urls == () and match.scopes["name"] == "PREDATOR"  # SERVICE_URI is no address
    assert scopes_of("onvif://www.onvif.org/name/Gate%201 onvif://www.onvif.org/ x") == {"name": "Gate 1"}
    assert device_clock(read_reply(soap("<x><tt:UTCDateTime><tt:Date><tt:Year>0</tt:Year></tt:Date></tt:UTCDateTime></x>")).body) == 0


@pytest.mark.parametrize(("given", "expected"), [
    ("rtsp://192.168.1.9/a", "rtsp://cam/a"), ("rtsp://0.0.0.0:554/a", "rtsp://cam/a"), ("rtsp://cam:8554/a", "rtsp://cam:8554/a"),
    ("rtsp://x:0/a", "rtsp://cam:7000/a"), ("rtsp://x:99999/a?b=1&amp;c=2", "rtsp://cam/a?b=1&c=2"),
    ("rtsp://root:pass@10.0.0.1/a", "rtsp://cam/a"), ("rtsp://[fe80::1]/a", "rtsp://cam/a"), ("", ""), ("h264", ""),
    ("rtsp://1.2.3.4/user=admin&password=abc&channel=1", "rtsp://cam/user=admin&password=&channel=1")])
def test_stream_addresses_are_made_usable(given, expected) -> None:
    assert stream_url(given, "http://cam:8080/onvif/device_service", usual_port=7000) == expected


def test_other_addresses() -> None:
    assert stream_url("rtsp://media/a", "http://cam/x", user="a b", password="p@/", keep_host=True) == "rtsp://a%20b:p%40%2F@media/a"
    assert device_url("cam") == "http://cam/onvif/device_service" and device_url("https://cam:1/x") == "https://cam:1/x"
    assert device_url("2001:db8::1") == "http://[2001:db8::1]/onvif/device_service"
    assert probe_address("239.255.255.250") == ("239.255.255.250", 3702) and probe_address("cam:99") == ("cam", 99)
    assert service_urls("http://10.0.0.9/onvif/ptz", "http://cam:8080/d") == ["http://cam:8080/onvif/ptz", "http://cam/onvif/ptz"]
    assert service_urls("http://cam:81/ptz", "http://cam/d") == ["http://cam:81/ptz", "http://cam/ptz"]
    assert service_urls("nonsense", "http://cam/d") == ["http://cam/d"]
    (match,) = matches(read_reply(soap("<ProbeMatches><ProbeMatch><EndpointReference><Address>u</Address></EndpointReference>"
                                       "<XAddrs>http://[fe80::2]/x http://10.0.0.2:81/y</XAddrs></ProbeMatch></ProbeMatches>")).body)
    assert reachable(match, "10.0.0.2") == ("http://10.0.0.2:81/y",)
    assert reachable(match, "10.9.9.9")[:2] == ("http://10.9.9.9:81/y", "http://10.0.0.2:81/y")
    assert reachable(match._replace(urls=()), "10.9.9.9") == ("http://10.9.9.9/onvif/device_service",)


def test_topics_and_their_states() -> None:
    assert [kind_of(topic) for topic in (
        "RuleEngine/CellMotionDetector/Motion", "VideoSource/MotionAlarm", "RuleEngine/TamperDetector/Tamper",
        "Device/Trigger/DigitalInput", "VideoSource/SignalLoss", "RuleEngine/LineDetector/Crossed", "Monitoring/ProcessorUsage")] == [
        "motion", "motion", "tamper", "input", "video_loss", "line", ""]
    half = soap('<PullMessagesResponse><NotificationMessage><Topic>tns1:VideoSource/tnsaxis:MotionAlarm</Topic><Message>'
                '<tt:Message UtcTime="not a time"><tt:Data><tt:SimpleItem Name="State" Value="on"/></tt:Data></tt:Message></Message>'
                "</NotificationMessage><NotificationMessage><Topic/></NotificationMessage></PullMessagesResponse>")
    (notice,) = notices(read_reply(half).body)
    assert notice[:5] == ("VideoSource/MotionAlarm", "motion", True, "", 0)


def test_a_box_and_a_place_become_turns() -> None:
    assert aim(PtzRequest(kind="centre", pan=0.5, tilt=-0.5)) == (0.5, -0.5, 0.0)
    assert aim(PtzRequest(kind="box", box=(0.0, 0.0, 1.0, 1.0))) == (0.0, 0.0, 0.0)
    pan, tilt, zoom = aim(PtzRequest(kind="box", box=(0.0, 0.0, 0.001, 0.001)))
    assert pan < -0.99 and tilt > 0.99 and zoom == 1.0
    wide, far = turn(1.0, 1.0, 60.0, 0.0, (1.0, 1.0)), turn(1.0, 1.0, 60.0, 1.0, (1.0, 1.0))
    assert wide[0] == pytest.approx(far[0] * 30) and turn(1.0, 1.0, 360.0, 0.0, (0.5, 0.2)) == (0.5, 0.2)


def test_stored_notices_are_alarms_of_their_time(samples, tmp_path) -> None:
    notice = ('<NotificationMessage><Topic>tns1:VideoSource/MotionAlarm</Topic><Message><tt:Message UtcTime="2014-12-24T19:14:3{n}Z">'
              '<tt:Source><tt:SimpleItem Name="VideoSourceToken" Value="vidsrc0"/></tt:Source><tt:Data><tt:SimpleItem Name="State" '
              'Value="{state}"/></tt:Data></tt:Message></Message></NotificationMessage>')
    body = "".join(notice.format(n=n, state=state) for n, state in enumerate(("true", "false")))
    (tmp_path / "pull.xml").write_bytes(soap(f"<PullMessagesResponse>{body}</PullMessagesResponse>"))
    alone = make("onvif", path=str(tmp_path)).to_end()
    assert [type(event).__name__ for event in alone.events] == ["CameraSeen", "DeviceAlarmRaised", "DeviceAlarmCleared"]
    (tmp_path / "profiles.xml").write_bytes((samples / "onvif" / "GetProfiles.xml").read_bytes())
    found = make("onvif", path=str(tmp_path), id="o").to_end()
    camera, raised, cleared = found.events
    assert found.counts == (2, 0, 0) and raised.device == cleared.device == camera.camera
    assert (raised.at_utc, raised.code, raised.level) == (parse_iso("2014-12-24T19:14:30Z"), "motion", 4)
