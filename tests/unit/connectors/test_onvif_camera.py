"""The connector against a camera on loopback: login, clocks, routers, presets, movements, events, and every misery."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif import subscription
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.soap import DEVICE, MEDIA2, element, said
from command_center.domain.events import CameraSeen, DeviceAlarmCleared, DeviceAlarmRaised
from command_center.domain.ptz import PtzRequest, presets_of
from command_center.secrets import keep_secret
from tests.servers.http_server import Answer, stall
from tests.servers.onvif_camera import OnvifCamera, ProbeResponder, fault, soap
from tests.unit.connectors.conftest import Recorder, make


@pytest.fixture(autouse=True)
def _own_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMAND_CENTER_SECRETS", str(tmp_path / "secrets.json"))
    monkeypatch.setattr(subscription, "PULL_S", 1)


@pytest.fixture
def camera(samples: Path) -> Iterator[OnvifCamera]:
    running = OnvifCamera(samples)
    yield running
    running.close()


@pytest.fixture
def runs() -> Iterator[Callable[..., Recorder]]:
    """Starts a connector; ended with the test."""
    started: list[Recorder] = []

    def begin(**settings: Any) -> Recorder:
        recorder = make("onvif", **{"id": "o", "timeout_s": 3, **settings})
        started.append(recorder)
        return recorder.start()

    yield begin
    for recorder in started:
        recorder.stop.set()


def seen(recorder: Recorder) -> list[CameraSeen]:
    return [event for event in recorder.events if isinstance(event, CameraSeen)]


def test_a_camera_behind_a_router_says_what_it_is_and_where_its_stream_really_is(camera, runs) -> None:
    camera.answers["GetSnapshotUri"] = soap("<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>http://192.168.68.111/snap.jpg"
                                            "</tt:Uri></trt:MediaUri></trt:GetSnapshotUriResponse>")
    (event,) = seen(runs(url=camera.url, user="admin").until(lambda each: seen(each)))
    assert event.camera == f"o/{camera.host}" and event.source == "o"
    assert event.main_url == "rtsp://admin@127.0.0.1/h264main" and event.sub_url == ""
    said_of = event.properties
    assert (said_of["ptz"], said_of["codec"], said_of["resolution"]) == ("1", "H264", "1920x1080")
    assert said_of["ptz_can"].split() == ["move", "preset", "preset_set", "preset_remove", "home"]
    assert presets_of(said_of) == {"1": "Gate", "2": "Yard"}
    assert said_of["snapshot_url"] == "http://127.0.0.1/snap.jpg"


@pytest.mark.parametrize("login", ["token", "digest", "none"])
@pytest.mark.parametrize("skew_s", [0.0, -366 * 86400.0, 7200.0])
def test_it_logs_in_as_the_camera_wants_by_the_camera_s_clock(samples, runs, login, skew_s) -> None:
    camera = OnvifCamera(samples, login=login, skew_s=skew_s)
    recorder = runs(url=camera.url, user="admin", password="geheim", alarms=[]).until(lambda each: seen(each))
    (event,) = seen(recorder)
    assert event.main_url == "rtsp://admin@127.0.0.1/h264main" and "geheim" not in repr(event)
    assert event.properties.get("clock_is_off", "") == ("1" if skew_s else "")
    assert camera.refused <= 3
    camera.close()


@pytest.mark.parametrize("settings", [{"secret": "gate"}, {"user": "viewer"}])
def test_the_password_comes_from_the_store(samples, runs, settings) -> None:
    keep_secret("gate" if "secret" in settings else "viewer", "viewer", "aus dem Speicher", ["127.0.0.*"])
    camera = OnvifCamera(samples, login="token", user="viewer", password="aus dem Speicher")
    (event,) = seen(runs(url=camera.url, **settings).until(lambda each: seen(each)))
    assert event.properties.get("secret", "") == settings.get("secret", "")
    assert "Speicher" not in repr(event)
    camera.close()


def test_what_the_journal_holds_is_not_said_again_but_a_new_password_reaches_the_store(samples, runs) -> None:
    camera = OnvifCamera(samples, login="token")
    settings = {"url": camera.url, "user": "admin", "password": "geheim", "alarms": []}
    first = runs(**settings).until(lambda each: seen(each)).finish()
    (event,) = seen(first)
    for known_password, again in (("geheim", 0), ("former", 1)):
        keep_secret("admin@127.0.0.1", "admin", known_password)
        other = make("onvif", id="o", timeout_s=3, **settings)
        other.connector.remember([event])
        other.start().until(lambda each: each.health.state() == "live" if callable(each.health.state) else each.health.state == "live")
        other.finish()
        assert len(seen(other)) == again
    camera.close()


def test_a_camera_that_wants_a_login_even_for_its_clock(samples, runs) -> None:
    camera = OnvifCamera(samples, login="digest")
    camera.clock_needs_login = True
    assert seen(runs(url=camera.url, user="admin", password="geheim").until(lambda each: seen(each)))
    camera.close()


def test_a_clock_that_is_set_while_we_are_connected_does_not_lock_us_out(samples) -> None:
    camera = OnvifCamera(samples, login="token", skew_s=5000.0)
    client = OnvifClient(camera.url, OnvifConfig(url=camera.url), "admin", "geheim")
    client.look_at_clock()
    assert client.call(camera.url, element("GetServices", DEVICE)).name == "GetServicesResponse"
    camera.skew_s = 0.0
    assert client.call(camera.url, element("GetServices", DEVICE)).name == "GetServicesResponse"
    client.close()
    camera.close()


def test_a_wrong_password_is_said_and_not_tried_over_and_over(samples, runs) -> None:
    camera = OnvifCamera(samples, login="token")
    recorder = runs(url=camera.url, user="admin", password="falsch").until(lambda each: each.error)
    assert recorder.error.key == "unauthorized" and "not Authorized" in recorder.error.detail
    assert recorder.error.retry_after_s >= 60 and not recorder.events
    assert camera.refused <= 4  # cameras lock an account after five or so
    camera.close()


@pytest.mark.parametrize(("answer", "key", "words"), [
    (b"<html><body>Login</body></html>", "bad_payload", "a web page"),
    (b"<!DOCTYPE html><html lang='en'><p>Login", "bad_payload", "a web page"),
    (b"", "bad_payload", "empty"), (b"\x00\x01\x02 rubbish", "bad_payload", ""),
    (Answer(500, b"oops"), "http_status", "500"), (Answer(404, b""), "not_found", ""),
    (Answer(200, b"x" * (5 << 20)), "too_large", ""), (Answer(200, stall), "timeout", "")])
def test_what_is_no_answer_is_one_plain_sentence(camera, runs, answer, key, words) -> None:
    for name in ("GetServices", "GetCapabilities", "GetProfiles"):
        camera.answers[name] = answer
    recorder = runs(url=camera.url, timeout_s=0.4).until(lambda each: each.error)
    assert recorder.error.key == key and words in recorder.error.detail and not recorder.error.fatal


def test_a_fault_is_said_as_the_camera_says_it(camera, runs) -> None:
    camera.answers["GetProfiles"] = Answer(500, fault("ter:NoProfile", "Out of memory"))
    recorder = runs(url=camera.url).until(lambda each: each.error)
    assert str(recorder.error) == "fault: Out of memory (NoProfile)"
    camera.answers["GetProfiles"] = Answer(500, camera.samples["Error"])  # broken XML, and a fault all the same
    recorder = runs(url=camera.url).until(lambda each: each.error)
    assert "fault reason" in str(recorder.error)


def test_half_an_answer_gives_what_was_whole_in_it(camera, runs) -> None:
    whole = camera.samples["GetProfiles"]
    camera.answers["GetProfiles"] = whole[:whole.index(b"<tt:PTZConfiguration")]
    (event,) = seen(runs(url=camera.url).until(lambda each: seen(each)))
    assert event.properties["codec"] == "H264" and "ptz" not in event.properties


def test_a_camera_without_anything_but_profiles_and_streams_still_shows(camera, runs) -> None:
    for name in ("GetServices", "GetPresets", "GetNodes", "CreatePullPointSubscription"):
        camera.answers[name] = Answer(500, fault("ter:ActionNotSupported", "no"))
    camera.answers["GetServices"] = b"<broken"
    camera.answers["GetCapabilities"] = camera.samples["GetCapabilities"].replace(b"xmlns:tt=", b"xmlns:xx=")
    (event,) = seen(runs(url=camera.url).until(lambda each: seen(each)))
    assert event.main_url == "rtsp://127.0.0.1/h264main"


def _profile(token: str, source: str, size: str, encoding: str = "H265") -> str:
    width, height = size.split("x")
    return (f'<tr2:Profiles token="{token}"><tr2:Name>{token}</tr2:Name><tr2:Configurations><tr2:VideoSource token="s">'
            f"<tt:SourceToken>{source}</tt:SourceToken></tr2:VideoSource><tr2:VideoEncoder token='e'><tt:Encoding>{encoding}"
            f"</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width><tt:Height>{height}</tt:Height></tt:Resolution>"
            "</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>")


def test_a_recorder_with_media2_is_a_camera_for_each_source_with_main_and_sub_streams(camera, runs) -> None:
    camera.answers["GetServices"] = camera.samples["GetServices"].replace(b"http://www.onvif.org/ver10/media/wsdl",
                                                                          MEDIA2.encode(), 10)
    camera.answers["GetProfiles"] = soap("<tr2:GetProfilesResponse>" + "".join(
        _profile(f"{name}{source}", f"v{source}", size, encoding) for source in (1, 2)
        for name, size, encoding in (("sub", "640x360", "H264"), ("main", "2560x1440", "H265"), ("still", "9000x9000", "JPEG")))
        + "</tr2:GetProfilesResponse>")
    camera.answers["GetStreamUri"] = lambda body: soap(
        f"<tr2:GetStreamUriResponse><tr2:Uri>rtsp://0.0.0.0:0/{said(body, 'ProfileToken')}?a=1&amp;b=2</tr2:Uri>"
        "</tr2:GetStreamUriResponse>")
    camera.answers["GetNetworkProtocols"] = soap(
        "<GetNetworkProtocolsResponse><NetworkProtocols><tt:Name>RTSP</tt:Name><tt:Enabled>true</tt:Enabled><tt:Port>8554"
        "</tt:Port></NetworkProtocols></GetNetworkProtocolsResponse>")
    recorder = runs(url=camera.url).until(lambda each: len(seen(each)) == 2)
    assert [event.camera for event in seen(recorder)] == [f"o/{camera.host}/v1", f"o/{camera.host}/v2"]
    assert seen(recorder)[1].main_url == "rtsp://127.0.0.1:8554/main2?a=1&b=2"
    assert seen(recorder)[1].sub_url == "rtsp://127.0.0.1:8554/sub2?a=1&b=2"
    assert seen(recorder)[0].properties["codec"] == "H265"


def test_the_configuration_knows_where_a_camera_stands(camera, runs) -> None:
    known = {"camera": "127.0.0.1", "name": "西门", "lon": 115.1, "lat": 30.2, "heading_deg": 90.0, "department": "police",
             "rtsp_port": 10554, "user": "viewer", "password": "pw pw"}
    (event,) = seen(runs(url=camera.url, camera=[known]).until(lambda each: seen(each)))
    assert (event.name, event.lon, event.lat, event.heading_deg) == ("西门", 115.1, 30.2, 90.0)
    assert event.main_url == "rtsp://viewer@127.0.0.1:10554/h264main" and event.properties["department"] == "police"


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_a_certificate_that_nobody_knows_is_refused_or_trusted_for_one_camera(camera, runs, tmp_path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate),
                    "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = camera.http._server
    server.socket = context.wrap_socket(server.socket, server_side=True)
    url = camera.url.replace("http://", "https://")
    refused = runs(url=url).until(lambda each: each.error)
    assert refused.error.key == "tls"
    for verify, said_of in ((False, "any"), (str(certificate), "")):
        (event,) = seen(runs(url=url, camera=[{"camera": camera.host, "verify": verify}]).until(lambda each: seen(each)))
        assert event.properties.get("certificate", "") == said_of


# --- movements


def moved(recorder: Recorder, camera: OnvifCamera, **request: Any) -> Any:
    return recorder.connector.move(f"o/{camera.host}", PtzRequest(**request))


def test_movements_reach_the_camera_as_onvif_says_them(camera, runs) -> None:
    camera.samples["GetNodes"] = camera.samples["GetNodes"].replace(b"PanTiltSpaces/TranslationGenericSpace",
                                                                    b"PanTiltSpaces/TranslationSpaceFov")
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    assert "centre" in seen(recorder)[0].properties["ptz_can"]
    assert moved(recorder, camera, kind="move", pan=0.5, tilt=-1.0).state == "confirmed"
    (move,) = camera.names("ContinuousMove")
    pan_tilt = next(each for each in move.iter() if each.tag.endswith("PanTilt"))
    assert (said(move, "ProfileToken"), pan_tilt.get("x"), pan_tilt.get("y")) == ("main", "0.5", "-1")
    assert said(move, "Timeout") == "PT1.5S"
    assert moved(recorder, camera, kind="stop").state == "confirmed" and len(camera.names("Stop")) == 1
    assert moved(recorder, camera, kind="box", box=(0.5, 0.0, 1.0, 0.5)).state == "confirmed"
    way = next(each for each in camera.names("RelativeMove")[0].iter() if each.tag.endswith("PanTilt"))
    assert (float(way.get("x")), float(way.get("y"))) == (0.5, 0.5)
    assert moved(recorder, camera, kind="preset", preset="2").state == "confirmed"
    assert said(camera.names("GotoPreset")[0], "PresetToken") == "2"
    assert moved(recorder, camera, kind="iris", speed=1.0) [:2] == ("failed", "not_handled")


def test_a_place_in_the_picture_is_a_part_of_the_turn_where_the_camera_knows_no_fields_of_view(camera, runs) -> None:
    camera.answers["GetStatus"] = soap('<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position><tt:Zoom x="0"/></tt:Position>'
                                       "</tptz:PTZStatus></tptz:GetStatusResponse>")
    recorder = runs(url=camera.url, camera=[{"camera": camera.host, "fov_deg": 60.0}]).until(lambda each: seen(each))
    assert "centre" in seen(recorder)[0].properties["ptz_can"]
    assert moved(recorder, camera, kind="centre", pan=1.0, tilt=-1.0).state == "confirmed"
    way = next(each for each in camera.names("RelativeMove")[0].iter() if each.tag.endswith("PanTilt"))
    assert (float(way.get("x")), float(way.get("y"))) == (0.1667, -0.1875) and way.get("space") is None


def test_patrols_and_the_lens(camera, runs) -> None:
    camera.samples["GetNodes"] = camera.samples["GetNodes"].replace(
        b"</tt:SupportedPTZSpaces>", b"</tt:SupportedPTZSpaces><tt:Extension><tt:SupportedPresetTour><tt:MaximumNumberOfPresetTours>"
        b"4</tt:MaximumNumberOfPresetTours></tt:SupportedPresetTour></tt:Extension>")
    camera.answers["GetPresetTours"] = soap('<tptz:GetPresetToursResponse><tptz:PresetTour token="t1"><tt:Name>Night</tt:Name>'
                                            "</tptz:PresetTour></tptz:GetPresetToursResponse>")
    camera.answers["GetMoveOptions"] = soap("<GetMoveOptionsResponse><MoveOptions><tt:Continuous/></MoveOptions>"
                                            "</GetMoveOptionsResponse>")
    camera.answers["OperatePresetTour"] = camera.answers["Move"] = soap("<OperatePresetTourResponse/>")
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    said_of = seen(recorder)[0].properties
    assert {"patrol", "focus"} <= set(said_of["ptz_can"].split()) and presets_of(said_of, "ptz_patrols") == {"t1": "Night"}
    assert moved(recorder, camera, kind="patrol", preset="t1").state == "confirmed"
    assert moved(recorder, camera, kind="focus", speed=-0.5).state == "confirmed"
    assert said(camera.names("Move")[0], "Speed") == "-0.5"
    assert moved(recorder, camera, kind="stop").state == "confirmed"
    assert [said(each, "Operation") for each in camera.names("OperatePresetTour")] == ["Start", "Stop"]
    assert len(camera.names("Stop")) == 2  # the lens and the head


def test_a_preset_that_is_stored_or_removed_is_known_at_once(camera, runs) -> None:
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    assert moved(recorder, camera, kind="preset_set", name="码头").state == "confirmed"
    recorder.until(lambda each: "码头" in presets_of(seen(each)[-1].properties).values())
    assert moved(recorder, camera, kind="preset_remove", preset="1").state == "confirmed"
    recorder.until(lambda each: "1" not in presets_of(seen(each)[-1].properties))


def test_a_camera_that_takes_no_timeout_or_refuses_or_is_gone(camera, runs) -> None:
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    camera.answers["ContinuousMove"] = lambda body: (Answer(400, fault("ter:TimeoutNotSupported", "no")) if said(body, "Timeout")
                                                     else soap("<tptz:ContinuousMoveResponse/>"))
    assert [moved(recorder, camera, kind="move", pan=1.0).state for _ in "12"] == ["confirmed", "confirmed"]
    assert len(camera.names("ContinuousMove")) == 3  # it is asked so only once
    camera.answers["ContinuousMove"] = Answer(500, fault("ter:PTZNotReady", "Still initialising"))
    assert moved(recorder, camera, kind="move", pan=1.0) == ("failed", "fault", "Still initialising (PTZNotReady)")
    assert recorder.connector.move("o/nobody", PtzRequest(kind="stop"))[:2] == ("failed", "not_ready")
    camera.answers["Stop"] = Answer(200, stall)
    assert moved(recorder, camera, kind="stop").state == "unknown"


# --- events

MOTION = "tns1:RuleEngine/CellMotionDetector/Motion"


def alarms(recorder: Recorder) -> list[tuple[str, str]]:
    return [(type(event).__name__, event.code) for event in recorder.events
            if isinstance(event, DeviceAlarmRaised | DeviceAlarmCleared)]


def test_events_become_device_alarms_once_each_at_our_time(camera, runs) -> None:
    camera.skew_s = 86400.0
    camera.notify(MOTION, "IsMotion=false", operation="Initialized")
    camera.notify("tns1:Device/Trigger/DigitalInput", "LogicalState=true", operation="Initialized", source="in1")
    recorder = runs(url=camera.url).until(lambda each: len(alarms(each)) == 2)
    for value in ("true", "true", "false"):
        camera.notify(MOTION, f"IsMotion={value}")
    camera.notify("tns1:VideoSource/GlobalSceneChange/ImagingService", "State=1")
    camera.notify("tns1:Monitoring/ProcessorUsage", "Value=20")
    recorder.until(lambda each: len(alarms(each)) == 5 and each.health.skipped >= 2)
    assert alarms(recorder) == [("DeviceAlarmCleared", "motion"), ("DeviceAlarmRaised", "input:in1"),
                                ("DeviceAlarmRaised", "motion"), ("DeviceAlarmCleared", "motion"), ("DeviceAlarmRaised", "tamper")]
    raised = next(event for event in recorder.events if isinstance(event, DeviceAlarmRaised) and event.code == "motion")
    assert raised.device == f"o/{camera.host}" and raised.level == 4 and raised.text_en == "Motion in the picture"
    assert abs(raised.at_utc - seen(recorder)[0].at_utc) < 30_000_000


def test_a_camera_that_comes_back_is_found_again_by_its_own_thread(samples, runs, monkeypatch) -> None:
    first, second = OnvifCamera(samples), OnvifCamera(samples)
    recorder = runs(addresses=[first.host, second.host], timeout_s=1).until(lambda each: len(seen(each)) == 2)
    first.answers["PullMessages"] = first.answers["GetSystemDateAndTime"] = lambda body: time.sleep(4) or b""
    recorder.until(lambda each: f"{first.host}" in each.connector._last_trouble)
    second.notify(MOTION, "IsMotion=true")
    recorder.until(lambda each: ("DeviceAlarmRaised", "motion") in alarms(each))
    first.answers.clear()
    first.notify(MOTION, "IsMotion=true")
    recorder.until(lambda each: len(alarms(each)) == 2 and each.connector._last_trouble == "")
    assert recorder.error is None and recorder.health.bad == 0
    for each in (first, second):
        each.close()


def test_a_subscription_that_the_camera_forgot_is_made_again(camera, runs) -> None:
    recorder = runs(url=camera.url).until(lambda each: camera.names("PullMessages"))

    def forgotten(_body: Element) -> Answer:
        camera.answers.clear()
        return Answer(400, fault("wsrf-rw:ResourceUnknownFault", "no such subscription"))

    camera.answers["PullMessages"] = forgotten
    recorder.until(lambda each: len(camera.names("CreatePullPointSubscription")) == 2)
    camera.notify(MOTION, "IsMotion=true")
    recorder.until(lambda each: alarms(each) == [("DeviceAlarmRaised", "motion")])
    assert recorder.error is None


def test_a_camera_whose_events_never_work_still_shows_its_pictures(camera, runs) -> None:
    camera.answers["PullMessages"] = Answer(200, b"<html>")
    recorder = runs(url=camera.url, poll_s=0.1).until(lambda each: camera.asked.count("GetSystemDateAndTime") > 5)
    assert len(camera.names("PullMessages")) == 2 and seen(recorder) and recorder.error is None


# --- discovery


def _probe_answer(camera: OnvifCamera, endpoint: str, addresses: str) -> bytes:
    text = camera.samples["Probe"].replace(b"uuid:c9790c3a-701b-464d-a189-0060351c8ada", endpoint.encode())
    return text.replace(b"SERVICE_URI", addresses.encode())


@pytest.mark.parametrize("target", ["127.0.0.1", ProbeResponder.GROUP])
def test_cameras_are_found_where_they_answer_from_whatever_they_say(camera, samples, runs, target) -> None:
    other = OnvifCamera(samples)
    responder = ProbeResponder(
        _probe_answer(camera, "urn:uuid:one", f"http://[fe80::1]/x {camera.url}"),
        _probe_answer(other, "urn:uuid:two", other.url.replace("127.0.0.1", "192.168.68.111")),
        b"rubbish", camera.samples["Error"])
    # To the group a probe goes by every card, and its answer comes from a card's address, where our camera does not
    # listen: then the address that it gives is tried.
    expected = {"o/one", "o/two"} if target == "127.0.0.1" else {"o/one"}
    recorder = runs(discover=True, discover_at=[f"{target}:{responder.port}"])
    recorder.until(lambda each: {event.camera for event in seen(each)} >= expected)
    assert {event.name for event in seen(recorder)} == {"PREDATOR"}
    assert b"NetworkVideoTransmitter" in responder.probes[0] and len(responder.probes) >= 2
    assert len(camera.names("GetProfiles")) == 1  # two answers of one device are one device
    responder.close()
    other.close()


def test_nobody_answers_and_the_configuration_is_checked() -> None:
    stop = threading.Event()
    for settings in ({}, {"url": "http://x", "path": "y"}, {"url": "ftp://x"}, {"url": "http://a:b@x"}, {"addresses": ["a b"]},
                     {"discover": True, "discover_at": ["x:0"]}, {"url": "x", "levels": {"motion": 9}}):
        with pytest.raises(ValueError):
            OnvifConfig(**settings)
    recorder = make("onvif", url="127.0.0.1:9")
    with pytest.raises(ConnectorError) as error:
        recorder.connector.run(recorder.sink, stop)
    assert error.value.key == "refused"


def test_a_kept_connection_that_the_camera_gave_up_is_made_anew(camera) -> None:
    """The second request over a connection is cut off without a word, as firmware does that forgets to say so."""
    answer = camera.samples["GetServices"]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _ in range(2):
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_535)
                connection.sendall(head + answer)
                connection.recv(65_535)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/onvif/services"
    client = OnvifClient(url, OnvifConfig(url=url))
    assert [client.call(url, element("GetServices", DEVICE)).name for _ in "12"] == ["GetServicesResponse"] * 2
    client.close()
    listener.close()
    thread.join(2)
