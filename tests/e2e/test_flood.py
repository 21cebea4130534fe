"""The whole way of a duty officer through the real window, on the demo city's real protocols.

The flood alarm comes; it is made an incident with one key; the recommended unit is sent and arrives; the camera that
sees the place is on the wall; the timeline goes back to before it all, where commands are refused; and live again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from command_center.app import Desktop, Options
from command_center.domain.commands import OpenIncident
from command_center.domain.incidents import Incident
from command_center.domain.time import SECOND
from command_center.state.snapshot import Snapshot
from resources import FOLDER
from widgets.fonts import load_fonts
from widgets.i18n import install_language

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SPEED = "5"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The demo's own configuration on a simulator of this test's, with the script compressed."""
    city = subprocess.Popen(
        [sys.executable, "-m", "command_center", "citysim", "--port", "0", "--speed", SPEED, "--json"],
        stdout=subprocess.PIPE, text=True)
    assert city.stdout is not None
    monkeypatch.setenv("CITY_URL", json.loads(city.stdout.readline())["url"])
    path = tmp_path / "city.toml"
    path.write_text((FOLDER / "demo" / "city.toml").read_text(encoding="utf-8")
                    + f'\n[journal]\npath = "{tmp_path / "journal.sqlite"}"\n', encoding="utf-8")
    yield path
    city.terminate()
    city.wait(10)


class Officer:
    """Somebody at the desk: looks at the window's state, presses keys, clicks."""

    def __init__(self, qtbot: Any, desktop: Desktop) -> None:
        self.bot, self.desktop = qtbot, desktop

    @property
    def snapshot(self) -> Snapshot:
        """What the panels show."""
        bridge = getattr(self.desktop, "bridge", None)
        return bridge.snapshot if bridge is not None else Snapshot()

    def panel(self, key: str) -> Any:
        return self.desktop.window.panels[key]

    def see(self, sight: Callable[[], object], within_s: float) -> None:
        """Wait until something is so."""
        self.bot.waitUntil(lambda: bool(sight()), timeout=int(within_s * 1000))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.desktop.window, key, modifier)


@pytest.fixture
def officer(qtbot: Any, qapp: QApplication, config: Path) -> Iterator[Officer]:
    load_fonts()
    install_language("zh_CN")
    desktop = Desktop(qapp, Options(config=config, size=(1920, 1080)))
    desktop.show()
    qtbot.waitActive(desktop.window)
    yield Officer(qtbot, desktop)
    desktop.close()


def test_flood_from_alarm_to_replay(officer: Officer) -> None:
    officer.see(lambda: flood_alarms(officer.snapshot), within_s=90)
    alarm = flood_alarms(officer.snapshot)[0]
    before_utc = officer.snapshot.at_utc

    officer.press(Qt.Key.Key_I)
    officer.see(lambda: made_of(officer.snapshot, alarm), within_s=15)
    incident = made_of(officer.snapshot, alarm)
    assert incident is not None and incident.type_key == "flooded_underpass"

    officer.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    queue = officer.panel("queue")
    officer.see(lambda: queue.current == incident.incident, within_s=10)
    officer.see(lambda: getattr(queue.advisor.advice(incident.incident), "proposed", ()), within_s=30)
    officer.press(Qt.Key.Key_S)
    officer.see(lambda: orders(officer, incident, "confirmed"), within_s=20)
    unit = orders(officer, incident, "confirmed")[0].unit
    officer.see(lambda: [one for one in orders(officer, incident, "arrived") if one.unit == unit], within_s=120)

    wall = officer.panel("video")
    names = [officer.snapshot.cameras[key].name for key in wall.shown if key]
    assert any("中山路" in name for name in names[:2]), names
    officer.see(lambda: any(tile.sequence for tile in wall.tiles), within_s=30)

    track = officer.panel("timeline").track
    officer.see(lambda: track.x_of(before_utc) > 0, within_s=5)
    spot = QPoint(round(track.x_of(before_utc - 5 * SECOND)), track.height() // 2)
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=spot)
    officer.see(lambda: officer.desktop.director.session.mode == "replay", within_s=20)
    officer.see(lambda: officer.snapshot.seq and not officer.snapshot.incidents, within_s=20)
    refused = officer.desktop._context.submit(OpenIncident(title="x", grade=4, lon=115.0, lat=30.2)).result(10)
    assert refused.state == "failed" and refused.rejection is not None and refused.rejection.key == "refusal.replay"

    officer.desktop.director.back_to_live()
    officer.see(lambda: made_of(officer.snapshot, alarm), within_s=20)
    assert officer.desktop.director.session.mode == "live"


def flood_alarms(snapshot: Snapshot) -> list[str]:
    """Red alarms of the drainage pack that stand."""
    return [one.alarm for one in snapshot.alarms.values()
            if one.level == 1 and one.is_active and one.type_key == "flooded_underpass"]


def made_of(snapshot: Snapshot, alarm: str) -> Incident | None:
    return next((one for one in snapshot.incidents.values() if one.alarm == alarm), None)


def orders(officer: Officer, incident: Incident, *states: str) -> list[Any]:
    now = officer.snapshot.incidents.get(incident.incident, incident)
    return [one for one in now.assignments if one.state in (*states, "arrived")]


def test_screens_never_leave_processes_behind(config: Path, tmp_path: Path) -> None:
    """A picture of the live city ends by itself and takes its children along."""
    picture = tmp_path / "picture.png"
    done = subprocess.run(
        [sys.executable, "-m", "command_center", "shot", str(picture), "--config", str(config), "--size", "1920x1080",
         "--after", "20", "--lang", "en"], env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}, capture_output=True,
        text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    left = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False)
    assert not left.stdout.split()
