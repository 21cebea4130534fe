"""`command-center video locks`: with and without an engine, everything through the journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_center.cli.main import main
from command_center.config import Configuration
from command_center.domain.events import CameraSeen, FootageLocked, FootageUnlocked, SegmentRecorded
from command_center.domain.time import SECOND, parse_iso, to_iso
from command_center.engine.service import EngineService
from command_center.journal.sqlite import SqliteJournal

START = parse_iso("2026-11-21T08:00:00+08:00")
SPAN = ("--from", to_iso(START), "--until", to_iso(START + 10 * SECOND))


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "j.sqlite"
    opened = SqliteJournal(path)
    opened.append([CameraSeen(at_utc=START, source="test", camera=camera, name="北门") for camera in ("gate", "yard")] + [
        SegmentRecorded(at_utc=START + at * SECOND, source="recorder", camera="gate", path=f"gate/{at}.ts",
                        until_utc=START + (at + 8) * SECOND, byte_count=1000) for at in (0, 8, 16)]).result(5)
    opened.close()
    return path


def _said(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def _recorded(path: Path) -> list[object]:
    opened = SqliteJournal(path, read_only=True)
    try:
        return [entry.event for page in opened.read(0, opened.head()) for entry in page
                if isinstance(entry.event, FootageLocked | FootageUnlocked)]
    finally:
        opened.close()


@pytest.mark.parametrize("running", [False, True], ids=["no engine", "engine"])
def test_footage_is_kept_listed_and_let_go(journal: Path, capsys: pytest.CaptureFixture[str], running: bool) -> None:
    engine = EngineService(Configuration(), journal, {}, record=False) if running else None
    try:
        assert main(["video", "locks", "lock", str(journal), "--camera", "gate", "--camera", "yard", *SPAN,
                     "--reason", " 事故 17 ", "--actor", "王伟", "--json"]) == 0
        made = _said(capsys)
        assert isinstance(made, list) and [one["camera"] for one in made] == ["gate", "yard"]
        assert main(["video", "locks", "list", str(journal), "--camera", "gate", "--json"]) == 0
        listed = _said(capsys)
        assert isinstance(listed, list) and len(listed) == 1
        assert listed[0] == {**listed[0], "lock": made[0]["lock"], "camera": "gate", "reason": "事故 17", "actor": "王伟",
                             "from": to_iso(START), "until": to_iso(START + 10 * SECOND), "segments": 2, "bytes": 2000}
        assert main(["video", "locks", "unlock", str(journal), made[0]["lock"], "--reason", "closed", "--json"]) == 0
        assert _said(capsys) == [{"lock": made[0]["lock"], "camera": "gate"}]
        assert main(["video", "locks", "list", str(journal)]) == 0
        told = capsys.readouterr().out
        assert "yard" in told and "gate" not in told and "王伟" in told
    finally:
        if engine is not None:
            engine.stop()
    events = _recorded(journal)
    assert [type(event).__name__ for event in events] == ["FootageLocked", "FootageLocked", "FootageUnlocked"]
    assert events[0].actor == "王伟" and events[0].desk  # type: ignore[attr-defined]


def test_what_is_wrongly_asked_is_refused_and_leaves_nothing(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = ["video", "locks", "lock", str(journal), "--reason", "why"]
    assert main([*lock, "--camera", "gate", "--camera", "nowhere", *SPAN]) == 2
    assert "no camera 'nowhere'" in capsys.readouterr().err
    assert main([*lock, "--camera", "gate", "--from", to_iso(START), "--until", to_iso(START)]) == 2
    assert "--from must lie before --until" in capsys.readouterr().err
    assert main([*lock[:-1], "  ", "--camera", "gate", *SPAN]) == 2
    assert "--reason" in capsys.readouterr().err
    assert main(["video", "locks", "unlock", str(journal), "0123", "--reason", "why"]) == 2
    assert "there is no lock '0123'" in capsys.readouterr().err
    assert main(["video", "locks", "list", str(journal), "--camera", "nowhere"]) == 2
    assert main(["video", "locks", "list", str(journal.parent / "none")]) == 2
    assert _recorded(journal) == []
    capsys.readouterr()
    assert main(["video", "locks", "list", str(journal)]) == 0
    assert capsys.readouterr().out == "nothing is locked\n"


def test_the_beginning_of_an_id_is_enough_while_it_means_one(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "locks", "lock", str(journal), "--camera", "gate", "--camera", "yard", *SPAN, "--reason", "x", "--json"]) == 0
    one, other = (each["lock"] for each in _said(capsys))  # type: ignore[attr-defined]
    shared = next(at for at in range(len(one)) if one[at] != other[at])
    assert main(["video", "locks", "unlock", str(journal), one[:shared], "--reason", "y"]) == 2
    assert "2 locks begin with" in capsys.readouterr().err
    assert main(["video", "locks", "unlock", str(journal), one[:shared + 1], "--reason", "y"]) == 0
    assert one in capsys.readouterr().out
