"""A complete picture of what a map shows, of any size: a second map that nobody sees, until all its tiles are there. GUI
thread; nothing waits."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from command_center.state.snapshot import Changes
from widgets.map.tools.bench import bench_of
from widgets.map.view import MapView
from widgets.map.viewpoint import FINEST_LEVEL, Viewpoint

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel

_LOOK_MS, _PATIENCE_MS = 100, 30_000


def framed(view: Viewpoint, width: int, height: int) -> Viewpoint:
    """The view in another size that shows at least as much of the ground."""
    ratio = max(view.width / max(1, width), view.height / max(1, height))
    level = math.floor(view.level - 2.0 * math.log2(ratio) + 1e-9)
    return replace(view.sized(width, height), level=float(max(4, min(FINEST_LEVEL, level))))


class MapPicture(QObject):
    """done(QImage, complete): once; `viewpoint` is that of the picture."""

    done = Signal(object, bool)

    def __init__(self, panel: MapPanel, width: int, height: int) -> None:
        super().__init__(panel)
        source = panel.map
        self._map = made = MapView(panel.context)
        made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        made.resize(width, height)
        made.stack.restore(source.stack.save())
        made.past = source.past
        bench_of(panel.context).show_on(made)
        made.overlays += panel.companions.printed_overlays()
        self.viewpoint = framed(source.viewpoint, width, height)
        made.show()
        made.go(self.viewpoint)
        made.hold_still(True)
        made.set_now(source.now_utc)
        made.take(source.stack.snapshot, Changes(reset=True))
        self._left_ms, self._equal = _PATIENCE_MS, 0
        self._last: QImage | None = None
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._look.start()

    def _on_look(self) -> None:
        self._left_ms -= _LOOK_MS
        image = self._map.grab().toImage()
        settled = self._map.is_settled and image == self._last
        self._last = image
        if settled or self._left_ms <= 0:
            self._look.stop()
            self.done.emit(image, settled)
            self._end()

    def cancel(self) -> None:
        """Nobody wants it any more."""
        if self._look.isActive():
            self._look.stop()
            self._end()

    def _end(self) -> None:
        self._map.close()
        self._map.deleteLater()
        self.deleteLater()
