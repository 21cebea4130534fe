"""The alarm list: every alarm that stands, with what can be done about it. GUI thread.

Keys, while the panel has the keyboard: arrows choose, A acknowledges, I makes an incident, V shelves, Enter shows the
place; Alt+2 comes here from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.alarms import Alarm
from command_center.state.snapshot import Changes, Snapshot
from widgets.context import Context
from widgets.panels.alarm_acts import AlarmActs, by_urgency, is_unseen
from widgets.panels.alarm_card import AlarmCard
from widgets.panels.alarm_rows import AlarmList
from widgets.panels.asking import Asker
from widgets.panels.frame import FramedPanel
from widgets.panels.incident_form import IncidentForm

MANY = 500  # alarms, beyond which they are ordered once a second at most


class AlarmsPanel(FramedPanel):
    """Alarms."""

    key = "alarms"
    area = "right"
    depends_on = ("alarms",)  # values are read anew every second

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.asker = Asker(context, self)
        self.list = AlarmList(context)
        self._newest = Snapshot()
        self._shelving = False  # some of them are shelved: their order changes with time
        self.card = AlarmCard(self.asker)
        self.acts = AlarmActs(context, self.asker, self)
        self._form: IncidentForm | None = None
        self._acts_by_key: dict[Qt.Key, Callable[[], None]] = {}
        self.body.addWidget(self.list)
        self.list.current_changed.connect(lambda _: self._refresh_card())
        self.list.activated.connect(self._show_place)
        self.card.resized.connect(self.list.arrange)
        self.card.acknowledge.connect(self.acknowledge)
        self.card.make_incident.connect(self.make_incident)
        self.card.shelve.connect(self.shelve)
        self.acts.opened.connect(lambda incident: self.context.selection.select("incident", incident))
        self.acts.form_wanted.connect(self._fill_form)
        self.context.selection.changed.connect(self._on_selection)
        if not self.is_wall:
            self._keys()
        self.retranslate()

    def _keys(self) -> None:
        self.list.set_card(self.card)
        self.keyboard = self.list
        self._acts_by_key = {Qt.Key.Key_A: self.acknowledge, Qt.Key.Key_I: self.make_incident,
                             Qt.Key.Key_V: self.shelve}
        self.summoned_by("Alt+2")

    def event(self, event: QEvent) -> bool:
        """A and I are shortcuts of the whole window for the gravest alarm; with the keyboard in this list they mean
        its current row, so the list claims them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._act(event):
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return self._acts_by_key.get(Qt.Key(event.key())) if plain else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act(event)
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def title(self) -> str:
        """Translated title."""
        return self.tr("Alarms")

    def retranslate(self) -> None:
        self.card.retranslate()
        self.list.set_empty(self.tr("No alarm stands."))

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self._newest = snapshot
        if changes.reset or len(self.list.keys) < MANY:
            self._order(self.context.session().clock.now_utc())

    def on_clock(self, now_utc: int) -> None:
        if len(self.list.keys) < MANY or self._shelving or self._newest.alarms is not self.list.snapshot.alarms:
            self._order(now_utc)
            return
        self.list.snapshot, self.list.now_utc = self._newest, now_utc
        self.list.viewport().update()
        self._refresh_card()

    def _order(self, now_utc: int) -> None:
        self.list.snapshot, self.list.now_utc = self._newest, now_utc
        alarms = by_urgency(self.list.snapshot, now_utc)
        keys = [alarm.alarm for alarm in alarms]
        if keys != self.list.keys:
            self.list.set_rows(keys)
        self.list.viewport().update()
        self._shelving = bool(alarms) and alarms[-1].shelved_until_utc > now_utc  # those come last
        unseen = sum(is_unseen(alarm, now_utc) for alarm in alarms)
        self.set_note(self.tr("{unseen} not acknowledged   {all} in all").format(unseen=unseen, all=len(alarms)))
        self.set_badge(unseen)
        self._refresh_card()

    def current(self) -> Alarm | None:
        """The alarm the controls act on."""
        return self.list.snapshot.alarms.get(self.list.current)

    def _refresh_card(self) -> None:
        alarm = self.current()
        if alarm is not None:
            self.card.show_alarm(alarm, self.list.now_utc)

    def _on_selection(self, kind: str, identity: str) -> None:
        if kind == "alarm" and identity in self.list.keys:
            self.list.choose(identity)

    def _show_place(self, key: str) -> None:
        alarm = self.list.snapshot.alarms.get(key)
        if alarm is None:
            return
        self.context.selection.select("alarm", key)
        if alarm.lon is not None and alarm.lat is not None:
            self.context.selection.centre_requested.emit(alarm.lon, alarm.lat)

    def acknowledge(self) -> None:
        """Acknowledge the current alarm."""
        alarm = self.current()
        if alarm is not None:
            self.acts.acknowledge(alarm)

    def make_incident(self) -> None:
        """Make an incident of the current alarm."""
        alarm = self.current()
        if alarm is not None:
            self.acts.make_incident(alarm)

    def shelve(self) -> None:
        """Shelve the current alarm, or put it back."""
        alarm = self.current()
        if alarm is not None:
            self.acts.shelve(alarm, self.window())

    def _fill_form(self, alarm: Alarm) -> None:
        """An alarm without a place becomes an incident once the operator gave one."""
        if self._form is None:
            self._form = IncidentForm(self.context, self.asker, self.window())
            self._form.opened.connect(lambda incident: self.context.selection.select("incident", incident))
        self._form.begin(type_key=alarm.type_key or "other", alarm=alarm.alarm,
                         title=self.context.say(alarm.title_zh, alarm.title_en), address=alarm.place)
