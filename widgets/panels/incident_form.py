"""The form of a new incident: from a click on the map, an alarm or a report. GUI thread.

Opened without a place it asks the map for a click and waits; Ctrl+Enter opens the incident, Esc leaves. The form stays
until the journal recorded it, so that a refusal loses nothing that was typed.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from command_center.dispatch.recommend import incident_type
from command_center.domain.commands import OpenIncident
from command_center.domain.ids import new_id
from widgets.context import Context
from widgets.panels.asking import Asker, AskLabel
from widgets.panels.dialog_buttons import confirm_or_cancel, give_back_keyboard
from widgets.theme import theme

PLACE_KEY = "incident_form"
TOPIC = "incident_form"


class IncidentForm(QDialog):
    """`opened(incident)` once the journal recorded it."""

    opened = Signal(str)

    def __init__(self, context: Context, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.asker = context, asker
        self.place: tuple[float, float] | None = None
        self._made_of: dict[str, str] = {}
        self._code = ("", "")  # scheme and code of the report, kept where the type has none of its own
        self._asked = ""
        self._incident = ""
        self._own_title = ""
        self._awaits_place = False
        self.setWindowTitle(self.tr("New incident"))
        self.setMinimumWidth(theme().px(480))
        self._fields()
        self._lay_out()
        asker.confirmed.connect(self._on_confirmed)
        asker.changed.connect(lambda _: self._on_changed())
        context.selection.place_chosen.connect(self._on_place)

    def _fields(self) -> None:
        self.kind, self.grade = QComboBox(), QComboBox()
        for pack in self.context.packs.values():
            for one in pack.incident_types:
                self.kind.addItem(self.context.say(one.zh, one.en), one.key)
        self.kind.setCurrentIndex(max(0, self.kind.findData("other")))
        for grade, words in ((1, self.tr("I  red, gravest")), (2, self.tr("II  orange")), (3, self.tr("III  yellow")),
                             (4, self.tr("IV  blue"))):
            self.grade.addItem(words, grade)
        self.name, self.address, self.text = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().px(84))
        self.place_label, self.place_button = QLabel(), QPushButton(self.tr("Choose on the map"))
        self.place_button.clicked.connect(self.ask_place)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.name.textChanged.connect(lambda _: self._on_changed())

    def _lay_out(self) -> None:
        column, form = QVBoxLayout(self), QFormLayout()
        column.setContentsMargins(*[theme().space("padding")] * 4)
        form.setSpacing(theme().px(8))
        line = QHBoxLayout()
        line.addWidget(self.place_label, 1)
        line.addWidget(self.place_button)
        for words, field in ((self.tr("&Type"), self.kind), (self.tr("&Grade"), self.grade),
                             (self.tr("T&itle"), self.name), (self.tr("&Address"), self.address),
                             (self.tr("&What is known"), self.text)):
            form.addRow(words, field)
        form.addRow(self.tr("Place"), line)
        column.addLayout(form)
        self.label = AskLabel(self.asker)
        self.label.set_topics(TOPIC)
        column.addWidget(self.label)
        self.buttons, self.confirm = confirm_or_cancel(self)
        self.confirm.setText(self.tr("Open incident (Ctrl+Enter)"))
        column.addWidget(self.buttons)

    def begin(self, *, type_key: str = "other", title: str = "", grade: int = 0, address: str = "", text: str = "",
              lon: float | None = None, lat: float | None = None, alarm: str = "", report: str = "",
              code: tuple[str, str] = ("", "")) -> None:
        """Start with what is known. A form that waits for its click on the map comes back as it was."""
        if self._awaits_place and not (alarm or report or title):
            self._back()
            return
        self._awaits_place = False
        self._made_of, self._code = {"alarm": alarm, "report": report}, code
        self._asked = ""
        self.place = (lon, lat) if lon is not None and lat is not None else None
        self.kind.setCurrentIndex(max(0, self.kind.findData(type_key)))
        self._own_title = ""
        self.name.setText(title)
        self._on_kind()
        if grade:
            self.grade.setCurrentIndex(self.grade.findData(grade))
        self.address.setText(address)
        self.text.setPlainText(text)
        self._on_changed()
        self._back()
        self.kind.setFocus()

    def _back(self) -> None:
        self._awaits_place = False
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_kind(self) -> None:
        """A type brings its usual grade and, until one was typed, its name as title."""
        kind = incident_type(self.context.packs, str(self.kind.currentData() or ""))
        if not kind.key:
            return
        self.grade.setCurrentIndex(self.grade.findData(kind.grade))
        if self.name.text() in ("", self._own_title):
            self._own_title = self.context.say(kind.zh, kind.en)
            self.name.setText(self._own_title)

    def ask_place(self) -> None:
        """Step aside for a click on the map."""
        self.hide()
        give_back_keyboard(self)
        self._awaits_place = True
        self.context.selection.place_requested.emit(PLACE_KEY)

    def _on_place(self, key: str, lon: float, lat: float) -> None:
        if key == PLACE_KEY and self._awaits_place:
            self.place = (lon, lat)
            self._on_changed()
            self._back()
            self.name.setFocus()

    def _on_changed(self) -> None:
        self.place_label.setText(self.tr("none yet") if self.place is None
                                 else f"{self.place[0]:.5f}° E  {self.place[1]:.5f}° N")
        ready = self.place is not None and bool(self.name.text().strip()) and not self.asker.is_pending(TOPIC)
        self.confirm.setEnabled(ready)

    def command(self) -> OpenIncident:
        """What the form asks for."""
        lon, lat = self.place or (float("nan"), float("nan"))
        made_of: dict[str, Any] = self._made_of
        kind = incident_type(self.context.packs, str(self.kind.currentData() or ""))
        scheme, code = (kind.scheme, kind.code) if kind.code else self._code
        return OpenIncident(title=self.name.text().strip(), grade=int(self.grade.currentData()), lon=lon, lat=lat,
                            incident=self._incident, type_key=kind.key, class_scheme=scheme, class_code=code,
                            address=self.address.text().strip(), text=self.text.toPlainText().strip(),
                            actor=self.context.actor, desk=self.context.desk, **made_of)

    def accept(self) -> None:
        """The form does not go before the incident is recorded."""
        self.submit()

    def submit(self) -> None:
        """Give the command; the form goes once it is recorded."""
        if self.confirm.isEnabled():
            self._incident = new_id()
            command = self.command()
            self._asked = command.command
            self.asker.ask(TOPIC, command)

    def _on_confirmed(self, topic: str, command: str) -> None:
        if topic == TOPIC and command == self._asked:
            self._asked = ""
            self.hide()
            give_back_keyboard(self)
            self.opened.emit(self._incident)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif self.focusWidget() is not self.text:
            self.focusNextChild()  # Enter goes on to the next field; Ctrl+Enter opens
