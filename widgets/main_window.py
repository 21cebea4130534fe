"""The window: header, body by scene, overlays for replay, alarms and notices. GUI thread.

Light on purpose: it is painted before the configuration, the journal or any panel is loaded; `populate` brings these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from widgets.header import Header
from widgets.replay_frame import ReplayFrame
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.panels.base import Panel
    from widgets.scenes import Scene


class MainWindow(QWidget):
    """closing: asks whoever listens whether the window may close; a listener that says no sets `may_close` False."""

    closing = Signal()
    painted = Signal()

    def __init__(self, scene: Scene, title: str = "Command Center") -> None:
        super().__init__()
        self.scene = scene
        self.may_close = True
        self.panels: dict[str, Panel] = {}
        self.body: Any = None
        self.message = ""
        self._painted = False
        self._overlays: list[tuple[QWidget, Callable[[QRect], None]]] = []
        self.setWindowTitle(title)
        self.header = Header(UTC, self)
        self.frame = ReplayFrame(self)
        self.resize(*scene.size)
        full = QShortcut(QKeySequence(Qt.Key.Key_F11), self)
        full.activated.connect(self.toggle_full_screen)

    def say(self, message: str) -> None:
        """A sentence in the middle while there is nothing else to show."""
        self.message = message
        self.update()

    def populate(self, context: Context, panels: dict[str, Panel]) -> None:
        """Set the scene's body up with these panels."""
        from widgets.desk_body import DeskBody
        from widgets.grid import GridBody

        self.header.zone = context.configuration.city.zone
        self.panels = panels
        tiles = context.configuration.video.tiles
        if self.scene.profile == "wall":
            self.body = GridBody(self.scene.layout, min(tiles, 6), self)
            for key in self.body.wanted():
                if key in panels:
                    self.body.place(key, panels[key])
        else:
            self.body = DeskBody(self.scene.layout, tiles, self)
            self.body.fill(panels)
        self.body.show()
        self.message = ""
        self._arrange()

    def add_overlay(self, overlay: QWidget, fit: Callable[[QRect], None]) -> None:
        """A widget above the body; `fit` is told the window's rectangle below the header."""
        self._overlays.append((overlay, fit))
        self._arrange()

    def show_mode(self, mode: str) -> None:
        """Frame whatever is not live."""
        self.frame.setVisible(mode != "live")
        self.frame.raise_()

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = theme()
        tall, gap = look.px(self.scene.layout.get("header", 56)), look.space("gap")
        self.header.setGeometry(0, 0, self.width(), tall)
        below = QRect(0, tall + gap, self.width(), self.height() - tall - gap)
        if self.body is not None:
            self.body.setGeometry(below)
        for overlay, fit in self._overlays:
            fit(below)
            overlay.raise_()
        self.frame.fit(self.rect())
        self.frame.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("void"))
        if self.message:
            painter.setFont(look.font("title"))
            painter.setPen(look.colour("mid"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.message)
        painter.end()
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self.body, "retitle"):
            self.body.retitle()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.may_close = True
        self.closing.emit()
        if self.may_close:
            event.accept()
        else:
            event.ignore()


def load_panels(context: Context, wanted: list[str]) -> dict[str, Panel]:
    """Make the wanted panels; each that cannot be loaded becomes a labelled failure."""
    from command_center.registry import plugins
    from widgets.panels.failure import FailedPanel

    known, made = plugins("panels"), {}
    for key in wanted:
        try:
            if key not in known:
                continue
            made[key] = known[key].load()(context)
        except Exception as error:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
            made[key] = FailedPanel(context, key, error)
            made[key].area = "right"
    return made
