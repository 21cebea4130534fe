"""Choose units by hand: every free one by travel time, what is proposed already marked. GUI thread.

Space marks, Enter sends, Esc leaves.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from command_center.dispatch.recommend import Advice, Proposal
from widgets.context import Context
from widgets.lettering import CENTRE, RIGHT, draw_text, text_width
from widgets.panels.dialog_buttons import confirm_or_cancel
from widgets.panels.rows import RowList
from widgets.panels.words import class_words
from widgets.spans import travel_words
from widgets.theme import theme


class _Candidates(RowList):
    """One row a unit with a box to mark it."""

    marks_changed = Signal()

    def __init__(self, proposals: list[Proposal], marked: set[str]) -> None:
        super().__init__()
        self.proposals = {one.unit: one for one in proposals}
        self.marked = marked
        self.set_rows(list(self.proposals))

    def row_height(self, key: str, current: bool) -> int:
        return theme().px(34)

    def toggle(self, key: str) -> None:
        """Mark or unmark a unit that can come."""
        if key in self.proposals and self.proposals[key].eta_s is not None:
            self.marked ^= {key}
            self.viewport().update()
            self.marks_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.toggle(self.row_at(event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle(self.current)
        else:
            super().keyPressEvent(event)

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, one = theme(), self.proposals[key]
        can = one.eta_s is not None
        side = look.px(16)
        tick = QRectF(box.left(), box.center().y() - side / 2, side, side)
        painter.setPen(QPen(look.colour("hi" if key in self.marked else "control"), max(1, look.px(1))))
        painter.setBrush(look.colour("hi") if key in self.marked else look.colour("void"))
        painter.drawRoundedRect(tick, 2, 2)
        if key in self.marked:
            draw_text(painter, tick, "✓", "caption", "void", align=CENTRE, bold=True)
        travel = travel_words(one.eta_s, one.estimated)
        wide = text_width(travel, "body") + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, box.top(), wide, box.height()), travel, "body",
                  "hi" if can else "lo", align=RIGHT)
        kind = class_words(one.class_key) + (f" · {', '.join(one.capabilities)}" if one.capabilities else "")
        middle = box.left() + box.width() * 0.5
        draw_text(painter, QRectF(middle, box.top(), box.right() - wide - middle - look.px(8), box.height()), kind,
                  "caption", "mid")
        left = box.left() + look.px(28)
        draw_text(painter, QRectF(left, box.top(), middle - left - look.px(8), box.height()), one.name, "body",
                  "hi" if can else "lo")


class UnitPicker(QDialog):
    """`chosen([(unit, eta_s), ...])` in the order of arrival."""

    chosen = Signal(list)

    def __init__(self, context: Context, title: str, advice: Advice | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Choose units"))
        self.resize(theme().px(560), theme().px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().space("padding")] * 4)
        proposals = [*advice.proposed, *advice.others] if advice else []
        head = QLabel(self.tr("{title}: free units by travel time. Space marks, Enter sends.").format(title=title)
                      if proposals else self.tr("No free unit is known just now, or the roads are still being read. "
                                                "Close this and try again shortly."))
        head.setWordWrap(True)
        column.addWidget(head)
        self.list = _Candidates(proposals, {one.unit for one in advice.proposed} if advice else set())
        self.list.marks_changed.connect(self._count)
        self.list.activated.connect(lambda _: self.accept())
        column.addWidget(self.list, 1)
        self.buttons, self.confirm = confirm_or_cancel(self)
        column.addWidget(self.buttons)
        self._count()
        self.list.setFocus()

    def _count(self) -> None:
        self.confirm.setText(self.tr("Send {n}").format(n=len(self.list.marked)))
        self.confirm.setEnabled(bool(self.list.marked))

    def accept(self) -> None:
        """Give what is marked and go."""
        if self.list.marked:
            self.chosen.emit([(key, self.list.proposals[key].eta_s) for key in self.list.keys
                              if key in self.list.marked])
            super().accept()
