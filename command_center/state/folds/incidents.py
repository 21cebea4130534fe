"""How incidents, their orders and their log change. On the folding thread."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from command_center.domain.events import (
    Event,
    IncidentClosed,
    IncidentNoted,
    IncidentNumbered,
    IncidentOpened,
    IncidentRegraded,
    OrderCancelled,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    UnitOrdered,
    UnitReleased,
)
from command_center.domain.incidents import Assignment, Incident, LogEntry
from command_center.state.work import Work


def opened(work: Work, event: IncidentOpened) -> None:
    """An incident, and what it was made of now points to it."""
    if event.incident in work.incidents:
        return
    incident = Incident(
        incident=event.incident, number=event.number, title=event.title, grade=event.grade, lon=event.lon,
        lat=event.lat, status="waiting", opened_utc=event.at_utc, ver=event.ver or 0, type_key=event.type_key,
        class_scheme=event.class_scheme, class_code=event.class_code, address=event.address, text=event.text,
        alarm=event.alarm, report=event.report, source=event.source, exercise=event.exercise,
    )
    store(work, incident, event, {"grade": event.grade, "title": event.title})
    alarm, report = work.alarms.get(event.alarm), work.reports.get(event.report)
    if alarm is not None:
        work.put("alarms", alarm.alarm, replace(alarm, incident=event.incident))
    if report is not None:
        work.put("reports", report.report, replace(report, incident=event.incident, state="incident"))


def store(work: Work, incident: Incident, event: Event, parameters: dict[str, Any], what: str = "") -> None:
    """Put an incident back with its version, its derived status and one more line of its log."""
    line = LogEntry(event.at_utc, event.received_utc, what or type(event).__name__, event.actor, parameters)
    work.put("incidents", incident.incident, replace(
        incident, ver=max(incident.ver, event.ver or 0), status=status_of(incident), log=(*incident.log, line)))


def status_of(incident: Incident) -> str:
    """waiting, en_route, on_scene or closed, from the assignments."""
    if incident.closed_utc:
        return "closed"
    if any(assignment.state == "arrived" for assignment in incident.assignments):
        return "on_scene"
    return "en_route" if any(assignment.is_open for assignment in incident.assignments) else "waiting"


def numbered(work: Work, event: IncidentNumbered) -> None:
    """The counter behind the numbers."""
    work.incident_count = max(work.incident_count, event.ver or 0)
    work.touch("incidents", event.incident)


def regraded(work: Work, event: IncidentRegraded) -> None:
    """Another grade."""
    incident = work.incidents.get(event.incident)
    if incident is not None:
        store(work, replace(incident, grade=event.grade), event,
              {"from": incident.grade, "to": event.grade, "reason": event.reason})


def noted(work: Work, event: IncidentNoted) -> None:
    """A line in the log."""
    incident = work.incidents.get(event.incident)
    if incident is not None:
        store(work, incident, event, {"text": event.text})


def closed(work: Work, event: IncidentClosed) -> None:
    """Over; the first closing counts."""
    incident = work.incidents.get(event.incident)
    if incident is not None and incident.is_open:
        store(work, replace(incident, closed_utc=event.at_utc, close_reason=event.reason), event,
              {"reason": event.reason, "text": event.text})


def ordered(work: Work, event: UnitOrdered) -> None:
    """A new assignment binds the unit."""
    incident = work.incidents.get(event.incident)
    if incident is None or event.order in work.incident_of_order:
        return
    assignment = Assignment(order=event.order, unit=event.unit, state="pending", ordered_utc=event.at_utc,
                            eta_s=event.eta_s)
    work.incident_of_order[event.order] = event.incident
    store(work, replace(incident, assignments=(*incident.assignments, assignment)), event,
          {"unit": event.unit, "order": event.order, "eta_s": event.eta_s})
    unit = work.units.get(event.unit)
    if unit is not None:
        work.put("units", unit.unit, replace(unit, order=event.order, incident=event.incident))


def assignment_of(work: Work, order: str) -> tuple[Incident, Assignment] | None:
    """The incident and assignment of an order."""
    incident = work.incidents.get(work.incident_of_order.get(order, ""))
    if incident is None:
        return None
    return next(((incident, each) for each in incident.assignments if each.order == order), None)


def settle(work: Work, event: Event, order: str, parameters: dict[str, Any], what: str = "",
           **changes: Any) -> None:
    """Change an assignment, write the log, and let go of the unit where the assignment ended."""
    found = assignment_of(work, order)
    if found is None:
        return
    incident, assignment = found
    fresh = replace(assignment, **changes)
    assignments = tuple(fresh if each is assignment else each for each in incident.assignments)
    store(work, replace(incident, assignments=assignments), event,
          {"unit": assignment.unit, "order": order, **parameters}, what)
    unit = work.units.get(assignment.unit)
    if unit is not None and unit.order == order and not fresh.is_open:
        work.put("units", unit.unit, replace(unit, order="", incident=""))


def confirmed(work: Work, event: OrderConfirmed) -> None:
    """Accepted: what was pending or unknown is on the way."""
    found = assignment_of(work, event.order)
    if found is not None and found[1].state in ("pending", "unknown"):
        settle(work, event, event.order, {}, state="confirmed", confirmed_utc=event.at_utc)


def failed(work: Work, event: OrderFailed) -> None:
    """Refused or undeliverable; a unit that has arrived is not called away by a late refusal."""
    found = assignment_of(work, event.order)
    if found is not None and found[1].state in ("pending", "unknown", "confirmed"):
        settle(work, event, event.order, {"reason": event.reason, "detail": event.detail}, state="failed",
               ended_utc=event.at_utc, reason=event.reason, detail=event.detail)


def unresolved(work: Work, event: OrderUnresolved) -> None:
    """Nobody knows whether it arrived; of an order that is called back, whether the calling back did."""
    found = assignment_of(work, event.order)
    if found is None:
        return
    incident, assignment = found
    if assignment.state == "pending":
        settle(work, event, event.order, {"reason": event.reason}, state="unknown", reason=event.reason)
    elif assignment.state == "cancelled":
        store(work, incident, event, {"unit": assignment.unit, "order": event.order, "reason": event.reason})


def released(work: Work, event: UnitReleased) -> None:
    """The unit's part is over."""
    _end(work, event, "released")


def cancelled(work: Work, event: OrderCancelled) -> None:
    """Called back."""
    _end(work, event, "cancelled")


def _end(work: Work, event: UnitReleased | OrderCancelled, state: str) -> None:
    found = assignment_of(work, event.order)
    if found is not None and found[1].is_open:
        settle(work, event, event.order, {"reason": event.reason}, state=state, ended_utc=event.at_utc,
               reason=event.reason)


HANDLERS = {
    IncidentOpened: opened, IncidentNumbered: numbered, IncidentRegraded: regraded, IncidentNoted: noted,
    IncidentClosed: closed, UnitOrdered: ordered, OrderConfirmed: confirmed, OrderFailed: failed,
    OrderUnresolved: unresolved, UnitReleased: released, OrderCancelled: cancelled,
}
