"""How units change by their own word, and what that says about their orders. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import UnitClaimed, UnitStatusChanged
from command_center.domain.incidents import Assignment
from command_center.domain.units import Unit
from command_center.state.folds.incidents import assignment_of, settle
from command_center.state.work import Work

_DONE = ("free", "returning", "out_of_service")


def status_changed(work: Work, event: UnitStatusChanged) -> None:
    """A new unit or a new state; news older than what is known changes no state."""
    known = work.units.get(event.unit)
    if known is None:
        unit = Unit(unit=event.unit, status=event.status, since_utc=event.at_utc)
        known = _bound(work, unit)
    elif event.at_utc >= known.since_utc and event.status != known.status:
        known = replace(known, status=event.status, since_utc=event.at_utc)
    work.put("units", event.unit, replace(
        known, name=event.name or known.name, class_key=event.class_key or known.class_key,
        station=event.station or known.station, lon=known.lon if event.lon is None else event.lon,
        lat=known.lat if event.lat is None else event.lat, capabilities=event.capabilities or known.capabilities,
        source=event.source or known.source, name_en=event.name_en or known.name_en,
        station_en=event.station_en or known.station_en))
    _report_progress(work, event)


def _bound(work: Work, unit: Unit) -> Unit:
    # An order may name a unit before its source listed it.
    for incident in work.incidents.values():
        for assignment in incident.assignments:
            if assignment.unit == unit.unit and assignment.is_open:
                unit = replace(unit, order=assignment.order, incident=incident.incident)
    return unit


def _report_progress(work: Work, event: UnitStatusChanged) -> None:
    order = event.order or work.units[event.unit].order
    found = assignment_of(work, order)
    if found is None or found[1].unit != event.unit or not found[1].is_open:
        return
    assignment = found[1]
    if event.at_utc < assignment.ordered_utc:
        return
    if event.status == "on_scene" and assignment.state != "arrived":
        settle(work, event, order, {}, "UnitArrived", state="arrived", arrived_utc=event.at_utc,
               confirmed_utc=assignment.confirmed_utc or event.at_utc)
    elif event.status in _DONE and _ends(assignment, event):
        settle(work, event, order, {"reason": event.status}, "UnitReleased", state="released",
               ended_utc=event.at_utc, reason=event.status)
    elif event.status == "en_route" and event.order and assignment.state in ("pending", "unknown"):
        settle(work, event, order, {}, "OrderConfirmed", state="confirmed", confirmed_utc=event.at_utc)


def _ends(assignment: Assignment, event: UnitStatusChanged) -> bool:
    # Without the order's id, "free" may have been said before the unit heard of the order.
    if event.order:
        return True
    return assignment.state in ("confirmed", "arrived") and event.at_utc > assignment.confirmed_utc


def claimed(work: Work, event: UnitClaimed) -> None:
    """The version of the unit's stream, on which the next order must build."""
    known = work.units.get(event.unit)
    if known is not None:
        work.put("units", event.unit, replace(known, ver=max(known.ver, event.ver or 0)))


HANDLERS = {UnitStatusChanged: status_changed, UnitClaimed: claimed}
