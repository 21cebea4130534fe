"""The demo's cameras that turn: what they are asked for is seen in their pictures."""

from __future__ import annotations

import io
import json

import av
import numpy as np
import pytest

from command_center.citysim.cameras import make_cameras
from command_center.citysim.encoding import CODEC, GROUP, preview
from command_center.citysim.heads import HOME, BadWish, Heads, Pose
from command_center.citysim.looks import Look
from command_center.citysim.mpegts import Muxer, picture_data
from command_center.citysim.turning import Turning


@pytest.fixture
def heads(city) -> Heads:
    return Heads(make_cameras(city))


def turning(heads: Heads) -> str:
    return next(key for key in (f"cam-{number:02d}" for number in range(1, 30)) if heads.turns(key))


def test_a_motion_ends_by_itself(heads) -> None:
    camera = turning(heads)
    heads.move(camera, {"kind": "move", "pan": 1.0, "hold_s": 0.5}, 100.0)
    assert heads.pose(camera, 100.25).pan == pytest.approx(0.125)
    assert heads.pose(camera, 100.5) == heads.pose(camera, 140.0) == Pose(0.25, 0.0, 1.0)
    heads.move(camera, {"kind": "move", "zoom": 1.0}, 200.0)
    heads.move(camera, {"kind": "stop"}, 201.0)
    assert heads.pose(camera, 209.0).zoom == pytest.approx(2.0)
    heads.move(camera, {"kind": "home"}, 210.0)
    assert heads.pose(camera, 212.0) == HOME


def test_clicks_boxes_and_presets(heads) -> None:
    camera = turning(heads)
    heads.move(camera, {"kind": "box", "box": [0.5, 0.25, 0.75, 0.5]}, 1.0)
    assert heads.pose(camera, 9.0) == pytest.approx((0.125, 0.125, 4.0))
    heads.move(camera, {"kind": "preset_set", "name": "匝道"}, 10.0)
    (token,) = [token for token, name in heads.presets(camera).items() if name == "匝道"]
    heads.move(camera, {"kind": "centre", "pan": -1.0, "tilt": 0.0}, 11.0)
    assert heads.pose(camera, 19.0).pan == pytest.approx(0.0)
    heads.move(camera, {"kind": "preset", "preset": token}, 20.0)
    assert heads.pose(camera, 29.0) == pytest.approx((0.125, 0.125, 4.0))
    heads.move(camera, {"kind": "preset_remove", "preset": token}, 30.0)
    assert token not in heads.presets(camera)


@pytest.mark.parametrize("wish", [{}, {"kind": "fly"}, {"kind": "preset", "preset": "99"}, {"kind": "move", "pan": "x"},
                                  {"kind": "move", "pan": float("nan")}, {"kind": "box", "box": [0.5, 0, 0.5, 1]},
                                  {"kind": "box"}, {"kind": "preset_set", "preset": "x"}])
def test_bad_wishes_are_refused(heads, wish) -> None:
    with pytest.raises(BadWish):
        heads.move(turning(heads), wish)
    with pytest.raises(BadWish):
        heads.move("cam-01", {"kind": "home"})


def test_a_coded_picture_comes_out_of_its_packets_whole() -> None:
    clip = preview(Look("bridge", 0), "sub")
    decoder = av.CodecContext.create(CODEC, "r")
    frames = [frame for number in range(GROUP) for frame in decoder.decode(av.Packet(picture_data(clip, number)))]
    assert len(frames) >= GROUP - 1 and not any(frame.is_corrupt for frame in frames)


def test_the_picture_pans_and_decodes_without_a_flaw() -> None:
    clip, muxer, turner = preview(Look("bridge", 0), "sub"), Muxer(CODEC), Turning("sub")
    parts = [muxer.preamble()]
    number = 0
    for index in range(5, 5 + 3 * GROUP):
        seen = turner.picture(clip, index, Pose(0.25, 0.0, 1.0))
        if seen is not None:
            parts.append(muxer.pictures(seen, 0, 1, 7200 * number))
            number += 1
    with av.open(io.BytesIO(b"".join(parts)), format="mpegts") as container:
        pictures = list(container.decode(video=0))
    assert len(pictures) >= 3 * GROUP - 2 and not any(picture.is_corrupt for picture in pictures)
    with av.open(io.BytesIO(muxer.preamble() + b"".join(muxer.pictures(clip, n, n + 1, 7200 * n) for n in range(GROUP))),
                 format="mpegts") as container:
        home = next(container.decode(video=0)).to_ndarray(format="gray")
    turned = pictures[-1].to_ndarray(format="gray")
    quarter = home.shape[1] // 4
    shifted = np.abs(turned[:, :-quarter].astype(int) - home[:, quarter:]).mean()
    assert shifted < 6 < np.abs(turned.astype(int) - home).mean(), "what was on the right is in the middle"
    turner.rest()


def test_over_http(city) -> None:
    import threading

    from command_center.citysim.clock import ScriptClock
    from command_center.citysim.server import Request
    from command_center.citysim.simulator import Simulator
    from command_center.domain.time import now_utc

    stopping = threading.Event()
    simulator = Simulator(city, ScriptClock(now_utc(), 1.0), "http://x", stopping)
    try:
        rows = json.loads(simulator(Request("GET", "/cameras", {}, b"")).body)
        moving = next(row for row in rows if row.get("ptz") == "1")
        assert "全景" in json.loads(moving["ptz_presets"]).values()
        path = f"/cameras/{moving['id']}/ptz"
        done = simulator(Request("POST", path, {}, json.dumps({"kind": "move", "pan": 1.0}).encode()))
        assert done.status == 200 and "presets" in json.loads(done.body)
        for body in (b"", b"[]", b'{"kind": "fly"}', b"\xff"):
            assert simulator(Request("POST", path, {}, body)).status == 400
        still = next(row for row in rows if "ptz" not in row)
        assert simulator(Request("POST", f"/cameras/{still['id']}/ptz", {}, b'{"kind":"home"}')).status == 400
        assert simulator(Request("POST", f"/cameras/{still['id']}/sub.ts", {}, b"")).status == 405
    finally:
        stopping.set()
