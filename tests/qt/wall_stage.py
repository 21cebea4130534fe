"""A large wall of cameras that no address answers, and what an operator does on it by mouse, keyboard and menu."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from command_center.config import Configuration
from command_center.config_video import VideoSection
from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.geo import destination
from command_center.domain.incidents import Incident
from command_center.domain.time import now_utc
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from widgets.context import Context
from widgets.video.wall import VideoWall

PLACE = (115.0, 30.2)
KEY = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ["中山路隧道北口", "中山路隧道南口", "人民广场", "滨江路口", "青江大桥", "解放路口", "东港码头", "学院路口", "江北大道", "机场路"]


def cameras() -> dict[str, Camera]:
    """Ten of which no address answers; cam-8 and cam-9 look at the place."""
    found = {}
    for number, name in enumerate(NAMES):
        near = number >= 8
        bearing, metres = (180 if number == 8 else 270, 60) if near else (180, 3000 + 100 * number)
        lon, lat = destination(*PLACE, bearing, metres)
        found[f"cam-{number}"] = Camera(
            camera=f"cam-{number}", name=name, lon=float(lon), lat=float(lat), heading_deg=(bearing + 180) % 360, fov_deg=60.0,
            range_m=200.0, sub_url="http://127.0.0.1:9/none", district="江北区" if number % 2 else "中心城区",
            state="no_signal" if number == 3 else "ok", properties={"name_en": f"Camera {number}", "scene": "road" if number < 4 else "other"})
    return found


def incident(**more: Any) -> Incident:
    return Incident(**{"incident": "i1", "number": "1", "title": "积水", "grade": 2, "lon": PLACE[0], "lat": PLACE[1],
                       "status": "waiting", "opened_utc": 1, "ver": 1} | more)


def alarm(**more: Any) -> Alarm:
    return Alarm(**{"alarm": "a1", "rule": "r", "subject": "s", "level": 1, "state": "unacknowledged", "raised_utc": 5, "title_zh": "隧道积水",
                    "title_en": "Underpass flooded", "lon": PLACE[0], "lat": PLACE[1]} | more)


class Screen:
    """A wall in a window, with the session it shows."""

    def __init__(self, qtbot: Any, tiles: int = 4, size: tuple[int, int] = (1000, 640), **video: Any) -> None:
        self.session = HandSession(at_utc=now_utc())
        self.context = Context(Configuration(video=VideoSection(tiles=tiles, **video)), {}, "zh_CN", "desk", 1.0, "officer", "01",
                               lambda: self.session)
        self.window = QWidget()
        self.window.resize(*size)
        self.wall = VideoWall(self.context, self.window)
        self.wall.setGeometry(0, 0, *size)
        qtbot.addWidget(self.window)
        self.window.show()
        self.snapshot = Snapshot(cameras=cameras())
        self.give()

    def give(self, *tables: str, **more: Any) -> None:
        self.snapshot = msgspec.structs.replace(self.snapshot, **more) if hasattr(self.snapshot, "__struct_fields__") else (
            Snapshot(**{name: getattr(self.snapshot, name) for name in Snapshot.__dataclass_fields__} | more))
        changes = Changes(ids={table: frozenset({"x"}) for table in tables}) if tables else Changes(reset=True)
        self.wall.on_snapshot(self.snapshot, changes)
        self.wall.on_clock(self.session.clock.now_utc())

    def key(self, qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(self.wall.canvas, key, modifier)

    def drop(self, tile: int, data: QMimeData) -> None:
        drop(self.wall, self.wall.tiles[tile].box.center(), data)

    def close(self) -> None:
        """Its decode processes end."""
        self.wall.hide()
        self.wall.feeds.pool.close()


def drop(wall: VideoWall, at: QPoint, data: QMimeData) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(wall.canvas, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(wall.canvas, QDragMoveEvent(at, copy, data, left, none))
    QApplication.sendEvent(wall.canvas, QDropEvent(QPointF(at), copy, data, left, none))



def menu_of(wall: VideoWall) -> QMenu:
    """The menu that is open."""
    return next(menu for menu in wall.canvas.findChildren(QMenu) if menu.isVisible())


def choose(wall: VideoWall, words: str) -> None:
    menu = menu_of(wall)
    action = next(action for action in menu.actions() if words in action.text())
    assert action.isEnabled(), words
    action.trigger()
    menu.close()


def move(canvas: QWidget, to: QPoint, down: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """The event goes to the widget itself: offscreen platforms move no real mouse."""
    QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(canvas.mapToGlobal(to)),
                                               Qt.MouseButton.NoButton, down, Qt.KeyboardModifier.NoModifier))
