"""Scenes, the muxer and the loops: what is sent decodes without a flaw, whatever it is put together from."""

from __future__ import annotations

import io
import itertools

import av
import numpy as np
import pytest

from command_center.citysim.encoding import CODEC, GROUP, Shelf, preview, render
from command_center.citysim.looks import FRAMES, RATE, Look
from command_center.citysim.mpegts import PACKET, Muxer
from command_center.citysim.scenes import frames
from video.diagnosis.judge import PictureJudge


@pytest.mark.parametrize("look", [Look("tunnel", 0, rain=2, water=3), Look("road", 1, jam=True), Look("road", 2, water=1),
                                  Look("junction", 0, night=True), Look("bridge", 1, rain=1), Look("river", 0, water=2),
                                  Look("square", 0, night=True, rain=2)])
def test_scenes_move_and_are_neither_black_nor_white(look: Look) -> None:
    first, *_, later = itertools.islice(frames(look, 320, 180), 8)
    assert first.shape == (180, 320) and first.dtype == np.uint8
    assert 8 < first.mean() < 190 and first.std() > 4
    if look.scene != "square" or look.rain:
        assert np.any(first != later)


def test_the_weather_is_seen() -> None:
    dry, heavy = (next(iter(frames(Look("road", 0, rain=rain), 320, 180))) for rain in (0, 2))
    assert heavy.mean() < dry.mean()
    shallow, deep = (next(iter(frames(Look("tunnel", 0, rain=2, water=water), 320, 180))) for water in (1, 3))
    assert np.abs(shallow.astype(int) - deep).mean() > 1


def _decode(stream: bytes) -> list:
    with av.open(io.BytesIO(stream), format="mpegts") as container:
        return list(container.decode(video=0))


def test_two_loops_joined_at_a_key_picture_decode_with_continuous_time() -> None:
    muxer = Muxer(CODEC)
    dry, wet = preview(Look("road", 0), "sub"), preview(Look("road", 0, rain=1), "sub")
    tick = 2**33 - 20 * 7200  # the 33-bit clock runs over on the way
    parts = []
    for number in range(4 * GROUP):
        clip = dry if number < 2 * GROUP else wet
        if number % GROUP == 0:
            parts.append(muxer.preamble())
        parts.append(muxer.pictures(clip, number, number + 1, tick + number * 7200))
    stream = b"".join(parts)
    assert len(stream) % PACKET == 0 and set(stream[::PACKET]) == {0x47}
    pictures = _decode(stream)
    assert len(pictures) >= 4 * GROUP - 1 and not any(picture.is_corrupt for picture in pictures)
    steps = {second.pts - first.pts for first, second in itertools.pairwise(pictures)}
    assert steps == {7200}


@pytest.mark.parametrize("every", [1, 2, 3, 4])  # groups between two looks
def test_a_camera_that_is_not_yet_drawn_is_not_taken_for_a_frozen_one(every: int) -> None:
    clip, muxer, judge = preview(Look("road", 0), "sub"), Muxer(CODEC), PictureJudge()
    stream = b"".join([muxer.preamble(), *(muxer.pictures(clip, number, number + 1, number * 7200) for number in range(16 * GROUP))])
    keys = [picture for picture in _decode(stream) if picture.key_frame][::every]
    looks = [picture.reformat(480, 270, "bgr24").to_ndarray() for picture in keys]
    assert len(looks) >= 4 and {judge.judge(look, 60.0 * at).state for at, look in enumerate(looks)} == {"ok"}


def test_a_loop_is_kept_on_disk_and_a_damaged_file_is_not_believed(tmp_path) -> None:
    shelf, look = Shelf(tmp_path / "loops"), Look("square", 0)
    assert shelf.take(look, "sub") is None
    clip = render(look, "sub")
    assert clip.pictures == FRAMES and len(clip.keys) >= FRAMES // GROUP
    shelf.put(look, "sub", clip)
    held = shelf.take(look, "sub")
    assert held is not None and np.array_equal(held.packets, clip.packets) and held.rate == RATE
    (file,) = (tmp_path / "loops").glob("*.npz")
    file.write_bytes(file.read_bytes()[:5000])
    assert shelf.take(look, "sub") is None


@pytest.mark.parametrize("look", [Look("square", 0), Look("square", 0, True), Look("river", 0), Look("road", 0, True)],
                         ids=lambda look: look.key)
@pytest.mark.parametrize("every", [1, 2, 3, 7])  # groups between two looks
def test_no_picture_of_the_demo_stands_still(look: Look, every: int) -> None:
    loop, judge = list(frames(look, 480, 270)), PictureJudge()
    looks = [np.repeat((16 + loop[number % FRAMES].astype(np.uint16) * 219 // 255).astype(np.uint8)[:, :, None], 3, 2)
             for number in range(0, FRAMES * 2, GROUP * every)]
    assert {judge.judge(look, 20.0 * at).state for at, look in enumerate(looks)} == {"ok"}
