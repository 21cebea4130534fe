"""How alarms change, after ISA-18.2. On the folding thread."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from command_center.domain.alarms import Alarm
from command_center.domain.events import (
    AlarmAcknowledged,
    AlarmCleared,
    AlarmRaised,
    AlarmReturned,
    AlarmShelved,
    AlarmUnshelved,
    Event,
)
from command_center.state.work import Work


def raised(work: Work, event: AlarmRaised) -> None:
    """A new alarm, or one that became graver or came back before it was cleared."""
    known = work.alarms.get(event.alarm)
    if known is None:
        _store(work, event, Alarm(
            alarm=event.alarm, rule=event.rule, subject=event.subject, level=event.level, state="unacknowledged",
            raised_utc=event.at_utc, title_zh=event.title_zh, title_en=event.title_en, value=event.value,
            limit=event.limit, unit=event.unit, lon=event.lon, lat=event.lat, place=event.place,
            type_key=event.type_key, source=event.source, place_en=event.place_en))
    elif known.state != "cleared":
        _store(work, event, known, level=event.level, value=event.value, limit=event.limit, state="unacknowledged",
               title_zh=event.title_zh or known.title_zh, title_en=event.title_en or known.title_en,
               returned_utc=0, acknowledged_utc=0, acknowledged_by="")


def _store(work: Work, event: Event, alarm: Alarm, **changes: Any) -> None:
    work.put("alarms", alarm.alarm, replace(alarm, ver=max(alarm.ver, event.ver or 0), **changes))


def acknowledged(work: Work, event: AlarmAcknowledged) -> None:
    """Seen by an operator; one that had returned waits only for its AlarmCleared."""
    known = work.alarms.get(event.alarm)
    if known is not None and known.state in ("unacknowledged", "returned"):
        _store(work, event, known, state="acknowledged", acknowledged_utc=event.at_utc, acknowledged_by=event.actor)


def returned(work: Work, event: AlarmReturned) -> None:
    """The condition is gone."""
    known = work.alarms.get(event.alarm)
    if known is None or known.state == "cleared":
        return
    state = "returned" if known.state == "unacknowledged" else known.state
    _store(work, event, known, state=state, returned_utc=event.at_utc,
           value=known.value if event.value is None else event.value)


def cleared(work: Work, event: AlarmCleared) -> None:
    """Off the list."""
    known = work.alarms.get(event.alarm)
    if known is not None and known.state != "cleared":
        _store(work, event, known, state="cleared", cleared_utc=event.at_utc)


def shelved(work: Work, event: AlarmShelved) -> None:
    """Out of sight for a while."""
    known = work.alarms.get(event.alarm)
    if known is not None:
        _store(work, event, known, shelved_until_utc=event.until_utc)


def unshelved(work: Work, event: AlarmUnshelved) -> None:
    """Back in sight."""
    known = work.alarms.get(event.alarm)
    if known is not None:
        _store(work, event, known, shelved_until_utc=0)


HANDLERS = {AlarmRaised: raised, AlarmAcknowledged: acknowledged, AlarmReturned: returned, AlarmCleared: cleared,
            AlarmShelved: shelved, AlarmUnshelved: unshelved}
