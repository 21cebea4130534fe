"""The list of layers at the upper left of the map: seen or not, how strongly, in which order. GUI thread.

All of it works from the keyboard: Space shows and hides, Left and Right change the opacity, Ctrl+Up and Ctrl+Down the
order; the mouse ticks, drags the strip at the right for the opacity, and drags a row to move it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from layers.stack import Entry, LayerStack
from widgets.context import Context
from widgets.theme import theme

_STRIP = 46  # design pixels of the opacity strip
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class LayerPanel(QWidget):
    """Rows from the topmost layer down. Signal `changed`: draw the map again."""

    changed = Signal()

    def __init__(self, context: Context, stack: LayerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._stack = context, stack
        self._row, self._open = 0, True
        self.was_set = False  # folded or unfolded by the operator, now or before
        self._moved = False
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._drag: tuple[str, str] | None = None  # what is dragged ("opacity" or "row"), and whose
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._retitle()

    def _retitle(self) -> None:
        self.setAccessibleName(self.tr("Layers"))
        self.setToolTip(self.tr("Space: show or hide. Left, Right: opacity. Ctrl+Up, Ctrl+Down: order."))
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    @property
    def is_open(self) -> bool:
        """Whether the rows are shown."""
        return self._open

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold, for good."""
        self.was_set, self._open = True, is_open
        self.fit()
        self.update()

    def fold_where_narrow(self, narrow: bool) -> None:
        """Folded on a narrow map, unfolded on a wide one, until the operator decides."""
        if not self.was_set and self._open is narrow:
            self._open = not narrow
            self.fit()
            self.update()

    def rows(self) -> list[Entry]:
        """Entries as listed, the topmost first."""
        return list(reversed(self._stack.entries))

    def fit(self) -> None:
        """As large as its words need, in any language."""
        look = theme()
        metrics = QFontMetricsF(look.font("caption"))
        widest = max((metrics.horizontalAdvance(self._title(entry)) for entry in self._stack.entries), default=0.0)
        width = look.px(12 + 12 + 8 + 10 + _STRIP + 12) + widest
        height = look.px(30) + (look.px(22) * len(self._stack.entries) + look.px(6) if self._open else 0)
        self.resize(round(width), round(height))

    def _title(self, entry: Entry) -> str:
        return self._context.say(*entry.layer.title())

    def _row_box(self, row: int) -> QRectF:
        look = theme()
        return QRectF(0, look.px(30) + look.px(22) * row, self.width(), look.px(22))

    def _strip_box(self, row: int) -> QRectF:
        look = theme()
        box = self._row_box(row)
        return QRectF(box.right() - look.px(_STRIP + 12), box.center().y() - look.px(2), look.px(_STRIP), look.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list as in the mock, with a quiet strip for the opacity."""
        # The map beneath draws thirty times a second and takes this widget with it: the list is kept as a picture.
        state = (self.size(), self._open, self._row, self.hasFocus(), self.underMouse(), self._context.language,
                 tuple((entry.layer.key, entry.visible, entry.opacity) for entry in self._stack.entries))
        if state != self._painted:
            self._painted, self._picture = state, QPixmap(self.size())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint_list(self._picture)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint_list(self, picture: QPixmap) -> None:
        look = theme()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("void", 225))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("lo"))
        painter.drawText(QRectF(look.px(12), look.px(4), self.width(), look.px(24)), _LEFT, self.tr("Layers"))
        self._paint_arrow(painter)
        for row, entry in enumerate(self.rows() if self._open else ()):
            self._paint_row(painter, row, entry)
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        look = theme()
        x, y, r = self.width() - look.px(20), look.px(16), look.px(4)
        tip = -r / 2 if self._open else r / 2
        painter.setPen(QPen(look.colour("lo"), look.scale * 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x - r, y - tip), QPointF(x, y + tip), QPointF(x + r, y - tip)]))

    def _paint_row(self, painter: QPainter, row: int, entry: Entry) -> None:
        look = theme()
        box = self._row_box(row)
        if row == self._row and self.hasFocus():
            painter.fillRect(box, look.colour("active"))
        tick = QRectF(look.px(12), box.center().y() - look.px(6), look.px(12), look.px(12))
        painter.setPen(QPen(look.colour("mid" if entry.visible else "control"), max(1.0, 1.2 * look.scale)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(tick)
        if entry.visible:
            painter.setPen(QPen(look.colour("hi"), 1.8 * look.scale))
            at = tick.topLeft()
            painter.drawPolyline(QPolygonF([at + QPointF(look.px(2.5), look.px(6)), at + QPointF(look.px(5), look.px(9)),
                                            at + QPointF(look.px(9.8), look.px(3))]))
        painter.setPen(look.colour("mid" if entry.visible else "lo"))
        painter.drawText(QRectF(tick.right() + look.px(8), box.top(), box.width(), box.height()), _LEFT,
                         self._title(entry))
        if entry.opacity >= 1.0 and not (self.underMouse() or self.hasFocus()):
            return  # fourteen full bars say nothing: they come with the pointer or the keyboard
        strip = self._strip_box(row)
        painter.fillRect(strip, look.colour("line"))
        if entry.visible:
            painter.fillRect(QRectF(strip.left(), strip.top(), strip.width() * entry.opacity, strip.height()),
                             look.colour("fill"))

    def _row_at(self, y: float) -> int:
        return int((y - theme().px(30)) // theme().px(22)) if y >= theme().px(30) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold, tick, or begin to drag."""
        self._moved = False
        row = self._row_at(event.position().y())
        if row < 0:
            self.set_open(not self._open)
            return
        rows = self.rows()
        if row >= len(rows):
            return
        self._row = row
        key = rows[row].layer.key
        strip = self._strip_box(row).adjusted(-4, -8, 4, 8)
        if strip.contains(event.position()):
            self._drag = ("opacity", key)
            self._set_opacity(event.position().x())
        elif event.position().x() < theme().px(32):
            self._toggle(rows[row])
        else:
            self._drag = ("row", key)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging."""
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._drag[0] == "opacity":
            self._set_opacity(event.position().x())
            return
        row = self._row_at(event.position().y())
        keys = [entry.layer.key for entry in self.rows()]
        here = keys.index(self._drag[1])
        if 0 <= row < len(keys) and row != here:
            self._stack.move(self._drag[1], here - row)
            self._row = row
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a name that did not become a drag ticks it."""
        if self._drag is not None and self._drag[0] == "row":
            rows = self.rows()
            row = self._row_at(event.position().y())
            if 0 <= row < len(rows) and rows[row].layer.key == self._drag[1] and self._row == row \
                    and not self._moved:
                self._toggle(rows[row])
        self._drag, self._moved = None, False

    def _set_opacity(self, x: float) -> None:
        entry = self._stack.entry(self._drag[1]) if self._drag else None
        if entry is not None:
            strip = self._strip_box(0)
            entry.opacity = max(0.05, min(1.0, round((x - strip.left()) / strip.width(), 2)))
            entry.visible = True
            self._tell()

    def _toggle(self, entry: Entry) -> None:
        entry.visible = not entry.visible
        self._tell()

    def _tell(self) -> None:
        self._moved = True
        self.update()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything the mouse can do."""
        rows = self.rows()
        entry = rows[self._row] if self._row < len(rows) else None
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if entry is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            if control:
                self._stack.move(entry.layer.key, -step)
            self._row = max(0, min(len(rows) - 1, self._row + step))
            self._tell()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            entry.opacity = max(0.05, min(1.0, round(entry.opacity + (0.1 if key == Qt.Key.Key_Right else -0.1), 2)))
            self._tell()
        elif key == Qt.Key.Key_Space:
            self._toggle(entry)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_open(not self._open)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        self.update()
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The strips of opacity appear."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And go."""
        self.update()
        super().leaveEvent(event)
