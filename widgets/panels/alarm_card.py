"""The controls of one alarm: acknowledge, make an incident, shelve. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from command_center.domain.alarms import Alarm
from widgets.panels.ask_card import AskCard
from widgets.panels.asking import Asker


class AlarmCard(AskCard):
    """For an alarm."""

    acknowledge = Signal()
    make_incident = Signal()
    shelve = Signal()

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(asker, parent)
        self.acknowledge_button = self.add_button(self.acknowledge, 2)
        self.incident_button = self.add_button(self.make_incident, 3)
        self.shelve_button = self.add_button(self.shelve, 2)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts anew."""
        self.acknowledge_button.setText(self.tr("Acknowledge"))
        self.acknowledge_button.setToolTip(self.tr("I have seen it (A)"))
        self.incident_button.setText(self.tr("Make incident"))
        self.incident_button.setToolTip(self.tr("Open an incident where the alarm is (I)"))
        self.shelve_button.setText(self.tr("Shelve"))
        self.shelve_button.setToolTip(self.tr("Out of sight for a while, with a reason (V)"))

    def show_alarm(self, alarm: Alarm, now_utc: int) -> None:
        """Whose controls these are."""
        pending = self.show_topic(alarm.alarm)
        self.acknowledge_button.setEnabled(alarm.state in ("unacknowledged", "returned") and not pending)
        self.incident_button.setEnabled(not pending)
        self.incident_button.setText(self.tr("Show incident") if alarm.incident else self.tr("Make incident"))
        self.set_primary(self.incident_button, not alarm.incident)
        self.shelve_button.setEnabled(not pending)
        shelved = alarm.shelved_until_utc > now_utc
        self.shelve_button.setText(self.tr("Put back") if shelved else self.tr("Shelve"))
