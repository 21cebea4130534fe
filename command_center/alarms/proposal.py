"""What the alarm rules want recorded: the events of one alarm's next step, and the version that step builds on."""

from __future__ import annotations

from typing import NamedTuple

from command_center.domain.alarms import Alarm
from command_center.domain.events import AlarmCleared, AlarmRaised, AlarmReturned, Event
from command_center.domain.time import not_before


class Proposal(NamedTuple):
    """subject: what the alarm is about, so that nothing is proposed for it again before this was answered; events:
    to be recorded as one batch; expected: alarm's stream -> version it must still have."""

    subject: tuple[str, str]
    events: tuple[Event, ...]
    expected: dict[str, int]


def stream_of(alarm: str) -> str:
    """The stream of an alarm."""
    return f"alarm:{alarm}"


def has_returned(alarm: Alarm) -> bool:
    """Whether its condition is gone, acknowledged or not."""
    return alarm.state == "returned" or 0 < alarm.raised_utc <= alarm.returned_utc


def raised(event: AlarmRaised, known: Alarm | None) -> Proposal:
    """A new alarm, or the next word on a known one."""
    version = known.ver if known is not None else 0
    stream = stream_of(event.alarm)
    return Proposal((event.rule, event.subject), (event,), {stream: version})


def returned(alarm: Alarm, at_utc: int, value: float | None = None, cause_id: bytes | None = None) -> Proposal:
    """Back to normal; off the list at once if it was acknowledged before."""
    stream, at_utc = stream_of(alarm.alarm), not_before(at_utc, alarm.last_utc)
    events: tuple[Event, ...] = (
        AlarmReturned(at_utc=at_utc, alarm=alarm.alarm, value=value, stream=stream, ver=alarm.ver + 1,
                      source=alarm.source, cause_id=cause_id),)
    if alarm.state == "acknowledged":
        events += (AlarmCleared(at_utc=at_utc, alarm=alarm.alarm, stream=stream, ver=alarm.ver + 2,
                                source=alarm.source),)
    return Proposal((alarm.rule, alarm.subject), events, {stream: alarm.ver})


def cleared(alarm: Alarm, at_utc: int) -> Proposal:
    """Off the list: returned before, acknowledged now."""
    stream, at_utc = stream_of(alarm.alarm), not_before(at_utc, alarm.last_utc)
    event = AlarmCleared(at_utc=at_utc, alarm=alarm.alarm, stream=stream, ver=alarm.ver + 1, source=alarm.source)
    return Proposal((alarm.rule, alarm.subject), (event,), {stream: alarm.ver})
