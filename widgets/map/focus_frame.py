"""A frame round the map while it has the keyboard because of the keyboard: after a click everybody knows where it is.
GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen

from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FocusFrame(QObject):
    """Paints over one map."""

    def __init__(self, map_view: Any) -> None:
        super().__init__(map_view)
        self._map = map_view
        self.is_shown = False
        map_view.overlays.append(self.paint)
        map_view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watches only."""
        if isinstance(event, QFocusEvent):
            self._show(event.gotFocus() and event.reason() in _BY_KEY)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._show(False)
        return False

    def _show(self, shown: bool) -> None:
        if shown != self.is_shown:
            self.is_shown = shown
            self._map.update()

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        """See Overlay."""
        if self.is_shown:
            width = 2.0 * theme().scale
            painter.setPen(QPen(theme().colour("focus"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0, 0, viewpoint.width, viewpoint.height).adjusted(*(width / 2,) * 2, *(-width / 2,) * 2))
