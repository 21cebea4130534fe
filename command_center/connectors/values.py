"""Turns what sources write into what events hold: numbers, texts, times, places. Pure; any thread.

Every function raises ValueError with a short reason for what cannot be read, and gives None for what says "nothing".
"""

from __future__ import annotations

import email.utils
import math
import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from command_center.connectors.written_times import without_fraction, year_first
from command_center.domain.time import SECOND, from_datetime, parse_iso

NOTHING = frozenset({"", "-", "--", "n/a", "na", "null", "none", "nan"})
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_POINT = re.compile(r"(?i)(?:srid=\d+;)?\s*point\s*z?\s*\(\s*(\S+)\s+(\S+)[^)]*\)")
_PAIR = re.compile(r"\(?\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*\)?")
# Tried in this order; with slashes the month comes first unless it is known (`day_first`) that the day does.
_FORMATS = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%Y/%m/%d %H:%M:%S",
            "%Y/%m/%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M",
            "%Y年%m月%d日%H时%M分", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d%H%M%S%f",
            "%d-%b-%Y %H:%M:%S", "%d-%b-%Y %H:%M", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p", "%Y %b %d %I:%M:%S %p",
            "%m/%d/%Y %I:%M:%S %p %z", "%m/%d/%Y %H:%M:%S %z", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y",
            "%m-%d-%Y %H:%M:%S", "%m-%d-%Y %H:%M", "%m-%d-%Y", "%b %d %Y %I:%M:%S %p", "%b %d %Y %I:%M %p",
            "%m/%d/%y %H:%M:%S", "%m/%d/%y %H:%M", "%d-%b-%Y", "%m/%d/%y %I:%M %p", "%b %d, %Y %I:%M:%S %p", "%b %d, %Y",
            "%Y-%m")
_DAY_FIRST = tuple(form.replace("%m/%d", "%d/%m") for form in _FORMATS if form.startswith("%m/%d"))
_EARLIEST, _LATEST = -62_135_596_800 * SECOND, 253_402_300_799 * SECOND  # years 1 to 9999
_LONGEST = 200  # letters of a number, time or pair; patterns over megabytes of blanks would never end
_UNITS = {"unix_s": SECOND, "unix_ms": 1000, "unix_us": 1}


def number(value: Any) -> float | None:
    """A finite float."""
    if type(value) in (float, int) and -1e300 < value < 1e300:  # the common case; NaN compares false
        return float(value)
    if value is None or (isinstance(value, str) and value.strip().lower() in NOTHING):
        return None
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise ValueError("no number: too long")
        text = value.strip().replace("−", "-")
        if not _NUMBER.fullmatch(text) and _NUMBER.fullmatch(text.replace(",", ".")):
            text = text.replace(",", ".")
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"no number: {value[:40]!r}")
        value = text
    elif isinstance(value, list | dict):
        raise ValueError("no number: a structure")
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"no number: {str(value)[:40]!r}") from error
    if math.isnan(result):
        return None
    if math.isinf(result):
        raise ValueError("no number: infinite")
    return result


def text(value: Any) -> str | None:
    """A text; whole floats lose their point, so that ids stay ids."""
    if type(value) is str:
        return value.strip()
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | dict):
        return ", ".join(filter(None, (text(item) for item in value))) if isinstance(value, list) else None
    return str(value).strip()


def instant(value: Any, form: str = "", zone: tzinfo = UTC, day_first: bool = False) -> int | None:
    """Microseconds. form: "" detects; iso, unix_s, unix_ms, unix_us, rfc822 or a strptime pattern. day_first: how a
    date with slashes is detected."""
    if value is None or (isinstance(value, str) and value.strip().lower() in NOTHING):
        return None
    if isinstance(value, bool):
        raise ValueError("no time: a truth value")
    if form in _UNITS:
        return _bounded((number(value) or 0.0) * _UNITS[form])
    if isinstance(value, int | float) and not form:
        return _epoch(float(value))
    said = str(value).strip()
    if len(said) > _LONGEST:
        raise ValueError("no time: too long")
    try:
        if form == "iso":
            return parse_iso(said, zone)
        if form == "rfc822":
            return from_datetime(email.utils.parsedate_to_datetime(said), zone)
        return from_datetime(datetime.strptime(said, form), zone) if form else _detect(said, zone, day_first)
    except (ValueError, OverflowError, TypeError) as error:
        raise ValueError(f"no time: {said[:40]!r}") from error


def _detect(said: str, zone: tzinfo, day_first: bool = False) -> int:
    if re.fullmatch(r"\d{9,13}(\.\d+)?", said):
        return _epoch(float(said))
    try:
        return parse_iso(said, zone)
    except ValueError:
        pass  # one of many ways to write a time; who asked hears of it if none fits
    found = year_first(said, zone)
    if found is not None:
        return from_datetime(found, zone)
    said, micros = without_fraction(said)
    for form in (*_DAY_FIRST, *_FORMATS) if day_first else _FORMATS:
        try:
            return from_datetime(datetime.strptime(said, form), zone) + micros
        except ValueError:
            continue
    return from_datetime(email.utils.parsedate_to_datetime(said), zone)


def _epoch(value: float) -> int:
    if math.isnan(value) or math.isinf(value):
        raise ValueError("no time: not finite")
    size = abs(value)
    return _bounded(value * (SECOND if size < 1e11 else 1000 if size < 1e14 else 1 if size < 1e17 else 0.001))


def _bounded(micros: float) -> int:
    if not _EARLIEST <= micros <= _LATEST:
        raise ValueError("no time: out of range")
    return round(micros)


def pair(value: Any) -> tuple[float, float] | None:
    """Two numbers of a list, a text like "(40.1, -75.3)", or a GeoJSON point."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, dict) and value.get("type") == "Point":
        value = value.get("coordinates")
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise ValueError("no pair of coordinates: too long")
        match = _POINT.fullmatch(value.strip()) or _PAIR.fullmatch(value.strip())
        if not match:
            raise ValueError(f"no pair of coordinates: {value[:40]!r}")
        return float(match[1]), float(match[2])
    if isinstance(value, list | tuple) and len(value) >= 2:
        first, second = number(value[0]), number(value[1])
        if first is not None and second is not None:
            return first, second
    raise ValueError("no pair of coordinates")
