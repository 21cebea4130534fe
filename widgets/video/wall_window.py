"""A video wall in a window of its own, for a second monitor: a bar of controls, the cameras beside, many tiles. GUI
thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from command_center.domain.time import to_datetime
from video.layouts import LAYOUTS, Layout
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.replay_frame import WIDTH, ReplayFrame
from widgets.theme import theme
from widgets.video.camera_list import CameraList
from widgets.video.controls import WallControls
from widgets.video.wall import VideoWall

FIRST = "16"


class VideoWallWindow(QWidget):
    """closed(self): it has ended and its pictures with it."""

    closed = Signal(object)

    def __init__(self, context: Context, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context, self._bridge = context, bridge
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = theme()
        self.wall = VideoWall(context, self, alone=True)
        self.wall.set_layout(LAYOUTS[FIRST])
        self.list = CameraList(self.wall, self)
        self.list.setObjectName("wall-cameras")
        self.controls = WallControls(self.wall, self, focusable=True)
        self._said, self._mark = QLabel(self), QLabel(self)
        self._said.setFont(look.font("strong", bold=True))
        self._mark.setFont(look.font("caption"))
        self._mark.setStyleSheet(f"color: {look.colour('mid').name()};")
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), look.px(4), look.px(6), look.px(4))
        row.setSpacing(look.px(14))
        row.addWidget(self._said)
        row.addWidget(self._mark)
        row.addStretch(1)
        row.addWidget(self.controls)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(look.space("gap"))
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.wall)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([look.px(260), look.px(1000)])
        self.list.hide()
        column = QVBoxLayout(self)
        edge = look.px(WIDTH)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.split, 1)
        self.frame = ReplayFrame(self)
        QShortcut(QKeySequence(Qt.Key.Key_F11), self, self.toggle_full_screen)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._refresh_list)
        self._second.start()
        self.resize(look.px(1280), look.px(800))
        self._retranslate()
        bridge.add(self.wall)
        bridge.ticked.connect(self._tick)
        self._tick(bridge.now_utc())
        self.wall.setFocus()

    def show_layout(self, layout: Layout | None) -> None:
        """A layout that did not fit where somebody chose it."""
        if layout is not None:
            self.wall.set_layout(layout)

    def toggle_full_screen(self) -> None:
        """F11: nothing but the wall on this monitor."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _refresh_list(self) -> None:
        if self.list.isVisible():
            self.list.refresh()

    def _tick(self, now_utc: int) -> None:
        """The instant and what it is, as loud as in the first window."""
        session = self._bridge.session
        live = session is None or session.mode == "live"
        when = to_datetime(now_utc, self._context.configuration.city.zone).strftime("%Y-%m-%d %H:%M:%S") if now_utc else ""
        mode = self.tr("Live") if live else self.tr("REPLAY")
        self._said.setText(f"{mode}  {when}")
        self.frame.setVisible(not live)

    def _retranslate(self) -> None:
        city = self._context.configuration.city
        self.setWindowTitle(self.tr("Video wall – {city}").format(city=self._context.say(city.name, city.name_en)))
        self._mark.setText(self.tr("Demo city: nothing of this is real") if city.demo else "")

    def save_window(self) -> dict[str, Any]:
        """What survives a restart: its place on the screen, its layout and cameras, whether the list is open."""
        return {"geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"), "list": self.list.isVisibleTo(self),
                "wall": {key: value for key, value in self.wall.save_view().items() if key != "scenes"}}

    def restore_window(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        geometry, wall = state.get("geometry"), state.get("wall")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.list.setVisible(state.get("list") is True)
        if isinstance(wall, dict):
            self.wall.restore_view(wall)

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The frame keeps to the edge."""
        super().resizeEvent(event)
        self.frame.fit(self.rect())
        self.frame.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground of the bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Its pictures end with it."""
        self._bridge.remove(self.wall)
        self._bridge.ticked.disconnect(self._tick)
        self.wall.leave()
        self.closed.emit(self)
        super().closeEvent(event)
