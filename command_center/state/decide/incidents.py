"""Opening, regrading, noting and closing incidents. Pure; any thread."""

from __future__ import annotations

import math

from command_center.domain.commands import (
    CloseIncident,
    NoteIncident,
    OpenIncident,
    RegradeIncident,
    Rejection,
)
from command_center.domain.events import (
    Event,
    IncidentClosed,
    IncidentNoted,
    IncidentNumbered,
    IncidentOpened,
    IncidentRegraded,
)
from command_center.domain.incidents import Incident
from command_center.state.decide.alarms import acknowledgement
from command_center.state.decide.envelope import on_incident, signed
from command_center.state.snapshot import Snapshot

CLOSE_REASONS = ("resolved", "false_alarm", "duplicate", "handed_over", "other")
NUMBER = "SJ-{:04d}"


def open_incident(snapshot: Snapshot, command: OpenIncident, now_utc: int) -> list[Event] | Rejection:
    """A new incident with the next number. One made of an alarm acknowledges it."""
    refusal = _unfit(snapshot, command)
    if refusal is not None:
        return refusal
    count = snapshot.incident_count + 1
    common, number = signed(command, now_utc), NUMBER.format(count)
    events: list[Event] = [
        IncidentOpened(**common, stream=f"incident:{command.incident}", ver=1, incident=command.incident,
                       number=number, title=command.title.strip(), grade=command.grade, lon=command.lon,
                       lat=command.lat, type_key=command.type_key, class_scheme=command.class_scheme,
                       class_code=command.class_code, address=command.address, text=command.text,
                       alarm=command.alarm, report=command.report),
        IncidentNumbered(**common, stream="incidents", ver=count, incident=command.incident, number=number),
    ]
    alarm = snapshot.alarms.get(command.alarm)
    if alarm is not None and alarm.state in ("unacknowledged", "returned"):
        events += acknowledgement(alarm, common)
    return events


def _unfit(snapshot: Snapshot, command: OpenIncident) -> Rejection | None:
    if command.incident in snapshot.incidents or not command.incident:
        return Rejection("refusal.incident_exists", {"incident": command.incident})
    if not command.title.strip():
        return Rejection("refusal.title_empty")
    if not _is_grade(command.grade):
        return Rejection("refusal.grade_invalid", {"grade": command.grade})
    if not _is_place(command.lon, command.lat):
        return Rejection("refusal.place_invalid", {"lon": command.lon, "lat": command.lat})
    return _source_taken(snapshot, command)


def _source_taken(snapshot: Snapshot, command: OpenIncident) -> Rejection | None:
    if command.alarm:
        alarm = snapshot.alarms.get(command.alarm)
        if alarm is None:
            return Rejection("refusal.alarm_unknown", {"alarm": command.alarm})
        if alarm.incident:
            return Rejection("refusal.alarm_has_incident", _number(snapshot, alarm.incident))
    if command.report:
        report = snapshot.reports.get(command.report)
        if report is None:
            return Rejection("refusal.report_unknown", {"report": command.report})
        if report.incident:
            return Rejection("refusal.report_has_incident", _number(snapshot, report.incident))
    return None


def _number(snapshot: Snapshot, incident: str) -> dict[str, str]:
    known = snapshot.incidents.get(incident)
    return {"incident": incident, "number": known.number if known else ""}


def _is_grade(grade: object) -> bool:
    return isinstance(grade, int) and not isinstance(grade, bool) and 1 <= grade <= 4


def _is_place(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90


def open_or_refused(snapshot: Snapshot, incident: str) -> Incident | Rejection:
    """The incident if it is still open."""
    known = snapshot.incidents.get(incident)
    if known is None:
        return Rejection("refusal.incident_unknown", {"incident": incident})
    if not known.is_open:
        return Rejection("refusal.incident_closed", {"incident": incident, "number": known.number})
    return known


def regrade_incident(snapshot: Snapshot, command: RegradeIncident, now_utc: int) -> list[Event] | Rejection:
    """Another grade than it has."""
    known = open_or_refused(snapshot, command.incident)
    if isinstance(known, Rejection):
        return known
    if not _is_grade(command.grade):
        return Rejection("refusal.grade_invalid", {"grade": command.grade})
    if command.grade == known.grade:
        return Rejection("refusal.grade_same", {"grade": command.grade, "number": known.number})
    return [IncidentRegraded(**on_incident(known, command, now_utc), grade=command.grade, reason=command.reason)]


def note_incident(snapshot: Snapshot, command: NoteIncident, now_utc: int) -> list[Event] | Rejection:
    """A line of text; a closed incident may still be noted on."""
    known = snapshot.incidents.get(command.incident)
    if known is None:
        return Rejection("refusal.incident_unknown", {"incident": command.incident})
    if not command.text.strip():
        return Rejection("refusal.text_empty")
    return [IncidentNoted(**on_incident(known, command, now_utc), text=command.text.strip())]


def close_incident(snapshot: Snapshot, command: CloseIncident, now_utc: int) -> list[Event] | Rejection:
    """Only with a reason and once no unit is bound by it."""
    known = open_or_refused(snapshot, command.incident)
    if isinstance(known, Rejection):
        return known
    if command.reason not in CLOSE_REASONS:
        return Rejection("refusal.reason_invalid", {"reason": command.reason})
    bound = [each.unit for each in known.assignments if each.is_open]
    if bound:
        return Rejection("refusal.units_bound", {"number": known.number, "units": bound})
    return [IncidentClosed(**on_incident(known, command, now_utc), reason=command.reason, text=command.text)]


DECISIONS = {OpenIncident: open_incident, RegradeIncident: regrade_incident, NoteIncident: note_incident,
             CloseIncident: close_incident}
