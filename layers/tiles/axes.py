"""What the authorities say of coordinate systems: the order of axes, the unit. pyproj, imported when first asked.

Any thread; pure but for PROJ's own database."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from command_center.domain.geo import parse_crs

_VERSIONED = re.compile(r"(?i)^urn:(?:x-)?ogc:def:crs:epsg:(?:[^:]*:)+(\d+)$|^https?://(?:www\.)?opengis\.net/(?:def/crs/epsg/[^/]*/|gml/srs/epsg\.xml#)(\d+)$|^epsg:{1,2}(\d+)$")
_LONGITUDE_FIRST = re.compile(r"(?i)^(?:ogc:|urn:(?:x-)?ogc:def:crs:ogc:[^:]*:|https?://(?:www\.)?opengis\.net/def/crs/ogc/[^/]*/)?(crs|auto2?):?(\d+.*)$")
_MERCATORS = ("900913", "3785", "102100", "102113")


class Reference(NamedTuple):
    """crs: our name; north_first: whether the authority writes north (latitude, northing) before east."""

    crs: str
    north_first: bool


@functools.lru_cache(maxsize=16384)
def reference(text: str) -> Reference | None:
    """A coordinate system as servers write it (EPSG:4326, urn:ogc:def:crs:EPSG::4490, CRS:84, http://...); None for
    one that cannot be used."""
    name = " ".join(text.split())
    match = _LONGITUDE_FIRST.match(name)
    if match:  # AUTO:42001 and its like depend on where one looks: no grid of tiles can be made of them
        return Reference("wgs84", False) if match[1].lower() == "crs" and match[2] == "84" else None
    match = _VERSIONED.match(name)
    if match:
        code = match[1] or match[2] or match[3]
        if code in _MERCATORS:
            return Reference("epsg:3857", False)
        try:
            return Reference(parse_crs(f"epsg:{code}"), north_first(int(code)))
        except ValueError:
            return None
    if name.lower() in ("osgeo:41001", "esri:102100", "esri:102113", "esri:3857"):
        return Reference("epsg:3857", False)
    try:
        return Reference(parse_crs(name), False)
    except ValueError:
        return None


@functools.lru_cache(maxsize=512)
def north_first(code: int) -> bool:
    """Whether an EPSG code has its north axis first (4326, 4490, Gauss-Krueger 4513 to 4554; not 3857). By the axis'
    name: around a pole eastings run to the north, too."""
    crs = _crs(f"epsg:{code}")
    if crs is None or not crs.axis_info:
        return False
    name = crs.axis_info[0].name.lower()
    return "lat" in name or "north" in name or "south" in name


@functools.lru_cache(maxsize=512)
def unit_m(crs: str) -> float:
    """Metres in one unit of "epsg:CODE" or "esri:CODE"; degrees count at the equator."""
    known = _crs(crs)
    if known is None or not known.axis_info:
        return 1.0
    factor = float(known.axis_info[0].unit_conversion_factor)
    return factor * 6_378_137.0 if known.is_geographic else factor


@functools.lru_cache(maxsize=256)
def area(crs: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north in a coordinate system's own units (x east) of where it is meant to be used; None where
    that is not known."""
    if crs in ("wgs84", "cgcs2000", "gcj02", "bd09"):
        return -180.0, -90.0, 180.0, 90.0
    if crs == "epsg:3857":
        return -20037508.4, -20037508.4, 20037508.4, 20037508.4
    known = _crs(crs)
    if known is None or known.area_of_use is None:
        return None
    from pyproj import Transformer

    box = known.area_of_use
    made = Transformer.from_crs("EPSG:4326", known, always_xy=True).transform_bounds(box.west, box.south, box.east, box.north)
    return made if all(value == value and abs(value) < 1e12 for value in made) else None


def _crs(name: str):  # type: ignore[no-untyped-def]  # pyproj is slow to import, and most cities need none of it
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(name)
    except CRSError:
        return None
