"""A wall with pictures painted by hand, for tests of what is done on its tiles: no decode process, no server."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from command_center.config import Configuration, VideoSection
from command_center.domain.cameras import Camera
from command_center.domain.time import now_utc
from command_center.state.snapshot import Changes, Snapshot
from tests.qt.sessions import HandSession
from video.pictures import SharedPictures
from video.views import View
from widgets.context import Context
from widgets.video.wall import VideoWall

PTZ = {"ptz": "1", "ptz_presets": '{"1": "桥面", "2": "江滩"}'}


def cameras(count: int = 4) -> dict[str, Camera]:
    """c0 cannot be moved, the others can."""
    return {f"c{number}": Camera(camera=f"c{number}", name=f"摄像头{number}", sub_url=f"http://127.0.0.1:9/{number}",
                                 properties=PTZ if number else {}) for number in range(count)}


class Stage:
    """A wall in a window. Tiles show a picture whose red says how far right a place is, its green how far down."""

    def __init__(self, qtbot, tiles: int = 4, mode: str = "live", **video) -> None:
        self.session = HandSession(mode, at_utc=now_utc())
        self.context = Context(Configuration(video=VideoSection(tiles=tiles, **video)), {}, "zh_CN", "desk", 1.0, "officer",
                               "01", lambda: self.session)
        self.window = QWidget()
        self.window.resize(1200, 800)
        self.wall = VideoWall(self.context, self.window)
        self.wall.setGeometry(0, 0, 1200, 760)
        self.wall.feeds.pool.open_live = self._open  # type: ignore[method-assign]
        self.sizes: list[tuple[int, int]] = []
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.give(cameras=cameras(tiles))

    def _open(self, url: str, *given: object, **_: object) -> View:
        width, height = [each for each in given if isinstance(each, int)][:2]
        view = View(len(self.sizes) + 1, url, SharedPictures(width, height), state="live")
        self.sizes.append((width, height))
        self.paint(view)
        return view

    @staticmethod
    def paint(view: View) -> None:
        width, height = view.pictures.width // 2 * 2, view.pictures.height // 2 * 2
        pixels = np.zeros((height, width, 4), np.uint8)
        pixels[:, :, 2] = (np.arange(width) * 255 // (width - 1))[None, :]
        pixels[:, :, 1] = (np.arange(height) * 255 // (height - 1))[:, None]
        view.pictures.publish(pixels, now_utc(), 0.04)

    def give(self, **tables) -> None:
        self.snapshot = Snapshot(**{**{name: getattr(self.wall.snapshot, name) for name in ("cameras", "ptz", "masks")},
                                    **tables})
        self.session.give(self.snapshot)
        self.wall.on_snapshot(self.snapshot, Changes(reset=True))
        self.wall.on_clock(self.session.clock.now_utc())

    @property
    def commands(self) -> list:
        return self.session.bus.commands

    def tile(self, number: int = 1):
        return self.wall.tiles[number]

    def spot(self, u: float, v: float, number: int = 1) -> QPoint:
        """The pixel of the canvas over a place (0..1) of a tile's picture box."""
        box = self.tile(number).picture_box
        return QPoint(round(box.left() + u * box.width()), round(box.top() + v * box.height()))

    def seen(self, spot: QPoint, widget: QWidget | None = None) -> tuple[int, int, int]:
        """Red, green and blue of a pixel as painted."""
        image = (widget or self.wall.canvas).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        colour = image.pixelColor(spot)
        return colour.red(), colour.green(), colour.blue()

    def wheel(self, spot: QPoint, notches: int, widget: QWidget | None = None) -> None:
        target = widget or self.wall.canvas
        QApplication.sendEvent(target, QWheelEvent(
            QPointF(spot), QPointF(target.mapToGlobal(spot)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))

    def close(self) -> None:
        self.wall.shrink()
        self.wall.hide()
        self.wall.feeds.pool.close()


def drag(qtbot, widget, start: QPoint, end: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, modifier, start)
    for step in range(1, 5):
        spot = start + (end - start) * step / 4
        QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), QPointF(widget.mapToGlobal(spot)),
                                                   Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifier))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, modifier, end)
