"""The connector against a camera on loopback: login, clocks, routers, streams, and every misery."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.soap import DEVICE, MEDIA2, element, said
from command_center.domain.ptz import presets_of
from command_center.secrets import keep_secret
from tests.servers.http_server import Answer, stall
from tests.servers.onvif_camera import OnvifCamera, fault, soap
from tests.unit.connectors.conftest import Recorder, make
from tests.unit.connectors.onvif_stage import connectors, own_secrets, running_camera, seen


@pytest.fixture(autouse=True)
def _own_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_secrets(tmp_path, monkeypatch)


@pytest.fixture
def camera(samples: Path) -> Iterator[OnvifCamera]:
    yield from running_camera(samples)


@pytest.fixture
def runs() -> Iterator[Callable[..., Recorder]]:
    yield from connectors()


def test_a_camera_behind_a_router_says_what_it_is_and_where_its_stream_really_is(camera, runs) -> None:
    camera.answers["GetSnapshotUri"] = soap("<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>http://192.168.68.111/snap.jpg"
                                            "</tt:Uri></trt:MediaUri></trt:GetSnapshotUriResponse>")
    (event,) = seen(runs(url=camera.url, user="admin").until(lambda each: seen(each)))
    assert event.camera == f"o/{camera.host}" and event.source == "o"
    assert event.main_url == "rtsp://admin@127.0.0.1/h264main" and event.sub_url == ""
    said_of = event.properties
    assert (said_of["ptz"], said_of["codec"], said_of["resolution"]) == ("1", "H264", "1920x1080")
    assert said_of["ptz_can"].split() == ["move", "preset", "preset_set", "preset_remove", "absolute", "home"]
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
