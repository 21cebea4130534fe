"""Incidents as the fold keeps them: their grade, place, orders and log. Immutable; any thread."""

from __future__ import annotations

from typing import Any

import msgspec

OPEN_ORDER_STATES = ("pending", "confirmed", "arrived", "unknown")


class LogEntry(msgspec.Struct, frozen=True, array_like=True):
    """One line of an incident's timeline. what: name of the event; parameters: what a translated sentence needs."""

    at_utc: int
    received_utc: int
    what: str
    actor: str = ""
    parameters: dict[str, Any] = {}


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's part in an incident: one order and what became of it.

    state: pending (ordered, no answer yet), confirmed (accepted, on the way), arrived, released, failed, cancelled,
    unknown (may or may not have been received; never re-sent by itself).
    """

    order: str
    unit: str
    state: str
    ordered_utc: int
    confirmed_utc: int = 0
    arrived_utc: int = 0
    ended_utc: int = 0
    eta_s: float | None = None
    reason: str = ""
    detail: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the unit is still bound by it."""
        return self.state in OPEN_ORDER_STATES


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """status: waiting (no unit bound), en_route, on_scene, closed: derived from its assignments by the fold.

    grade 1 (red, I) to 4 (blue, IV); ver: version of its stream, for the next command; opened_utc: occurrence of
    the opening; closed_utc 0 while open.
    """

    incident: str
    number: str
    title: str
    grade: int
    lon: float
    lat: float
    status: str
    opened_utc: int
    ver: int
    type_key: str = ""
    class_scheme: str = ""
    class_code: str = ""
    address: str = ""
    text: str = ""
    alarm: str = ""
    report: str = ""
    source: str = ""
    exercise: bool = False
    closed_utc: int = 0
    close_reason: str = ""
    assignments: tuple[Assignment, ...] = ()
    log: tuple[LogEntry, ...] = ()

    @property
    def last_utc(self) -> int:
        """When something last happened to it."""
        return max((line.at_utc for line in self.log), default=self.opened_utc)

    @property
    def is_open(self) -> bool:
        """Whether it is not closed yet."""
        return self.closed_utc == 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report as received. state: new, incident (one was made of it), dismissed."""

    report: str
    at_utc: int
    state: str = "new"
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
    source: str = ""
    incident: str = ""
    properties: dict[str, Any] = {}
