"""The commands with a window refuse bad input in one plain sentence and with exit code 2, before any window opens."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from command_center.cli import doctor, replay, screen_options
from command_center.cli.main import main

ROOT = Path(__file__).resolve().parents[3]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    said = capsys.readouterr().err.strip()
    assert said and "Traceback" not in said
    return said


def test_an_unknown_scene_lists_the_known_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = refused(capsys, "shot", str(tmp_path / "x.png"), "--scene", "moon")
    assert "desk" in said and "wall" in said


def test_an_instant_needs_a_journal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "--journal" in refused(capsys, "shot", str(tmp_path / "x.png"), "--at", "2026-07-12T14:00:00+08:00")


def test_missing_files_and_folders_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    missing = str(tmp_path / "none" / "x.png")
    assert "none" in refused(capsys, "shot", missing)
    assert "gone.toml" in refused(capsys, "run", "--config", str(tmp_path / "gone.toml"))
    assert "gone.sqlite" in refused(capsys, "replay", str(tmp_path / "gone.sqlite"))
    assert ".png" in refused(capsys, "shot", str(tmp_path / "x.txt"))


def test_a_replay_must_begin_before_it_ends(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "j").touch()
    said = refused(capsys, "replay", str(tmp_path / "j"), "--from", "2026-07-12T14:00:00Z", "--until",
                   "2026-07-12T13:00:00Z")
    assert "--until" in said


@pytest.mark.parametrize("text", ["1920", "0x0", "99999x100", "axb", "1920x1080x2"])
def test_odd_sizes_are_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        screen_options.size(text)


def test_sizes_speeds_and_instants_are_read() -> None:
    assert screen_options.size("3840x1080") == (3840, 1080)
    assert screen_options.instant("1970-01-01T00:00:01Z") == 1_000_000
    assert replay.speed("1/8") == 0.125 and replay.speed("600x") == 600
    for text in ("0", "601", "fast", "1/0"):
        with pytest.raises(ArgumentTypeError):
            replay.speed(text)


def test_a_foreign_journal_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "foreign.sqlite"
    path.write_bytes(b"not a journal\n" * 100)
    answer = subprocess.run([sys.executable, "-m", "command_center", "shot", str(tmp_path / "x.png"), "--journal",
                             str(path), "--after", "20"], cwd=ROOT, capture_output=True, text=True, timeout=90,
                            check=False)
    assert answer.returncode == 2 and "foreign.sqlite" in answer.stderr and "Traceback" not in answer.stderr
    assert path.read_bytes() == b"not a journal\n" * 100


def test_the_doctor_finds_python_fonts_and_codecs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    findings = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"python", "sqlite", "qt", "fonts", "codecs", "disk", "clock", "input"} <= set(findings)
    assert findings["fonts"]["state"] == "good" and "Noto Sans SC" in findings["fonts"]["found"]
    assert all(row["state"] in ("good", "warning", "fatal") for row in findings.values())


def test_a_check_that_fails_itself_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_path: object) -> None:
        raise OSError("no such device")

    monkeypatch.setattr(doctor.shutil, "disk_usage", breaks)
    found = {finding.check: finding for finding in doctor.examine()}
    assert found["disk"].state == "warning" and "no such device" in found["disk"].found


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux alone")
@pytest.mark.parametrize("display", [":3977", "nonsense", "127.0.0.1:59999"])
def test_a_display_that_does_not_answer_is_said_before_qt_gives_up(
        capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert display in refused(capsys, "run")
