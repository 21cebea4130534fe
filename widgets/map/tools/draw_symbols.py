"""Choosing a symbol: a group, and its symbols as pictures; arrows go through them. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from layers.symbol_set import SITUATION, emblem_groups, emblems, of_group
from widgets.artwork import artwork
from widgets.context import Context
from widgets.theme import theme

_ROLE = Qt.ItemDataRole.UserRole
_CELL, _PICTURE, _ROWS = 40, 26, 3  # design pixels, and rows shown at once


class SymbolPicker(QWidget):
    """chosen(name): somebody took a symbol."""

    chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        self.group, self.list = QComboBox(self), QListWidget(self)
        for key, title in emblem_groups().items():
            self.group.addItem(context.say(*title), key)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme().px(_PICTURE), theme().px(_PICTURE)))
        self.list.setGridSize(QSize(theme().px(_CELL), theme().px(_CELL)))
        self.list.setFixedHeight(theme().px(_CELL * _ROWS + 8))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setStyleSheet(f"QListView::item:selected {{ background: {theme().colour('line2').name()};"
                                f" border: 1px solid {theme().colour('focus').name()}; }}")
        column.addWidget(self.group)
        column.addWidget(self.list)
        self.group.currentIndexChanged.connect(lambda _: self._fill())
        self.list.currentItemChanged.connect(self._on_current)
        self.group.setCurrentIndex(self.group.findData(SITUATION))
        self._retranslate()

    def _fill(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for emblem in of_group(str(self.group.currentData())):
                icon, picture = QIcon(), symbol_pixmap(emblem.name, "hi", theme().px(_PICTURE))
                for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # the chosen one is not dimmed
                    icon.addPixmap(picture, mode)
                item = QListWidgetItem(icon, "")
                item.setData(_ROLE, emblem.name)
                item.setToolTip(self._context.say(*emblem.title))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, self._context.say(*emblem.title))
                self.list.addItem(item)

    def show_chosen(self, name: str) -> None:
        """Mark a symbol, turning to its group; emits nothing."""
        emblem = emblems().get(name)
        if emblem is None:
            return
        if self.group.currentData() != emblem.group and not self.group.hasFocus() and not self.list.hasFocus():
            self.group.setCurrentIndex(self.group.findData(emblem.group))
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                if self.list.item(row).data(_ROLE) == name:
                    self.list.setCurrentRow(row)

    def step(self, by: int) -> None:
        """The next symbol of the group, round its end."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def step_group(self, by: int) -> None:
        """The next group, and its first symbol."""
        self.group.setCurrentIndex((self.group.currentIndex() + by) % self.group.count())
        self.list.setCurrentRow(0)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ROLE))

    def _retranslate(self) -> None:
        self.group.setAccessibleName(self.tr("Group of symbols"))
        self.list.setAccessibleName(self.tr("Symbols"))
        for row in range(self.group.count()):
            self.group.setItemText(row, self._context.say(*emblem_groups()[self.group.itemData(row)]))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def symbol_pixmap(name: str, token: str, side: int) -> QPixmap:
    """A symbol in a token's colour, `side` pixels wide."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    artwork("symbols", name, token).render(painter, picture.rect().toRectF())
    painter.end()
    return picture
