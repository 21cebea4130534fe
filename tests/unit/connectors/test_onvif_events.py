"""What cameras tell by themselves: their events, and who answers a probe."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif.config import OnvifConfig
from command_center.domain.events import DeviceAlarmCleared, DeviceAlarmRaised
from tests.servers.http_server import Answer
from tests.servers.onvif_camera import OnvifCamera, ProbeResponder, fault
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
