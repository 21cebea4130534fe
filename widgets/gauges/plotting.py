"""Brings pyqtgraph in when the first trend is opened: it takes half a second to import, and most sessions open none.

On the GUI thread although it stops it for that once: pyqtgraph touches every class of Qt while it is imported, and
PySide's classes, which come into being at their first use, may not do so on two threads at a time (a crash below
Python, about one start in four on a busy machine).
"""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 30  # for the window to be painted before the import stops it


class Plotting(QObject):
    """Emits `ready` once pyqtgraph can be imported without waiting, `failed(reason)` where it cannot at all."""

    ready = Signal()
    failed = Signal(str)

    def load(self) -> None:
        """Start; returns at once."""
        QTimer.singleShot(PAUSE_MS, self, self._import)

    def _import(self) -> None:
        os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
        try:
            import pyqtgraph  # noqa: F401  slow to import
        except ImportError as error:
            self.failed.emit(str(error))
        else:
            self.ready.emit()
