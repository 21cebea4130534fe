"""The bookmarks on the sheet beside the map: go there, add, rename, delete, all by mouse and by keyboard. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from layers.bookmarks import Bookmark, Bookmarks, as_toml
from widgets.map.tools.buttons import Buttons, copy
from widgets.theme import theme

KEY = Qt.ItemDataRole.UserRole
BY_KEY = 9  # Ctrl+1 to Ctrl+9


class BookmarkSheet(QWidget):
    """What is typed and Enter adds the place that is shown. The keyboard begins in the field, where letters are letters
    and no commands of the window; while it is empty, Up and Down choose, Enter goes there, F2 renames, Delete deletes."""

    def __init__(self, map_view: Any, bookmarks: Bookmarks) -> None:
        super().__init__()
        self._map, self._bookmarks = map_view, bookmarks
        self.setWindowTitle(self.tr("Bookmarks"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self.name = _Name(self)
        self.name.setPlaceholderText(self.tr("Name for the place shown, Enter adds it"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.name.returnPressed.connect(lambda: self.add() if self.name.text().strip() else self.go())
        self.list = _List(self)
        self.list.setAccessibleName(self.tr("Bookmarks"))
        self.list.itemActivated.connect(lambda _: self.go())
        self.list.itemChanged.connect(self._renamed)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        self.said.hide()
        column.addWidget(self.name)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        self.buttons = Buttons([(self.tr("Go there"), self.go), (self.tr("Rename"), self.rename), (self.tr("Delete"), self.delete),
                                (self.tr("Copy as TOML"), lambda: copy(as_toml(self._bookmarks)))], self)
        column.addWidget(self.buttons)
        self.fill()

    def fill(self, lit: str = "") -> None:
        """As they are now."""
        self.list.blockSignals(True)
        self.list.clear()
        for number, one in enumerate(self._bookmarks, 1):
            item = QListWidgetItem(self._map.context.say(*one.title))
            item.setData(KEY, one.key)
            item.setToolTip(f"{one.lon:.5f}, {one.lat:.5f}" + (f"  Ctrl+{number}" if number <= BY_KEY else ""))
            if one.own:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
            if one.key == lit:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setVisible(self.list.count() > 0)
        self.buttons.setEnabled(self.list.count() > 0)
        if not self.list.count():
            self._say(self.tr("No bookmarks yet: type a name above, and the place that the map shows is kept under it."))

    def current(self) -> Bookmark | None:
        """The one that is lit."""
        item = self.list.currentItem()
        return self._bookmarks.find(item.data(KEY)) if item is not None else None

    def add(self) -> None:
        """The place that the map shows."""
        made = add_shown(self._map, self._bookmarks, self.name.text())
        self.name.clear()
        self._say("")
        self.fill(made.key)

    def go(self) -> None:
        """To the one that is lit."""
        one = self.current()
        if one is not None:
            self._map.companions.go_to(one)

    def rename(self) -> None:
        """Edit the name in its place."""
        one = self.current()
        if one is not None and one.own:
            self.list.editItem(self.list.currentItem())
        elif one is not None:
            self._say(self.tr("This one is from the configuration and can be changed there."))

    def delete(self) -> None:
        """Take it off the list."""
        one = self.current()
        if one is None:
            return
        if self._bookmarks.remove(one.key):
            self._say("")
            self.fill()
        else:
            self._say(self.tr("This one is from the configuration and can be changed there."))

    def _renamed(self, item: QListWidgetItem) -> None:
        if not self._bookmarks.rename(item.data(KEY), item.text()):
            self._say(self.tr("A name must not be empty, and no other bookmark may have it."))
        else:
            self._say("")
        self.fill(item.data(KEY))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))


class _Name(QLineEdit):
    """The name of a new one; keys that a name has no use for are the list's."""

    def __init__(self, sheet: BookmarkSheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Through the list at any time; what changes it only while nothing is typed."""
        chosen, empty = self._sheet.list, not self.text()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (
                empty and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)):
            chosen.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class _List(QListWidget):
    """Keys of the list."""

    def __init__(self, sheet: BookmarkSheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Delete; the rest is the list's."""
        if event.key() == Qt.Key.Key_F2:
            self._sheet.rename()
        elif event.key() == Qt.Key.Key_Delete:
            self._sheet.delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QListWidget.State.EditingState:
            self._sheet.go()
        else:
            super().keyPressEvent(event)


def add_shown(map_view: Any, bookmarks: Bookmarks, title: str) -> Bookmark:
    """The place that a map shows, under a name."""
    view = map_view.viewpoint
    lon, lat = view.lonlat(view.width / 2, view.height / 2)
    return bookmarks.add(title, lon, lat, view.ground_scale)
