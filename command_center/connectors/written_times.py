"""Times as people and spreadsheets write them with the year first, or as browsers do. Pure; any thread."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_YEAR_FIRST = re.compile(
    r"(?i)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(上午|下午|am|pm)?\s*(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?|分)?"
    r"\s*(am|pm)?\s*(z|utc|gmt|(?:utc|gmt)?[+-]\d{2}:?\d{2})?)?")
_BROWSER = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) (?:GMT|UTC)([+-]\d{4})(?: \(.*\))?")
_FRACTION = re.compile(r"(?<=:\d\d)[.,](\d{1,9})(?!\d)")


def year_first(said: str, zone: tzinfo) -> datetime | None:
    """2024-1-5 9:05, 2024/01/05T09:05:00.123 +0800, 2024年1月5日 下午3时5分, 24:00:00 of a day; None for other ways.
    Raises ValueError for a date that there is not."""
    match = _YEAR_FIRST.fullmatch(said)
    if match is None:
        return _browser(said)
    year, month, day, half, hour, minute, second, fraction, half_behind, offset = match.groups()
    hours = int(hour or 0)
    said_half = (half or half_behind or "").lower()
    if said_half:
        if not 1 <= hours <= 12:
            raise ValueError("hour of half a day")
        hours = hours % 12 + (12 if said_half in ("下午", "pm") else 0)
    late = hours == 24 and not int(minute or 0) and not int(second or 0)
    found = datetime(int(year), int(month), int(day), 0 if late else hours, int(minute or 0), int(second or 0),
                     int(((fraction or "") + "000000")[:6]), _offset(offset) or zone)
    return found + timedelta(days=1) if late else found


def _browser(said: str) -> datetime | None:
    match = _BROWSER.fullmatch(said)
    return datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z") if match else None


def _offset(text: str | None) -> tzinfo | None:
    digits = (text or "").lower().removeprefix("utc").removeprefix("gmt").replace(":", "")
    if not text:
        return None
    if not digits or digits == "z":
        return UTC
    hours, minutes = int(digits[1:3]), int(digits[3:5])
    return timezone((-1 if digits[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def without_fraction(said: str) -> tuple[str, int]:
    """A time without the fraction of its seconds, and that fraction in microseconds."""
    match = _FRACTION.search(said)
    return (said, 0) if match is None else (said[:match.start()] + said[match.end():], int((match[1] + "000000")[:6]))
