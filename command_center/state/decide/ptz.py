"""Moving cameras: one operator at a time has one. Pure; any thread.

Moving a camera that nobody has takes it. A higher priority takes it away from a lower; an equal one waits until the
holder lets go or does nothing for a while.
"""

from __future__ import annotations

from typing import Any

import msgspec

from command_center.domain.commands import MovePtz, Rejection, ReleasePtz, TakePtz
from command_center.domain.events import Event, PtzMoved, PtzReleased, PtzTaken
from command_center.domain.ptz import HOLD_US, LONGEST_HOLD_S, Ptz, PtzRequest, can_move, is_fit
from command_center.domain.time import SECOND, not_before
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot

_Command = TakePtz | ReleasePtz | MovePtz
_FIELDS = ("pan", "tilt", "zoom", "speed", "preset", "name", "box")


def take_ptz(snapshot: Snapshot, command: TakePtz, now_utc: int) -> list[Event] | Rejection:
    """Have it for a while, or longer."""
    known, now_utc = _known(snapshot, command, now_utc)
    refusal = _cannot(snapshot, command.camera, "move") or _held_by_another(known, command, command.priority, now_utc)
    if refusal is not None:
        return refusal
    hold_s = min(max(command.hold_s, 1.0), LONGEST_HOLD_S)
    return [_taking(known, command, command.priority, now_utc, now_utc + round(hold_s * SECOND))]


def release_ptz(snapshot: Snapshot, command: ReleasePtz, now_utc: int) -> list[Event] | Rejection:
    """Only whoever has it can let go."""
    known, now_utc = _known(snapshot, command, now_utc)
    if not known.is_held_by(command.actor, command.desk, now_utc):
        return Rejection("refusal.ptz_not_held")
    return [PtzReleased(**_on(known, command, now_utc, 1))]


def move_ptz(snapshot: Snapshot, command: MovePtz, now_utc: int) -> list[Event] | Rejection:
    """Move it, having it; take it first where nobody has it or somebody of a lower priority."""
    known, now_utc = _known(snapshot, command, now_utc)
    fields: dict[str, Any] = {name: getattr(command, name) for name in _FIELDS}
    if not is_fit(PtzRequest(kind=command.kind, **fields)):
        return Rejection("refusal.ptz_invalid", {"kind": command.kind})
    refusal = (_cannot(snapshot, command.camera, command.kind)
               or _held_by_another(known, command, command.priority, now_utc))
    if refusal is not None:
        return refusal
    events: list[Event] = []
    if not known.is_held_by(command.actor, command.desk, now_utc):
        events.append(_taking(known, command, command.priority, now_utc, now_utc + HOLD_US))
    moved = PtzMoved(**_on(known, command, now_utc, len(events) + 1), kind=command.kind, **fields)
    return [*events, moved]


def _known(snapshot: Snapshot, command: _Command, now_utc: int) -> tuple[Ptz, int]:
    known = snapshot.ptz.get(command.camera) or Ptz(camera=command.camera)
    return known, not_before(now_utc, known.last_utc)


def _cannot(snapshot: Snapshot, camera: str, kind: str) -> Rejection | None:
    seen = snapshot.cameras.get(camera)
    if seen is None:
        return Rejection("refusal.camera_unknown", {"camera": camera})
    if seen.properties.get("ptz") != "1":
        return Rejection("refusal.ptz_none", {"name": seen.name})
    return None if can_move(seen.properties, kind) else Rejection("refusal.ptz_cannot", {"name": seen.name, "kind": kind})


def _held_by_another(known: Ptz, command: _Command, priority: int, now_utc: int) -> Rejection | None:
    if (not known.is_held(now_utc) or known.is_held_by(command.actor, command.desk, now_utc)
            or priority > known.priority):
        return None
    return Rejection("refusal.ptz_held", {"by": known.actor or known.desk, "priority": known.priority})


def _taking(known: Ptz, command: _Command, priority: int, now_utc: int, until_utc: int) -> PtzTaken:
    """From whom it is taken away is told only where that is so."""
    mine = known.is_held_by(command.actor, command.desk, now_utc)
    lost = (known.actor, known.desk) if known.is_held(now_utc) and not mine else ("", "")
    event = PtzTaken(**_on(known, command, now_utc, 1), priority=priority, until_utc=until_utc, lost_by=lost[0],
                     lost_desk=lost[1])
    # Going on holding must not lower what was taken, nor shorten it.
    return event if not mine else msgspec.structs.replace(event, priority=max(priority, known.priority),
                                                          until_utc=max(until_utc, known.until_utc))


def _on(known: Ptz, command: _Command, now_utc: int, step: int) -> dict[str, Any]:
    return {**signed(command, now_utc), "stream": f"ptz:{known.camera}", "ver": known.ver + step,
            "camera": known.camera}


DECISIONS = {TakePtz: take_ptz, ReleasePtz: release_ptz, MovePtz: move_ptz}
