"""What a command leads to: events to append, or a Rejection. Pure; any thread.

Events carry the version their stream must reach, so that of two operators who decide on one snapshot the journal lets
exactly one through; the other decides again on a newer snapshot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from command_center.domain.commands import Command, Rejection
from command_center.domain.events import Event
from command_center.domain.time import not_before
from command_center.state.decide import (
    acts,
    alarms,
    camera_notes,
    drawings,
    footage,
    incidents,
    masks,
    orders,
    ptz,
    reports,
    screens,
)
from command_center.state.snapshot import Snapshot

DECISIONS: dict[type[Command], Callable[[Snapshot, Any, int], list[Event] | Rejection]] = {}
for _module in (incidents, orders, alarms, reports, acts, drawings, footage, ptz, masks, camera_notes, screens):
    DECISIONS.update(_module.DECISIONS)  # type: ignore[attr-defined]


def decide(snapshot: Snapshot, command: Command, now_utc: int) -> list[Event] | Rejection:
    """The events of a command at an instant, all to be appended in one batch; or why it is refused."""
    decision = DECISIONS.get(type(command))
    if decision is None:
        return Rejection("refusal.unknown_command", {"command": type(command).__name__})
    return decision(snapshot, command, _after_its_cause(snapshot, command, now_utc))


def _after_its_cause(snapshot: Snapshot, command: Command, now_utc: int) -> int:
    """By occurrence, what is done to an incident, an alarm or a drawing must not stand before what was done to it already,
    though the machine's clock was set back meanwhile."""
    incident = snapshot.incidents.get(getattr(command, "incident", ""))
    alarm = snapshot.alarms.get(getattr(command, "alarm", ""))
    drawing = snapshot.drawings.get(getattr(command, "drawing", ""))
    for known in (incident, alarm, drawing):
        if known is not None:
            now_utc = not_before(now_utc, known.last_utc)
    return now_utc
