"""Keeps the screen from sleeping while a centre's window is open; best effort. GUI thread.

Asks the desktop's screen saver service where there is one, else resets X's timer now and then. Settings of the user
are never changed.
"""

from __future__ import annotations

import os
import shutil

from PySide6.QtCore import QObject, QProcess, QTimer

SERVICE, PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
RESET_MS = 45_000


class KeepAwake(QObject):
    """Held as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=RESET_MS)
        self._timer.timeout.connect(self._reset)
        if not self._inhibit() and os.environ.get("DISPLAY") and shutil.which("xset"):
            self._timer.start()

    def _inhibit(self) -> bool:
        """Whether the desktop's service took the wish; it ends with our connection to the bus."""
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return False
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
        except ImportError:
            return False
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        message = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Inhibit")
        message.setArguments(["command-center", "operations centre"])
        return bus.send(message)

    @staticmethod
    def _reset() -> None:
        QProcess.startDetached("xset", ["s", "reset"])
