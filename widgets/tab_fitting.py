"""Tabs whose words are never cut off: where they do not fit at full width, they stand closer together. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTabBar, QTabWidget

from widgets.theme import theme


class TabFitting(QObject):
    """Of one QTabWidget. The style sheet's `tight` makes the room beside the words smaller."""

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(tabs)
        self._bar: QTabBar = tabs.tabBar()
        self._bar.setUsesScrollButtons(False)
        self._bar.installEventFilter(self)
        tabs.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wider, narrower, or other words."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def _fit(self) -> None:
        metrics, room = self._bar.fontMetrics(), 2 * theme().space("padding")
        wide = sum(metrics.horizontalAdvance(self._bar.tabText(row)) + room for row in range(self._bar.count()))
        parent = self._bar.parentWidget()
        tight = parent is not None and wide > parent.width()
        if tight != bool(self._bar.property("tight")):
            self._bar.setProperty("tight", tight)
            self._bar.style().unpolish(self._bar)
            self._bar.style().polish(self._bar)
            self._bar.updateGeometry()
