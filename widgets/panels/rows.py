"""A list of painted rows with one current row, which may hold controls. Keyboard: arrows, Home, End, Enter.

GUI thread. Subclasses say how tall a row is and paint it; only rows in sight are painted, so thousands are fine. Rows
are known by key: when others come and go, the current one stays the same thing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from widgets.theme import theme

INDENT = 36  # design pixels of the badge's column
BLINK_MS = 500  # half a period: never faster than once a second


class RowList(QAbstractScrollArea):
    """current_changed(key) when another row became current by the operator or because its own row went away;
    activated(key) on Enter or double click."""

    current_changed = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, active: bool = True) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(active)
        self.active = active
        self.keys: list[str] = []
        self.current = ""
        self.follows_top = True  # until the operator chooses a row, the first one is current
        self.blink_on = True
        self._tops: list[int] = [0]
        self._hovered = ""
        self._card: QWidget | None = None
        self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if active else Qt.FocusPolicy.NoFocus)
        if not active:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self._beat)

    # ---- for subclasses
    def row_height(self, key: str, current: bool) -> int:
        """Pixels of a row without its controls."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        """Paint a row's words into its box."""
        raise NotImplementedError

    def blinks(self, key: str) -> bool:
        """Whether a row has something that may blink (unacknowledged red alone)."""
        return False

    # ---- content
    def set_empty(self, words: str) -> None:
        """What is said where there are no rows."""
        self._empty = words
        self.viewport().update()

    def set_card(self, card: QWidget) -> None:
        """Controls that stand under the words of the current row."""
        self._card = card
        card.setParent(self.viewport())
        self.setMinimumWidth(card.minimumSizeHint().width() + 2 * theme().space("padding") + theme().px(12))

    def set_rows(self, keys: Sequence[str]) -> None:
        """The rows from top to bottom; the current one is kept where it still exists."""
        before = self.current
        self.keys = list(keys)
        if self.current not in self.keys or self.follows_top:
            self.follows_top = self.follows_top or self.current not in self.keys
            self.current = self.keys[0] if self.keys else ""
        self.arrange()
        if self.current != before:
            self.current_changed.emit(self.current)
        blinking = any(self.blinks(key) for key in self.keys)
        if blinking != self._blink.isActive():
            self._blink.start() if blinking else self._blink.stop()
            self.blink_on = True

    def choose(self, key: str) -> None:
        """Make a row current, as the operator does."""
        if key in self.keys:
            self.follows_top = False
            if key != self.current:
                self.current = key
                self.arrange()
                self.current_changed.emit(key)
            self._show_current()

    def arrange(self) -> None:
        """Heights and places anew."""
        self._tops = [0]
        for key in self.keys:
            height = self.row_height(key, key == self.current)
            if key == self.current and self._card is not None:
                height += self._card.sizeHint().height() + theme().px(10)
            self._tops.append(self._tops[-1] + height)
        bar, tall = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - tall) if self.active else 0)
        bar.setPageStep(tall)
        bar.setSingleStep(theme().px(28))
        self._place_card()
        self.viewport().update()

    def whole_rows(self) -> int:
        """How many rows from the top are completely in sight."""
        return sum(bottom <= self.viewport().height() for bottom in self._tops[1:])

    def _place_card(self) -> None:
        if self._card is None:
            return
        shown = bool(self.current) and self.active
        self._card.setVisible(shown)
        if shown:
            row, tall = self.keys.index(self.current), self._card.sizeHint().height()
            bottom = self._tops[row + 1] - self.verticalScrollBar().value() - theme().px(10)
            pad, width = theme().space("padding"), self.viewport().width()
            left = pad + theme().px(INDENT)
            if self._card.minimumSizeHint().width() > width - left - pad:
                left = pad  # words of another language need the room of the badge's column too
            self._card.setGeometry(left, bottom - tall, width - left - pad, tall)

    def _show_current(self) -> None:
        row = self.keys.index(self.current)
        bar, tall = self.verticalScrollBar(), self.viewport().height()
        if self._tops[row] < bar.value():
            bar.setValue(self._tops[row])
        elif self._tops[row + 1] > bar.value() + tall:
            bar.setValue(min(self._tops[row], self._tops[row + 1] - tall))

    def _beat(self) -> None:
        self.blink_on = not self.blink_on
        self.viewport().update()

    # ---- events
    def row_at(self, y: float) -> str:
        """Key of the row at a height of the viewport, "" beneath the last."""
        number = bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1
        return self.keys[number] if 0 <= number < len(self.keys) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._place_card()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.active and event.button() == Qt.MouseButton.LeftButton:
            self.choose(self.row_at(event.position().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.row_at(event.position().y())
        if self.active and key:
            self.activated.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.row_at(event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = ""
        self.viewport().update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.keys.index(self.current) if self.current in self.keys else 0
        last = len(self.keys) - 1
        goal = {Qt.Key.Key_Down: row + 1, Qt.Key.Key_Up: row - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
                Qt.Key.Key_PageDown: row + 6, Qt.Key.Key_PageUp: row - 6}.get(Qt.Key(event.key()))
        if goal is not None and self.keys:
            self.choose(self.keys[max(0, min(last, goal))])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.keys and self._empty:
            painter.setFont(theme().font("body"))
            painter.setPen(theme().colour("lo"))
            box = QRectF(self.viewport().rect()).adjusted(*[theme().space("padding")] * 2,
                                                          *[-theme().space("padding")] * 2)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
                             | int(Qt.TextFlag.TextWordWrap), self._empty)
        rows = self.whole_rows() if not self.active else len(self.keys)
        offset, tall = self.verticalScrollBar().value(), self.viewport().height()
        for number in range(max(0, bisect_right(self._tops, offset) - 1), rows):
            top, bottom = self._tops[number] - offset, self._tops[number + 1] - offset
            if top >= tall:
                break
            if bottom > 0:
                self._paint(painter, QRectF(0, top, self.viewport().width(), bottom - top), self.keys[number], number)
        painter.end()

    def _paint(self, painter: QPainter, row: QRectF, key: str, number: int) -> None:
        """The ground of a row, then its words."""
        look, pad, current = theme(), theme().space("padding"), key == self.current
        if current:
            painter.fillRect(row.adjusted(0, 0, 0, -look.px(2)), look.colour("active"))
            painter.fillRect(QRectF(0, row.top(), look.px(3), row.height() - look.px(2)), look.colour("focus"))
        elif key == self._hovered:
            painter.fillRect(row, look.colour("raised"))
        if number and not current and self.keys[number - 1] != self.current:
            painter.fillRect(QRectF(pad, row.top(), row.width() - 2 * pad, max(1, look.px(1))), look.colour("line"))
        self.paint_row(painter, row.adjusted(pad, 0, -pad, 0), key, current)
        if current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), max(1, look.px(1))))
            painter.drawRect(row.adjusted(1, 1, -1, -look.px(2) - 1))
