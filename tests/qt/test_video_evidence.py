"""Exporting footage and noting something about it, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from command_center.config import Configuration
from command_center.domain.camera_notes import CameraNote
from command_center.domain.cameras import Camera
from command_center.domain.commands import LockFootage, NoteCamera, RecordExport, RemoveCameraNote
from command_center.domain.time import SECOND
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from tests.servers.video_clips import make_clip
from tests.unit.video.evidence_stage import START, record
from video.evidence.verify import verify
from widgets.context import Context
from widgets.director import Director
from widgets.video.wall import VideoWall

PATIENCE_MS = 60_000


@pytest.fixture
def live() -> HandSession:
    return HandSession("live", at_utc=START + 3 * SECOND)


@pytest.fixture
def wall(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, live: HandSession) -> VideoWall:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clip = tmp_path / "clip.ts"
    clip.write_bytes(make_clip(3).data)
    segment = record(tmp_path / "recordings", "gate", clip)
    snapshot = Snapshot(cameras={"gate": Camera(camera="gate", name="北门", sub_url="file:///nowhere.ts"),
                                 "hall": Camera(camera="hall", name="大厅", sub_url="file:///nowhere.ts")},
                        segments={"gate": (segment,)})
    live.give(snapshot)
    director = Director(lambda at, axis: HandSession("replay", axis, snapshot, at_utc=at))
    context = Context(Configuration(), {}, "zh_CN", "desk", 1.0, "王伟", "1号席", lambda: live, director=director,
                      recordings=tmp_path / "recordings")
    director.start(live)
    made = VideoWall(context)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.on_snapshot(snapshot, Changes(reset=True))
    return made


def test_export_from_the_key_to_a_sound_folder(qtbot: QtBot, wall: VideoWall, live: HandSession, tmp_path: Path) -> None:
    dialog = wall.evidence.export("gate")
    assert dialog.chosen() == ["gate"] and not dialog.confirm.isEnabled()  # a reason is missing
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.reason.setText("事故17")
    assert dialog.confirm.isEnabled(), dialog.said.text()
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=PATIENCE_MS)
    verdict = verify(tmp_path / "out")
    assert verdict.is_sound and verdict.manifest is not None and verdict.manifest.reason == "事故17"
    given = {type(command): command for command in live.bus.commands}
    assert given[LockFootage].camera == "gate"
    assert given[RecordExport].cameras == ("gate",) and len(given[RecordExport].sha256) == 64
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_is_missing_is_said_before_anything_is_done(wall: VideoWall, tmp_path: Path) -> None:
    dialog = wall.evidence.export("hall")
    dialog.reason.setText("x")
    nothing = dialog.said.text()
    assert nothing and not dialog.confirm.isEnabled()  # nothing was recorded
    dialog.cameras.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.said.text() == "" and dialog.confirm.isEnabled()
    dialog.since.setText("yesterday")
    assert "2026-11-21" in dialog.said.text()
    dialog.since.setText("2030-01-01 00:00:00")
    assert dialog.said.text() not in ("", nothing)
    (tmp_path / "there").mkdir()
    dialog.set_last(5)
    dialog.folder.setText(str(tmp_path / "there"))
    assert dialog.said.text() and not dialog.confirm.isEnabled()


def test_cancel_ends_the_work(qtbot: QtBot, wall: VideoWall, tmp_path: Path) -> None:
    dialog = wall.evidence.export("gate")
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.reason.setText("x")
    dialog.accept()
    assert dialog.job is not None
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=PATIENCE_MS)
    assert dialog.said.text() and dialog.confirm.isEnabled() and not (tmp_path / "out").exists()


def test_note_from_the_menu_and_take_it_back(qtbot: QtBot, wall: VideoWall, live: HandSession) -> None:
    menu = QMenu(wall)
    for fill in wall.acts.fillers:
        fill(menu, 0)
    assert sum("\tE" in action.text() or "\tN" in action.text() for action in menu.actions()) == 2
    dialog = wall.evidence.note("gate")
    dialog.text.setText("逃逸车辆")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    noted = next(command for command in live.bus.commands if isinstance(command, NoteCamera))
    assert (noted.camera, noted.text, noted.about_utc) == ("gate", "逃逸车辆", START + 3 * SECOND)
    live.give(Snapshot(camera_notes={noted.note: CameraNote(note=noted.note, camera="gate", about_utc=noted.about_utc,
                                                            text=noted.text, actor="王伟")}))
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5000)
    assert "逃逸车辆" in dialog.list.item(0).text() and "王伟" in dialog.list.item(0).text()
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert any(isinstance(command, RemoveCameraNote) for command in live.bus.commands)


def test_keys_open_the_dialogs(qtbot: QtBot, wall: VideoWall, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(wall.evidence, "export", lambda camera: opened.append("E" + camera))
    monkeypatch.setattr(wall.evidence, "note", lambda camera: opened.append("N" + camera))
    wall.canvas.setFocus()
    qtbot.keyClick(wall.canvas, Qt.Key.Key_E)
    qtbot.keyClick(wall.canvas, Qt.Key.Key_N)
    assert [each[0] for each in opened] == ["E", "N"]
