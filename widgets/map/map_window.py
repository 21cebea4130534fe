"""A map in a window of its own, for a second monitor: linked, free, or following the presenter. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from command_center.domain.time import to_datetime
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.map.links import MODES
from widgets.map.panel import MapPanel
from widgets.replay_frame import WIDTH, ReplayFrame
from widgets.theme import theme


class MapWindow(QWidget):
    """closed(self): it has ended and its workers with it."""

    closed = Signal(object)

    def __init__(self, context: Context, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context, self._bridge = context, bridge
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = MapPanel(context, self)
        self.link = self.panel.companions.link
        look = theme()
        self._said = QLabel(self)
        self._said.setFont(look.font("strong", bold=True))
        self._mark = QLabel(self)
        self._mark.setFont(look.font("caption"))
        self._mark.setStyleSheet(f"color: {look.colour('mid').name()};")
        self.mode, self.same = QComboBox(self), QCheckBox(self)
        for mode in MODES:
            self.mode.addItem("", mode)
        self.mode.currentIndexChanged.connect(lambda _: self.link.set_mode(self.mode.currentData()))
        self.link.changed.connect(lambda: self.mode.setCurrentIndex(MODES.index(self.link.mode)))
        self.same.setChecked(self.link.same_layers)
        self.same.toggled.connect(self._on_same)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
        row.setSpacing(look.px(14))
        for widget in (self._said, self._mark):
            row.addWidget(widget)
        row.addStretch(1)
        for control in (self.same, self.mode):
            row.addWidget(control)
        column = QVBoxLayout(self)
        edge = look.px(WIDTH)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.panel, 1)
        self.frame = ReplayFrame(self)
        QShortcut(QKeySequence(Qt.Key.Key_F11), self, self._full_screen)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self.resize(look.px(1100), look.px(760))
        self._retranslate()
        self.link.set_mode("linked")
        bridge.add(self.panel)
        bridge.ticked.connect(self._tick)
        self._tick(bridge.now_utc())

    def _on_same(self, same: bool) -> None:
        self.link.same_layers = same

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

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
        name = self._context.say(city.name, city.name_en)
        self.setWindowTitle(self.tr("Map – {city}").format(city=name))
        self._mark.setText(self.tr("Demo city: nothing of this is real") if city.demo else "")
        for number, text in enumerate((self.tr("Free"), self.tr("Moves with the linked maps"), self.tr("Follows the presenter"))):
            self.mode.setItemText(number, text)
        self.mode.setAccessibleName(self.tr("Where this map looks"))
        self.same.setText(self.tr("Same layers"))

    def save_window(self) -> dict[str, Any]:
        """What survives a restart: its place on the screen, its link to the others, where it looks, its layers."""
        return {"geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
                "same_layers": self.link.same_layers, "panel": self.panel.save_view()}

    def restore_window(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        geometry, view = state.get("geometry"), state.get("panel")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.same.setChecked(state.get("same_layers") is not False)
        self.link.set_mode("free")  # until it is back: its view leads no other map anywhere
        if isinstance(view, dict):
            try:
                self.panel.restore_view(view)
            except (KeyError, TypeError, ValueError):
                pass  # saved by another version

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
        """Its workers end with it."""
        self._bridge.remove(self.panel)
        self._bridge.ticked.disconnect(self._tick)
        self.panel.companions.leave()
        self.panel.map.close()
        self.closed.emit(self)
        super().closeEvent(event)
