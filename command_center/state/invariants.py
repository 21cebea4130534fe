"""What must hold of every state that commands can lead to. Pure; any thread. The property tests ask it after every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from command_center.domain.incidents import Incident
from command_center.state.decide.drawings import is_shape_of
from command_center.state.folds.incidents import status_of
from command_center.state.snapshot import Snapshot


def check(snapshot: Snapshot) -> list[str]:
    """The broken ones in words, with ids; empty when all hold."""
    return [*_incidents(snapshot), *_units(snapshot), *_alarms(snapshot), *_reports(snapshot), *_drawings(snapshot),
            *_tables(snapshot)]


def _incidents(snapshot: Snapshot) -> Iterator[str]:
    numbers = Counter(incident.number for incident in snapshot.incidents.values())
    yield from (f"number {number} given {count} times" for number, count in numbers.items() if count > 1)
    if len(snapshot.incidents) > snapshot.incident_count:
        yield f"{len(snapshot.incidents)} incidents but only {snapshot.incident_count} numbers given"
    for incident in snapshot.incidents.values():
        yield from _incident(incident)
    bound = Counter(each.unit for incident in snapshot.incidents.values() for each in incident.assignments
                    if each.is_open)
    yield from (f"unit {unit} is bound {count} times" for unit, count in bound.items() if count > 1)


def _incident(incident: Incident) -> Iterator[str]:
    name = incident.incident
    if not 1 <= incident.grade <= 4:
        yield f"incident {name} has grade {incident.grade}"
    if incident.status != status_of(incident):
        yield f"incident {name} is {incident.status}, its assignments say {status_of(incident)}"
    if incident.closed_utc and any(each.is_open for each in incident.assignments):
        yield f"incident {name} is closed while units are bound"
    if bool(incident.closed_utc) != bool(incident.close_reason):
        yield f"incident {name} is closed without a reason, or has one while open"
    if not incident.log or incident.log[0].what != "IncidentOpened":
        yield f"incident {name} has a log that does not begin with its opening"
    for each in incident.assignments:
        if each.is_open == bool(each.ended_utc):
            yield f"order {each.order} is {each.state} with end {each.ended_utc}"
        if each.state == "arrived" and not each.arrived_utc:
            yield f"order {each.order} arrived at no time"


def _units(snapshot: Snapshot) -> Iterator[str]:
    for unit in snapshot.units.values():
        incident = snapshot.incidents.get(unit.incident)
        if bool(unit.order) != bool(unit.incident):
            yield f"unit {unit.unit} has an order without an incident, or the reverse"
        if unit.order and (incident is None or not any(
                each.order == unit.order and each.unit == unit.unit and each.is_open
                for each in incident.assignments)):
            yield f"unit {unit.unit} is bound by {unit.order}, which is not open"
    for incident in snapshot.incidents.values():
        for each in incident.assignments:
            unit_of = snapshot.units.get(each.unit)
            if each.is_open and unit_of is not None and unit_of.order != each.order:
                yield f"order {each.order} is open but does not bind {each.unit}"


def _alarms(snapshot: Snapshot) -> Iterator[str]:
    for alarm in snapshot.alarms.values():
        if alarm.state == "acknowledged" and not alarm.acknowledged_utc:
            yield f"alarm {alarm.alarm} was acknowledged at no time"
        if alarm.state == "returned" and (not alarm.returned_utc or alarm.acknowledged_utc):
            yield f"alarm {alarm.alarm} is returned, but acknowledged or at no time"
        if (alarm.state == "cleared") != bool(alarm.cleared_utc):
            yield f"alarm {alarm.alarm} is {alarm.state}, cleared at {alarm.cleared_utc}"
        if alarm.incident and alarm.incident not in snapshot.incidents:
            yield f"alarm {alarm.alarm} points to an unknown incident"


def _reports(snapshot: Snapshot) -> Iterator[str]:
    for report in snapshot.reports.values():
        if (report.state == "incident") != bool(report.incident):
            yield f"report {report.report} is {report.state} with incident {report.incident!r}"


def _drawings(snapshot: Snapshot) -> Iterator[str]:
    for drawn in snapshot.drawings.values():
        if not is_shape_of(drawn.kind, drawn.geometry):
            yield f"drawing {drawn.drawing} is no {drawn.kind}"
        if drawn.ver < 1 or drawn.last_utc < drawn.placed_utc:
            yield f"drawing {drawn.drawing} has version {drawn.ver}, or ended before it was placed"
        if drawn.incident and drawn.incident not in snapshot.incidents:
            yield f"drawing {drawn.drawing} points to an unknown incident"


def _tables(snapshot: Snapshot) -> Iterator[str]:
    for name, table in (("series", snapshot.series), ("positions", snapshot.positions)):
        if not len(table.at_utc) == len(table.received_utc) == table.count <= len(table.keys):
            yield f"{name} has {table.count} rows, but columns of {len(table.at_utc)}"
    for camera, segments in snapshot.segments.items():
        if list(segments) != sorted(segments, key=lambda each: each.from_utc):
            yield f"segments of {camera} are not in order"
