"""Coordinates in the search box, in any system: every reading that lies where the map is, the likeliest first. Pure; any
thread."""

from __future__ import annotations

import re

from command_center.domain.coordinates import SYSTEMS, System, is_geographic
from layers.search.index import Hit, distance_m
from layers.search.names import Named, Place
from layers.spatial.goto import Unreadable, parse, systems, zone_of_easting

FAR_M = 400_000.0  # metres of a grid read in a system that lands farther off are another system's
MOST = 4
_NAMED = (("gcj02mc", "gcj02mc"), ("bd09mc", "bd09mc"), ("gcj-02", "gcj02"), ("gcj02", "gcj02"), ("高德", "gcj02"), ("腾讯", "gcj02"),
          ("amap", "gcj02"), ("bd-09", "bd09"), ("bd09", "bd09"), ("百度", "bd09"), ("baidu", "bd09"), ("wgs84", "wgs84"),
          ("wgs 84", "wgs84"), ("cgcs2000", "cgcs2000"), ("国家2000", "cgcs2000"))
_EPSG = re.compile(r"\bepsg[: ]?(\d{4,5})\b", re.IGNORECASE)
_LOOKS = re.compile(r"\d.*[\s,，;；:：°度].*\d", re.DOTALL)


def coordinate_hits(text: str, near: Place | None, chinese: bool) -> list[Hit]:
    """Places that a text may mean, none for a text that is no pair of numbers. Their kind is "place", their identity
    "SYSTEM longitude latitude" with the place in WGS84."""
    if not _LOOKS.search(text):
        return []
    named, rest = _system_in(text)
    candidates = [named] if named else _likely(rest, near)
    found: list[Hit] = []
    for crs, title in candidates:
        try:
            typed = parse(rest, crs)
        except (Unreadable, ValueError):
            continue
        place = (typed.lon, typed.lat)
        away = distance_m(near, place) if near is not None else float("nan")
        if not named and away > FAR_M and not is_geographic(crs):
            continue
        row = Named("place", f"{crs} {typed.lon:.7f} {typed.lat:.7f}", rest.strip(), title.zh if chinese else title.en, (place,))
        found.append(Hit(row, place, away, row.identity))
    return found[:MOST]


def _system_in(text: str) -> tuple[tuple[str, System] | None, str]:
    """A system that the text names, and the text without its name."""
    epsg = _EPSG.search(text)
    if epsg:
        crs = f"epsg:{epsg[1]}"
        return (crs, System(crs, crs, f"EPSG:{epsg[1]}", f"EPSG:{epsg[1]}", "", 0)), text.replace(epsg[0], " ")
    low = text.lower()
    for name, crs in _NAMED:
        if name in low:
            at = low.index(name)
            return (crs, _system(crs)), text[:at] + " " + text[at + len(name):]
    return None, text


def _likely(text: str, near: Place | None) -> list[tuple[str, System]]:
    """Systems by the size of the numbers: degrees, or metres of the zones about the place where one looks."""
    numbers = [abs(float(number)) for number in re.findall(r"\d+(?:\.\d+)?", text)]
    if not numbers or max(numbers) <= 360:
        return [(system.crs, system) for system in SYSTEMS if is_geographic(system.crs) and system.key != "cgcs2000"]
    own = next((crs for number in numbers if (crs := zone_of_easting(number))), None)
    if own is not None:
        zone = max(int(number // 1_000_000) for number in numbers if zone_of_easting(number))
        return [(own, System(own, own, f"CGCS2000 3 度带 {zone} 带", f"CGCS2000 zone {zone}", "m", 2))]
    metric = [system for system in systems(near[0] if near else 114.0) if not is_geographic(system.crs)]
    return [(system.crs, system) for system in sorted(metric, key=lambda system: system in SYSTEMS)]


def _system(crs: str) -> System:
    return next(system for system in SYSTEMS if system.crs == crs)
