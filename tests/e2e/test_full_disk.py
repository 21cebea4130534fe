"""A disk that is full: the desk says so, the engine stays, what was acknowledged stands, and it goes on with room.

The full disk is a small file system of its own in memory, made where the test may do so (root on Linux).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_center.config import Configuration, load_configuration
from command_center.domain.commands import OpenIncident
from command_center.engine.desk import Desk
from command_center.notices import Notice, subscribe
from tests.e2e.test_kill import PATIENCE_S, running, shown, until

pytestmark = pytest.mark.e2e


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True,
                          check=False) if os.path.exists("/bin/mount") else None
    if made is None or made.returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    path = tmp_path / "city.toml"
    path.write_text("[video]\nrecord = false\n", encoding="utf-8")
    return load_configuration(path)


def fill(path: Path) -> None:
    """Take every last byte."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(handle, bytes(4096))
    except OSError:
        pass
    finally:
        os.close(handle)


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(small_disk: Path, configuration: Configuration) -> None:
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    desk = Desk(configuration, small_disk / "journal.sqlite", "officer", "desk-1")

    def submit() -> tuple[str, str]:
        command = OpenIncident(title="x" * 50_000, grade=3, lon=115.0, lat=30.0)
        return command.incident, desk.live.bus.submit(command).result(PATIENCE_S).state

    try:
        engine = running(desk)
        answers = [submit() for _ in range(3)]
        fill(small_disk / "filler")
        while answers[-1][1] == "confirmed":
            answers.append(submit())
        until(lambda: "notice.journal_disk_full" in [notice.key for notice in heard], "the desk says what is the matter")
        assert running(desk) == engine
        refused, state = submit()
        assert state == "failed"
        (small_disk / "filler").unlink()
        until(lambda: submit()[1] == "confirmed", "it goes on by itself")
        until(lambda: "notice.journal_recovered" in [notice.key for notice in heard], "and says so")
        acknowledged = {incident for incident, state in answers if state == "confirmed"}
        until(lambda: acknowledged <= set(shown(desk).incidents), "what was acknowledged stands")
        assert refused not in shown(desk).incidents
        assert running(desk) == engine
    finally:
        desk.close()
        leave()
