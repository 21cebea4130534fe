"""The engine moves cameras, and stops those that nobody goes on moving."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from command_center.config import Configuration
from command_center.connectors.base import SendOutcome
from command_center.connectors.onvif.config import OnvifConfig
from command_center.domain.commands import Command, MovePtz, Rejection, ReleasePtz
from command_center.domain.events import CameraSeen, Event, PtzMoved
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import SECOND, now_utc
from command_center.engine import ptz as executor_file
from command_center.engine import ptz_mover
from command_center.engine.core import Engine
from command_center.engine.ptz import PtzExecutor
from command_center.journal.base import Conflict
from command_center.journal.sqlite import SqliteJournal
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot
from tests.servers.onvif_camera import OnvifCamera
from tests.unit.engine.test_core import folded, started, until


class Cameras:
    """Answers as told and keeps what was asked; one may be slow."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, PtzRequest, str]] = []
        self.outcomes: list[SendOutcome] = []
        self.held: dict[str, threading.Event] = {}

    def move(self, camera: str, request: PtzRequest, source: str) -> SendOutcome:
        if camera in self.held:
            self.held[camera].wait(5)
        self.asked.append((camera, request, source))
        return self.outcomes.pop(0) if self.outcomes else SendOutcome("confirmed")

    def kinds(self, camera: str = "c") -> list[str]:
        return [request.kind for name, request, _ in self.asked if name == camera]


class Stage:
    """Decide, fold, execute, on one thread, with a memory of what the engine recorded."""

    def __init__(self) -> None:
        self.cameras, self.fold, self.seq = Cameras(), Fold(), 0
        self.recorded: list[Event] = []
        self.executor = PtzExecutor(self.cameras.move, self.append)
        self.give([CameraSeen(at_utc=1, camera=name, name=name, source="o", properties={"ptz": "1"})
                   for name in ("c", "d")])

    def append(self, events: list[Event]) -> Future[int]:  # type: ignore[override]
        self.recorded.extend(events)
        future: Future[int] = Future()
        future.set_result(0)
        return future

    def give(self, events: list[Event]) -> Snapshot:
        for event in events:
            self.seq += 1
            self.fold.apply([(self.seq, event)])
            self.snapshot = self.fold.take()[0]
            self.executor.on_event(event, self.snapshot)
        return self.snapshot

    def do(self, command: Command) -> None:
        events = decide(self.snapshot, command, now_utc())
        assert isinstance(events, list), events
        self.give(events)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(ptz_mover, "DEAD_MAN_S", 0.2)
    monkeypatch.setattr(ptz_mover, "STOP_AGAIN_S", 0.02)
    stage = Stage()
    yield stage
    for held in stage.cameras.held.values():
        held.set()
    stage.executor.close()


def move(camera: str = "c", actor: str = "ann", **more: object) -> MovePtz:
    return MovePtz(**{"camera": camera, "kind": "move", "pan": 0.5, "actor": actor, "desk": actor} | more)  # type: ignore[arg-type]


def soon(true: Callable[[], bool]) -> None:
    assert until(true, 5.0)


def test_a_motion_that_is_not_renewed_is_stopped_and_that_is_on_the_record(stage: Stage) -> None:
    stage.do(move())
    soon(lambda: stage.cameras.kinds() == ["move", "stop"])
    soon(lambda: len(stage.recorded) == 1)
    stop = stage.recorded[0]
    assert isinstance(stop, PtzMoved) and (stop.kind, stop.reason, stop.actor) == ("stop", "dead_man", "")
    assert stage.cameras.asked[0][2] == "o" and stage.cameras.asked[0][1].pan == 0.5
    assert not stage.give(stage.recorded).ptz["c"].is_moving
    assert stage.cameras.kinds() == ["move", "stop"]  # its own word is not carried out again


def test_renewing_goes_on_and_letting_go_of_the_button_stops_once(stage: Stage) -> None:
    for _ in range(8):
        stage.do(move())
        time.sleep(0.05)
    stage.do(move(kind="stop", pan=0.0))
    soon(lambda: "stop" in stage.cameras.kinds())
    time.sleep(0.3)
    assert stage.cameras.kinds().count("stop") == 1 and stage.cameras.kinds()[-1] == "stop" and not stage.recorded


def test_who_loses_the_camera_stops_moving_it(stage: Stage) -> None:
    stage.do(move())
    soon(lambda: stage.cameras.kinds() == ["move"])
    stage.do(move(actor="bob", priority=1, kind="preset", pan=0.0, preset="3"))
    soon(lambda: stage.cameras.kinds() == ["move", "stop", "preset"])
    time.sleep(0.3)
    assert stage.cameras.kinds() == ["move", "stop", "preset"]  # the dead man's handle does not stop a preset's way
    assert [getattr(event, "reason", "") for event in stage.recorded] == ["lost"]
    assert stage.give(stage.recorded).ptz["c"].request.kind == "preset"


def test_giving_it_back_stops_it(stage: Stage) -> None:
    stage.do(move())
    soon(lambda: stage.cameras.kinds() == ["move"])
    stage.do(ReleasePtz(camera="c", actor="ann", desk="ann"))
    soon(lambda: stage.cameras.kinds() == ["move", "stop"])


def test_a_camera_that_hangs_delays_no_other_and_gets_only_the_newest(stage: Stage) -> None:
    stage.cameras.held["c"] = threading.Event()
    for pan in (0.1, 0.2, 0.3, 0.4):
        stage.do(move(pan=pan))
    stage.do(move("d"))
    soon(lambda: "move" in stage.cameras.kinds("d"))
    stage.cameras.held["c"].set()
    soon(lambda: len(stage.cameras.kinds()) >= 2)
    pans = [request.pan for name, request, _ in stage.cameras.asked if name == "c" and request.kind == "move"]
    assert len(pans) <= 2 and pans[-1] == 0.4


def test_of_what_waits_for_a_slow_camera_only_the_last_way_is_gone_but_every_preset_is_stored(stage: Stage) -> None:
    stage.cameras.held["c"] = threading.Event()
    for number in range(6):
        stage.do(move(kind="preset", pan=0.0, preset=str(number)))
        stage.do(move(kind="preset_set", pan=0.0, name=str(number)))
    stage.cameras.held["c"].set()
    soon(lambda: stage.cameras.kinds().count("preset_set") == 6)
    gone = [request.preset for _, request, _ in stage.cameras.asked if request.kind == "preset"]
    assert gone[-1] == "5" and len(gone) <= 2
    stage.cameras.held["c"].clear()
    for kind in ("move", "home", "stop"):
        stage.do(move(kind=kind, pan=0.5 if kind == "move" else 0.0))
    stage.cameras.held["c"].set()
    soon(lambda: stage.cameras.kinds()[-1] == "stop")
    assert "home" not in stage.cameras.kinds()


def test_a_refusal_gives_the_camera_back_and_says_why(stage: Stage) -> None:
    stage.cameras.outcomes = [SendOutcome("failed", "refused", "Fault")]
    stage.do(move())
    soon(lambda: len(stage.recorded) == 1)
    ptz = stage.give(stage.recorded).ptz["c"]
    assert (ptz.actor, ptz.reason, ptz.detail) == ("", "refused", "Fault")
    time.sleep(0.3)
    assert stage.cameras.kinds() == ["move"]


def test_a_stop_is_repeated_until_the_camera_heard_it(stage: Stage) -> None:
    stage.cameras.outcomes = [SendOutcome("confirmed"), SendOutcome("unknown", "timeout"), SendOutcome("failed", "refused")]
    stage.do(move())
    soon(lambda: stage.cameras.kinds() == ["move", "stop", "stop", "stop"])
    soon(lambda: len(stage.recorded) == 1)
    stage.cameras.outcomes = [SendOutcome("confirmed")] + [SendOutcome("unknown", "timeout")] * 9
    stage.do(move())
    soon(lambda: len(stage.recorded) == 3)
    assert (stage.recorded[2].reason, stage.recorded[2].detail) == ("not_stopped", "timeout")  # type: ignore[attr-defined]


def test_late_movements_and_those_of_an_exercise_move_nothing(stage: Stage) -> None:
    late = now_utc() - round((executor_file.LATE_S + 1) * SECOND)
    stage.give([PtzMoved(at_utc=late, received_utc=late, camera="c", kind="move", pan=1.0, actor="ann"),
                PtzMoved(at_utc=late, camera="d", kind="move", pan=1.0, actor="ann", exercise=True)])
    soon(lambda: stage.cameras.kinds() == ["stop"])
    assert stage.cameras.kinds("d") == []


def test_what_moved_when_an_engine_died_or_ends_is_stopped(stage: Stage) -> None:
    stage.do(move())
    soon(lambda: stage.cameras.kinds() == ["move"])
    stage.executor.close()
    assert stage.cameras.kinds() == ["move", "stop"]
    other = Cameras()
    successor = PtzExecutor(other.move, stage.append)  # type: ignore[arg-type]
    successor.settle_after_restart(stage.snapshot)
    soon(lambda: [request.kind for _, request, _ in other.asked] == ["stop"])
    successor.close()


def test_a_real_engine_moves_a_camera_through_the_journal(tmp_path: Path) -> None:
    journal, cameras = SqliteJournal(tmp_path / "journal.sqlite"), Cameras()
    engine: Engine = started(journal)
    engine.host.move = cameras.move  # type: ignore[method-assign]
    engine._ptz = PtzExecutor(cameras.move, engine._record)
    journal.append([CameraSeen(at_utc=now_utc(), camera="c", name="c", source="o", properties={"ptz": "1"})]).result(5)
    events = decide(folded(journal), move(), now_utc())
    assert isinstance(events, list)
    journal.append(events).result(5)
    soon(lambda: cameras.kinds() == ["move", "stop"])
    soon(lambda: folded(journal).ptz["c"].stopped_by_engine == "dead_man")
    engine.stop()
    journal.close()


def test_of_two_operators_the_journal_lets_one_have_a_camera(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    journal.append([CameraSeen(at_utc=now_utc(), camera="c", name="c", source="o", properties={"ptz": "1"})]).result(5)
    snapshot = folded(journal)
    mine, theirs = (decide(snapshot, move(actor=actor), now_utc()) for actor in ("ann", "bob"))
    journal.append(mine).result(5)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        journal.append(theirs).result(5)  # type: ignore[arg-type]
    again = decide(folded(journal), move(actor="bob"), now_utc())
    assert isinstance(again, Rejection) and again.key == "refusal.ptz_held"
    journal.close()


def test_an_onvif_camera_moves_and_stops_by_the_engine_and_its_connector(samples: Path, tmp_path: Path,
                                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMAND_CENTER_SECRETS", str(tmp_path / "secrets.json"))
    camera, journal = OnvifCamera(samples, login="token"), SqliteJournal(tmp_path / "journal.sqlite")
    config = OnvifConfig(id="o", url=camera.url, user="admin", password="geheim", alarms=())
    engine = Engine(Configuration(connectors=(("onvif", config),)), journal, Fold(), {})
    engine.start()
    name = f"o/{camera.host}"
    soon(lambda: name in folded(journal).cameras)
    assert "geheim" not in repr(folded(journal).cameras[name])
    for _ in range(3):
        events = decide(folded(journal), move(name), now_utc())
        assert isinstance(events, list)
        journal.append(events).result(5)
        time.sleep(0.2)
    soon(lambda: len(camera.names("ContinuousMove")) == 3)
    soon(lambda: len(camera.names("Stop")) == 1)
    soon(lambda: folded(journal).ptz[name].stopped_by_engine == "dead_man")
    engine.stop()
    journal.close()
    camera.close()
