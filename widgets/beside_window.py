"""What every window beside the first one is: what it shows and when, the frame of a replay, its keys, its place on
the screen, and an end that takes along what it showed. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from command_center.domain.time import to_datetime
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.panels.base import Panel
from widgets.replay_frame import WIDTH, ReplayFrame
from widgets.theme import theme


class BesideWindow(QWidget):
    """closed(self): it has ended. A window makes its panel and controls, arranges them, then begins."""

    closed = Signal(object)

    def __init__(self, context: Context, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context, self._bridge = context, bridge
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = theme()
        self._said, self._mark = QLabel(self), QLabel(self)
        self._said.setFont(look.font("strong", bold=True))
        self._mark.setFont(look.font("caption"))
        self._mark.setStyleSheet(f"color: {look.colour('mid').name()};")

    def _arrange(self, controls: list[QWidget], body: QWidget, margins: tuple[int, int, int, int]) -> None:
        """A strip with what is shown and the controls, the body below it. `margins` of the strip: left, top, right,
        bottom in design pixels."""
        look = theme()
        row = QHBoxLayout()
        row.setContentsMargins(*(look.px(margin) for margin in margins))
        row.setSpacing(look.px(14))
        row.addWidget(self._said)
        row.addWidget(self._mark)
        row.addStretch(1)
        for control in controls:
            row.addWidget(control)
        column = QVBoxLayout(self)
        edge = look.px(WIDTH)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(body, 1)
        self.frame = ReplayFrame(self)
        QShortcut(QKeySequence(Qt.Key.Key_F11), self, self.toggle_full_screen)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)

    def _begin(self, panel: Panel) -> None:
        """From now on the panel is given what is so, until the window closes."""
        self._panel = panel
        self._retranslate()
        self._bridge.add(panel)
        self._bridge.ticked.connect(self._tick)
        self._tick(self._bridge.now_utc())

    def _leave(self) -> None:
        """What the panel holds ends with the window."""
        raise NotImplementedError

    def _city(self) -> str:
        city = self._context.configuration.city
        return self._context.say(city.name, city.name_en)

    def _retranslate(self) -> None:
        demo = self._context.configuration.city.demo
        self._mark.setText(self.tr("Demo city: nothing of this is real") if demo else "")

    def _tick(self, now_utc: int) -> None:
        """The instant and what it is, as loud as in the first window."""
        session = self._bridge.session
        live = session is None or session.mode == "live"
        when = to_datetime(now_utc, self._context.configuration.city.zone).strftime("%Y-%m-%d %H:%M:%S") if now_utc else ""
        mode = self.tr("Live") if live else self.tr("REPLAY")
        self._said.setText(f"{mode}  {when}")
        self.frame.setVisible(not live)

    def toggle_full_screen(self) -> None:
        """F11: nothing but this window on its monitor."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def save_window(self) -> dict[str, Any]:
        """What survives a restart: its place on the screen."""
        return {"geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii")}

    def restore_window(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        geometry = state.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

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
        """Ground of the strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What it showed ends with it."""
        self._bridge.remove(self._panel)
        self._bridge.ticked.disconnect(self._tick)
        self._leave()
        self.closed.emit(self)
        super().closeEvent(event)
