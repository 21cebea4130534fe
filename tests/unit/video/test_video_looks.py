"""One look a minute at cameras that nobody records: how turns are spread, and what looks find."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from command_center.domain.events import CameraHealthChanged
from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from tests.unit.video.rendered import SCENES, seen, spoilt
from video.recorder.condition import Condition
from video.recorder.looks import Looks, Watched
from video.recorder.rounds import SOON_S, Rounds
from video.source import SourceError


def _turns(cameras: int, rounds: int = 5, every_s: float = 60.0) -> list[tuple[float, str]]:
    plan = Rounds(every_s, seed=1)
    for number in range(cameras):
        plan.add(str(number), 100.0)
    turns, now = [], 100.0
    while now < 100.0 + rounds * every_s:
        camera = plan.take(now)
        if camera is None:
            now += max(0.01, plan.wait_s(now))
            continue
        turns.append((now, camera))
        plan.done(camera, now + 1.2)
    return turns


@pytest.mark.parametrize("cameras", [1, 7, 100, 1000])
def test_everyone_has_one_turn_a_round_spread_evenly(cameras: int) -> None:
    turns = _turns(cameras)
    counts = np.bincount([int(camera) for _, camera in turns])
    assert counts.min() >= 4 and counts.max() <= 6
    seconds = np.bincount([int(at - 100) for at, _ in turns if at < 400], minlength=300)
    assert seconds.max() <= 4 + 2 * cameras / 60
    gaps = np.diff([at for at, camera in turns if camera == "0"])
    assert np.allclose(gaps, 60, atol=3) and len(set(np.round(gaps, 3))) > 1, "a little irregular, never drifting"


def test_doubts_are_settled_soon_and_removed_cameras_do_not_come_back() -> None:
    plan = Rounds(60.0, seed=1)
    plan.add("a", 0.0)
    assert plan.take(0.0) == "a" and plan.take(0.0) is None
    plan.done("a", 1.0, again_soon=True)
    assert plan.wait_s(1.0) == pytest.approx(SOON_S)
    plan.remove("a")
    assert plan.take(100.0) is None and plan.wait_s(100.0) == 60.0
    plan.done("a", 101.0)
    assert plan.take(500.0) is None


def test_who_waits_longer_than_a_round_is_behind() -> None:
    plan = Rounds(10.0)
    for number in range(20):
        plan.add(str(number), 0.0)
    assert plan.behind(5.0) == 0 and plan.behind(25.0) == 20


class _Said(list[CameraHealthChanged]):
    @property
    def states(self) -> list[str]:
        return [event.state for event in self]

    @property
    def changes(self) -> list[str]:
        """Without what was said twice in a row."""
        return [event.state for number, event in enumerate(self) if not number or event.state != self[number - 1].state]


@pytest.fixture
def looks() -> Iterator[Callable[..., Looks]]:
    made: list[Looks] = []

    def make(every_s: float = 0.5, **more: object) -> Looks:
        made.append(Looks(every_s, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_looks_find_what_is_wrong_and_let_go(looks: Callable[..., Looks], server: CameraServer) -> None:
    moving = make_clip(8, gop=13)
    camera, said = server.add("c", moving, live=True), _Said()
    rounds = looks(0.8)
    rounds.watch("c", server.url("c"), Condition("c", "unknown", said.append, watch="look", apart_s=0.6))
    wait_for(lambda: said.changes == ["ok"])
    wait_for(lambda: camera.connections >= 4)
    assert said.changes == ["ok"] and said[0].watch == "look"
    camera.mode = "busy"
    wait_for(lambda: said.changes == ["ok", "refused"])
    camera.mode = "play"
    wait_for(lambda: said.changes == ["ok", "refused", "ok"])
    camera.mode = "stall"
    wait_for(lambda: said.changes[-1] in ("stalled", "no_signal"))
    camera.mode = "play"
    wait_for(lambda: said.changes[-1] == "ok")
    rounds.leave("c")
    connections = camera.connections
    time.sleep(0.8)
    assert camera.connections <= connections + 1 and len(rounds) == 0


def test_no_more_than_so_many_at_once_and_a_dead_camera_holds_up_nobody(looks: Callable[..., Looks]) -> None:
    lock, now, most, calls = threading.Lock(), [0], [0], dict.fromkeys(map(str, range(40)), 0)

    def look(watched: Watched, over: threading.Event) -> SourceError | None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
            calls[watched.url] += 1
        over.wait(3.0 if watched.url == "0" else 0.02)
        with lock:
            now[0] -= 1
        return SourceError("timeout") if watched.url == "0" else None

    rounds, said = looks(0.4, at_once=4, look=look), _Said()
    for name in calls:
        rounds.watch(name, name, Condition(name, "ok", said.append))
    wait_for(lambda: all(count >= 3 for name, count in calls.items() if name != "0"))
    assert most[0] <= 4 and calls["0"] <= 2


def test_one_failed_look_is_no_lost_camera(looks: Callable[..., Looks]) -> None:
    answers = iter([None, SourceError("timeout"), None, SourceError("refused"), SourceError("refused")])

    def look(watched: Watched, _over: threading.Event) -> SourceError | None:
        answer = next(answers, None)
        watched.condition.picture(seen(SCENES[0], time.monotonic_ns() % 20)) if answer is None else None
        return answer

    rounds, said = looks(0.1, look=look), _Said()
    rounds.watch("c", "c", Condition("c", "ok", said.append))
    wait_for(lambda: said.states == ["ok", "refused", "ok"])


def test_after_a_start_the_first_finding_is_told_although_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _Said()
    condition = Condition("c", "ok", said.append)
    condition.picture(seen(SCENES[0], 1))
    assert said.states == ["ok"]
    condition.picture(seen(SCENES[0], 2))
    assert said.states == ["ok"]
    condition.tell_again()
    condition.picture(seen(SCENES[0], 3))
    assert said.states == ["ok", "ok"]
    monkeypatch.setattr("video.recorder.condition._AGAIN_S", 0.0)
    condition.picture(seen(SCENES[0], 4))
    assert said.states == ["ok"] * 3, "once a day"
    monkeypatch.undo()
    gone = Condition("c", "no_signal", said.append)
    gone.lost(SourceError("timeout"))
    gone.lost(SourceError("timeout"))
    assert said.states == ["ok"] * 3 + ["no_signal"]


def test_a_fault_is_told_with_its_numbers_and_goes_on_after_a_loss() -> None:
    said = _Said()
    condition = Condition("c", "ok", said.append)
    for number in range(3):
        condition.picture(seen(SCENES[0], number))
    for number in range(3):
        condition.picture(spoilt("dark", SCENES[0], number))
    assert said.states == ["ok", "dark"] and said[-1].faults == ("dark",)
    assert said[-1].measures["mean"] < 25 and "mean" in said[-1].detail
    condition.lost(SourceError("timeout"))
    condition.picture(spoilt("dark", SCENES[0], 5))
    assert said.states == ["ok", "dark", "no_signal"], "one dark picture is neither dark nor in order"
    condition.picture(spoilt("dark", SCENES[0], 6))
    assert said.states == ["ok", "dark", "no_signal", "dark"]


def test_a_stream_without_key_frames_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.recorder.condition._WITHOUT_KEY_S", 0.05)
    said = _Said()
    condition = Condition("c", "ok", said.append)
    condition.picture(seen(SCENES[0], 1))
    condition.packet(100, key=True)
    time.sleep(0.1)
    condition.packet(100, key=False)
    assert [(event.state, event.detail) for event in said][-1] == ("stalled", "no_key_frame")


def test_what_is_not_recorded_although_it_should_be_is_told() -> None:
    said = _Said()
    condition = Condition("c", "unknown", said.append)
    condition.picture(seen(SCENES[0], 1))
    condition.recording(True)
    condition.recording(False)
    condition.recording(False)
    condition.recording(True)
    assert [event.recorded for event in said] == [None, False, True]


def test_a_scene_is_kept_over_a_restart(tmp_path, clip: Clip) -> None:
    path = tmp_path / "camera" / "scene.npz"
    first = Condition("c", "unknown", lambda _: None, scene_file=path)
    first.picture(seen(SCENES[0], 1))
    first.save()
    assert path.exists()
