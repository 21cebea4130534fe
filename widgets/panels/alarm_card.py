"""The controls of one alarm: acknowledge, make an incident, shelve. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from command_center.domain.alarms import Alarm
from widgets.panels.asking import Asker, AskLabel
from widgets.theme import theme


class AlarmCard(QWidget):
    """Emits what the operator wants; whoever owns it knows the alarm."""

    acknowledge = Signal()
    make_incident = Signal()
    shelve = Signal()
    resized = Signal()

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme()
        self._asker, self._alarm = asker, ""
        self.acknowledge_button, self.incident_button, self.shelve_button = QPushButton(), QPushButton(), QPushButton()
        self.label = AskLabel(asker)
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        for button, signal, share in ((self.acknowledge_button, self.acknowledge, 2),
                                      (self.incident_button, self.make_incident, 3),
                                      (self.shelve_button, self.shelve, 2)):
            button.clicked.connect(signal)
            line.addWidget(button, share)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.px(4))
        self._box.addLayout(line)
        self._box.addWidget(self.label)
        self.retranslate()
        asker.changed.connect(self._on_asked)

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
        self._alarm = alarm.alarm
        pending = self._asker.is_pending(alarm.alarm)
        self.acknowledge_button.setEnabled(alarm.state in ("unacknowledged", "returned") and not pending)
        self.incident_button.setEnabled(not pending)
        self.incident_button.setText(self.tr("Show incident") if alarm.incident else self.tr("Make incident"))
        self._primary(not alarm.incident)
        self.shelve_button.setEnabled(not pending)
        shelved = alarm.shelved_until_utc > now_utc
        self.shelve_button.setText(self.tr("Put back") if shelved else self.tr("Shelve"))
        self.label.set_topics(alarm.alarm)

    def _primary(self, on: bool) -> None:
        if self.incident_button.property("primary") != on:
            self.incident_button.setProperty("primary", on)
            self.incident_button.style().polish(self.incident_button)

    def _on_asked(self, topic: str) -> None:
        if topic == self._alarm:
            if self._asker.is_pending(topic):
                for button in (self.acknowledge_button, self.incident_button, self.shelve_button):
                    button.setEnabled(False)
            self.resized.emit()

    def sizeHint(self) -> QSize:
        """As tall as the buttons and, where there is something to say, the line under them."""
        width = max(self.width(), theme().px(200))
        tall = self.incident_button.sizeHint().height()
        if self.label.text():
            tall += self.label.heightForWidth(width) + self._box.spacing()
        return QSize(width, tall)
