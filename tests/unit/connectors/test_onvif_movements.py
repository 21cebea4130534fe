"""Movements, presets, patrols and the lens as a camera is told them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from command_center.connectors.onvif.soap import said
from command_center.domain.ptz import PtzRequest, presets_of
from tests.servers.http_server import Answer, stall
from tests.servers.onvif_camera import OnvifCamera, fault, soap
from tests.unit.connectors.conftest import Recorder
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


def test_a_place_in_all_that_it_can_reach(camera, runs) -> None:
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    assert "absolute" in seen(recorder)[0].properties["ptz_can"].split()
    assert moved(recorder, camera, kind="absolute", pan=-1.0, tilt=0.5, zoom=0.25).state == "confirmed"
    (move,) = camera.names("AbsoluteMove")
    pan_tilt, zoom = (next(each for each in move.iter() if each.tag.endswith(name)) for name in ("PanTilt", "Zoom"))
    assert (pan_tilt.get("x"), pan_tilt.get("y"), zoom.get("x")) == ("0", "0.75", "0.25"), "this camera counts from 0 to 1"


def test_the_iris_goes_in_steps_and_the_camera_minds_it_again(camera, runs) -> None:
    camera.answers["GetMoveOptions"] = soap("<GetMoveOptionsResponse><MoveOptions><tt:Continuous/></MoveOptions></GetMoveOptionsResponse>")
    camera.answers["GetOptions"] = soap(
        "<GetOptionsResponse><ImagingOptions><tt:Exposure><tt:Mode>AUTO</tt:Mode><tt:Mode>MANUAL</tt:Mode><tt:Iris><tt:Min>-20</tt:Min>"
        "<tt:Max>0</tt:Max></tt:Iris></tt:Exposure></ImagingOptions></GetOptionsResponse>")
    camera.answers["GetImagingSettings"] = soap(
        "<GetImagingSettingsResponse><ImagingSettings><tt:Exposure><tt:Mode>AUTO</tt:Mode><tt:ExposureTime>20000</tt:ExposureTime>"
        "<tt:Gain>oops</tt:Gain><tt:Iris>-1</tt:Iris></tt:Exposure></ImagingSettings></GetImagingSettingsResponse>")
    camera.answers["SetImagingSettings"] = soap("<SetImagingSettingsResponse/>")
    recorder = runs(url=camera.url).until(lambda each: seen(each))
    assert {"iris", "focus", "auto"} <= set(seen(recorder)[0].properties["ptz_can"].split())
    assert moved(recorder, camera, kind="iris", speed=0.5).state == "confirmed"
    assert moved(recorder, camera, kind="iris", speed=-1.0).state == "confirmed"
    assert moved(recorder, camera, kind="stop").state == "confirmed"
    opened, closed = camera.names("SetImagingSettings")
    assert [said(opened, name) for name in ("Mode", "Iris", "ExposureTime", "Gain")] == ["MANUAL", "-2", "20000", ""]
    assert said(closed, "Iris") == "0", "not beyond its end"
    assert moved(recorder, camera, kind="auto").state == "confirmed"
    auto = camera.names("SetImagingSettings")[-1]
    assert (said(auto, "Mode"), said(auto, "AutoFocusMode")) == ("AUTO", "AUTO")
