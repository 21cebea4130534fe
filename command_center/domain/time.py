"""Instants: whole microseconds since 1970-01-01 UTC, as the journal stores them. Any thread.

Every field named `*_utc` in this project holds such an integer; text and datetimes exist at the edges only.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now_utc() -> int:
    """The wall clock of this machine."""
    return time.time_ns() // 1000


def not_before(at_utc: int, earlier_utc: int) -> int:
    """The instant of an act that follows one at `earlier_utc`: the machine's clock may have been set back between
    them, and effect must not stand before its cause. Beyond a day it is no set clock but a wrong date, and stays."""
    return earlier_utc if at_utc < earlier_utc <= at_utc + DAY else at_utc


def from_datetime(moment: datetime, assume: tzinfo = UTC) -> int:
    """Microseconds of a datetime; one without a zone is read in `assume`."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=assume)
    return (moment - _EPOCH) // timedelta(microseconds=1)


def to_datetime(at_utc: int, zone: tzinfo = UTC) -> datetime:
    """The datetime of an instant in a zone."""
    return (_EPOCH + timedelta(microseconds=at_utc)).astimezone(zone)


def to_iso(at_utc: int, zone: tzinfo = UTC) -> str:
    """ISO 8601 with offset; fractions only where there are any."""
    return to_datetime(at_utc, zone).isoformat()


def parse_iso(text: str, assume: tzinfo = UTC) -> int:
    """Microseconds of an ISO 8601 text; `Z`, offsets, a blank for the T and missing zones are accepted.

    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text.strip())
    return from_datetime(moment, assume)


def offset_zone(hours: float) -> timezone:
    """A fixed zone, for protocols that declare one (Beijing time is +8)."""
    return timezone(timedelta(hours=hours))
