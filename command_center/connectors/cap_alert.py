"""One CAP alert (1.0, 1.1, 1.2, any prefix) as an event. Pure; any thread.

CAP writes latitude first and radii in kilometres; events hold longitude first and metres. Severity and colour are two
things: the level comes from a colour that the issuer states, never from the severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from command_center.connectors import values
from command_center.connectors.date_line import cut_ring
from command_center.connectors.geometry import place
from command_center.connectors.xml import children, local, text_of
from command_center.domain.events import WarningArea, WarningCancelled, WarningIssued, WarningUpdated
from command_center.domain.levels import Level
from command_center.domain.time import now_utc

Warned = WarningIssued | WarningCancelled

_COLOURS = {"red": Level.RED, "orange": Level.ORANGE, "yellow": Level.YELLOW, "blue": Level.BLUE,
            "红": Level.RED, "橙": Level.ORANGE, "黄": Level.YELLOW, "蓝": Level.BLUE,
            "amber": Level.ORANGE, "rouge": Level.RED, "jaune": Level.YELLOW}
_SAYS_COLOUR = re.compile(r"(?i)colou?r|awareness_level|alert_?level|warning_?level|颜色|等级|级别")
_TITLE_COLOUR = re.compile(r"([红橙黄蓝])色?\s*(?:预警|警报|信号|[\[(（])|([红橙黄蓝])色")
# English headlines count only where the colour stands where issuers of coloured warnings put it: "Yellow wind warning",
# "Status Orange - Rain warning"; a "Red Flag Warning" is no red warning, and an "Amber Alert" is a missing child.
_ENGLISH = re.compile(r"(?i)^\s*(?:status\s+)?(red|orange|yellow|amber)\b(?!\s+flag)(?!(?<=amber)\s+alert)[\s\w/-]{0,60}\b(?:warning|alert|warn)\b")
_ROMAN = re.compile(r"[\[【(（]\s*(I{1,3}|IV|Ⅰ|Ⅱ|Ⅲ|Ⅳ)\s*[级/]")
_GRADES = {"I": 1, "II": 2, "III": 3, "IV": 4, "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4}


class Unusable(ValueError):
    """There is no warning in it, for the reason given."""


class Parsed(NamedTuple):
    """event None: nobody's business (an acknowledgement). problems: what of it could not be read."""

    event: Warned | None
    problems: tuple[str, ...] = ()


def colour_level(text: str) -> int:
    """Level of the first colour word in a text, 0 if there is none."""
    lowered = text.lower()
    hits = [(lowered.find(word), level) for word, level in _COLOURS.items() if word in lowered]
    return int(min(hits)[1]) if hits else 0


def title_level(title: str) -> int:
    """Level that a Chinese headline states (暴雨蓝色预警[IV/一般]), 0 if none."""
    match = _TITLE_COLOUR.search(title)
    if match:
        return colour_level(match[1] or match[2])
    english = _ENGLISH.search(title)
    if english:
        return colour_level(english[1])
    roman = _ROMAN.search(title)
    return _GRADES[roman[1]] if roman else 0


def parse_alert(alert: Element, languages: tuple[str, ...], crs: str, source: str) -> Parsed:
    """The event of an <alert>. Raises Unusable if it has no identifier."""
    identifier = text_of(alert, "identifier")
    if not identifier:
        raise Unusable("missing_identifier")
    kind = text_of(alert, "msgType").lower()
    sent = moment(text_of(alert, "sent"))
    status = text_of(alert, "status") or "Actual"
    shared: dict[str, Any] = {"at_utc": sent or now_utc(), "source": source, "identifier": identifier,
                              "sender": text_of(alert, "sender"), "status": status,
                              "references": references(text_of(alert, "references")),
                              "exercise": status.lower() == "exercise"}
    if kind in ("ack", "error"):
        return Parsed(None)
    infos = children(alert, "info")
    chosen = _choose(infos, languages)
    if kind == "cancel":
        reason = text_of(alert, "note") or text_of(chosen, "headline") or text_of(chosen, "description")
        return Parsed(WarningCancelled(**shared, reason=reason[:500]))
    language = text_of(chosen, "language")
    areas, problems = _areas(infos, chosen, language, crs)
    event = (WarningUpdated if kind == "update" else WarningIssued)(
        **shared, sent_utc=sent, areas=areas, texts=_texts(infos, language), **_info(chosen, language))
    return Parsed(event, problems)


def keep_what_stands(alert: Element, reason: str) -> None:
    """Of a damaged <alert>: drop the info blocks that do not say what happens. Raises Unusable where it does not say
    who warns, when and how in earnest, or says nothing: guessing there would be worse than no warning."""
    kind = text_of(alert, "msgType").lower()
    known = all(text_of(alert, name) for name in ("identifier", "sender", "status")) and moment(text_of(alert, "sent"))
    if not known or kind not in ("alert", "update", "cancel"):
        raise Unusable(reason)
    infos = children(alert, "info")
    for info in infos:
        if not text_of(info, "event"):
            alert.remove(info)
    says = text_of(alert, "references") if kind == "cancel" else children(alert, "info")
    if not says:
        raise Unusable(reason)


def _info(info: Element | None, language: str) -> dict[str, Any]:
    if info is None:
        return {}
    title = text_of(info, "headline")
    event = text_of(info, "event")
    return {"event": event, "headline": title or event, "description": text_of(info, "description"),
            "instruction": text_of(info, "instruction"), "severity": text_of(info, "severity"),
            "urgency": text_of(info, "urgency"), "certainty": text_of(info, "certainty"),
            "category": ", ".join(filter(None, (text_of(item) for item in children(info, "category")))),
            "language": language, "effective_utc": moment(text_of(info, "effective")),
            "onset_utc": moment(text_of(info, "onset")), "expires_utc": moment(text_of(info, "expires")),
            "level": level_of(named_values(info, "parameter"), title, event)
            or colour_level(text_of(info, "severity"))}  # the national system of China writes colours there


def level_of(parameters: Iterable[tuple[str, str]], *titles: str) -> int:
    """Level by a stated colour: a parameter first, a Chinese title second; 0 where the issuer gives none."""
    for name, value in parameters:
        if _SAYS_COLOUR.search(name) and (level := colour_level(value)):
            return level
    return next((level for title in titles if (level := title_level(title))), 0)


def named_values(parent: Element, name: str) -> list[tuple[str, str]]:
    """valueName / value pairs of CAP 1.1 and 1.2, and the "NAME=VALUE" texts of CAP 1.0."""
    pairs = []
    for item in children(parent, name):
        if text_of(item, "valueName") or text_of(item, "value"):
            pairs.append((text_of(item, "valueName"), text_of(item, "value")))
        elif "=" in text_of(item):
            key, _, value = text_of(item).partition("=")
            pairs.append((key.strip(), value.strip()))
    return pairs


def _choose(infos: list[Element], languages: tuple[str, ...]) -> Element | None:
    for wanted in languages:
        for info in infos:
            if text_of(info, "language").lower().startswith(wanted.lower()):
                return info
    return infos[0] if infos else None


def _texts(infos: list[Element], chosen: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for info in infos:
        language = text_of(info, "language")
        if language and language != chosen:
            found.setdefault(language, text_of(info, "headline") or text_of(info, "event"))
    return found


def _areas(infos: list[Element], chosen: Element | None, language: str,
           crs: str) -> tuple[tuple[WarningArea, ...], tuple[str, ...]]:
    """Areas of every block in the chosen language; of the others only where that language names none."""
    same = [info for info in infos if info is chosen or text_of(info, "language") == language]
    problems: list[str] = []
    for blocks in (same, infos):
        areas = [parse_area(area, crs, problems) for info in blocks for area in children(info, "area")]
        if areas:
            return tuple(areas), tuple(dict.fromkeys(problems))
    return (), ()


def parse_area(area: Element, crs: str, problems: list[str], name: str = "areaDesc") -> WarningArea:
    """One area; shapes that cannot be read are left out and named in `problems`."""
    polygons: list[tuple[tuple[float, float], ...]] = []
    circles = []
    for item in area:
        said = text_of(item)
        if not said:
            continue
        try:
            if local(item) == "polygon":
                polygons.extend(cut_ring(ring(said, crs)))
            elif local(item) == "circle":
                circles.append(_circle(said, crs))
        except ValueError as error:
            problems.append(f"bad_{local(item)}: {error}"[:120])
    return WarningArea(text=text_of(area, name), polygons=tuple(polygons), circles=tuple(circles),
                       geocodes=tuple(named_values(area, "geocode")))


def ring(text: str, crs: str) -> tuple[tuple[float, float], ...]:
    """A closed ring of (lon, lat) from "lat,lon lat,lon ..." or "lat lon lat lon ...". Raises ValueError."""
    numbers = [values.number(word) for word in re.split(r"[\s,;]+", text.strip(" \t\r\n,;"))]
    if len(numbers) % 2 or None in numbers:
        raise ValueError("odd or missing numbers")
    points = tuple(place(_turned(float(numbers[i + 1] or 0), crs), float(numbers[i] or 0), crs)
                   for i in range(0, len(numbers), 2))
    if points[0] != points[-1]:
        points = (*points, points[0])
    if len(points) < 4:
        raise ValueError("fewer than three corners")
    return points


def _circle(text: str, crs: str) -> tuple[float, float, float]:
    numbers = [values.number(word) for word in re.split(r"[\s,;]+", text.strip())]
    if len(numbers) != 3 or None in numbers:
        raise ValueError("expected lat,lon radius")
    lat, lon, radius_km = (float(value or 0) for value in numbers)
    if radius_km < 0 or radius_km > 20_040:
        raise ValueError("impossible radius")
    return (*place(_turned(lon, crs), lat, crs), radius_km * 1000.0)


def _turned(lon: float, crs: str) -> float:
    """A longitude that goes on beyond 180 degrees, as in areas that cross it."""
    return (lon + 180.0) % 360.0 - 180.0 if crs in ("wgs84", "cgcs2000") and 180.0 < abs(lon) <= 360.0 else lon


def references(text: str) -> tuple[str, ...]:
    """Identifiers in "sender,identifier,sent sender,identifier,sent"."""
    found = []
    for word in text.split():
        parts = word.split(",")
        found.append(",".join(parts[1:-1]) if len(parts) >= 3 else parts[-1])
    return tuple(dict.fromkeys(filter(None, found)))


def moment(text: str) -> int:
    """Microseconds of a CAP, Atom or RSS time; 0 if there is none that can be read."""
    try:
        return values.instant(text) or 0
    except ValueError:
        return 0
