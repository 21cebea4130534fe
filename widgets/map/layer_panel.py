"""The list of layers at the upper left of the map: a tree of groups, seen or not, how strongly, in which order, how many
things each shows and what is wrong with it. GUI thread.

All of it works from the keyboard: Space shows and hides, Left and Right change the opacity, Ctrl+Up and Ctrl+Down the
order, into groups and out of them, Enter folds a group and opens the style of a layer; the mouse ticks, drags the strip at the right for the
opacity, drags a row to move it, and opens the style by a double click or the menu of a row.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QToolTip

from layers.tree import is_inside, put_beside, put_into
from widgets.map import layer_row_painter as art
from widgets.map.layer_list import HEADER, LayerList
from widgets.map.layer_rows import Row
from widgets.theme import theme

KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left,
        Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Menu)


class LayerPanel(LayerList):
    """The list with its mouse and its keys."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold, tick, or begin to drag."""
        self._moved = False
        at = self._row_at(event.position().y())
        if at == HEADER:
            self.set_open(not self._open)
            return
        if at >= len(self._rows) or event.button() != Qt.MouseButton.LeftButton:
            return
        self._go(at)
        row, box = self._rows[at], self._box(at)
        if art.strip_box(box).adjusted(-4, -8, 4, 8).contains(event.position()):
            self._drag = ("opacity", row.key)
            self._set_opacity(row, event.position().x())
        elif row.node.group is not None and art.fold_box(row, box).contains(event.position()):
            self._fold(row)
        elif event.position().x() < art.tick_box(row, box).right() + theme().px(8):
            self._toggle(row)
        else:
            self._drag = ("row", row.key)
        self.redraw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging, or say what is known of the line under the mouse."""
        at = self._row_at(event.position().y())
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            if at != self._hovered:
                self._hovered = at
                self.fit()
                self.redraw()
            return
        row = next((one for one in self._rows if one.key == self._drag[1]), None)
        if row is None:
            return
        if self._drag[0] == "opacity":
            self._set_opacity(row, event.position().x())
        elif at != HEADER:
            self._drag_to(row, at)

    def _drag_to(self, row: Row, at: int) -> None:
        """To the line under the mouse, into its group or out of it; below the last line, to the end of the tree."""
        here = self._rows.index(row)
        if at >= len(self._rows):
            moved = bool(row.node.depth) and put_into(self._stack, row.node, "", on_top=False)
        elif is_inside(self._stack, self._rows[at].node, row.node):
            return
        else:
            other = self._rows[at].node
            if at > here and other.group is not None and other.group.is_open:
                moved = put_into(self._stack, row.node, other.group.key, on_top=True)
            else:
                moved = put_beside(self._stack, row.node, other, above=at < here)
        if moved:
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a name that did not become a drag ticks it."""
        if self._drag is not None and self._drag[0] == "row" and not self._moved:
            at = self._row_at(event.position().y())
            if 0 <= at < len(self._rows) and self._rows[at].key == self._drag[1]:
                self._toggle(self._rows[at])
        self._drag, self._moved = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The style of a layer; its tick stays as it was, for the second click undoes the first."""
        at = self._row_at(event.position().y())
        self.mousePressEvent(event)
        if 0 <= at < len(self._rows) and self._drag is not None and self._drag[0] == "row":
            self.style_wanted.emit(self._rows[at].key[1] if self._rows[at].node.entry is not None else "")

    def event(self, event: QEvent) -> bool:
        """Its keys come before the window's shortcuts: Space would pause the city."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in KEYS \
                and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tool tip comes up over the heading only: over the lines it would cover what is being read."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            if self._row_at(event.pos().y()) != HEADER:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.toolTip(), self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll where there is more than fits; the map does not zoom under the list."""
        self._first -= event.angleDelta().y() // 120
        self.fit()
        self.redraw()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a line."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            self._row = self._row_at(event.pos().y())
        row = self.current()
        if row is not None:
            place = event.globalPos() if by_mouse else self.mapToGlobal(self._box(self._row).bottomLeft().toPoint())
            self.menu(row).popup(place)

    def menu(self, row: Row) -> QMenu:
        """The menu of a line."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = row.key[1]
        if row.node.entry is not None and hasattr(row.node.entry.layer, "restyle"):
            menu.addAction(self.tr("Style…"), lambda: self.style_wanted.emit(key))
            menu.addAction(self.tr("Copy as TOML"), lambda: self.copy_wanted.emit(key))
        menu.addAction(self.tr("Hide") if row.visible else self.tr("Show"), lambda: self._toggle(row))
        menu.addAction(self.tr("Up"), lambda: self._shift(row, 1))
        menu.addAction(self.tr("Down"), lambda: self._shift(row, -1))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything the mouse can do."""
        row, key = self.current(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            self._shift(row, -step) if control and row is not None else self._go(self._row + step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self._rows) - 1)
        elif row is None and (enter or key == Qt.Key.Key_Space):
            self.set_open(not self._open)
        elif row is None:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._give_opacity(row, row.opacity + (0.1 if key == Qt.Key.Key_Right else -0.1))
        elif key == Qt.Key.Key_Space:
            self._toggle(row)
        elif enter and row.node.group is not None:
            self._fold(row)
        elif enter:
            self.style_wanted.emit(row.key[1])
        elif key == Qt.Key.Key_Menu:
            self.menu(row).popup(self.mapToGlobal(self._box(self._row).bottomLeft().toPoint()))
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The strips of opacity appear."""
        self._hovered = self._row_at(event.position().y())
        self.fit()
        self.redraw()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And go."""
        self._hovered = HEADER
        self.fit()
        self.redraw()
        super().leaveEvent(event)
