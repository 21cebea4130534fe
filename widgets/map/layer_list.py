"""The list of layers without its controls: which lines there are, how large it is, what it paints, and what can be done
with a line. GUI thread.

It is a view on a model of its lines, so that a screen reader finds them; where they lie and how they look is its own.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolButton, QWidget

from layers.groups import Group
from layers.stack import Entry, LayerStack
from layers.tree import shift
from widgets.context import Context
from widgets.map import layer_row_painter as art
from widgets.map.layer_model import LayerModel
from widgets.map.layer_rows import Row, rows_of
from widgets.theme import theme

HEADER = -1
_BELOW = 96  # design pixels of the map that stay free beneath the list
_FAINTEST = 0.05
_LOOK_S = 0.1


class LayerList(QListView):
    """Rows from the topmost layer down. Signals: changed: draw the map again; style_wanted(layer): somebody wants to
    change how it looks; copied(layer): somebody wants its TOML."""

    changed = Signal()
    style_wanted = Signal(str)
    copy_wanted = Signal(str)

    def __init__(self, context: Context, stack: LayerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._stack, self._around = context, stack, parent
        self._row, self._first, self._open = 0, 0, True
        self._hovered = HEADER
        self.was_set = False  # folded or unfolded by the operator, now or before
        self._moved = False
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._asked_anew, self._looked_s = True, 0.0
        self._drag: tuple[str, tuple[str, str]] | None = None  # what is dragged ("opacity" or "row"), and whose
        self._rows = rows_of(context, stack)
        self._model = LayerModel(self)
        self._model.ticked.connect(lambda at: self._toggle(self._rows[at]))
        self.button: QToolButton | None = None  # of the saved views, in the header
        self.above: list[QWidget] = []  # what lies at the lower edge of the map: the list ends above it
        self._be_a_view()
        self._retitle()

    def _be_a_view(self) -> None:
        """A view that lays out, paints and scrolls its lines itself."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("background: transparent; border: 0; min-height: 0; padding: 0;")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setModel(self._model)

    def _retitle(self) -> None:
        self.setAccessibleName(self.tr("Layers"))
        self.setToolTip(self.tr("Space: show or hide. Left, Right: opacity. Ctrl+Up, Ctrl+Down: order. Enter: style, or "
                                "fold a group."))
        self.look()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    def redraw(self) -> None:
        """Paint it anew."""
        self._asked_anew = True
        self.viewport().update()

    # where a view's lines are, as Qt and screen readers ask

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """The head, or a line; empty for one that is scrolled away."""
        at = index.row() - 1
        if at == HEADER:
            return QRect(0, 0, self.width(), theme().px(art.HEAD))
        return self._box(at).toRect() if self._first <= at < self._first + self._shown() else QRect()

    def indexAt(self, place: QPoint) -> QModelIndex:
        """The head or the line at a place."""
        return self._model.index(self._row_at(place.y()) + 1)

    def scrollTo(self, index: QModelIndex | QPersistentModelIndex,
                 hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a line into sight."""
        at, lines = index.row() - 1, self._shown()
        if at >= 0:
            self._first = min(max(self._first, at - lines + 1), at)
            self.redraw()

    def set_button(self, button: QToolButton) -> None:
        """A control in the header, beside the arrow."""
        self.button = button
        button.setParent(self)
        button.raise_()
        self.fit()

    @property
    def is_open(self) -> bool:
        """Whether the rows are shown."""
        return self._open

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold, for good."""
        self.was_set, self._open = True, is_open
        self._tell_model()
        self.fit()
        self.redraw()

    def fold_where_narrow(self, narrow: bool) -> None:
        """Folded on a narrow map, unfolded on a wide one, until the operator decides."""
        if not self.was_set and self._open is narrow:
            self._open = not narrow
            self._tell_model()
            self.fit()
            self.redraw()

    # what is listed

    def rows(self) -> list[Row]:
        """Lines as listed, the topmost first."""
        return self._rows

    def look(self) -> None:
        """Bring the lines up to date: once a second, and whenever something was changed here."""
        key = self._rows[self._row].key if 0 <= self._row < len(self._rows) else None
        self._rows = rows_of(self._context, self._stack)
        if key is not None:  # the same line stays current wherever it went
            self._row = next((at for at, row in enumerate(self._rows) if row.key == key),
                             min(self._row, len(self._rows) - 1))
        self._tell_model()
        self.fit()
        self.redraw()

    def _tell_model(self) -> None:
        """What screen readers hear."""
        self._model.show(self.tr("Layers"), self._rows, is_open=self._open)
        index = self._model.index((self._row if self._open else HEADER) + 1)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def current(self) -> Row | None:
        """The line that keys act on."""
        return self._rows[self._row] if 0 <= self._row < len(self._rows) else None

    def _told(self) -> Row | None:
        """The line of which something is said: the one under the mouse, else the current one while keys go here."""
        at = self._hovered if self.underMouse() else self._row if self.hasFocus() else HEADER
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def fit(self) -> None:
        """As large as its words need, in any language, and no larger than the map has room for."""
        look, parent = theme(), self._around
        extra = self.button.sizeHint().width() + look.px(90) if self.button is not None else 0
        width = max(art.width_of(self._rows), extra, look.px(190) if self._open else 0)
        height = float(look.px(art.HEAD))
        if self._open:
            told = self._told()
            notes = art.notes_height(told.lines, width) if told is not None else 0
            free = min([parent.height() - look.px(_BELOW), *(one.y() - self.y() for one in self.above if one.isVisible())])
            room = max(look.px(art.LINE), free - look.px(art.HEAD + 10) - notes)
            lines = min(len(self._rows), int(room // look.px(art.LINE)))
            self._first = max(0, min(self._first, len(self._rows) - lines))
            height += look.px(art.LINE) * lines + look.px(6) + notes
        self.resize(round(width), round(height))
        if self.button is not None:
            self.button.move(self.width() - self.button.width() - look.px(34), look.px(3))

    def _shown(self) -> int:
        """How many lines fit."""
        look = theme()
        told = self._told()
        notes = art.notes_height(told.lines, self.width()) if told is not None else 0
        return max(0, round((self.height() - look.px(art.HEAD) - look.px(6) - notes) / look.px(art.LINE)))

    def _box(self, row: int) -> QRectF:
        look = theme()
        return QRectF(0, look.px(art.HEAD) + look.px(art.LINE) * (row - self._first), self.width(), look.px(art.LINE))

    def _row_at(self, y: float) -> int:
        look = theme()
        if y < look.px(art.HEAD) or not self._open:
            return HEADER
        at = int((y - look.px(art.HEAD)) // look.px(art.LINE))
        return at + self._first if at < self._shown() else len(self._rows)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list as in the mock, with a quiet strip for the opacity."""
        # The map beneath draws a hundred times a second and takes this widget with it: the list is kept as a picture,
        # and whether it is still true is asked when somebody wants it painted anew, else ten times a second.
        if self._asked_anew or time.monotonic() - self._looked_s > _LOOK_S:
            self._asked_anew, self._looked_s = False, time.monotonic()
            self._look_again()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _look_again(self) -> None:
        told = self._told()
        state = (self.size(), self._open, self._row, self._first, self.hasFocus(), self.underMouse(),
                 self._context.language, tuple(row[1:] for row in self._rows), told.key if told else None,
                 tuple(group.is_open for group in self._stack.groups.values()))
        if state != self._painted:
            self._painted, self._picture = state, QPixmap(self.size())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint_list(self._picture, told)

    def _paint_list(self, picture: QPixmap, told: Row | None) -> None:
        look = theme()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("void", 232))
        focused = self.hasFocus()
        art.paint_head(painter, self.width(), self.tr("Layers"), is_open=self._open,
                       current=focused and self._row == HEADER)
        if self._open:
            lines = self._shown()
            for at in range(self._first, min(self._first + lines, len(self._rows))):
                art.paint_row(painter, self._rows[at], self._box(at), current=focused and at == self._row,
                              strips=self.underMouse() or focused)
            if lines < len(self._rows):
                self._paint_bar(painter, lines)
            if told is not None:
                top = look.px(art.HEAD) + look.px(art.LINE) * lines + look.px(3)
                art.paint_notes(painter, told.lines, top, self.width())
        painter.end()

    def _paint_bar(self, painter: QPainter, lines: int) -> None:
        """Where in the list one is."""
        look = theme()
        whole = look.px(art.LINE) * lines
        share = lines / len(self._rows)
        top = look.px(art.HEAD) + whole * self._first / len(self._rows)
        painter.fillRect(QRectF(self.width() - look.px(4), top, look.px(3), whole * share), look.colour("line2"))

    # acts

    def _holder(self, row: Row) -> Entry | Group:
        holder = row.node.entry if row.node.entry is not None else row.node.group
        assert holder is not None
        return holder

    def _set_opacity(self, row: Row, x: float) -> None:
        strip = art.strip_box(self._box(0))
        self._give_opacity(row, (x - strip.left()) / strip.width())

    def _give_opacity(self, row: Row, opacity: float) -> None:
        holder = self._holder(row)
        holder.opacity = max(_FAINTEST, min(1.0, round(opacity, 2)))
        holder.visible = True
        self._tell()

    def _toggle(self, row: Row) -> None:
        self._holder(row).visible = not row.visible
        self._tell()

    def _fold(self, row: Row) -> None:
        if row.node.group is not None:
            row.node.group.is_open = not row.node.group.is_open
            self._tell()

    def _shift(self, row: Row, step: int) -> None:
        shift(self._stack, row.node, step)
        self._tell()

    def _tell(self) -> None:
        self._moved = True
        self.look()
        self._speak()
        self.changed.emit()

    def _speak(self) -> None:
        """What a screen reader says of the current line."""
        row = self.current()
        self.setAccessibleDescription(row.spoken() if row is not None else self.tr("Enter folds the list"))

    def _go(self, row: int) -> None:
        self._row = max(HEADER, min(len(self._rows) - 1, row))
        self.setCurrentIndex(self._model.index(self._row + 1))
        self._speak()
        self.fit()
        self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        self._speak()
        self.fit()
        self.redraw()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        self.fit()
        self.redraw()
        super().focusOutEvent(event)
