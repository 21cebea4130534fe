"""Sending units, calling them back, releasing them. Pure; any thread."""

from __future__ import annotations

from command_center.domain.commands import CancelOrder, OrderUnit, Rejection, ReleaseUnit
from command_center.domain.events import Event, OrderCancelled, UnitClaimed, UnitOrdered, UnitReleased
from command_center.domain.incidents import Assignment, Incident
from command_center.state.decide.envelope import on_incident, signed
from command_center.state.decide.incidents import open_or_refused
from command_center.state.snapshot import Snapshot


def order_unit(snapshot: Snapshot, command: OrderUnit, now_utc: int) -> list[Event] | Rejection:
    """The order, and the claim on the unit's own stream by which of two dispatchers exactly one wins."""
    incident = open_or_refused(snapshot, command.incident)
    if isinstance(incident, Rejection):
        return incident
    refusal = _unavailable(snapshot, command)
    if refusal is not None:
        return refusal
    unit = snapshot.units[command.unit]
    return [
        UnitOrdered(**on_incident(incident, command, now_utc), order=command.order, unit=command.unit,
                    lon=incident.lon, lat=incident.lat, eta_s=command.eta_s),
        UnitClaimed(**signed(command, now_utc), stream=f"unit:{command.unit}", ver=unit.ver + 1, unit=command.unit,
                    order=command.order, incident=command.incident, exercise=incident.exercise),
    ]


def _unavailable(snapshot: Snapshot, command: OrderUnit) -> Rejection | None:
    unit = snapshot.units.get(command.unit)
    if unit is None:
        return Rejection("refusal.unit_unknown", {"unit": command.unit})
    if unit.status == "out_of_service":
        return Rejection("refusal.unit_out_of_service", {"unit": command.unit, "name": unit.name})
    if unit.order:
        by = snapshot.incidents.get(unit.incident)
        return Rejection("refusal.unit_bound", {"unit": command.unit, "name": unit.name, "incident": unit.incident,
                                                "number": by.number if by else ""})
    if not command.order or any(each.order == command.order for incident in snapshot.incidents.values()
                                for each in incident.assignments):
        return Rejection("refusal.order_exists", {"order": command.order})
    return None


def _open_order(snapshot: Snapshot, incident: str, order: str) -> tuple[Incident, Assignment] | Rejection:
    known = snapshot.incidents.get(incident)
    if known is None:
        return Rejection("refusal.incident_unknown", {"incident": incident})
    assignment = next((each for each in known.assignments if each.order == order), None)
    if assignment is None:
        return Rejection("refusal.order_unknown", {"order": order})
    if not assignment.is_open:
        return Rejection("refusal.order_not_open", {"order": order, "state": assignment.state,
                                                    "unit": assignment.unit})
    return known, assignment


def cancel_order(snapshot: Snapshot, command: CancelOrder, now_utc: int) -> list[Event] | Rejection:
    """Only before the unit arrived; after that it is released."""
    found = _open_order(snapshot, command.incident, command.order)
    if isinstance(found, Rejection):
        return found
    incident, assignment = found
    if assignment.state == "arrived":
        return Rejection("refusal.unit_arrived", {"order": command.order, "unit": assignment.unit})
    return [OrderCancelled(**on_incident(incident, command, now_utc), order=command.order, unit=assignment.unit,
                           reason=command.reason)]


def release_unit(snapshot: Snapshot, command: ReleaseUnit, now_utc: int) -> list[Event] | Rejection:
    """End the unit's part, whatever became of the order; the way to settle an unknown one."""
    found = _open_order(snapshot, command.incident, command.order)
    if isinstance(found, Rejection):
        return found
    incident, assignment = found
    return [UnitReleased(**on_incident(incident, command, now_utc), order=command.order, unit=assignment.unit,
                         reason=command.reason)]


DECISIONS = {OrderUnit: order_unit, CancelOrder: cancel_order, ReleaseUnit: release_unit}
