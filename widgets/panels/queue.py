"""The dispatch queue: what waits, what is worked on, whom to send; the details of one incident on the next page.

GUI thread. Keys, while the panel has the keyboard: arrows choose, Enter opens, Esc goes back, S sends what is
proposed, C changes it, E escalates, X closes, N makes a new incident; Alt+1 comes here from anywhere.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from command_center.dispatch.timers import by_urgency, counts
from command_center.domain.alarms import Alarm
from command_center.domain.commands import OrderUnit, RegradeIncident
from command_center.domain.incidents import Incident
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.context import NEW_INCIDENT, Context
from widgets.panels.advising import Advisor
from widgets.panels.alarm_strip import AlarmStrip
from widgets.panels.asking import Asker
from widgets.panels.closing import ask_close
from widgets.panels.details import IncidentDetails
from widgets.panels.frame import FramedPanel, tabs_of
from widgets.panels.incident_form import IncidentForm
from widgets.panels.queue_card import QueueCard
from widgets.panels.queue_rows import QueueList
from widgets.panels.unit_picker import UnitPicker
from widgets.shortcuts import local_shortcut

MANY = 60  # open incidents, beyond which rows are ordered at most every ORDER_MS
ORDER_MS = 300


class QueuePanel(FramedPanel):
    """Dispatch queue."""

    key = "queue"
    area = "right"
    depends_on = ("incidents", "units", "alarms")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._snapshot: Snapshot = EMPTY
        self.asker = Asker(context, self)
        self.advisor = Advisor(context, self)
        self.list = QueueList(context, self.advisor)
        self.strip = AlarmStrip(context, self.asker)
        self.card = QueueCard(self.asker)
        self.details = IncidentDetails(context, self.asker, self.advisor)
        self.pages = QStackedWidget()
        self.form: IncidentForm | None = None
        self._awaited = ""
        self._ordering = QTimer(self, interval=ORDER_MS, singleShot=True)
        self._ordering.timeout.connect(self._arrange)
        self._build()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("Dispatch queue")

    def retranslate(self) -> None:
        self.card.retranslate()
        self.details.retranslate()
        self.list.set_empty(self.tr("No open incident.") if self.is_wall else
                            self.tr("No open incident. Press N to make one, or make one of an alarm or a report."))
        self._say_counts()

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.list, 1)
        self.pages.addWidget(page)
        self.pages.addWidget(self.details)
        self.body.addWidget(self.pages)
        if not self.is_wall:
            self.list.set_card(self.card)
            self.keyboard = self.list

    def _connect(self) -> None:
        self.list.current_changed.connect(self._on_current)
        self.list.activated.connect(self.open_details)
        self.advisor.advised.connect(lambda _: self._refresh_card())
        self.card.resized.connect(self.list.arrange)
        self.card.send.connect(self.send_proposed)
        self.card.change.connect(self.change_units)
        self.card.escalate.connect(self.escalate)
        self.card.details.connect(lambda: self.open_details(self.current))
        self.details.left.connect(self.close_details)
        self.details.send.connect(self.send_proposed)
        self.details.change.connect(self.change_units)
        self.details.close_asked.connect(self.close_incident)
        self.context.selection.changed.connect(self._on_selection)
        self.strip.opened.connect(self._on_opened)
        self.strip.acts.form_wanted.connect(self._form_for)
        self.context.selection.place_chosen.connect(self._on_place)
        if self.is_wall:
            return
        for keys, act in (("S", self.send_proposed), ("C", self.change_units), ("E", self.escalate),
                          ("X", self.close_incident), ("N", self.new_incident), ("Esc", self.close_details)):
            local_shortcut(keys, self, act)
        self.summoned_by("Alt+1")
        QShortcut(QKeySequence("Ctrl+N"), self, self.new_incident)

    # ---- the state
    @property
    def current(self) -> str:
        """Id of the incident the controls act on."""
        return self.details.incident if self.pages.currentIndex() == 1 else self.list.current

    def incident(self) -> Incident | None:
        """The incident the controls act on."""
        return self._snapshot.incidents.get(self.current)

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self._snapshot = self.list.snapshot = snapshot
        if changes.reset:
            self.advisor.forget()
        self.list.now_utc = self.context.session().clock.now_utc()
        if changes.reset or len(self.list.keys) < MANY:
            self._arrange()
        elif changes.touches("incidents", "units") and not self._ordering.isActive():
            self._ordering.start()
        self.strip.show_state(snapshot, self.list.now_utc)
        self._refresh_card()

    def _arrange(self) -> None:
        """The rows anew; with many incidents some times a second at most."""
        snapshot = self._snapshot
        self.list.set_rows([one.incident for one in by_urgency(snapshot.incidents.values())])
        self.details.show_state(snapshot, self.list.now_utc)
        self._say_counts()
        if self._awaited in self.list.keys:
            self._on_selection("incident", self._awaited)
        if self.is_wall:
            self._lead()

    def _lead(self) -> None:
        """Nobody clicks on a wall: its map and its pictures show what stands first in the queue."""
        if self.list.follows_top and self.context.selection.id != self.list.current:
            self.context.selection.select("incident" if self.list.current else "", self.list.current)

    def on_clock(self, now_utc: int) -> None:
        self.list.now_utc = now_utc
        self.list.viewport().update()
        self.strip.show_state(self._snapshot, now_utc)
        self.details.show_clock(now_utc)
        self._say_counts()
        self._refresh_card()

    def _say_counts(self) -> None:
        now = self.list.now_utc
        if now:
            found = counts(self._snapshot.incidents.values(), now, self.context.configuration.city.zone)
            self.set_note(self.tr("{waiting} to send   {active} active   {closed} closed").format(
                waiting=found.waiting, active=found.active, closed=found.closed_today))

    def _refresh_card(self) -> None:
        incident = self.incident()
        if incident is not None:
            self.advisor.consider(self._snapshot, incident)
            shown = self._snapshot.incidents.get(self.list.current, incident)
            self.card.show_incident(shown, self.advisor.advice(shown.incident))

    # ---- choosing
    def _on_current(self, key: str) -> None:
        self._refresh_card()
        if key and not self.list.follows_top and self.active_selection() != ("incident", key):
            self.context.selection.select("incident", key)

    def active_selection(self) -> tuple[str, str]:
        """What the window has selected."""
        return self.context.selection.kind, self.context.selection.id

    def _on_selection(self, kind: str, identity: str) -> None:
        """An incident chosen anywhere comes to the front here; one that was only just made, as soon as it is known."""
        self._awaited = identity if kind == "incident" and identity not in self.list.keys else ""
        if kind != "incident" or identity not in self.list.keys or (self.is_wall and identity == self.list.current):
            return
        self.list.choose(identity)
        self._come_forward()
        if self.pages.currentIndex() == 1 and self.details.incident != identity:
            self.open_details(identity)

    def _come_forward(self) -> None:
        """The tab that hides the queue gives way, and the keyboard comes along if it was there."""
        tabs = tabs_of(self)
        if tabs is not None and not self.is_wall and tabs.currentWidget() is not self:
            focus = QApplication.focusWidget()
            comes = focus is not None and tabs.isAncestorOf(focus)
            tabs.setCurrentWidget(self)
            if comes:
                self.list.setFocus()

    def _on_opened(self, incident: str) -> None:
        """An incident was made: show it as soon as it is there."""
        self.context.selection.select("incident", incident)

    def open_details(self, key: str) -> None:
        """The page of one incident; the map comes along."""
        incident = self._snapshot.incidents.get(key)
        if incident is None or self.is_wall:
            return
        self.details.show_incident(key, self._snapshot, self.list.now_utc)
        self.pages.setCurrentIndex(1)
        self.details.setFocus()
        self.context.selection.select("incident", key)
        self.context.selection.centre_requested.emit(incident.lon, incident.lat)

    def close_details(self) -> None:
        """Back to the queue."""
        self.pages.setCurrentIndex(0)
        self.list.setFocus()

    # ---- acting
    def send_proposed(self) -> None:
        """Order every proposed unit; each order is its own, so that one refusal does not hold the others."""
        incident = self.incident()
        advice = self.advisor.advice(incident.incident) if incident else None
        if incident is None or advice is None or not advice.proposed or self.asker.is_pending(incident.incident):
            return
        self._order(incident, [(one.unit, one.eta_s) for one in advice.proposed])

    def _order(self, incident: Incident, chosen: list[tuple[str, float | None]]) -> None:
        self.asker.ask(incident.incident, *(
            OrderUnit(incident=incident.incident, unit=unit, eta_s=eta_s, actor=self.context.actor,
                      desk=self.context.desk) for unit, eta_s in chosen))

    def change_units(self) -> None:
        """Let the operator choose among the free units."""
        incident = self.incident()
        if incident is None or not incident.is_open:
            return
        picker = UnitPicker(self.context, self.list.title_of(incident), self.advisor.advice(incident.incident),
                            self.window())
        picker.chosen.connect(lambda chosen, one=incident: self._order(one, chosen))
        picker.open()

    def escalate(self) -> None:
        """Raise the grade by one."""
        incident = self.incident()
        if incident is not None and incident.is_open and incident.grade > 1:
            self.asker.ask(incident.incident, RegradeIncident(
                incident=incident.incident, grade=incident.grade - 1, actor=self.context.actor,
                desk=self.context.desk))

    def close_incident(self) -> None:
        """Ask for the reason, then close."""
        incident = self.incident()
        if incident is not None and incident.is_open:
            ask_close(self.context, self.asker, incident, self.window())

    def new_incident(self, **given: Any) -> None:
        """The form for an incident that nothing reported: its place comes from a click on the map."""
        if self.form is None:
            self.form = IncidentForm(self.context, self.asker, self.window())
            self.form.opened.connect(self._on_opened)
        self.form.begin(**given)

    def _on_place(self, key: str, lon: float, lat: float) -> None:
        """The map's menu: an incident at that place."""
        if key == NEW_INCIDENT:
            self.new_incident(lon=lon, lat=lat)

    def _form_for(self, alarm: Alarm) -> None:
        """An alarm without a place becomes an incident once the operator gave one."""
        self.new_incident(type_key=alarm.type_key or "other", alarm=alarm.alarm, address=alarm.place,
                          title=self.context.say(alarm.title_zh, alarm.title_en))

    # ---- view
    def save_view(self) -> dict[str, Any]:
        return {"current": self.list.current if not self.list.follows_top else ""}

    def restore_view(self, state: dict[str, Any]) -> None:
        if state.get("current"):
            self.list.choose(state["current"])
