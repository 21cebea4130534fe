"""The controls of the current incident in the queue: send what is proposed, change, escalate, details. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from command_center.dispatch.recommend import Advice
from command_center.domain.incidents import Incident
from widgets.panels.ask_card import AskCard
from widgets.panels.asking import Asker


class QueueCard(AskCard):
    """For an incident."""

    send = Signal()
    change = Signal()
    escalate = Signal()
    details = Signal()

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(asker, parent)
        self.send_button = self.add_button(self.send, 3)
        self.change_button = self.add_button(self.change, 2)
        self.escalate_button = self.add_button(self.escalate, 2)
        self.details_button = self.add_button(self.details, 0, rests=False)
        for button in (self.send_button, self.change_button, self.escalate_button, self.details_button):
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.send_button.setProperty("primary", True)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts anew."""
        self.send_button.setText(self.tr("Send proposed"))
        self.send_button.setToolTip(self.tr("Send the proposed units (S)"))
        self.change_button.setText(self.tr("Change"))
        self.change_button.setToolTip(self.tr("Choose the units yourself (C)"))
        self.escalate_button.setText(self.tr("Escalate"))
        self.escalate_button.setToolTip(self.tr("Raise the grade by one (E)"))
        self.details_button.setText("›")
        self.details_button.setAccessibleName(self.tr("Details"))
        self.details_button.setToolTip(self.tr("Log, units and closing of this incident (Enter)"))

    def show_incident(self, incident: Incident, advice: Advice | None) -> None:
        """Whose controls these are."""
        pending, proposed = self.show_topic(incident.incident), bool(advice and advice.proposed)
        self.send_button.setEnabled(proposed and not pending)
        self.change_button.setEnabled(not pending)
        self.escalate_button.setEnabled(incident.grade > 1 and not pending)
        self.set_primary(self.send_button, proposed)
