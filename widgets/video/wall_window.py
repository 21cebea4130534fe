"""A video wall in a window of its own, for a second monitor: a bar of controls, the cameras beside, many tiles. GUI
thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from video.layouts import LAYOUTS, Layout
from widgets.beside_window import BesideWindow
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.theme import theme
from widgets.video.camera_list import CameraList
from widgets.video.controls import WallControls
from widgets.video.wall import VideoWall

FIRST = "16"


class VideoWallWindow(BesideWindow):
    """The wall's pictures end with it."""

    def __init__(self, context: Context, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(context, bridge, parent)
        self.wall = VideoWall(context, self, alone=True)
        self.wall.set_layout(LAYOUTS[FIRST])
        self.list = CameraList(self.wall, self)
        self.list.setObjectName("wall-cameras")
        self.controls = WallControls(self.wall, self, focusable=True)
        self._split()
        self._arrange([self.controls], self.split, (12, 4, 6, 4))
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._refresh_list)
        self._second.start()
        look = theme()
        self.resize(look.px(1280), look.px(800))
        self._begin(self.wall)
        self.wall.setFocus()

    def _split(self) -> None:
        look = theme()
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(look.space("gap"))
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.wall)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([look.px(260), look.px(1000)])
        self.list.hide()

    def show_layout(self, layout: Layout | None) -> None:
        """A layout that did not fit where somebody chose it."""
        if layout is not None:
            self.wall.set_layout(layout)

    def _refresh_list(self) -> None:
        if self.list.isVisible():
            self.list.refresh()

    def _retranslate(self) -> None:
        super()._retranslate()
        self.setWindowTitle(self.tr("Video wall – {city}").format(city=self._city()))

    def save_window(self) -> dict[str, Any]:
        """What survives a restart: its place on the screen, its layout and cameras, whether the list is open."""
        return super().save_window() | {
            "list": self.list.isVisibleTo(self),
            "wall": {key: value for key, value in self.wall.save_view().items() if key != "scenes"}}

    def restore_window(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        super().restore_window(state)
        self.list.setVisible(state.get("list") is True)
        wall = state.get("wall")
        if isinstance(wall, dict):
            self.wall.restore_view(wall)

    def _leave(self) -> None:
        self.wall.leave()
