"""Brings pyqtgraph in on a thread of its own: it takes half a second to import, and most sessions open no trend.

The import runs on a worker thread; `ready` arrives on the GUI thread.
"""

from __future__ import annotations

import os
import threading

from PySide6.QtCore import QObject, Signal


class Plotting(QObject):
    """Emits `ready` once pyqtgraph can be imported without waiting, `failed(reason)` where it cannot at all."""

    ready = Signal()
    failed = Signal(str)

    def load(self) -> None:
        """Start; returns at once."""
        threading.Thread(target=self._import, name="import-pyqtgraph", daemon=True).start()

    def _import(self) -> None:
        os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
        try:
            import pyqtgraph  # noqa: F401  slow to import
        except ImportError as error:
            self._say(self.failed, str(error))
        else:
            self._say(self.ready)

    @staticmethod
    def _say(signal, *arguments: str) -> None:  # type: ignore[no-untyped-def]
        try:
            signal.emit(*arguments)
        except RuntimeError:  # the window was closed before the import ended
            return
