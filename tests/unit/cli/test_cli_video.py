"""`command-center video` on a journal with a recorder's folder beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_center.cli.main import main
from command_center.domain.events import CameraSeen, MaskPlaced, SegmentRecorded
from command_center.domain.time import SECOND, to_iso
from command_center.journal.sqlite import SqliteJournal
from tests.servers.video_clips import make_clip
from tests.unit.video.evidence_stage import START, record


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clip, path = tmp_path / "clip.ts", tmp_path / "j.sqlite"
    clip.write_bytes(make_clip(2).data)
    segment = record(tmp_path / "j.sqlite-video", "gate", clip)
    opened = SqliteJournal(path)
    opened.append([
        CameraSeen(at_utc=START, source="test", camera="gate", name="北门"),
        SegmentRecorded(at_utc=segment.from_utc, source="recorder", camera="gate", path=segment.path,
                        until_utc=segment.until_utc, byte_count=segment.byte_count),
        MaskPlaced(at_utc=START, source="", camera="gate", mask="m", outline=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0))),
    ]).result(5)
    opened.close()
    return path


def _export(journal: Path, *more: str) -> int:
    return main(["video", "export", str(journal), "--camera", "gate", "--from", to_iso(START), "--until", to_iso(START + 2 * SECOND),
                 "--to", str(journal.parent / "out"), "--actor", "王伟", *more])


def test_export_then_verify(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _export(journal, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 4 and told["empty"] == []
    assert main(["video", "key", "--json"]) == 0
    key = json.loads(capsys.readouterr().out)
    public = journal.parent / "authority.pem"
    public.write_text(key["public_key"])
    assert main(["video", "verify", told["folder"], "--key", str(public), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sound": True, "key": key["fingerprint"], "key_from_elsewhere": True, "findings": []}
    Path(told["folder"], "北门.mp4").write_bytes(b"forged")
    assert main(["video", "verify", told["folder"]]) == 1
    assert "北门.mp4 was changed" in capsys.readouterr().out


def test_what_is_wrongly_asked_is_said(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "export", str(journal), "--camera", "nowhere", "--from", to_iso(START), "--until",
                 to_iso(START + SECOND), "--to", str(journal.parent / "out")]) == 2
    assert "no camera 'nowhere'; known are gate" in capsys.readouterr().err
    assert main(["video", "verify", str(journal.parent / "nothing")]) == 2
    (journal.parent / "out").mkdir()
    assert _export(journal) == 1
    assert "exists already" in capsys.readouterr().err


def test_a_range_without_footage_fails_plainly(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["video", "export", str(journal), "--camera", "gate", "--from", to_iso(START + 60 * SECOND), "--until",
                 to_iso(START + 70 * SECOND), "--to", str(journal.parent / "out")]) == 1
    assert "nothing was recorded" in capsys.readouterr().err and not (journal.parent / "out").exists()
