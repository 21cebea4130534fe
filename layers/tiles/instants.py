"""Which value of a service's time dimension belongs to an instant of the one clock. Pure; any thread."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from command_center.domain.time import SECOND
from layers.tiles.ows import Dimension

_PERIOD = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$")
_FORMATS = ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M",
            "%Y-%m-%dT%HZ", "%Y-%m-%d", "%Y-%m", "%Y", "%Y%m%d", "%Y%m%d%H%M", "%Y%m%d%H%M%S")
_UTC = dt.UTC
_MOST_MONTHS = 12_000


def value_at(dimension: Dimension, now_utc: int) -> str:
    """The newest value that is not after an instant (microseconds UTC), the first where all are; "" where the values
    cannot be read (then the server's default is asked for)."""
    now = dt.datetime.fromtimestamp(now_utc / SECOND, _UTC)
    best: tuple[dt.datetime, str] | None = None
    first: tuple[dt.datetime, str] | None = None
    for text in dimension.values:
        for found in _candidates(text, now):
            if found[0] <= now and (best is None or found[0] > best[0]):
                best = found
            if first is None or found[0] < first[0]:
                first = found
    chosen = best or first
    return chosen[1] if chosen is not None else ""


def _candidates(text: str, now: dt.datetime) -> list[tuple[dt.datetime, str]]:
    """A single value, or the last step of start/end/period that is not after `now` (and its start)."""
    parts = text.split("/")
    start = _instant(parts[0], now)
    if start is None:
        return []
    if len(parts) == 1:
        return [(start[0], text)]
    end = _instant(parts[1], now)
    steps = [(start[0], parts[0])]
    if end is None:
        return steps
    until = min(now, end[0])
    period = _PERIOD.match(parts[2].strip()) if len(parts) > 2 else None
    if until < start[0]:
        return steps
    if period is None:
        return [*steps, (until, until.strftime(start[1]))]
    step = _last_step(start[0], until, period)
    return [*steps, (step, step.strftime(start[1]))]


def _last_step(start: dt.datetime, until: dt.datetime, period: re.Match[str]) -> dt.datetime:
    years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in period.groups())
    length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    every = int(years * 12 + months)
    if every:
        count = min(_MOST_MONTHS, (until.year - start.year) * 12 + until.month - start.month) // every
        step = _months_on(start, count * every)
        return step if step <= until else _months_on(start, (count - 1) * every)
    return start + (until - start) // length * length if length else start


def _months_on(start: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return start.replace(year=year, month=month + 1, day=min(start.day, calendar.monthrange(year, month + 1)[1]))


def _instant(text: str, now: dt.datetime) -> tuple[dt.datetime, str] | None:
    """An instant and how it is written."""
    text = text.strip()
    if text.lower() in ("current", "now", "present", ""):
        return now, "%Y-%m-%dT%H:%M:%SZ"
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=_UTC), form
        except ValueError:
            continue
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return value.astimezone(_UTC) if value.tzinfo else value.replace(tzinfo=_UTC), "%Y-%m-%dT%H:%M:%SZ"
