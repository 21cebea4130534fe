"""All symbols on one page: what each is called, at three sizes, on dark and on light; one can be plotted from here.
GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layers.symbol_set import Emblem, emblem_groups, emblems
from widgets.artwork import artwork
from widgets.icons import icon
from widgets.theme import theme

SIZES = (48, 24, 16)
_CELL = (186, 122)  # design pixels
_ROLE = Qt.ItemDataRole.UserRole
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class SymbolsPage(QFrame):
    """Lies over the window it is given. wanted(name): somebody wants to plot that symbol."""

    wanted = Signal(str)

    def __init__(self, chinese: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chinese = chinese
        look = theme()
        self.search, self.group, self.list, self.hint = QLineEdit(self), QComboBox(self), QListWidget(self), QLabel(self)
        self.search.setClearButtonEnabled(True)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setGridSize(QSize(look.px(_CELL[0]), look.px(_CELL[1])))
        self.list.setItemDelegate(_Cells(chinese, self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.group)
        self.heading, self._close = QLabel(self), QToolButton(self)
        self.heading.setFont(look.font("title", bold=True))
        self._close.setIcon(icon("close", "mid"))
        self._close.setFixedSize(look.px(30), look.px(30))
        self._close.setProperty("flat", True)
        self._close.setStyleSheet("min-height: 0; padding: 0;")
        self._close.clicked.connect(self.close)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self._close)
        self.setObjectName("symbols")
        self.setStyleSheet(f"#symbols {{ background: {look.colour('void').name()};"
                           f" border: 1px solid {look.colour('line2').name()}; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self.hint.setWordWrap(True)
        self.hint.setStyleSheet(f"color: {look.colour('lo').name()};")
        self.resize(look.px(1180), look.px(760))
        self.search.textChanged.connect(lambda _: self._fill())
        self.group.currentIndexChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._plot_current)
        self.list.itemActivated.connect(self._on_activated)
        self._retranslate()

    def open(self) -> None:
        """In the middle of its window, with the keyboard in the search."""
        window = self.parentWidget()
        if window is not None:
            size = QSize(min(theme().px(1180), window.width() - theme().px(40)),
                         min(theme().px(760), window.height() - theme().px(40)))
            self.setGeometry(QRect(QPoint((window.width() - size.width()) // 2, (window.height() - size.height()) // 2), size))
        self.show()
        self.raise_()
        self.search.selectAll()
        # Whoever opened it (the search box, a menu) gives its own keyboard back first.
        QTimer.singleShot(0, self.search, lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def shown(self) -> list[str]:
        """Names of what is listed now."""
        return [self.list.item(row).data(_ROLE).name for row in range(self.list.count())]

    def _fill(self) -> None:
        words, group = self.search.text().lower().split(), self.group.currentData()
        self.list.clear()
        for emblem in emblems().values():
            text = f"{emblem.name} {emblem.title.zh} {emblem.title.en}".lower()
            if (not group or emblem.group == group) and all(word in text for word in words):
                item = QListWidgetItem()
                item.setData(_ROLE, emblem)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, emblem.title.zh if self._chinese else emblem.title.en)
                item.setToolTip(emblem.name)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.heading.setText(self.tr("Symbols ({n})").format(n=self.list.count()))

    def _plot_current(self) -> None:
        if self.list.currentItem() is not None:
            self._on_activated(self.list.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the search into the list; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.close()
        self.wanted.emit(item.data(_ROLE).name)

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a symbol by its name"))
        self.search.setAccessibleName(self.tr("Find a symbol by its name"))
        self.group.setAccessibleName(self.tr("Group of symbols"))
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close"))
        self.list.setAccessibleName(self.tr("Symbols"))
        self.hint.setText(self.tr("Arrows choose, Enter or a double click plots it on the map. The name beneath is the one for"
                                  " styles and packs."))
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(self.tr("All groups"), "")
        for key, title in emblem_groups().items():
            self.group.addItem(title.zh if self._chinese else title.en, key)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        self.group.blockSignals(False)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class _Cells(QStyledItemDelegate):
    """A symbol at its sizes, on dark and on light, and what it is called."""

    def __init__(self, chinese: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._chinese = chinese

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A cell."""
        return QSize(theme().px(_CELL[0]), theme().px(_CELL[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """One cell."""
        look, emblem = theme(), index.data(_ROLE)
        box: QRect = option.rect.adjusted(look.px(3), look.px(3), -look.px(3), -look.px(3))  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(box, look.colour("active" if chosen else "panel"))
        if chosen:
            painter.setPen(QPen(look.colour("focus"), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        self._symbols(painter, box, emblem)
        self._words(painter, box, emblem)
        painter.restore()

    def _symbols(self, painter: QPainter, box: QRect, emblem: Emblem) -> None:
        look = theme()
        x, middle = box.left() + look.px(8), box.top() + look.px(34)
        for size in SIZES:
            side = look.px(size)
            artwork("symbols", emblem.name, "hi").render(painter, QRectF(x, middle - side / 2, side, side))
            x += side + look.px(8)
        side, pad = look.px(24), look.px(6)
        plate = QRectF(x + look.px(2), middle - side / 2 - pad, side + 2 * pad, side + 2 * pad)
        painter.fillRect(plate, look.colour("hi"))
        artwork("symbols", emblem.name, "ink").render(painter, plate.adjusted(pad, pad, -pad, -pad))

    def _words(self, painter: QPainter, box: QRect, emblem: Emblem) -> None:
        look = theme()
        first, second = (emblem.title.zh, emblem.title.en) if self._chinese else (emblem.title.en, emblem.title.zh)
        top = box.top() + look.px(62)
        for text, role, token in ((first, "caption", "hi"), (second, "micro", "mid"), (emblem.name, "micro", "lo")):
            painter.setFont(look.font(role))
            painter.setPen(look.colour(token))
            line = QRect(box.left() + look.px(8), top, box.width() - look.px(12), look.px(17))
            painter.drawText(line, _WRAP & ~int(Qt.TextFlag.TextWordWrap), text)
            top += look.px(17)
