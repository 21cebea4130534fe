"""Alarms that devices raise themselves: each becomes one alarm per device and code. Pure functions; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from command_center.alarms.proposal import Proposal, has_returned, raised, returned, stream_of
from command_center.domain.alarms import Alarm
from command_center.domain.events import NUMBERS, AlarmRaised, DeviceAlarmCleared, DeviceAlarmRaised, Event
from command_center.domain.ids import new_id
from command_center.domain.levels import Level
from command_center.journal.base import Journal

UNGRADED = Level.YELLOW  # a device that does not say how grave it is
LOOK_BACK = 50_000  # entries before the head that a restart looks at
_KINDS = (NUMBERS[DeviceAlarmRaised], NUMBERS[DeviceAlarmCleared])


def rule_of(event: DeviceAlarmRaised | DeviceAlarmCleared) -> str:
    """The rule's key of a device alarm."""
    return f"device.{event.code or 'alarm'}"


def last_device_words(journal: Journal) -> list[Event]:
    """The last word of each device about each of its codes, oldest first: where the alarm that should follow from it
    is missing, an engine died between the two."""
    last: dict[tuple[str, str], Event] = {}
    for page in journal.read(after=max(0, journal.head() - LOOK_BACK), kinds=_KINDS):
        for _, event in page:
            if isinstance(event, DeviceAlarmRaised | DeviceAlarmCleared):
                key = (event.device, event.code)
                last.pop(key, None)
                last[key] = event
    return list(last.values())


def device_proposals(event: Event, open_alarms: Mapping[tuple[str, str], Alarm]) -> list[Proposal]:
    """What a device's word asks for; nothing when the alarm already stands at that level or a graver one."""
    if isinstance(event, DeviceAlarmRaised):
        return _on_raised(event, open_alarms.get((rule_of(event), event.device)))
    if isinstance(event, DeviceAlarmCleared):
        return _on_cleared(event, open_alarms)
    return []


def _on_raised(event: DeviceAlarmRaised, known: Alarm | None) -> list[Proposal]:
    level = event.level or UNGRADED
    if known is not None and not has_returned(known) and known.level <= level:
        return []
    alarm = known.alarm if known is not None else new_id()
    return [raised(AlarmRaised(
        at_utc=event.at_utc, alarm=alarm, rule=rule_of(event), subject=event.device, level=int(level),
        title_zh=event.text, title_en=event.text_en or event.text, lon=event.lon, lat=event.lat, place=event.place,
        place_en=event.place_en, type_key=event.type_key, source=event.source, cause_id=event.eid,
        exercise=event.exercise, stream=stream_of(alarm), ver=(known.ver if known is not None else 0) + 1), known)]


def _on_cleared(event: DeviceAlarmCleared, open_alarms: Mapping[tuple[str, str], Alarm]) -> list[Proposal]:
    """Of that code; of every code where the device does not say which."""
    rules: Iterable[tuple[str, str]] = [(rule_of(event), event.device)] if event.code else [
        key for key in open_alarms if key[1] == event.device and key[0].startswith("device.")]
    found = (open_alarms.get(rule) for rule in rules)
    return [returned(alarm, event.at_utc, cause_id=event.eid) for alarm in found
            if alarm is not None and not has_returned(alarm)]
