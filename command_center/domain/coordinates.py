"""A place in all the coordinate systems that a Chinese city meets, to and from each. Pure; any thread; numpy in,
numpy out; the first coordinate is always east.

Accuracy against public reference points (197 cities, `tests/unit/domain/test_coordinates.py`), one way and back:

| system | forward | back again |
|---|---|---|
| wgs84, cgcs2000 | exact; their own difference, decimetres, is in no public grid and taken for zero | exact |
| gcj02, bd09 | 1e-6 degrees of published pairs | 1e-9 degrees |
| epsg:3857 | 1 mm | 1 mm |
| gcj02mc, bd09mc | 1 mm of Baidu's polynomials | 0.1 mm |
| CGCS2000 Gauss-Kruger zones | 0.1 mm (PROJ) | 0.1 mm |
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from command_center.domain.geo import Pair, from_wgs84, parse_crs, to_wgs84

FIRST_ZONE, LAST_ZONE = 25, 45  # of three degrees, central meridians 75 to 135 east
_NUMBERED, _PLAIN = 4513, 4534  # EPSG codes of zone 25, with its number before the easting and without
_GEOGRAPHIC = ("wgs84", "cgcs2000", "gcj02", "bd09")


class System(NamedTuple):
    """crs: what `convert` takes; unit "deg" or "m"; decimals: how many are worth showing."""

    key: str
    crs: str
    zh: str
    en: str
    unit: str
    decimals: int


class Place(NamedTuple):
    """One place in one system, east first. north_first: whether the authority (and surveyors) write the northing or
    latitude first."""

    system: System
    east: float
    north: float
    north_first: bool


SYSTEMS = (
    System("wgs84", "wgs84", "WGS84 经纬度", "WGS 84", "deg", 7),
    System("cgcs2000", "cgcs2000", "CGCS2000 经纬度", "CGCS2000", "deg", 7),
    System("gcj02", "gcj02", "GCJ-02（高德、腾讯）", "GCJ-02 (Amap, Tencent)", "deg", 7),
    System("bd09", "bd09", "BD-09（百度）", "BD-09 (Baidu)", "deg", 7),
    System("webmercator", "epsg:3857", "Web 墨卡托", "Web Mercator", "m", 2),
    System("gcj02mc", "gcj02mc", "GCJ02MC（百度米制）", "GCJ02MC (Baidu's metres of GCJ-02)", "m", 2),
    System("bd09mc", "bd09mc", "BD09MC（百度米制）", "BD09MC (Baidu's metres)", "m", 2),
)


def zone_of(lon: float) -> int:
    """Number of the three-degree zone (25 to 45, central meridian three times that) that a longitude falls in; the
    nearest one for places beyond China."""
    return int(np.clip(np.floor(lon / 3.0 + 0.5), FIRST_ZONE, LAST_ZONE))


def zone_crs(zone: int, *, numbered: bool = True) -> str:
    """EPSG name of CGCS2000's three-degree zone; numbered: its eastings begin with the zone's number. ValueError."""
    if not FIRST_ZONE <= zone <= LAST_ZONE:
        raise ValueError(f"a zone from {FIRST_ZONE} to {LAST_ZONE}, not {zone}")
    return f"epsg:{(_NUMBERED if numbered else _PLAIN) + zone - FIRST_ZONE}"


def zone_systems(zone: int) -> tuple[System, System]:
    """The two ways to write a zone: with its number before the easting, and without."""
    meridian = 3 * zone
    return (System("cgcs2000_zone", zone_crs(zone), f"CGCS2000 3 度带 {zone} 带",
                   f"CGCS2000 three-degree zone {zone}", "m", 3),
            System("cgcs2000_cm", zone_crs(zone, numbered=False), f"CGCS2000 3 度带 中央经线 {meridian}°",
                   f"CGCS2000 three-degree, central meridian {meridian}E", "m", 3))


def convert(east: ArrayLike, north: ArrayLike, source: str, target: str) -> Pair:
    """Coordinates of one system as those of another; nothing at all happens between the same two. Names as
    `geo.parse_crs` takes them. What cannot be converted is NaN or infinite; an unknown system raises ValueError."""
    first, second = parse_crs(source), parse_crs(target)
    if first == second:
        return np.asarray(east, np.float64), np.asarray(north, np.float64)
    return from_wgs84(*to_wgs84(east, north, first), second)


def in_every_system(lon: float, lat: float) -> list[Place]:
    """A WGS84 place in every system, the zone that it falls in last. Systems that do not reach there are left out."""
    found: list[Place] = []
    for system in (*SYSTEMS, *zone_systems(zone_of(lon))):
        east, north = (float(part) for part in from_wgs84(lon, lat, system.crs))
        if np.isfinite(east) and np.isfinite(north):
            found.append(Place(system, east, north, north_first(system.crs)))
    return found


@functools.lru_cache(maxsize=256)
def north_first(crs: str) -> bool:
    """Whether the authority of a system writes latitude or northing first: services that follow it (WFS 2.0 and WMS
    1.3.0 with EPSG codes, GML) send coordinates so. What is no EPSG system is east first. ValueError if unknown."""
    name = parse_crs(crs)
    if crs.strip().lower().endswith("crs84"):
        return False
    if name in ("wgs84", "cgcs2000"):
        return True
    if not name.startswith("epsg:") or name == "epsg:3857":
        return False
    from pyproj import CRS  # slow to import

    axes = CRS.from_epsg(int(name[5:])).axis_info
    return bool(axes) and axes[0].direction.lower() in ("north", "south")


def is_geographic(crs: str) -> bool:
    """Whether a system's coordinates are degrees. ValueError if unknown."""
    name = parse_crs(crs)
    if name in _GEOGRAPHIC:
        return True
    if name in ("gcj02mc", "bd09mc", "epsg:3857"):
        return False
    from pyproj import CRS  # slow to import

    return bool(CRS.from_user_input(name.rpartition("/")[2] if name[:4] in ("gcj0", "bd09") else name).is_geographic)


@functools.lru_cache(maxsize=256)
def area_of_use(crs: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) where the authority means a projection to be used; None where it says
    nothing, for degrees, or where it crosses the date line."""
    name = parse_crs(crs)
    if not name.startswith("epsg:") or name == "epsg:3857":
        return None
    from pyproj import CRS  # slow to import

    known = CRS.from_epsg(int(name[5:]))
    area = known.area_of_use
    if area is None or not known.is_projected or area.west > area.east:
        return None
    return area.west, area.south, area.east, area.north
