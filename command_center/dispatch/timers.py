"""How long an incident waits, in which order incidents are worked, and which time limits have run out.

Pure functions of (incident, now): what depends on the clock alone is never an event. Limits are the defaults of
city-systems.md section 6 (answer to first unit ordered 60 s for 90 %, NFPA 1225) until a city gives its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import NamedTuple

from command_center.domain.incidents import Assignment, Incident
from command_center.domain.time import SECOND, to_datetime

FIRST_ORDER_S = 60.0
ORDER_ANSWER_S = 30.0  # an order without an answer for so long deserves a look


class Counts(NamedTuple):
    """waiting for a first unit, being worked on, closed since midnight of the city."""

    waiting: int
    active: int
    closed_today: int


def waiting_s(incident: Incident, now_utc: int) -> float:
    """Seconds since it was opened; up to its closing once it is closed."""
    return max(0.0, ((incident.closed_utc or now_utc) - incident.opened_utc) / SECOND)


def is_overdue(incident: Incident, now_utc: int, limit_s: float = FIRST_ORDER_S) -> bool:
    """Whether it has waited for its first unit longer than the limit."""
    ordered = any(one.state not in ("failed", "cancelled") for one in incident.assignments)
    return incident.is_open and not ordered and waiting_s(incident, now_utc) > limit_s


def time_left_s(order: Assignment, now_utc: int) -> float | None:
    """Seconds until a unit on its way should arrive, by the time reckoned when it was ordered; below nothing when it
    is late; None where nothing was reckoned or it is not on its way."""
    if order.state != "confirmed" or order.eta_s is None:
        return None
    return order.eta_s - (now_utc - (order.confirmed_utc or order.ordered_utc)) / SECOND


def by_urgency(incidents: Iterable[Incident]) -> list[Incident]:
    """Open incidents, gravest first, then whoever waits longest; ties by number so that rows never jump."""
    return sorted((one for one in incidents if one.is_open),
                  key=lambda one: (one.grade or 9, one.opened_utc, one.number))


def counts(incidents: Iterable[Incident], now_utc: int, zone: tzinfo) -> Counts:
    """The line above the queue."""
    midnight = to_datetime(now_utc, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = active = closed = 0
    for one in incidents:
        if one.is_open:
            waiting += one.status == "waiting"
            active += one.status != "waiting"
        elif to_datetime(one.closed_utc, zone) >= midnight:
            closed += one.closed_utc <= now_utc
    return Counts(waiting, active, closed)
