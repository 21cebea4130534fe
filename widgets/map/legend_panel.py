"""The legend at the lower right of the map: what the shown layers' symbols mean; folded until somebody asks. GUI thread."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from layers.base import LegendEntry
from layers.drawing import Symbol
from layers.stack import Entry, LayerStack
from widgets.context import Context
from widgets.map.layer_rows import draws
from widgets.map.legend_art import LEFT, LINE, Block
from widgets.theme import theme

_HEAD = 28  # design pixels
_UNDER = 52  # what the legend of the levels takes below it
_ABOVE = 150  # what controls take above it
_ABOVE_ON_WALL = 56  # what the north arrow takes there
_LINES_ON_WALL = 7  # so that the middle of the map stays free


def is_drawn(one: LegendEntry, entry: Entry) -> bool:
    """Whether a layer draws now what a line of its legend explains; lines and areas count as drawn."""
    symbol = one.symbol
    return not isinstance(symbol, Symbol) or any(
        (drawn.shape, drawn.name, drawn.solid) == (symbol.shape, symbol.name, symbol.solid)
        for drawn in entry.drawing.points.symbols)


class LegendPanel(QWidget):
    """Blocks from the topmost layer down. lasting: always unfolded, and nothing to click, as on a wall: what is drawn
    now in as many columns as it takes, for nobody scrolls there. heading: what
    stands in its head, "" for its own word."""

    takes_space = True

    def __init__(self, context: Context, stack: LayerStack, parent: QWidget, *, lasting: bool = False) -> None:
        super().__init__(parent)
        self._lasting, self.heading = lasting, ""
        self._context, self._stack, self._around = context, stack, parent
        self._open = lasting
        self._blocks: list[Block] = []
        self._offset = 0.0
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()
        self.beside: QWidget | None = None  # what it keeps to the left of where that reaches down to it
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if lasting else Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, lasting)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        self.setToolTip("" if self._lasting else self.tr("What the symbols mean. Enter: fold or unfold."))
        self.look()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded."""
        return self._open

    @property
    def has_content(self) -> bool:
        """Whether there is anything to explain."""
        return bool(self._blocks)

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold."""
        self._open = is_open
        self.look()

    def blocks(self) -> list[Block]:
        """What is shown now."""
        found, seen = [], set[tuple[object, ...]]()
        for entry in reversed(list(self._stack.shown())):
            lines = [(one, self._context.say(*one.title)) for one in entry.layer.legend()
                     if not self._lasting or is_drawn(one, entry)] if entry.in_scale and draws(entry) else []
            if not lines:
                continue
            block = Block("" if len(lines) == 1 else self._context.say(*entry.layer.title()), lines)
            if block.key() not in seen:
                seen.add(block.key())
                found.append(block)
        return found

    def look(self) -> None:
        """Bring it up to date: once a second, and when layers were changed."""
        self._blocks = self.blocks() if self._open else []
        if self._lasting:
            self._blocks = self._in_columns([entry for block in self._blocks for entry in block.entries])
        self.setAccessibleDescription(", ".join(text for block in self._blocks for _, text in block.entries))
        self.place()
        self.update()

    def place(self) -> None:
        """Above the legend of the levels, as tall as it has to be and the map lets it."""
        look, parent = theme(), self._around
        head = QFontMetricsF(look.font("caption")).horizontalAdvance(self._head()) + look.px(24 if self._lasting else 48)
        widths = [block.width() + look.px(26) for block in self._blocks]
        width = max(head, sum(widths) if self._lasting else max(widths, default=0.0))
        above = _ABOVE_ON_WALL if self._lasting else _ABOVE
        height = min(look.px(_HEAD) + self._content(), max(look.px(_HEAD), parent.height() - look.px(_UNDER + above)))
        self._offset = max(0.0, min(self._offset, self._content() - (height - look.px(_HEAD))))
        top, beside = round(parent.height() - height - look.px(_UNDER)), self.beside
        in_the_way = beside is not None and beside.isVisible() and beside.geometry().bottom() + look.px(8) > top
        right = beside.x() if beside is not None and in_the_way else parent.width()
        self.setGeometry(round(right - width - look.px(12)), top,
                         round(width), round(height))

    def _head(self) -> str:
        return self.heading or self.tr("Legend")

    def _content(self) -> float:
        look = theme()
        lines = [block.lines() for block in self._blocks]
        if self._lasting:
            return float(max(lines) * look.px(LINE) + look.px(9)) if lines else 0.0
        return float(sum(lines) * look.px(LINE) + len(lines) * look.px(5) + look.px(4)) if lines else 0.0

    def _in_columns(self, entries: list[tuple[LegendEntry, str]]) -> list[Block]:
        """As few columns as the height allows, and no more than two fifths of the width have room for: the topmost layers'."""
        look, parent = theme(), self._around
        most = max(2, min(_LINES_ON_WALL, (parent.height() - look.px(_UNDER + _ABOVE_ON_WALL + _HEAD)) // look.px(LINE)))
        each = math.ceil(len(entries) / max(1, math.ceil(len(entries) / most)))
        found, taken = list[Block](), 0.0
        for at in range(0, len(entries), max(1, each)):
            block = Block("", entries[at:at + each])
            taken += block.width() + look.px(26)
            if found and taken > 0.4 * parent.width():
                break
            found.append(block)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Kept as a picture, for the map beneath draws often."""
        state = (self.size(), self._open, self.hasFocus(), self._context.language, self._offset, self._head(),
                 tuple(block.key() for block in self._blocks))
        if state != self._painted:
            self._painted, self._picture = state, QPixmap(self.size())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint(self._picture)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint(self, picture: QPixmap) -> None:
        look = theme()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("void", 232))
        head = QRectF(0, 0, self.width(), look.px(_HEAD))
        if self.hasFocus():
            painter.fillRect(head, look.colour("active"))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("lo"))
        painter.drawText(head.adjusted(look.px(12), 0, 0, 0), LEFT, self._head())
        if not self._lasting:
            self._paint_arrow(painter, head)
        painter.setClipRect(QRectF(0, look.px(_HEAD), self.width(), self.height()))
        left, top = float(look.px(12)), look.px(_HEAD) - self._offset
        for block in self._blocks:
            below = block.paint(painter, left, top, self.width()) + look.px(5)
            left, top = (left + block.width() + look.px(26), top) if self._lasting else (left, below)
        painter.end()

    def _paint_arrow(self, painter: QPainter, head: QRectF) -> None:
        look = theme()
        at, r, tip = QPointF(self.width() - look.px(16), head.center().y()), look.px(4), look.px(2 if self._open else -2)
        painter.setPen(QPen(look.colour("lo"), look.scale * 1.6))
        painter.drawPolyline(QPolygonF([at + QPointF(-r, -tip), at + QPointF(0, tip), at + QPointF(r, -tip)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head folds."""
        if event.position().y() < theme().px(_HEAD):
            self.set_open(not self._open)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll where there is more than fits."""
        self._scroll(-event.angleDelta().y() / 120.0 * theme().px(LINE))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space fold, the arrows scroll."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.set_open(not self._open)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._scroll(theme().px(LINE) * (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def _scroll(self, pixels: float) -> None:
        self._offset += pixels
        self.place()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        self.update()
        super().focusOutEvent(event)
