"""`command-center video recordings` and `download` against a device at a running connector."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from command_center.cli.main import main
from command_center.domain.events import CameraSeen
from command_center.domain.time import SECOND, to_iso
from command_center.journal.sqlite import SqliteJournal
from tests.registered_device import registered_device
from tests.servers.gb28181_device import Device

BEGIN = 1_767_294_000
CAMERA = "gb/34020000001310000001"


@pytest.fixture
def device() -> Iterator[tuple[Any, Device]]:
    with registered_device() as (found, running):
        yield found, running


@pytest.fixture
def journal(device: tuple[Any, Device], tmp_path: Path) -> Path:
    path = tmp_path / "j.sqlite"
    opened = SqliteJournal(path)
    opened.append([*[event for event in device[0].events if isinstance(event, CameraSeen)][:1],
                   CameraSeen(at_utc=BEGIN * SECOND, source="x", camera="plain", name="P", main_url="rtsp://h/1")]).result(5)
    opened.close()
    return path


def _ask(journal: Path, action: str, *more: str, camera: str = CAMERA, seconds: int = 180) -> int:
    return main(["video", action, str(journal), "--camera", camera, "--from", to_iso(BEGIN * SECOND), "--until",
                 to_iso((BEGIN + seconds) * SECOND), *more])


def test_listed_and_fetched(device: tuple[Any, Device], journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    camera = device[1]
    local = [datetime.fromtimestamp(BEGIN + at, ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M:%S") for at in (0, 60)]
    camera.records = [{"DeviceID": "34020000001310000001", "Name": "桥面", "StartTime": local[0], "EndTime": local[1], "Type": "time",
                       "FileSize": "2000000"}]
    assert _ask(journal, "recordings", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"complete": True, "recordings": [{"from": to_iso(BEGIN * SECOND), "until": to_iso((BEGIN + 60) * SECOND), "kind": "time",
                                                      "name": "桥面", "bytes": 2_000_000}]}
    camera.plays = 2
    assert _ask(journal, "download", "--to", str(tmp_path / "r.mpg"), "--json", seconds=3) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["result"] == "complete" and os.path.getsize(told["file"]) == told["bytes"]
    assert _ask(journal, "download", "--to", str(tmp_path / "r.mpg")) == 2
    assert "exists already" in capsys.readouterr().err


def test_what_a_device_refuses_is_said(device: tuple[Any, Device], journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    device[1].refuses_queries = 403
    assert _ask(journal, "recordings") == 1
    assert "the device refuses: 403 Forbidden" in capsys.readouterr().err
    device[1].answers_invite = 486
    assert _ask(journal, "download", "--to", str(tmp_path / "r.mpg")) == 1
    assert "the device refuses: 486 Busy Here" in capsys.readouterr().err and not (tmp_path / "r.mpg").exists()
    assert _ask(journal, "recordings", camera="plain") == 2 and _ask(journal, "recordings", camera="nobody") == 2
    capsys.readouterr()
    device[0].finish()
    assert _ask(journal, "recordings") == 1
    assert "no engine runs" in capsys.readouterr().err
