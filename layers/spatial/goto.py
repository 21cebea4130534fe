"""Coordinates that somebody typed or pasted, in a stated system, as a place. Headless; pure; any thread.

Taken: decimal degrees, degrees and minutes, degrees minutes seconds, in any usual notation, with N S E W or 北纬 南纬
东经 西经 before or after; metres of projected systems; either order. Letters and labels (X=, Y=, 经度) decide the order;
without them what cannot be a latitude decides, then what can lie in China, then east first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from command_center.domain.coordinates import SYSTEMS, System, is_geographic, zone_crs, zone_of, zone_systems
from command_center.domain.geo import is_place, parse_crs, to_wgs84

_WIDE = str.maketrans("０１２３４５６７８９．，；－＋（）：°′″　", "0123456789.,;-+():°'\" ")
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_EAST = ("东经", "西经", "经度", "longitude", "lng", "lon", "easting", "east", "west", "e", "w")
_NORTH = ("北纬", "南纬", "纬度", "latitude", "lat", "northing", "north", "south", "n", "s")
_LABEL = "|".join([*_EAST, *_NORTH, "x", "y"])
_ANGLE = re.compile(
    rf"(?P<before>{_LABEL})?\s*[:=]?\s*(?P<deg>{_NUMBER})\s*"
    r"(?:(?:°|º|度|d)\s*)?(?:(?P<min>\d+(?:\.\d+)?)\s*(?:'|’|′|分|m(?!e))\s*)?"
    r"(?:(?P<sec>\d+(?:\.\d+)?)\s*(?:\"|”|″|''|秒|s(?!o))\s*)?"
    rf"(?:(?:°|º|度|m|米)\s*)?(?(before)|(?P<after>{_LABEL})?)(?![a-z])", re.IGNORECASE)
_SPACED = re.compile(rf"^\s*({_NUMBER})\s+(\d{{1,2}})\s+(\d+(?:\.\d+)?)\s*[,;\s]\s*({_NUMBER})\s+(\d{{1,2}})\s+(\d+(?:\.\d+)?)\s*$")
_CHINA = (72.0, 137.9, 0.8, 55.9)  # west, east, south, north


class Typed(NamedTuple):
    """A place in WGS84, and whether the text was read north first."""

    lon: float
    lat: float
    north_first: bool


class Unreadable(ValueError):
    """key and parameters for a sentence: goto.no_pair, goto.out_of_range, goto.unknown_system."""

    def __init__(self, key: str, **parameters: object) -> None:
        super().__init__(key)
        self.key, self.parameters = key, parameters


class _Part(NamedTuple):
    value: float
    axis: str  # "e", "n", "x", "y" or ""


def parse(text: str, crs: str = "wgs84") -> Typed:
    """The place of a text in a system (as `geo.parse_crs` has it). Raises Unreadable."""
    try:
        name = parse_crs(crs)
        degrees = is_geographic(name)
    except ValueError as error:
        raise Unreadable("goto.unknown_system", system=crs) from error
    first, second = _two_parts(text, degrees)
    north_first = _is_north_first(first, second, degrees)
    east, north = (second.value, first.value) if north_first else (first.value, second.value)
    if degrees and not is_place(east, north):
        raise Unreadable("goto.out_of_range", text=text.strip())
    lon, lat = (float(np.asarray(part)) for part in to_wgs84(east, north, name))
    if not np.isfinite([lon, lat]).all() or not is_place(lon, lat):
        raise Unreadable("goto.out_of_range", text=text.strip())
    return Typed(lon, lat, north_first)


def systems(lon: float) -> list[System]:
    """Those a place can be typed in, with the zones at a longitude."""
    return [*SYSTEMS, *zone_systems(zone_of(lon))]


def zone_of_easting(east: float) -> str | None:
    """The EPSG name of the zone whose number an easting of eight digits begins with; None for others."""
    zone = int(east // 1_000_000)
    return zone_crs(zone) if 25 <= zone <= 45 else None


def _two_parts(text: str, degrees: bool) -> tuple[_Part, _Part]:
    plain = text.translate(_WIDE).strip().strip("()[]")
    spaced = _SPACED.match(plain) if degrees else None
    if spaced:
        d1, m1, s1, d2, m2, s2 = (float(part) for part in spaced.groups())
        return _Part(_sexagesimal(d1, m1, s1), ""), _Part(_sexagesimal(d2, m2, s2), "")
    parts = [_part(match) for match in _ANGLE.finditer(plain)]
    if len(parts) != 2:
        raise Unreadable("goto.no_pair", text=text.strip())
    return parts[0], parts[1]


def _part(match: re.Match[str]) -> _Part:
    label = (match["before"] or match["after"] or "").lower()
    value = _sexagesimal(float(match["deg"]), float(match["min"] or 0), float(match["sec"] or 0),
                         match["deg"].startswith("-"))
    if label in ("西经", "w", "west", "南纬", "s", "south"):
        value = -abs(value)
    axis = label if label in ("x", "y") else "e" if label in _EAST else "n" if label in _NORTH else ""
    return _Part(value, axis)


def _sexagesimal(degrees: float, minutes: float, seconds: float, negative: bool = False) -> float:
    if minutes >= 60 or seconds >= 60:
        raise Unreadable("goto.out_of_range", text=f"{degrees:g}° {minutes:g}' {seconds:g}\"")
    value = abs(degrees) + minutes / 60 + seconds / 3600
    return -value if degrees < 0 or negative else value


def _is_north_first(first: _Part, second: _Part, degrees: bool) -> bool:
    axes = (first.axis, second.axis)
    if axes[0] in ("e", "n") or axes[1] in ("e", "n"):
        return axes[0] == "n" or (axes[0] == "" and axes[1] == "e")
    if degrees:
        # X and Y beside degrees mean longitude and latitude; on a surveyor's sheet X is the northing.
        if axes[0] in ("x", "y"):
            return axes[0] == "y"
        return _looks_north_first(first.value, second.value)
    if axes[0] in ("x", "y"):
        return (axes[0] == "x") == _is_northing(first.value if axes[0] == "x" else second.value)
    return _is_northing(first.value) and not _is_northing(second.value)


def _is_northing(metres: float) -> bool:
    """Whether a number of metres can only be a northing of a zone: seven digits, where eastings have six or eight."""
    return 1_000_000 <= abs(metres) < 7_000_000


def _looks_north_first(first: float, second: float) -> bool:
    if abs(second) > 90:
        return True
    if abs(first) > 90:
        return False
    west, east, south, north = _CHINA
    return south <= first <= north and west <= second <= east


def dms(degrees: float, positive: str, negative: str, decimals: int = 2) -> str:
    """Degrees, minutes and seconds with a letter."""
    total = round(abs(degrees) * 3600, decimals)
    whole, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    width = 3 + decimals if decimals else 2
    letter = positive if degrees >= 0 else negative
    return f"{int(whole)}°{int(minutes):02d}′{seconds:0{width}.{decimals}f}″{letter}"
