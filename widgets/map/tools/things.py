"""A list of things on a sheet: what it is called, and a second column that says more; choosing selects. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from widgets.context import Context
from widgets.theme import theme

_ROWS_SHOWN = 16
_ROLE = Qt.ItemDataRole.UserRole


class Line(NamedTuple):
    """kind and id as Selection has them ("" for a heading); depth 1 lies under the heading above it."""

    kind: str
    id: str
    title: str
    note: str = ""
    depth: int = 0


class ThingList(QTreeWidget):
    """Up and down go through it; the row the keyboard is on is selected everywhere."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme().px(14))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setStyleSheet(f"QTreeView {{ background: transparent; border: 0; }}"
                           f" QTreeView::item {{ height: {theme().px(24)}px; }}")
        self.currentItemChanged.connect(self._on_current)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Fill it anew; selects nothing."""
        self.blockSignals(True)
        self.clear()
        above: QTreeWidgetItem | None = None
        for line in lines:
            item = QTreeWidgetItem([line.title, line.note])
            item.setData(0, _ROLE, (line.kind, line.id))
            item.setToolTip(0, line.title)
            item.setForeground(1, theme().colour("lo"))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if line.depth and above is not None:
                above.addChild(item)
            else:
                self.addTopLevelItem(item)
                above = item
        self.setRootIsDecorated(any(item.childCount() for item in self._tops()))
        self.blockSignals(False)
        self.updateGeometry()

    def step(self, by: int) -> None:
        """To the next (1) or the one before (-1), round the end."""
        tops, current = self._tops(), self.currentItem()
        if tops:
            here = self.indexOfTopLevelItem(current) if current is not None else (-1 if by > 0 else 0)
            self.setCurrentItem(tops[(here + by) % len(tops)])

    def _tops(self) -> list[QTreeWidgetItem]:
        return [item for row in range(self.topLevelItemCount()) if (item := self.topLevelItem(row)) is not None]

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        kind, identity = item.data(0, _ROLE) if item is not None else ("", "")
        if identity:
            self._context.selection.select(kind, identity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter brings the map there; Escape is the sheet's."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None and item.data(0, _ROLE)[1]:
            self._context.selection.changed.emit(*item.data(0, _ROLE))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As tall as its rows, up to a limit."""
        rows = sum(1 + (item.childCount() if item.isExpanded() else 0) for item in self._tops())
        return QSize(theme().px(300), theme().px(24) * max(1, min(rows, _ROWS_SHOWN)) + theme().px(6))
