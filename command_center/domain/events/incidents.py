"""Reports that reach the centre, and the incidents that operators make of them."""

from __future__ import annotations

from typing import Any

from command_center.domain.events.envelope import Event


class ReportReceived(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A call, a citizen's report, or an item of an incident feed. Not yet an incident: an operator decides.

    report: id at the source; class_scheme and class_code: code and the list it is from; lon, lat None where the
    caller gave no place; grade 0 where the source gives none.
    """

    report: str
    title: str = ""
    text: str = ""
    channel: str = ""
    class_scheme: str = ""
    class_code: str = ""
    lon: float | None = None
    lat: float | None = None
    address: str = ""
    grade: int = 0
    status: str = ""
    properties: dict[str, Any] = {}


class ReportDismissed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An operator decided that the report needs no incident."""

    report: str
    reason: str = ""


class IncidentOpened(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An incident exists from now on. Stream "incident:ID". alarm, report: what it was made of, "" if nothing."""

    incident: str
    number: str
    title: str
    grade: int
    lon: float
    lat: float
    type_key: str = ""
    class_scheme: str = ""
    class_code: str = ""
    address: str = ""
    text: str = ""
    alarm: str = ""
    report: str = ""


class IncidentRegraded(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Its grade was changed (escalated or lowered)."""

    incident: str
    grade: int
    reason: str = ""


class IncidentNoted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A line in the incident's log."""

    incident: str
    text: str


class IncidentClosed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """It is over. reason: resolved, false_alarm, duplicate, handed_over, other."""

    incident: str
    reason: str
    text: str = ""


class IncidentNumbered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Stream "incidents", whose version is the count of numbers given. Appended in one batch with IncidentOpened, so
    that two desks never give one number to two incidents."""

    incident: str
    number: str
