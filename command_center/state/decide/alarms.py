"""Acknowledging and shelving alarms. Pure; any thread."""

from __future__ import annotations

from typing import Any

from command_center.domain.alarms import Alarm
from command_center.domain.commands import AcknowledgeAlarm, Rejection, ShelveAlarm, UnshelveAlarm
from command_center.domain.events import AlarmAcknowledged, AlarmCleared, AlarmShelved, AlarmUnshelved, Event
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def acknowledgement(alarm: Alarm, common: dict[str, Any]) -> list[Event]:
    """The events of seeing an alarm; one whose condition is gone leaves the list with it."""
    stream = f"alarm:{alarm.alarm}"
    events: list[Event] = [AlarmAcknowledged(**common, stream=stream, ver=alarm.ver + 1, alarm=alarm.alarm)]
    if alarm.returned_utc:
        events.append(AlarmCleared(**common, stream=stream, ver=alarm.ver + 2, alarm=alarm.alarm))
    return events


def _active(snapshot: Snapshot, alarm: str) -> Alarm | Rejection:
    known = snapshot.alarms.get(alarm)
    if known is None:
        return Rejection("refusal.alarm_unknown", {"alarm": alarm})
    if not known.is_active:
        return Rejection("refusal.alarm_cleared", {"alarm": alarm})
    return known


def acknowledge_alarm(snapshot: Snapshot, command: AcknowledgeAlarm, now_utc: int) -> list[Event] | Rejection:
    """Once."""
    known = _active(snapshot, command.alarm)
    if isinstance(known, Rejection):
        return known
    if known.state == "acknowledged":
        return Rejection("refusal.alarm_acknowledged", {"alarm": command.alarm, "by": known.acknowledged_by})
    return acknowledgement(known, signed(command, now_utc))


def shelve_alarm(snapshot: Snapshot, command: ShelveAlarm, now_utc: int) -> list[Event] | Rejection:
    """Into the future, with a reason."""
    known = _active(snapshot, command.alarm)
    if isinstance(known, Rejection):
        return known
    if command.until_utc <= now_utc:
        return Rejection("refusal.until_past", {"until_utc": command.until_utc})
    if not command.reason.strip():
        return Rejection("refusal.reason_empty")
    return [AlarmShelved(**signed(command, now_utc), stream=f"alarm:{known.alarm}", ver=known.ver + 1,
                         alarm=known.alarm, until_utc=command.until_utc, reason=command.reason.strip())]


def unshelve_alarm(snapshot: Snapshot, command: UnshelveAlarm, now_utc: int) -> list[Event] | Rejection:
    """Only what is shelved now."""
    known = _active(snapshot, command.alarm)
    if isinstance(known, Rejection):
        return known
    if known.shelved_until_utc <= now_utc:
        return Rejection("refusal.alarm_not_shelved", {"alarm": command.alarm})
    return [AlarmUnshelved(**signed(command, now_utc), stream=f"alarm:{known.alarm}", ver=known.ver + 1,
                           alarm=known.alarm)]


DECISIONS = {AcknowledgeAlarm: acknowledge_alarm, ShelveAlarm: shelve_alarm, UnshelveAlarm: unshelve_alarm}
