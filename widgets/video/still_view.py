"""A picture of a camera at the size of its main stream, fetched for a saved still. GUI thread.

The tile's own picture is as large as the tile; a still is worth more. Where none comes in time, the tile's is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from video.pictures import Picture
from video.pool import DecodePool
from video.views import View

SIZE = (1920, 1080)
_PATIENCE_S = 4.0
_LOOK_MS = 40


class StillView(QObject):
    """Calls `done` once, with a picture or None, and lets go of its view."""

    def __init__(self, pool: DecodePool, like: View, done: Callable[[Picture | None], object], parent: QObject) -> None:
        super().__init__(parent)
        self._pool, self._done = pool, done
        self._view = pool.open_live(like.url, *SIZE, offset_ms=like.offset_ms)
        self._until = time.monotonic() + _PATIENCE_S
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        picture = self._view.latest()
        failed = self._view.state in ("refused", "no_signal", "ended")
        if picture is None and not failed and time.monotonic() < self._until:
            return
        self._timer.stop()
        self._done(picture)  # its pixels are copied before the view goes
        self._pool.release(self._view)
        self.deleteLater()
