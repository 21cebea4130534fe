"""What an operator does with an alarm: acknowledge, make an incident, shelve, put back. One place for the list and the
strip above the queue. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from command_center.dispatch.recommend import incident_type
from command_center.domain.alarms import Alarm
from command_center.domain.commands import AcknowledgeAlarm, OpenIncident, UnshelveAlarm
from command_center.domain.ids import new_id
from command_center.domain.levels import Level
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.panels.asking import Asker
from widgets.panels.closing import ask_shelve


def is_unseen(alarm: Alarm, now_utc: int) -> bool:
    """Whether nobody has acknowledged it and it is not shelved."""
    return alarm.state in ("unacknowledged", "returned") and alarm.shelved_until_utc <= now_utc


def by_urgency(snapshot: Snapshot, now_utc: int) -> list[Alarm]:
    """Alarms on the list: unacknowledged first, by level, of a level what still stands before what has gone back, the
    newest first; shelved ones last."""
    return sorted((alarm for alarm in snapshot.alarms.values() if alarm.is_active),
                  key=lambda alarm: (alarm.shelved_until_utc > now_utc, not is_unseen(alarm, now_utc),
                                     alarm.level or 9, alarm.state == "returned", -alarm.raised_utc, alarm.alarm))


class AlarmActs(QObject):
    """`opened(incident)` once an incident made of an alarm is recorded."""

    opened = Signal(str)
    form_wanted = Signal(object)  # the alarm: it has no place, so somebody must give one

    def __init__(self, context: Context, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context, self.asker = context, asker
        self._made: dict[str, str] = {}  # command -> incident
        asker.confirmed.connect(self._on_confirmed)

    def acknowledge(self, alarm: Alarm) -> None:
        """I have seen it."""
        if alarm.state in ("unacknowledged", "returned") and not self.asker.is_pending(alarm.alarm):
            self.asker.ask(alarm.alarm, AcknowledgeAlarm(alarm=alarm.alarm, actor=self.context.actor,
                                                         desk=self.context.desk))

    def make_incident(self, alarm: Alarm) -> None:
        """Open an incident where the alarm is; a second press while the first is under way does nothing."""
        if alarm.incident:
            self.opened.emit(alarm.incident)
        elif alarm.lon is None or alarm.lat is None:
            self.form_wanted.emit(alarm)
        elif not self.asker.is_pending(alarm.alarm):
            command = self.command(alarm)
            self._made[command.command] = command.incident
            self.asker.ask(alarm.alarm, command)

    def command(self, alarm: Alarm) -> OpenIncident:
        """The incident an alarm asks for: its type's usual grade and title, or its own."""
        kind = incident_type(self.context.packs, alarm.type_key)
        title = self.context.say(kind.zh, kind.en) or self.context.say(alarm.title_zh, alarm.title_en)
        return OpenIncident(title=title, grade=kind.grade if kind.key else alarm.level or int(Level.BLUE),
                            lon=float(alarm.lon or 0.0), lat=float(alarm.lat or 0.0), incident=new_id(),
                            type_key=alarm.type_key, class_scheme=kind.scheme, class_code=kind.code,
                            address=alarm.place, alarm=alarm.alarm, actor=self.context.actor, desk=self.context.desk)

    def shelve(self, alarm: Alarm, parent: QWidget) -> None:
        """Out of sight for a while, with a reason; a shelved one comes back."""
        if alarm.shelved_until_utc > self.context.session().clock.now_utc():
            self.asker.ask(alarm.alarm, UnshelveAlarm(alarm=alarm.alarm, actor=self.context.actor,
                                                      desk=self.context.desk))
        else:
            ask_shelve(self.context, self.asker, alarm, parent)

    def _on_confirmed(self, _topic: str, command: str) -> None:
        incident = self._made.pop(command, "")
        if incident:
            self.opened.emit(incident)
