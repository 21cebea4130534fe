"""The frame of a panel: its ground, its title line with a note on the right, its body below. GUI thread.

Where panels share a place as tabs the tab already says the title, so the line shows the note alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from widgets.context import Context
from widgets.lettering import RIGHT, draw_text, fits, text_width
from widgets.panels.base import Panel
from widgets.theme import theme

HEAD = 44  # design pixels of the title line
HEAD_IN_TABS = 30


class FramedPanel(Panel):
    """A panel with a title line. Subclasses add to `body` and call `set_note`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.keyboard: QWidget = self  # what gets it when the panel is summoned; a focus proxy would make Tab skip controls
        self._note = ""
        self._in_tabs = False
        self._summons = ""
        self._shortcut: QShortcut | None = None
        self.body = QVBoxLayout(self)
        self.body.setSpacing(0)
        self._fit()

    @property
    def is_wall(self) -> bool:
        """Whether nothing can be clicked here."""
        return self.context.profile == "wall"

    def set_note(self, note: str) -> None:
        """What stands at the right of the title."""
        if note != self._note:
            self._note = note
            self.update()

    def set_badge(self, count: int) -> None:
        """How many things want attention here, written on the panel's tab where it is one of several."""
        tabs = tabs_of(self)
        if tabs is not None:
            words = f"{self.title()} {count}" if count else self.title()
            row = tabs.indexOf(self)
            if tabs.tabText(row) != words:
                tabs.setTabText(row, words)

    def summoned_by(self, keys: str) -> None:
        """Keys that bring the panel to the front from anywhere in the window."""
        self._summons = keys
        self._bind()

    def _bind(self) -> None:
        """A shortcut of a hidden tab does not hear its keys, so it belongs to the window."""
        if not self._summons or (self._shortcut is not None and self._shortcut.parent() is self.window()):
            return
        if self._shortcut is not None:
            self._shortcut.deleteLater()
        self._shortcut = QShortcut(QKeySequence(self._summons), self.window())
        self._shortcut.activated.connect(self.summon)

    def summon(self) -> None:
        """Come to the front and take the keyboard."""
        reveal(self)

    def event(self, event: QEvent) -> bool:
        """Once the panel has found its place, its keys are the window's."""
        if event.type() == QEvent.Type.ParentChange:
            QTimer.singleShot(0, self, self._bind)
        return super().event(event)

    def head_height(self) -> int:
        """Pixels of the title line."""
        return theme().px(HEAD_IN_TABS if self._in_tabs else HEAD)

    def _fit(self) -> None:
        self.body.setContentsMargins(0, self.head_height(), 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        self._bind()
        in_tabs = tabs_of(self) is not None
        if in_tabs != self._in_tabs:
            self._in_tabs = in_tabs
            self._fit()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew after a change of language."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        pad, tall = look.space("padding"), self.head_height()
        head = QRectF(pad, 0, self.width() - 2 * pad, tall)
        if not self._in_tabs:
            taken = text_width(self.title(), "title", True) + look.px(12)
            draw_text(painter, head, self.title(), "title", "hi", bold=True)
            head.setLeft(head.left() + taken)
        if fits(self._note, head.width(), "caption"):
            draw_text(painter, head, self._note, "caption", "mid", align=RIGHT)
        else:
            painter.setFont(look.font("micro"))
            painter.setPen(look.colour("mid"))
            painter.drawText(head, int(RIGHT) | int(Qt.TextFlag.TextWordWrap), _unbroken(self._note))
        painter.end()


def _unbroken(note: str) -> str:
    """Parts of a note stand three blanks apart; a line is broken between them only."""
    return "   ".join(part.replace(" ", "\u00a0") for part in note.split("   "))


def tabs_of(widget: QWidget) -> QTabWidget | None:
    """The tabs a widget is one of, if it is."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QTabWidget):
            return parent
        parent = parent.parentWidget()
    return None


def reveal(panel: QWidget) -> None:
    """Bring a panel to the front of its tabs and give it the keyboard."""
    tabs = tabs_of(panel)
    if tabs is not None:
        tabs.setCurrentWidget(panel)
    (panel.keyboard if isinstance(panel, FramedPanel) else panel).setFocus(Qt.FocusReason.ShortcutFocusReason)
