"""What a machine may lack (fonts, a display, a folder): one plain sentence, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command_center.cli.main import main
from resources import FOLDER

ROOT = Path(__file__).resolve().parents[3]
LOADS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from widgets import fonts
fonts.FOLDER = Path(sys.argv[1])
app = QApplication([])
fonts.load_fonts()
try:
    print("goes on:", fonts.font_trouble())
except OSError as error:
    print("stops:", error)
"""


def fonts_of(folder: Path, **environment: str) -> str:
    done = subprocess.run([sys.executable, "-c", LOADS, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60,
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment, check=True)
    return done.stdout.strip()


def test_a_missing_or_damaged_font_is_named_and_the_desk_goes_on(tmp_path: Path) -> None:
    assert fonts_of(FOLDER) == "goes on:"
    (tmp_path / "fonts").mkdir()
    shutil.copy(FOLDER / "fonts" / "NotoSansSC-Regular.otf", tmp_path / "fonts")
    said = fonts_of(tmp_path)
    assert said.startswith("goes on:") and "NotoSansSC-Medium.otf" in said and "Regular" not in said
    (tmp_path / "fonts" / "NotoSansSC-Medium.otf").write_bytes(b"rubbish")
    assert fonts_of(tmp_path) == said


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is Linux's")
def test_without_any_font_there_is_no_window(tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    said = fonts_of(tmp_path, FONTCONFIG_FILE=str(nothing))
    assert said.startswith("stops:") and "no other font" in said and "fetch" in said
    assert fonts_of(FOLDER, FONTCONFIG_FILE=str(nothing)) == "goes on:"


def test_without_a_display_and_without_xvfb_the_way_out_is_named(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "apt-get install xvfb" in said and "QT_QPA_PLATFORM=offscreen" in said


def test_a_folder_for_pictures_that_cannot_be_made_is_named(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (tmp_path / "file").touch()
    assert main(["run", "--pictures", str(tmp_path / "file" / "pictures")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "--pictures" in said and "Traceback" not in said


def test_a_journal_where_no_folder_can_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    config = tmp_path / "city.toml"
    config.write_text(f'[city]\nname = "x"\n[journal]\npath = "{tmp_path / "file" / "j.sqlite"}"\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "command_center", "run", "--config", str(config)], cwd=ROOT,
                          capture_output=True, text=True, timeout=90, check=False,
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 2, done.stderr
    assert "[journal]" in done.stderr and "Traceback" not in done.stderr
