"""kill -9 of the engine and of the desk in the middle of things: what was acknowledged stays, the rest is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from command_center.config import load_configuration
from command_center.domain.commands import OpenIncident, OrderUnit
from command_center.domain.events import ReportReceived
from command_center.domain.time import now_utc
from command_center.engine.desk import Desk, open_recording
from command_center.engine.lock import holder
from command_center.journal.remote import RemoteJournal
from command_center.journal.sqlite import SqliteJournal
from command_center.notices import Notice, subscribe
from command_center.state.snapshot import Snapshot

pytestmark = pytest.mark.e2e
PATIENCE_S = 40.0

CONFIGURATION = """
[city]
site = "test"
[video]
record = false
[[connector]]
kind = "http_json"
id = "units"
url = "{base}/units"
poll_s = 0.2
order_url = "{base}/units/{{unit}}/orders"
order_timeout_s = 60
[[connector.events]]
event = "UnitStatusChanged"
[connector.events.mapping]
unit = "id"
status = "status"
at_utc = "since"
"""


class UnitService(ThreadingHTTPServer):
    """Lists one unit and takes orders, which it answers only when it may."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.orders: list[str] = []
        self.may_answer = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: UnitService

    def do_GET(self) -> None:
        self._answer(200, [{"id": "pump-1", "status": "free", "since": "2026-01-01T00:00:00Z"}])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.orders.append(body.decode())
        self.server.may_answer.wait(60)
        self._answer(202, {"state": "accepted"})

    def _answer(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


def until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.02)
    pytest.fail(f"not within {PATIENCE_S:g} s: {what}")


@pytest.fixture
def service() -> Iterator[UnitService]:
    service = UnitService()
    yield service
    service.may_answer.set()
    service.shutdown()
    service.server_close()


@pytest.fixture
def config(tmp_path: Path, service: UnitService) -> Path:
    path = tmp_path / "city.toml"
    path.write_text(CONFIGURATION.format(base=service.base), encoding="utf-8")
    return path


@pytest.fixture
def notices() -> Iterator[list[Notice]]:
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    yield heard
    leave()


def shown(desk: Desk) -> Snapshot:
    return desk.live.current() or Snapshot()


def running(desk: Desk) -> int:
    until(lambda: desk.engine_state == "running" and desk.engine.pid and shown(desk).engine.running, "engine running")
    return desk.engine.pid


def test_a_killed_engine_is_started_again_and_nothing_acknowledged_is_missing(
        config: Path, tmp_path: Path, service: UnitService, notices: list[Notice]) -> None:
    journal = tmp_path / "journal.sqlite"
    desk = Desk(load_configuration(config), journal, "officer", "desk-1")
    try:
        first = running(desk)
        until(lambda: "units/pump-1" in shown(desk).units, "the unit is listed")
        incident = OpenIncident(title="Flood", grade=2, lon=115.0, lat=30.0)
        assert desk.live.bus.submit(incident).result(PATIENCE_S).state == "confirmed"
        order = OrderUnit(incident=incident.incident, unit="units/pump-1")
        assert desk.live.bus.submit(order).result(PATIENCE_S).state == "confirmed"
        until(lambda: service.orders, "the order reaches the unit's service")
        futures = _kill_in_the_flow(journal, first)
        until(lambda: "notice.engine_lost" in [notice.key for notice in notices], "the desk says that it is lost")
        second = running(desk)
        assert second != first
        until(lambda: "notice.engine_recovered" in [notice.key for notice in notices], "and that it is back")
        assert sum(notice.key == "notice.engine_lost" for notice in notices) == 1
        _each_acknowledged_once(journal, futures)

        def fate() -> str:
            return shown(desk).incidents[incident.incident].assignments[0].state

        until(lambda: fate() == "unknown", "the pending order is unknown")
        assert len(service.orders) == 1  # and it is never sent again
        assert desk.live.bus.submit(OpenIncident(title="After", grade=3, lon=115.0, lat=30.0)).result(
            PATIENCE_S).state == "confirmed"
    finally:
        desk.close()
    assert holder(journal) is None


def _kill_in_the_flow(journal: Path, pid: int) -> dict[bytes, Future[int]]:
    """Hand over batches as the recorder does; kill the engine after a third of them."""
    remote = RemoteJournal(journal, timeout_s=PATIENCE_S)
    futures: dict[bytes, Future[int]] = {}
    for number in range(300):
        event = ReportReceived(at_utc=now_utc(), report=f"r{number}", title="x" * 200)
        futures[event.eid] = remote.append([event])
        if number == 100:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    for future in futures.values():
        future.result(PATIENCE_S)
    remote.close()
    return futures


def _each_acknowledged_once(journal: Path, futures: dict[bytes, Future[int]]) -> None:
    reader = SqliteJournal(journal, read_only=True)
    found = [(entry.event.eid, entry.seq) for page in reader.read() for entry in page if entry.event.eid in futures]
    reader.close()
    assert len(found) == len(futures)
    assert dict(found) == {eid: future.result() for eid, future in futures.items()}


def descendants(pid: int) -> list[int]:
    """Every process below one."""
    found = []
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, each.read_text().split()):
            found += [child, *descendants(child)]
    return found


def has_ended(pid: int) -> bool:
    """Whether nothing of a process runs any more, taken notice of by its parent or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_killed_desk_takes_its_engine_along_and_the_next_one_finds_everything(
        config: Path, tmp_path: Path, service: UnitService) -> None:
    journal = tmp_path / "journal.sqlite"
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from command_center.config import load_configuration\n"
        "from command_center.domain.commands import OpenIncident, OrderUnit\n"
        "from command_center.engine.desk import Desk\n"
        "desk = Desk(load_configuration(Path(sys.argv[1])), Path(sys.argv[2]), 'officer', 'desk-1')\n"
        "assert desk.live.wait_ready(30)\n"
        "while desk.engine_state != 'running': time.sleep(0.05)\n"
        "state = desk.live.bus.submit(OpenIncident(incident='I1', title='x', grade=1, lon=1.0, lat=1.0)).result(30)\n"
        "while 'units/pump-1' not in desk.live.current().units: time.sleep(0.05)\n"
        "state = desk.live.bus.submit(OrderUnit(incident='I1', unit='units/pump-1')).result(30)\n"
        "print(state.state, flush=True)\n"
        "time.sleep(600)\n"
    )
    desk = subprocess.Popen([sys.executable, "-c", program, str(config), str(journal)], stdout=subprocess.PIPE,
                            text=True)
    try:
        assert desk.stdout is not None and desk.stdout.readline().strip() == "confirmed"
        assert holder(journal) is not None
        until(lambda: service.orders, "the order, which nobody answers, reaches the unit's service")
        below = descendants(desk.pid)
        assert len(below) >= 2, "engine and recorder"
    finally:
        desk.kill()
        desk.wait()
    until(lambda: holder(journal) is None, "the engine ends with the desk that started it")
    until(lambda: all(map(has_ended, below)), "whatever it waits for, no process stays behind")
    again = Desk(load_configuration(config), journal, "officer", "desk-1")
    try:
        running(again)
        assert shown(again).incidents["I1"].title == "x"
    finally:
        again.close()
    past = open_recording(journal)
    session = past.first_session()
    session.seek(now_utc())
    until(lambda: (session.box.newest() or Snapshot()).incidents, "the recording shows it too")
    session.close()
    past.close()


def test_a_second_desk_attaches_and_takes_over_when_the_first_is_killed(config: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite"
    first = Desk(load_configuration(config), journal, "a", "desk-1")
    second = None
    try:
        pid = running(first)
        second = Desk(load_configuration(config), journal, "b", "desk-2")
        assert running(second) == pid
        incident = OpenIncident(title="x", grade=1, lon=1.0, lat=1.0)
        assert second.live.bus.submit(incident).result(PATIENCE_S).state == "confirmed"
        until(lambda: incident.incident in shown(first).incidents, "one desk sees what the other did")
        first.close()
        until(lambda: second.engine_state == "running" and second.engine.pid not in (0, pid), "the second starts one")
    finally:
        first.close()
        if second is not None:
            second.close()
