"""The controls of the current incident in the queue: send what is proposed, change, escalate, details. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from command_center.dispatch.recommend import Advice
from command_center.domain.incidents import Incident
from widgets.panels.asking import Asker, AskLabel
from widgets.theme import theme


class QueueCard(QWidget):
    """Emits what the operator wants; whoever owns it knows the incident."""

    send = Signal()
    change = Signal()
    escalate = Signal()
    details = Signal()
    resized = Signal()

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme()
        self._asker, self._incident = asker, ""
        self.send_button, self.change_button = QPushButton(), QPushButton()
        self.escalate_button, self.details_button = QPushButton(), QPushButton()
        self.send_button.setProperty("primary", True)
        self.label = AskLabel(asker)
        for button, signal in ((self.send_button, self.send), (self.change_button, self.change),
                               (self.escalate_button, self.escalate), (self.details_button, self.details)):
            button.clicked.connect(signal)
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(self.send_button, 3)
        line.addWidget(self.change_button, 2)
        line.addWidget(self.escalate_button, 2)
        line.addWidget(self.details_button, 0)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.px(4))
        self._box.addLayout(line)
        self._box.addWidget(self.label)
        self.retranslate()
        asker.changed.connect(self._on_asked)

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
        self._incident = incident.incident
        pending = self._asker.is_pending(incident.incident)
        self.send_button.setEnabled(bool(advice and advice.proposed) and not pending)
        self.change_button.setEnabled(not pending)
        self.escalate_button.setEnabled(incident.grade > 1 and not pending)
        self.label.set_topics(incident.incident)
        self._primary(bool(advice and advice.proposed))

    def _primary(self, on: bool) -> None:
        if self.send_button.property("primary") != on:
            self.send_button.setProperty("primary", on)
            self.send_button.style().polish(self.send_button)

    def _on_asked(self, topic: str) -> None:
        if topic == self._incident:
            pending = self._asker.is_pending(topic)
            for button in (self.send_button, self.change_button, self.escalate_button):
                button.setEnabled(button.isEnabled() and not pending)
            self.resized.emit()

    def sizeHint(self) -> QSize:
        """As tall as the buttons and, where there is something to say, the line under them."""
        width = max(self.width(), theme().px(200))
        tall = self.send_button.sizeHint().height()
        if self.label.text():
            tall += self.label.heightForWidth(width) + self._box.spacing()
        return QSize(width, tall)
