"""The search box of the header (Ctrl+K): everything that has a name, and the commands. GUI thread.

The index is built on a thread of its own; the list below the box shows the best hits while one types.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.icons import icon, icon_pixmap
from widgets.search_index import Hit, Index
from widgets.theme import theme

WAIT_MS = 120
ICONS = {"incident": "incident", "alarm": "incident", "report": "incident", "warning": "incident", "unit": "unit",
         "camera": "camera", "feature": "place", "source": "source", "layer": "layers", "command": "command"}


class SearchBox(QLineEdit):
    """chosen(Hit) after the operator took one; commands are run here."""

    chosen = Signal(object)
    _built = Signal()

    def __init__(self, context: Context, snapshot: Callable[[], Snapshot], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._snapshot = context, snapshot
        self._index = Index()
        self._commands: dict[str, Callable[[], None]] = {}
        self._building = False
        self._seen: Snapshot | None = None
        self._hints = (self.tr("Search address, incident, camera, unit (Ctrl+K)"), self.tr("Search everything (Ctrl+K)"),
                       self.tr("Search"))
        self.setPlaceholderText(self._hints[0])
        self.setAccessibleName(self.tr("Search"))
        self._glass = QLabel(self)
        self._glass.setPixmap(icon_pixmap("search", "lo", theme().px(16), self.devicePixelRatioF()))
        self.setTextMargins(theme().px(28), 0, 0, 0)
        self.setToolTip(self.tr("Ctrl+K: search everything: address, incident, camera, unit, layer, command"))
        self._list = QListWidget(parent.window())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.hide()
        self._list.itemClicked.connect(self._take)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.textEdited.connect(lambda _text: self._wait.start())
        self._built.connect(self._search, Qt.ConnectionType.QueuedConnection)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), parent.window())
        shortcut.activated.connect(self._enter)

    def set_commands(self, commands: dict[str, tuple[str, Callable[[], None]]]) -> None:
        """key -> (title in the screen's language, what to do)."""
        self._commands = {key: act for key, (_, act) in commands.items()}
        self._index.add_static([Hit("command", key, title, "", None, title.lower())
                                for key, (title, _) in commands.items()])
        self._seen = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme().px(16)
        self._glass.setGeometry(theme().px(11), (self.height() - side) // 2, side, side)
        room = self.width() - theme().px(28 + 20)  # the glass, and the margins that the style adds
        wide = self.fontMetrics().horizontalAdvance
        fitting = (hint for hint in self._hints if wide(hint) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1]))  # nothing is cut off beside a long warning

    def _enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._refresh()

    def _refresh(self) -> None:
        """Build the index anew if the state is another; the answer comes back by signal."""
        snapshot = self._snapshot()
        if self._building or snapshot is self._seen:
            return
        self._building, self._seen = True, snapshot
        threading.Thread(target=self._build, args=(snapshot,), name="search index", daemon=True).start()

    def _build(self, snapshot: Snapshot) -> None:
        try:
            self._index.build(snapshot, self._context.language.startswith("zh"))
        except Exception:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        self._building = False
        self._built.emit()

    def _search(self) -> None:
        if not self.hasFocus() or not self.text().strip():
            self._list.hide()
            return
        self._refresh()
        self._list.clear()
        for hit in self._index.find(self.text()):
            item = QListWidgetItem(icon(ICONS[hit.kind], "mid"),
                                   f"{hit.title}    {hit.detail}" if hit.detail else hit.title)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setToolTip(item.text())
            self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem(self.tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)
        self._show_list()

    def _show_list(self) -> None:
        look, window = theme(), self._list.parentWidget()
        if window is None:
            return
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        row = max(look.space("control"), self._list.sizeHintForRow(0))
        self._list.setGeometry(corner.x(), corner.y(), max(self.width(), look.px(420)),
                               row * self._list.count() + look.px(4))
        self._list.show()
        self._list.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rows = Qt.Key(event.key()), self._list.count()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % rows)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._wait.isActive():
                self._wait.stop()
                self._search()
            if self._list.currentItem() is not None:
                self._take(self._list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().focusOutEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(150, self._list, self._list.hide)

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        if hit is None:
            return
        self.clear()
        self._leave()
        if hit.kind == "command":
            self._commands[hit.identity]()
            return
        selection = self._context.selection
        if hit.kind != "layer":
            selection.select(hit.kind, hit.identity)
        if hit.place is not None:
            selection.centre_requested.emit(*hit.place)
        if hit.kind == "camera":
            selection.cameras_requested.emit([hit.identity])
        self.chosen.emit(hit)

    def _leave(self) -> None:
        self._list.hide()
        self.clearFocus()
