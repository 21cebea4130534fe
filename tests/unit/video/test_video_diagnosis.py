"""What is found wrong with pictures, and what is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from command_center.citysim.looks import Look
from tests.unit.video.rendered import FAULTS, SCENES, seen, spoilt
from video.diagnosis.judge import PictureJudge, Verdict
from video.diagnosis.latch import Latch
from video.diagnosis.measures import small_grey
from video.diagnosis.scene import READY, Scene, load_scene
from video.diagnosis.structure import match, structure

MINUTE = 60.0
MORNING = 3 * 3600.0


def _learnt(look: Look, pictures: int = READY + 4) -> tuple[PictureJudge, float]:
    judge, at_s = PictureJudge(), MORNING
    for number in range(pictures):
        assert judge.judge(seen(look, number), at_s).state == "ok"
        at_s += MINUTE
    return judge, at_s


@pytest.mark.parametrize("look", SCENES, ids=lambda look: look.key)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_by_its_second_picture_and_ends_by_the_second_good_one(look: Look, fault: str) -> None:
    judge, at_s = _learnt(look)
    first, second = (judge.judge(spoilt(fault, look, number, seed=2), at_s + number * MINUTE) for number in (0, 1))
    assert first.state == "ok" and first.doubtful, "one picture proves nothing, but calls for another look"
    assert second.state == FAULTS[fault][0], second.measures
    third = judge.judge(seen(look, 5, seed=3), at_s + 3 * MINUTE)
    assert third.state == FAULTS[fault][0] and third.doubtful
    assert judge.judge(seen(look, 6, seed=3), at_s + 4 * MINUTE).state == "ok"


@pytest.mark.parametrize("look", SCENES, ids=lambda look: look.key)
def test_frozen_takes_three_equal_pictures(look: Look) -> None:
    judge, at_s = _learnt(look)
    still = seen(look, 3, seed=9)
    states = [judge.judge(still, at_s + number).state for number in range(4)]
    assert states == ["ok", "ok", "frozen", "frozen"]
    assert judge.judge(seen(look, 4, seed=9), at_s + 5).state == "frozen"
    assert judge.judge(seen(look, 5, seed=9), at_s + 6).state == "ok"


def test_the_same_key_frame_handed_out_twice_is_not_frozen() -> None:
    """A media server gives whoever connects the last key frame at once: two looks within its group see one picture."""
    judge, still = PictureJudge(apart_s=20.0), seen(SCENES[0], 3)
    states = [judge.judge(still, at_s).state for at_s in (0.0, 5.0, 10.0, 15.0)]
    assert states == ["ok"] * 4
    assert [judge.judge(still, at_s).state for at_s in (60.0, 65.0, 120.0)] == ["ok", "ok", "frozen"]


def test_black_pictures_are_dark_not_frozen() -> None:
    judge = PictureJudge()
    black = np.zeros((270, 480, 3), np.uint8)
    assert [judge.judge(black, float(number)).state for number in range(4)] == ["ok", "dark", "dark", "dark"]


@pytest.mark.parametrize("fault", ["dark", "paint", "infrared", "grain"])
def test_what_no_scene_explains_is_found_before_the_scene_is_learnt(fault: str) -> None:
    judge = PictureJudge()
    states = [judge.judge(spoilt(fault, SCENES[0], number), MORNING + number).state for number in range(3)]
    assert states[-1] in (FAULTS[fault][0], "ok") and (fault != "dark" or states[-1] == "dark")


@pytest.mark.parametrize("look", SCENES, ids=lambda look: look.key)
def test_weather_traffic_and_night_raise_no_alarm(look: Look) -> None:
    """A storm over a learnt dry day, a night that was never seen, a morning after: at a look a minute."""
    judge, at_s = _learnt(look)
    course = [look._replace(rain=1)] * 6 + [look._replace(rain=2)] * 6 + [look._replace(rain=2, jam=True)] * 4
    if look.scene in ("tunnel", "river", "road", "junction"):
        course += [look._replace(rain=2, water=level) for level in (1, 2, 3) for _ in range(3)]
    course += [look._replace(rain=1)] * 3 + [look] * 3 + [look._replace(night=True)] * 14
    course += [look._replace(night=True, rain=2)] * 6 + [look] * 6
    for number, now in enumerate(course):
        verdict = judge.judge(seen(now, number, noise=4.0 if now.night else 2.0, seed=4), at_s + number * MINUTE)
        assert verdict.state == "ok", (number, now.key, verdict)


@pytest.mark.parametrize("shake", [1, 3, 5])
def test_wind_raises_no_alarm(shake: int) -> None:
    judge, at_s = _learnt(SCENES[0])
    random = np.random.default_rng(shake)
    for number in range(20):
        x, y = random.integers(-shake, shake + 1, 2)
        moved = np.roll(seen(SCENES[0], number, seed=5), (int(y), int(x)), (0, 1))
        assert judge.judge(moved, at_s + number * MINUTE).state == "ok"


def test_a_camera_that_operators_turn_is_not_turned_away() -> None:
    judge, at_s = PictureJudge(steerable=True), MORNING
    for number in range(30):
        assert judge.judge(seen(SCENES[number // 3 % len(SCENES)], number), at_s + number * MINUTE).state == "ok"


def test_how_far_it_was_turned_is_told() -> None:
    """A fifth of the picture to the right."""
    judge, at_s = _learnt(SCENES[0])
    for number in range(2):
        verdict = judge.judge(spoilt("turned", SCENES[0], number), at_s + number * MINUTE)
    assert verdict.state == "turned" and verdict.measures["shift_x"] == pytest.approx(0.2, abs=0.03)


def test_a_scene_survives_a_restart_and_a_damaged_file_is_none(tmp_path: Path) -> None:
    judge, at_s = _learnt(SCENES[2])
    path = tmp_path / "scene.npz"
    judge.scene.save(path)
    assert path.stat().st_size < 30_000
    again = PictureJudge(load_scene(path))
    states = [again.judge(spoilt("turned away", SCENES[2], number), at_s + number).state for number in range(2)]
    assert states == ["ok", "turned"]
    path.write_bytes(path.read_bytes()[:2000])
    assert not load_scene(path).spans
    assert not load_scene(tmp_path / "none.npz").spans


def test_a_scene_that_was_turned_on_purpose_is_learnt_anew() -> None:
    judge, at_s = _learnt(SCENES[0])
    for number in range(3):
        judge.judge(seen(SCENES[4], number), at_s + number)
    judge.forget()
    for number in range(READY + 4):
        verdict: Verdict = judge.judge(seen(SCENES[4], number), at_s + 10 + number * MINUTE)
    assert verdict.state == "ok"


def test_edges_are_the_same_in_another_light() -> None:
    picture = small_grey(seen(SCENES[0], 0))
    field = structure(picture)
    inverted = structure(255 - picture)
    dim = structure((picture * 0.4 + 10).astype(np.uint8))
    assert match(inverted, field).similar > 0.95 and match(dim, field).similar > 0.7
    assert match(structure(small_grey(seen(SCENES[4], 0))), field).similar < 0.3
    blank = structure(np.full((90, 160), 80, np.uint8))
    assert match(blank, field) == match(field, blank) == (0.0, (0.0, 0.0), 0.0)


def test_between_the_limits_nothing_changes() -> None:
    latch = Latch(2, 3)
    assert [latch.feed(*each) for each in ((True, False), (False, False), (True, False), (True, False),
                                           (False, False), (False, True), (False, True), (False, True))] == [
        False, False, False, True, True, True, True, False]


def test_times_of_day_have_scenes_of_their_own() -> None:
    scene = Scene()
    judge = PictureJudge(scene)
    for number in range(READY):
        judge.judge(seen(SCENES[0], number), MORNING + number * MINUTE)
    night = SCENES[0]._replace(night=True)
    for number in range(READY):
        judge.judge(seen(night, number), MORNING + 12 * 3600 + number * MINUTE)
    assert len(scene.spans) == 2
    assert scene.usual(MORNING, 80) is not scene.usual(MORNING + 12 * 3600, 30)
    assert scene.usual(MORNING + 6 * 3600, 34) is scene.usual(MORNING + 12 * 3600, 30), "the one in the same light"
