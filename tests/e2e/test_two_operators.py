"""Two operators, each at a desk of their own (two processes), want one camera: a real engine, a real ONVIF camera."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.onvif_camera import OnvifCamera

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
PATIENCE_S = 60.0

CONFIGURATION = """
[city]
site = "test"
[video]
record = false
[[connector]]
kind = "onvif"
id = "o"
url = "{url}"
user = "admin"
password = "geheim"
alarms = []
"""
# A line in is a command as JSON, a line out its fate and who has the camera.
_DESK = """
import json, sys
from pathlib import Path
from command_center.config import load_configuration
from command_center.domain.commands import MovePtz, ReleasePtz
from command_center.engine.desk import Desk
config, journal, actor, name, camera = sys.argv[1:]
desk = Desk(load_configuration(Path(config)), Path(journal), actor, name, start_engine=False)
for line in sys.stdin:
    asked = json.loads(line)
    if asked.get("look"):
        ptz = (desk.live.box.newest() and desk.live.box.newest().ptz.get(camera))
        told = {} if ptz is None else {"actor": ptz.actor, "lost_by": ptz.lost_by, "by_engine": ptz.stopped_by_engine, "kind": ptz.request.kind}
        told["known"] = bool(desk.live.box.newest() and camera in desk.live.box.newest().cameras)
    else:
        kind = ReleasePtz(camera=camera) if asked.get("release") else MovePtz(camera=camera, **asked)
        state = desk.live.bus.submit(kind).result(30)
        told = {"state": state.state, "why": state.rejection.key if state.rejection else "",
                "by": (state.rejection.parameters.get("by", "") if state.rejection else "")}
    print(json.dumps(told), flush=True)
desk.close()
"""


class OperatorDesk:
    """A desk in a process of its own."""

    def __init__(self, config: Path, journal: Path, actor: str, camera: str) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", _DESK, str(config), str(journal), actor, f"desk-{actor}", camera],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **command: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def do(self, **command: Any) -> dict[str, Any]:
        self.ask(**command)
        return self.hear()

    def close(self) -> None:
        if self.process.poll() is None:
            assert self.process.stdin is not None
            self.process.stdin.close()
            self.process.wait(30)


def _wait(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def stage(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[OnvifCamera, OperatorDesk, OperatorDesk]]:
    monkeypatch.setenv("COMMAND_CENTER_SECRETS", str(tmp_path / "secrets.json"))
    camera = OnvifCamera(samples, login="token")
    config, journal = tmp_path / "city.toml", tmp_path / "journal.sqlite"
    config.write_text(CONFIGURATION.format(url=camera.url))
    engine = subprocess.Popen([sys.executable, "-m", "command_center", "serve", "--config", str(config), "--journal", str(journal),
                               "--no-recorder"])
    desks: list[OperatorDesk] = []
    try:
        _wait(journal.exists)
        desks += [OperatorDesk(config, journal, actor, f"o/{camera.host}") for actor in ("ann", "bob")]
        for desk in desks:
            _wait(lambda desk=desk: desk.do(look=True)["known"])  # type: ignore[misc]
        yield camera, desks[0], desks[1]
    finally:
        for desk in desks:
            desk.close()
        engine.terminate()
        engine.wait(30)
        camera.close()


LEFT, RIGHT = {"kind": "move", "pan": -0.5}, {"kind": "move", "pan": 0.5}


def _pans(camera: OnvifCamera) -> list[str]:
    return [next(part for part in move.iter() if part.tag.endswith("PanTilt")).get("x", "") for move in camera.names("ContinuousMove")]


def test_one_of_two_has_the_camera(stage: tuple[OnvifCamera, OperatorDesk, OperatorDesk]) -> None:
    camera, ann, bob = stage
    ann.ask(**LEFT)  # both before either is answered
    bob.ask(**RIGHT)
    answers = {"ann": ann.hear(), "bob": bob.hear()}
    won = [name for name, answer in answers.items() if answer["state"] == "confirmed"]
    lost = [name for name, answer in answers.items() if answer["state"] == "failed"]
    assert len(won) == len(lost) == 1, answers
    assert (answers[lost[0]]["why"], answers[lost[0]]["by"]) == ("refusal.ptz_held", won[0])
    _wait(lambda: _pans(camera))
    assert set(_pans(camera)) == {"-0.5" if won[0] == "ann" else "0.5"}, "the camera heard one of them"
    holder, other, theirs = (ann, bob, RIGHT) if won[0] == "ann" else (bob, ann, LEFT)
    assert other.do(**theirs)["why"] == "refusal.ptz_held" and other.do(look=True)["actor"] == won[0]
    # A higher priority takes it away; who had it is told, and what still moved is stopped first.
    assert holder.do(**(LEFT if holder is ann else RIGHT))["state"] == "confirmed"
    assert other.do(**theirs, priority=5)["state"] == "confirmed"
    _wait(lambda: holder.do(look=True)["lost_by"] == won[0])
    assert holder.do(**(LEFT if holder is ann else RIGHT))["why"] == "refusal.ptz_held"
    _wait(lambda: _pans(camera)[-1] == ("0.5" if other is bob else "-0.5"))
    # Letting go frees it at once.
    assert other.do(kind="stop")["state"] == "confirmed" and other.do(release=True)["state"] == "confirmed"
    _wait(lambda: not holder.do(look=True)["actor"])
    assert holder.do(kind="preset", preset="1")["state"] == "confirmed"
    _wait(lambda: camera.names("GotoPreset"))


def test_a_desk_that_dies_while_its_button_is_held_stops_the_camera(stage: tuple[OnvifCamera, OperatorDesk, OperatorDesk]) -> None:
    camera, ann, bob = stage
    assert ann.do(**LEFT)["state"] == "confirmed"
    _wait(lambda: _pans(camera))
    os.kill(ann.process.pid, signal.SIGKILL)
    _wait(lambda: camera.names("Stop"))
    _wait(lambda: bob.do(look=True)["by_engine"] == "dead_man")
    _wait(lambda: bob.do(**RIGHT)["state"] == "confirmed")  # ten seconds after the last movement it is anybody's
