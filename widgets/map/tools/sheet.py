"""The sheet beside the map on which tools show what they found: one at a time, with a title and a way out. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import icon
from widgets.map.view import MapView
from widgets.theme import theme

WIDTH = 340  # design pixels
_BAR = 52  # what the tool bar takes at the right edge


class Sheet(QFrame):
    """Holds the content of the tool that showed something last; content is deleted when other content comes."""

    placed = Signal()

    def __init__(self, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._map, self._room = map_view, parent
        self.content: QWidget | None = None
        self._placed = False
        look = theme()
        self.setObjectName("sheet")
        self.setStyleSheet(f"#sheet {{ background: {look.colour('panel').name()};"
                           f" border: 1px solid {look.colour('line2').name()}; }}")
        self._title = QLabel(self)
        self._title.setFont(look.font("strong", bold=True))
        self._title.setWordWrap(True)
        self._close = QToolButton(self)
        self._close.setIcon(icon("close", "mid"))
        self._close.setIconSize(QSize(look.px(14), look.px(14)))
        self._close.setFixedSize(look.px(28), look.px(28))
        self._close.setProperty("flat", True)
        self._close.setStyleSheet("min-height: 0; padding: 0;")
        self._close.clicked.connect(lambda: self.show_content(None))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(12), look.px(8), look.px(8), look.px(10))
        self._column.setSpacing(look.px(6))
        self._column.addLayout(top)
        self.hide()
        self._retranslate()

    def show_content(self, content: QWidget | None) -> None:
        """Show it, in place of what was there; None closes the sheet."""
        old, self.content = self.content, content
        if old is not None and old is not content:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()
        if content is not None and content is not old:
            self._column.addWidget(content, 1)
            content.windowTitleChanged.connect(self._title.setText)
        if content is not None:
            self._title.setText(content.windowTitle())
            content.show()
        elif self.isVisible():
            self._map.setFocus()
        self.setVisible(content is not None)
        self._placed = False
        self.place()
        self._map.update()

    def take_focus(self) -> bool:
        """Give the keyboard to the first thing on it that takes it, a list before anything else."""
        if self.content is None or not self.isVisible():
            return False
        takes = [widget for widget in (*self.content.findChildren(QAbstractItemView), *self.content.findChildren(QWidget),
                                       self.content)
                 if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()]
        if takes:
            takes[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(takes)

    def place(self) -> None:
        """To the left of the tool bar, as tall as its content wants to be and the map lets it."""
        look, parent = theme(), self._room
        width = min(look.px(WIDTH), max(look.px(220), parent.width() - look.px(_BAR + 24)))
        room = max(look.px(140), parent.height() - look.px(24 + 48))
        self._column.activate()
        inner = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else 0
        wanted = max(inner, self.minimumSizeHint().height(), self.sizeHint().height())
        box = QRect(parent.width() - width - look.px(_BAR), look.px(12), width, min(room, wanted))
        if box != self.geometry() or not self._placed:
            self._placed = True
            self.setGeometry(box)
            self.placed.emit()
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """What is on it wants more room, or less: a message came, a list got longer."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it and gives the keyboard back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_content(None)
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
