"""Asking for a reason: closing an incident, shelving an alarm, dismissing a report. Keyboard alone suffices: digits
choose, Enter confirms, Esc leaves. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.alarms import Alarm
from command_center.domain.commands import CloseIncident, ShelveAlarm
from command_center.domain.incidents import Incident
from command_center.domain.time import MINUTE
from widgets.context import Context
from widgets.panels.asking import Asker
from widgets.panels.dialog_buttons import confirm_or_cancel
from widgets.panels.words import CLOSE_REASONS, reason_words
from widgets.theme import theme

SHELVE_MINUTES = (15, 60, 240)


class ReasonDialog(QDialog):
    """A few numbered choices and a line of text. `decided(choice, text)`."""

    decided = Signal(str, str)

    def __init__(self, title: str, question: str, choices: Sequence[tuple[str, str]], hint: str, *,
                 text_needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(420))
        self._text_needed = text_needed
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().space("padding")] * 4)
        column.setSpacing(theme().px(8))
        label = QLabel(question)
        label.setWordWrap(True)
        column.addWidget(label)
        self._choices: list[tuple[str, QRadioButton]] = []
        for number, (key, words) in enumerate(choices, 1):
            button = QRadioButton(f"&{number}  {words}")
            button.setChecked(number == 1)
            column.addWidget(button)
            self._choices.append((key, button))
        self.text = QLineEdit()
        self.text.setPlaceholderText(hint)
        self.text.textChanged.connect(self._on_text)
        column.addWidget(self.text)
        self.buttons, self.confirm = confirm_or_cancel(self)
        self.confirm.setText(title)
        column.addWidget(self.buttons)
        self._on_text()

    def _on_text(self) -> None:
        ready = bool(self.text.text().strip()) or not self._text_needed
        self.confirm.setEnabled(ready)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._choices):
            self._choices[number][1].setChecked(True)
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Give the decision and go."""
        choice = next(key for key, button in self._choices if button.isChecked())
        self.decided.emit(choice, self.text.text().strip())
        super().accept()


def ask_close(context: Context, asker: Asker, incident: Incident, parent: QWidget) -> ReasonDialog:
    """Close an incident with a reason. Units still bound are said at once: the rules refuse it until they are
    released."""
    translate = QCoreApplication.translate
    bound = sum(one.is_open for one in incident.assignments)
    question = translate("Closing", "Close {number} {title}. Why?").format(number=incident.number, title=incident.title)
    if bound:
        question += "\n" + translate("Closing", "{n} units are still bound to it: release them first, or it will be "
                                                "refused.").format(n=bound)
    dialog = ReasonDialog(translate("Closing", "Close incident"), question,
                          [(reason, reason_words(reason)) for reason in CLOSE_REASONS],
                          translate("Closing", "Note for the record (may stay empty)"), parent=parent)
    dialog.decided.connect(lambda reason, text: asker.ask(incident.incident, CloseIncident(
        incident=incident.incident, reason=reason, text=text, actor=context.actor, desk=context.desk)))
    dialog.open()
    return dialog


def ask_shelve(context: Context, asker: Asker, alarm: Alarm, parent: QWidget) -> ReasonDialog:
    """Put an alarm out of sight for a while; the reason is for the record and must not be empty."""
    translate = QCoreApplication.translate
    title = context.say(alarm.title_zh, alarm.title_en)
    dialog = ReasonDialog(
        translate("Closing", "Shelve alarm"), translate("Closing", "Shelve \"{title}\" for how long?").format(title=title),
        [(str(minutes), translate("Closing", "{n} minutes").format(n=minutes)) for minutes in SHELVE_MINUTES],
        translate("Closing", "Reason (needed)"), text_needed=True, parent=parent)
    dialog.decided.connect(lambda minutes, text: asker.ask(alarm.alarm, ShelveAlarm(
        alarm=alarm.alarm, until_utc=context.session().clock.now_utc() + int(minutes) * MINUTE, reason=text,
        actor=context.actor, desk=context.desk)))
    dialog.open()
    return dialog
