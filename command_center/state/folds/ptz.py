"""Who moves which camera, and how it moves. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import PtzMoved, PtzReleased, PtzTaken
from command_center.domain.ptz import HOLD_US, Ptz, request_of
from command_center.domain.ptz_places import after
from command_center.state.work import Work


def taken(work: Work, event: PtzTaken) -> None:
    """Somebody has it; taking it again goes on holding it."""
    known = work.ptz.get(event.camera) or Ptz(camera=event.camera)
    work.put("ptz", event.camera, replace(
        known, ver=max(known.ver, event.ver or 0), actor=event.actor, desk=event.desk, priority=event.priority,
        taken_utc=event.at_utc, until_utc=event.until_utc, lost_by=event.lost_by, lost_desk=event.lost_desk,
        reason="", detail=""))


def released(work: Work, event: PtzReleased) -> None:
    """Nobody has it."""
    known = work.ptz.get(event.camera)
    if known is not None and not _is_overtaken(known, event):
        work.put("ptz", event.camera, replace(
            known, ver=max(known.ver, event.ver or 0), actor="", desk="", priority=0, until_utc=0, lost_by="",
            lost_desk="", ended_utc=event.at_utc, reason=event.reason, detail=event.detail))


def moved(work: Work, event: PtzMoved) -> None:
    """The last movement; an operator's holds the lock for a while longer."""
    known = work.ptz.get(event.camera) or Ptz(camera=event.camera)
    if _is_overtaken(known, event):
        return
    places = after(known.places, known.request, request_of(event), event.at_utc)
    own = bool(event.actor or event.desk)
    holds = own and (known.actor, known.desk) == (event.actor, event.desk)
    work.put("ptz", event.camera, replace(
        known, ver=max(known.ver, event.ver or 0), places=places, request=request_of(event), moved_utc=event.at_utc,
        moved_eid=event.eid if own else known.moved_eid, moved_by=event.actor if own else known.moved_by, stopped_by_engine="" if own else event.reason,
        until_utc=max(known.until_utc, event.at_utc + HOLD_US) if holds else known.until_utc))


def _is_overtaken(known: Ptz, event: PtzReleased | PtzMoved) -> bool:
    """The engine's word on a movement after which an operator asked another."""
    return event.cause_id is not None and event.cause_id != known.moved_eid


HANDLERS = {PtzTaken: taken, PtzReleased: released, PtzMoved: moved}
