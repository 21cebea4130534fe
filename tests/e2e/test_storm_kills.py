"""kill -9 of desk, decode process, recorder, simulator and engine in turn in the middle of the demo city's storm.

The desk that is killed is a process with a real window of its own; the window of the test is the desk "started again"
and sees the other four die. What was acknowledged is read from the journal itself, what was said from the window.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from command_center.app import Desktop, Options
from command_center.domain.commands import OpenIncident, OrderUnit
from command_center.domain.events import IncidentOpened, SourceHealthChanged, UnitOrdered
from command_center.domain.time import now_utc
from command_center.engine.city_process import free_port
from command_center.engine.lock import holder
from command_center.engine.supervise import Child, ChildReport, Supervisor, python_command
from command_center.journal.sqlite import SqliteJournal
from command_center.notices import Notice, subscribe
from command_center.state.snapshot import Snapshot
from resources import FOLDER
from widgets.fonts import load_fonts
from widgets.i18n import install_language

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]
NOTICED_S = 12.0  # every source has been asked again
PATIENCE_S = 60.0

DESK = '''
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from command_center.app import Desktop, Options
from command_center.domain.commands import OpenIncident

app = QApplication([])
desktop = Desktop(app, Options(config=Path(sys.argv[1]), size=(1920, 1080)))
desktop.show()
number = 0

def told(state, name):
    if state.state == "confirmed":
        print(name, flush=True)

def command():
    global number
    bridge = getattr(desktop, "bridge", None)
    if bridge is None or not bridge.snapshot.units:
        return
    number += 1
    name = f"acknowledged-{number}"
    future = desktop._context.submit(OpenIncident(incident=name, title=name, grade=4, lon=115.0, lat=30.2))
    future.add_done_callback(lambda done: told(done.result(), name))

timer = QTimer(interval=100)
timer.timeout.connect(command)
timer.start()
app.exec()
'''


class Storm:
    """The city under a supervisor as the desk has one, its configuration and its journal."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reports: list[ChildReport] = []
        self.supervisor = Supervisor(self.reports.append)
        port = free_port()
        monkeypatch.setenv("CITY_URL", f"http://127.0.0.1:{port}")
        self.city: Child = self.supervisor.start("citysim", python_command(
            "-m", "command_center", "citysim", "--port", str(port), "--speed", "5"))
        self.journal = folder / "journal.sqlite"
        self.config = folder / "city.toml"
        text = (FOLDER / "demo" / "city.toml").read_text(encoding="utf-8").replace("segment_s = 60.0", "segment_s = 3")
        self.config.write_text(f'{text}\n[journal]\npath = "{self.journal}"\n', encoding="utf-8")

    def events(self, kind: type) -> list[Any]:
        """What the journal's file holds of a kind."""
        reader = SqliteJournal(self.journal, read_only=True)
        try:
            return [entry.event for page in reader.read() for entry in page if isinstance(entry.event, kind)]
        finally:
            reader.close()

    def engine(self) -> int:
        """Its process, 0 where none runs."""
        told = holder(self.journal)
        return int(told["pid"]) if told else 0

    def recorder(self) -> int:
        """The engine's child that records, 0 where there is none."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except (OSError, ValueError, IndexError):
                continue
            if parent == self.engine() and b"video.recorder" in words and b"-c" not in words:
                return int(folder.name)
        return 0


@pytest.fixture
def storm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storm]:
    storm = Storm(tmp_path, monkeypatch)
    yield storm
    storm.supervisor.close()


def test_each_process_dies_in_the_storm_and_comes_back(storm: Storm, qapp: QApplication, qtbot: Any) -> None:
    acknowledged = kill_a_desk(storm)
    load_fonts()
    install_language("zh_CN")
    desktop = Desktop(qapp, Options(config=storm.config, size=(1920, 1080)))
    notices: list[Notice] = []
    leave = subscribe(notices.append)
    try:
        desktop.show()
        officer = Officer(qtbot, desktop, storm, notices)
        officer.see(lambda: acknowledged <= set(officer.snapshot.incidents), "what the killed desk was told stands")
        officer.see(lambda: flood_alarms(officer.snapshot), "the storm")
        officer.see(officer.all_live, "every source is live")
        kill_a_decode_process(officer)
        kill_the_recorder(officer)
        kill_the_simulator(officer)
        kill_the_engine(officer)
        opened = [event.incident for event in storm.events(IncidentOpened)]
        assert acknowledged | officer.acknowledged <= set(opened) and len(opened) == len(set(opened))
    finally:
        leave()
        desktop.close()
    assert not storm.engine()


class Officer:
    """The window that stays, and what was acknowledged to it."""

    def __init__(self, qtbot: Any, desktop: Desktop, storm: Storm, notices: list[Notice]) -> None:
        self.bot, self.desktop, self.storm, self.notices = qtbot, desktop, storm, notices
        self.acknowledged: set[str] = set()

    @property
    def snapshot(self) -> Snapshot:
        bridge = getattr(self.desktop, "bridge", None)
        return bridge.snapshot if bridge is not None else Snapshot()

    @property
    def headline(self) -> str:
        """What the header says of engine and sources."""
        return str(self.desktop.window.header.headline.sources)

    def lost(self) -> list[str]:
        """Sources that are not answered, as the screen knows it."""
        return [one.source for one in self.snapshot.sources.values() if one.state == "lost"]

    def see(self, sight: Callable[[], object], what: str) -> None:
        """Wait until something is so, with the window alive."""
        try:
            self.bot.waitUntil(lambda: bool(sight()), timeout=int(PATIENCE_S * 1000))
        except Exception as error:
            lost = {one.source: (one.state, one.reason) for one in self.snapshot.sources.values()
                    if one.state != "live"}
            raise AssertionError(f"not within {PATIENCE_S:g} s: {what}; header {self.headline!r}, not live {lost}, "
                                 f"notices {[notice.key for notice in self.notices]}") from error

    def all_live(self) -> bool:
        """Every source; but the script itself breaks one feed, so one may be away."""
        states = [one.state for one in self.snapshot.sources.values()]
        return len(states) > 5 and sum(state != "live" for state in states) <= 1

    def open_incident(self) -> str:
        """One more incident that has been acknowledged; refused while no engine runs, so asked until it stands."""
        command = OpenIncident(title="storm", grade=3, lon=115.02, lat=30.21)
        future = self.desktop._context.submit(command)
        self.see(future.done, "an answer to the command")
        assert future.result().state == "confirmed", future.result()
        self.acknowledged.add(command.incident)
        return str(command.incident)


def kill_a_desk(storm: Storm) -> set[str]:
    """A desk that opens incidents as fast as it can dies in the middle; the ones it was told were recorded."""
    desk = subprocess.Popen([sys.executable, "-c", DESK, str(storm.config)], stdout=subprocess.PIPE, text=True)
    try:
        assert desk.stdout is not None
        names = {desk.stdout.readline().strip() for _ in range(12)}
        assert all(name.startswith("acknowledged-") for name in names), names
        engine = storm.engine()
        assert engine
    finally:
        desk.kill()
    names |= {line.strip() for line in desk.stdout if line.endswith("\n")}
    desk.wait()
    deadline = time.monotonic() + PATIENCE_S
    while storm.engine() == engine and time.monotonic() < deadline:
        time.sleep(0.05)
    assert storm.engine() != engine, "the engine ends with the desk that started it"
    return names


def kill_a_decode_process(officer: Officer) -> None:
    wall = officer.desktop.window.panels["video"]
    pool = wall.feeds.pool
    officer.see(lambda: sum(tile.sequence > 0 for tile in wall.tiles) >= 3, "pictures on the wall")
    victim = pool.pids()[0]
    os.kill(victim, signal.SIGKILL)
    officer.see(lambda: any(view.reason == "crashed" for view in wall.feeds.views.values()), "the tiles hear of it")
    officer.see(lambda: any(tile.message for tile in wall.tiles), "and say that they connect again")
    officer.see(lambda: victim not in pool.pids() and len(pool.pids()) >= 2, "another process")
    seen = {tile.camera: tile.sequence for tile in wall.tiles}
    officer.see(lambda: sum(tile.sequence > seen.get(tile.camera, 0) and not tile.message for tile in wall.tiles) >= 3,
                "moving pictures again")


def kill_the_recorder(officer: Officer) -> None:
    storm = officer.storm
    officer.see(storm.recorder, "a recorder")
    first, at_utc = storm.recorder(), now_utc()
    os.kill(first, signal.SIGKILL)
    officer.see(lambda: storm.recorder() not in (0, first), "another recorder")
    officer.see(lambda: any(part.from_utc > at_utc for parts in officer.snapshot.segments.values() for part in parts),
                "it records again")
    said = [event.state for event in storm.events(SourceHealthChanged)
            if event.source == "recorder" and event.at_utc > at_utc]
    assert said[0] == "lost" and "live" in said, said
    officer.see(lambda: officer.snapshot.sources["recorder"].state == "live", "the recorder is a live source")


def kill_the_simulator(officer: Officer) -> None:
    storm = officer.storm
    first = storm.city.pid
    os.kill(first, signal.SIGKILL)
    # How many notice depends on how fast it comes back: those that are asked every few seconds may not, nor may any.
    killed = time.monotonic()
    officer.see(lambda: officer.lost() or (storm.city.pid not in (0, first) and time.monotonic() - killed > NOTICED_S),
                "sources are lost, or it was back before one of them was asked")
    away = officer.headline if officer.lost() else ""
    officer.open_incident()  # the centre works on without its sources
    officer.see(lambda: storm.city.pid not in (0, first), "the simulator is started again")
    officer.see(officer.all_live, "every source is live again")
    officer.see(lambda: officer.headline != away, "and the header says so")


def kill_the_engine(officer: Officer) -> None:
    """While an order waits for the answer of a unit service that does not speak."""
    storm, desktop = officer.storm, officer.desktop
    incident = officer.open_incident()
    unit = next(one.unit for one in officer.snapshot.units.values() if one.status == "free")
    city, first = storm.city.pid, storm.engine()
    os.kill(city, signal.SIGSTOP)
    try:
        order = desktop._context.submit(OrderUnit(incident=incident, unit=unit))
        officer.see(order.done, "an answer to the order's command")
        assert order.result().state == "confirmed", order.result()
        officer.see(lambda: [one.state for one in officer.snapshot.incidents[incident].assignments] == ["pending"],
                    "a pending order")
        os.kill(first, signal.SIGKILL)
        officer.see(lambda: "notice.engine_lost" in [notice.key for notice in officer.notices], "a notice of the loss")
        officer.see(lambda: storm.engine() not in (0, first), "another engine")
        officer.see(lambda: officer.snapshot.incidents[incident].assignments[0].state == "unknown",
                    "the order's fate is unknown")
    finally:
        os.kill(city, signal.SIGCONT)
    officer.see(lambda: "notice.engine_recovered" in [notice.key for notice in officer.notices], "and of the return")
    officer.see(lambda: desktop._desk.engine_state == "running", "the header's engine")
    officer.see(officer.all_live, "every source is live again")
    officer.open_incident()
    assert len([event for event in storm.events(UnitOrdered) if event.incident == incident]) == 1


def flood_alarms(snapshot: Snapshot) -> list[str]:
    return [one.alarm for one in snapshot.alarms.values() if one.is_active and one.type_key == "flooded_underpass"]
