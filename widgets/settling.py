"""When a window is settled enough for a picture: data seen, panels complete, two equal frames. GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from widgets.bridge import Bridge
from widgets.main_window import MainWindow

log = logging.getLogger("command_center.picture")
LOOK_MS = 200
CALM_LOOKS = 12  # looks in a row with data before the state is held and frames are compared
DRAWN_FROM_STATE = {"map"}  # never done while the state goes on; the others are waited for
MOVING = ("video",)  # live pictures never stand still


class Settling(QObject):
    """done(image): the picture; taken when settled, or when the time is up."""

    done = Signal(object)

    def __init__(self, window: MainWindow, bridge: Bridge, has_data: Callable[[], bool], limit_s: float) -> None:
        super().__init__(window)
        self._window, self._bridge, self._has_data = window, bridge, has_data
        self._calm = 0
        self._last: QImage | None = None
        self._held = False
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self._look)
        self._looks.start()
        QTimer.singleShot(int(limit_s * 1000), self, self._give_up)

    def _look(self) -> None:
        ready = self._has_data() and not set(self.unsettled()) - DRAWN_FROM_STATE
        self._calm = self._calm + 1 if self._held or ready else 0
        if self._calm < CALM_LOOKS:
            return
        if not self._held:
            # From now on nothing new arrives, so that what is being drawn can come to an end.
            self._hold(True)
            return
        if self.unsettled():
            self._last = None
            return
        frame = self._still()
        if self._last is not None and frame == self._last:
            self._finish()
        self._last = frame

    def unsettled(self) -> list[str]:
        """What is still awaited: "data", or keys of panels."""
        missing = [] if self._has_data() else ["data"]
        return missing + [key for key, panel in self._window.panels.items()
                          if panel.isVisible() and not panel.is_settled()]

    def _hold(self, held: bool) -> None:
        if held == self._held:
            return
        self._held, self._last = held, None
        self._bridge.hold(held)
        for panel in self._window.panels.values():
            panel.hold(held)

    def _still(self) -> QImage:
        """The window without what always moves."""
        image = self._window.grab().toImage()
        painter = QPainter(image)
        for key in MOVING:
            panel = self._window.panels.get(key)
            if panel is not None and panel.isVisible():
                painter.fillRect(QRect(panel.mapTo(self._window, panel.rect().topLeft()), panel.size()), Qt.GlobalColor.black)
        painter.end()
        return image

    def _give_up(self) -> None:
        if self._looks.isActive():
            log.info("picture taken unsettled: %s", ", ".join(self.unsettled()) or "frames still differ")
        self._finish()

    def _finish(self) -> None:
        if not self._looks.isActive():
            return
        self._looks.stop()
        self.done.emit(self._window.grab().toImage())
