"""The page of one incident: what it is, its units and orders, its timeline, and every way to act on it. GUI thread.

Keys beside those of the queue: Esc back, G grade, Ctrl+M note, X close.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from command_center.dispatch.timers import waiting_s
from command_center.domain.commands import NoteIncident, RegradeIncident
from command_center.domain.incidents import Incident
from command_center.state.snapshot import EMPTY, Snapshot
from widgets.context import Context
from widgets.panels.advising import Advisor
from widgets.panels.asking import Asker, AskLabel
from widgets.panels.details_head import DetailsHead
from widgets.panels.details_log import LogView
from widgets.panels.details_orders import OrdersView
from widgets.panels.words import ROMAN
from widgets.shortcuts import local_shortcut
from widgets.spans import waiting_clock
from widgets.theme import theme


class IncidentDetails(QWidget):
    """Shows one incident; whoever owns it sends, changes and closes."""

    left = Signal()
    send = Signal()
    change = Signal()
    close_asked = Signal()

    def __init__(self, context: Context, asker: Asker, advisor: Advisor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.asker, self.advisor = context, asker, advisor
        self.incident = ""
        self._snapshot: Snapshot = EMPTY
        self._now = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head = DetailsHead(context)
        self.orders, self.log = OrdersView(context, asker), LogView(context)
        self._controls()
        self._lay_out()
        self.retranslate()
        asker.changed.connect(self._on_asked)
        advisor.advised.connect(lambda _: self._refresh())

    def _controls(self) -> None:
        self.back_button, self.send_button, self.change_button = QPushButton(), QPushButton(), QPushButton()
        self.close_button, self.note_button = QPushButton(), QPushButton()
        self.send_button.setProperty("primary", True)
        self.back_button.setProperty("flat", True)
        self.grade, self.note = QComboBox(), QLineEdit()
        for grade in (1, 2, 3, 4):
            self.grade.addItem("", grade)
        self.label = AskLabel(self.asker)
        self.orders_title, self.log_title = QLabel(), QLabel()
        for title in (self.orders_title, self.log_title):
            title.setFont(theme().font("caption", bold=True))
        for button, act in ((self.back_button, self.left.emit), (self.send_button, self.send.emit),
                            (self.change_button, self.change.emit), (self.close_button, self.close_asked.emit),
                            (self.note_button, self.add_note)):
            button.clicked.connect(act)
        self.note.returnPressed.connect(self.add_note)
        self.grade.activated.connect(self._regrade)
        for keys, act in (("G", self.grade.setFocus), ("Ctrl+M", self.note.setFocus)):
            local_shortcut(keys, self, act)

    def _lay_out(self) -> None:
        look, pad = theme(), theme().space("padding")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(pad, look.px(6), pad, look.px(6))
        column.setSpacing(look.px(8))
        for widget in (self.head, self.orders_title, self.orders, self.log_title, self.log):
            column.addWidget(widget)
        column.addStretch(1)
        self.page = QScrollArea()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setWidgetResizable(True)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.page.viewport().setAutoFillBackground(False)
        note = QHBoxLayout()
        note.addWidget(self.note, 1)
        note.addWidget(self.note_button)
        acts = QGridLayout()
        acts.setSpacing(look.px(8))
        for number, control in enumerate((self.send_button, self.change_button, self.grade, self.close_button)):
            acts.addWidget(control, number // 2, number % 2)
        foot = QVBoxLayout()
        foot.setContentsMargins(pad, look.px(6), pad, look.px(10))
        foot.setSpacing(look.px(8))
        foot.addWidget(self.label)
        foot.addLayout(note)
        foot.addLayout(acts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.page, 1)
        box.addLayout(foot)

    def retranslate(self) -> None:
        """Texts anew."""
        self.back_button.setText(self.tr("‹ Back to the queue"))
        self.back_button.setToolTip(self.tr("Esc"))
        self.send_button.setText(self.tr("Send proposed"))
        self.change_button.setText(self.tr("Choose units"))
        self.close_button.setText(self.tr("Close incident"))
        self.note_button.setText(self.tr("Add note"))
        self.note.setPlaceholderText(self.tr("Note for the log (Ctrl+M)"))
        self.orders_title.setText(self.tr("Units and orders"))
        self.log_title.setText(self.tr("Timeline"))
        for row in range(self.grade.count()):
            self.grade.setItemText(row, self.tr("Grade {grade}").format(grade=ROMAN[row + 1]))

    # ---- the state
    def show_incident(self, incident: str, snapshot: Snapshot, now_utc: int) -> None:
        """Show another one."""
        if incident != self.incident:
            self.note.clear()
            self.page.verticalScrollBar().setValue(0)
        self.incident = incident
        self.label.set_topics(incident)
        self._snapshot, self._now = snapshot, now_utc
        self._refresh()

    def show_state(self, snapshot: Snapshot, now_utc: int) -> None:
        """The same incident as it stands now."""
        self._snapshot, self._now = snapshot, now_utc
        if self.isVisible():
            self._refresh()

    def show_clock(self, now_utc: int) -> None:
        """Ages and times left."""
        self._now = now_utc
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        one = self._snapshot.incidents.get(self.incident)
        if one is None:
            return
        self.head.show_incident(one, self._snapshot, waiting_clock(waiting_s(one, self._now)),
                                self.advisor.advice(self.incident))
        self.orders.show_state(one, self._snapshot, self._now)
        self.log.show_log(one, self._snapshot, self._now)
        if not self.grade.view().isVisible():
            self.grade.setCurrentIndex(one.grade - 1)
        self._enable(one)

    def _enable(self, one: Incident) -> None:
        pending, advice = self.asker.is_pending(self.incident), self.advisor.advice(self.incident)
        free = one.is_open and not pending
        self.send_button.setEnabled(free and bool(advice and advice.proposed))
        for control in (self.change_button, self.grade, self.close_button):
            control.setEnabled(free)
        self.note_button.setEnabled(not pending)

    def _on_asked(self, topic: str) -> None:
        if topic == self.incident or topic in self.orders.lines:
            self._refresh()

    # ---- acting
    def add_note(self) -> None:
        """Write into the log."""
        text = self.note.text().strip()
        if text and not self.asker.is_pending(self.incident):
            self.asker.ask(self.incident, NoteIncident(incident=self.incident, text=text, actor=self.context.actor,
                                                       desk=self.context.desk))
            self.note.clear()

    def _regrade(self, row: int) -> None:
        one = self._snapshot.incidents.get(self.incident)
        if one is not None and one.grade != row + 1:
            self.asker.ask(self.incident, RegradeIncident(incident=self.incident, grade=row + 1,
                                                          actor=self.context.actor, desk=self.context.desk))
