"""A wall on cameras that a real HTTP server plays, in a window of a desk; for tests of what its tiles show."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from command_center.config import Configuration, VideoSection
from command_center.domain.cameras import Camera, Segment
from command_center.domain.events import CameraSeen, SegmentRecorded
from command_center.domain.geo import destination
from command_center.domain.incidents import Incident
from command_center.domain.time import now_utc
from command_center.journal.memory import MemoryJournal
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from tests.servers.video_clips import Clip, read_bars
from tests.servers.video_http import CameraServer
from video.recorder.service import Recorder
from widgets.context import Context
from widgets.video.wall import VideoWall

PLACE = (115.0, 30.2)
PATIENCE_MS = 30_000


def camera_server(clip: Clip, names: str | tuple[str, ...] = "abcdef") -> Iterator[CameraServer]:
    """Cameras of these names that play the clip, closed after the test."""
    cameras = CameraServer()
    for name in names:
        cameras.add(name, clip)
    yield cameras
    cameras.close()


def cameras_of(server: CameraServer) -> dict[str, Camera]:
    """Six: e and f look at the place, the others stand far away."""
    found = {}
    for number, name in enumerate("abcdef"):
        near = name in "ef"
        lon, lat = destination(*PLACE, 180, 50 + number if near else 3000 + 100 * number)
        found[name] = Camera(camera=name, name=f"摄像头 {name}", lon=float(lon), lat=float(lat), heading_deg=0.0,
                             fov_deg=60.0, range_m=200.0, sub_url=server.url(name),
                             properties={"name_en": f"Camera {name}"})
    return found


def snapshot_of(server: CameraServer, **more: Any) -> Snapshot:
    incident = Incident(incident="i1", number="1", title="", grade=1, lon=PLACE[0], lat=PLACE[1], status="waiting",
                        opened_utc=1, ver=1)
    return Snapshot(**{"cameras": cameras_of(server), "incidents": {"i1": incident}, **more})


class Screen:
    """A wall in a window, with the session it shows."""

    def __init__(self, qtbot: Any, recordings: Path | None = None, tiles: int = 4, session: HandSession | None = None) -> None:
        self.session = session or HandSession(at_utc=now_utc())
        self.context = Context(Configuration(video=VideoSection(tiles=tiles)), {}, "zh_CN", "desk", 1.0, "officer",
                               "01", lambda: self.session, recordings=recordings)
        self.window = QWidget()
        self.window.resize(900, 700)
        self.wall = VideoWall(self.context, self.window)
        self.wall.setGeometry(0, 500, 900, 150)
        qtbot.addWidget(self.window)
        self.window.show()

    def give(self, snapshot: Snapshot, *tables: str) -> None:
        changes = Changes(ids={table: frozenset({"x"}) for table in tables}) if tables else Changes(reset=True)
        self.wall.on_snapshot(snapshot, changes)
        self.wall.on_clock(self.session.clock.now_utc())


    def close(self) -> None:
        """Its decode processes end."""
        self.wall.hide()
        self.wall.feeds.pool.close()


def number_on(wall: VideoWall, tile: int) -> int:
    """The number that the picture of a tile carries."""
    box = wall.tiles[tile].picture_box
    image = wall.grab(box).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return read_bars(pixels[:, : image.width() * 4].reshape(image.height(), image.width(), 4))


def record(server: CameraServer, folder: Path) -> tuple[Segment, ...]:
    """Some seconds of camera a, by the real recorder."""
    journal = MemoryJournal()
    journal.append([CameraSeen(at_utc=now_utc(), camera="a", name="a", sub_url=server.url("a"))]).result()
    recorder = Recorder(journal, folder, VideoSection(segment_s=60))
    recorder.start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not [path for path in folder.rglob("*.idx") if path.stat().st_size > 24 * 80]:
        time.sleep(0.05)
    recorder.close()
    newest = {entry.event.path: entry.event for page in journal.read() for entry in page
              if isinstance(entry.event, SegmentRecorded)}
    return tuple(Segment(each.at_utc, each.until_utc, each.path) for each in newest.values())
