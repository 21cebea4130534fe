"""Every coordinate system of the project, and measures on the globe. Pure; any thread; numpy in, numpy out.

Inside the product a place is WGS84 longitude, latitude in degrees. Sources declare what they have; `to_wgs84`
converts once, at the edge. The first coordinate is always east (longitude or easting), whatever order the authority
of a system prescribes.

CGCS2000 differs from WGS84 by centimetres to decimetres that no public grid describes: its shift here is zero, as in
PROJ ("ballpark"). GCJ-02 and BD-09 are the offset systems of Chinese web maps (see `offsets`); bd09mc and gcj02mc are
Baidu's Mercator metres of BD-09 and of GCJ-02 degrees. A projection of shifted degrees is written with a slash:
gcj02/epsg:3857 is what the tiles of Amap and Tencent are in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from command_center.domain import offsets
from command_center.domain.offsets import CHINA_BOX, Floats, Pair, in_china_box

__all__ = ["CHINA_BOX", "EARTH_RADIUS_M", "MERCATOR_LIMIT_DEG", "MERCATOR_RADIUS_M", "Floats", "Pair", "bearing_deg",
           "destination", "distance_m", "from_mercator", "from_wgs84", "in_china_box", "is_place", "on_datum", "parse_crs",
           "to_mercator", "to_wgs84"]

EARTH_RADIUS_M = 6_371_008.8  # mean radius of WGS84, for distances
MERCATOR_RADIUS_M = 6_378_137.0
MERCATOR_LIMIT_DEG = 85.051128779806604

_CODE = re.compile(r"(?:epsg:{1,2}|urn:ogc:def:crs:epsg:[\d.]*:|https?://www\.opengis\.net/def/crs/epsg/[\d.]+/)(\d{4,6})")
_URI = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)(epsg|esri|ogc)(?:[:/][\d.:]*)?[:/](\w+)")
_SAME = {"wgs84": "wgs84", "wgs-84": "wgs84", "wgs_84": "wgs84", "crs84": "wgs84", "epsg:4326": "wgs84",
         "ogc:crs84": "wgs84", "crs:84": "wgs84", "urn:ogc:def:crs:ogc:1.3:crs84": "wgs84",
         "http://www.opengis.net/def/crs/ogc/1.3/crs84": "wgs84",
         "cgcs2000": "cgcs2000", "epsg:4490": "cgcs2000", "gcj02": "gcj02", "gcj-02": "gcj02", "gcj": "gcj02",
         "bd09": "bd09", "bd-09": "bd09", "bd09ll": "bd09", "gcj02mc": "gcj02mc", "bd09mc": "bd09mc",
         "bd09meter": "bd09mc", "epsg:900913": "epsg:3857", "epsg:102100": "epsg:3857", "esri:102100": "epsg:3857",
         "epsg:3785": "epsg:3857"}
_WKT = ("GEOGCS[", "PROJCS[", "GEOGCRS[", "PROJCRS[", "GEODCRS[", "COMPD_CS[", "COMPOUNDCRS[", "BOUNDCRS[")


def parse_crs(text: str) -> str:
    """The canonical name of a coordinate system: wgs84, cgcs2000, gcj02, bd09, gcj02mc, bd09mc, "epsg:CODE",
    "esri:CODE", "gcj02/epsg:CODE", "bd09/epsg:CODE" or a WKT unchanged.

    Raises ValueError (what was expected) for anything else, and for a code that PROJ does not know.
    """
    if text.startswith(_WKT):
        return text
    name = text.strip().lower()
    if name.startswith(("gcj02/", "bd09/")):
        shift, _, projection = name.partition("/")
        return on_datum(parse_crs(projection), shift)
    uri = _URI.fullmatch(name)
    if uri:
        name = f"{uri[1]}:{uri[2]}"
    match = _CODE.fullmatch(name)
    if match:
        name = f"epsg:{match[1]}"
    if name in _SAME:
        return _SAME[name]
    if match and _is_known(name):
        return name
    esri = re.fullmatch(r"(?:esri|epsg):(\d{5,6})", name)  # many servers call Esri's codes EPSG's
    if esri and _is_known(f"esri:{esri[1]}"):
        return f"esri:{esri[1]}"
    raise ValueError(f"wgs84, cgcs2000, gcj02, bd09, gcj02mc, bd09mc or EPSG:CODE, not {text[:80]!r}")


def on_datum(crs: str, datum: str) -> str:
    """The system whose projection is that of `crs` and whose degrees are those of `datum` (gcj02, bd09, "" for its
    own). A system that is shifted already stays as it is, so that nothing is shifted twice."""
    name = parse_crs(crs)
    if not datum or "gcj02" in name[:6] or "bd09" in name[:6]:
        return name
    if datum not in ("gcj02", "bd09"):
        raise ValueError(f"gcj02 or bd09, not {datum[:40]!r}")
    if name in ("wgs84", "cgcs2000"):
        return datum
    if name.startswith(("epsg:", "esri:")):
        return f"{datum}/{name}"
    raise ValueError(f"EPSG:CODE with a datum of its own, not {name[:80]!r}")


@functools.lru_cache(maxsize=256)
def _is_known(name: str) -> bool:
    if name == "epsg:3857":
        return True
    from pyproj import CRS  # slow to import, and most cities need none of it
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(name)
    except CRSError:
        return False
    return True


def to_wgs84(lon: ArrayLike, lat: ArrayLike, crs: str = "wgs84") -> Pair:
    """WGS84 longitude, latitude of points (easting or longitude first). What cannot be converted becomes NaN or
    infinite, never an exception; an unknown system raises ValueError."""
    return _convert(lon, lat, crs, 0)


def from_wgs84(lon: ArrayLike, lat: ArrayLike, crs: str) -> Pair:
    """The inverse of `to_wgs84`."""
    return _convert(lon, lat, crs, 1)


def _convert(lon: ArrayLike, lat: ArrayLike, crs: str, direction: int) -> Pair:
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if x.shape != y.shape:
        x, y = np.broadcast_arrays(x, y)
    return _system(crs)[direction](x, y)


class _System(NamedTuple):
    to: Callable[[Floats, Floats], Pair]
    of: Callable[[Floats, Floats], Pair]


@functools.lru_cache(maxsize=64)
def _system(crs: str) -> _System:
    name = parse_crs(crs)
    shift, slash, projection = name.partition("/") if not name.startswith(_WKT) else ("", "", "")
    if slash:
        return _stacked(_OWN[shift], _system(projection))
    return _OWN.get(name) or _proj(name)


def _proj(name: str) -> _System:
    from pyproj import Transformer  # slow to import
    from pyproj.enums import TransformDirection
    from pyproj.exceptions import ProjError

    try:
        transformer = Transformer.from_crs(name, "EPSG:4326", always_xy=True)
    except ProjError as error:
        raise ValueError(f"a coordinate system that PROJ understands, not {name[:80]!r}") from error

    def to(x: Floats, y: Floats) -> Pair:
        lon, lat = transformer.transform(x, y)
        return np.asarray(lon, np.float64), np.asarray(lat, np.float64)

    def of(x: Floats, y: Floats) -> Pair:
        east, north = transformer.transform(x, y, direction=TransformDirection.INVERSE)
        return np.asarray(east, np.float64), np.asarray(north, np.float64)

    return _System(to, of)


def _same(x: Floats, y: Floats) -> Pair:
    return x, y


def to_mercator(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """EPSG:3857 metres, y to the north; latitudes beyond the square are cut to its edge."""
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    y = np.clip(y, -MERCATOR_LIMIT_DEG, MERCATOR_LIMIT_DEG)
    # Of the forms of this function the one that numpy computes fastest, eight times as fast as arctanh(sin).
    return np.radians(x) * MERCATOR_RADIUS_M, np.log(np.tan(np.radians(y * 0.5 + 45.0))) * MERCATOR_RADIUS_M


def from_mercator(x: ArrayLike, y: ArrayLike) -> Pair:
    """WGS84 longitude, latitude of EPSG:3857 metres."""
    east, north = np.asarray(x, np.float64), np.asarray(y, np.float64)
    with np.errstate(over="ignore"):
        return np.degrees(east / MERCATOR_RADIUS_M), np.degrees(np.arctan(np.sinh(north / MERCATOR_RADIUS_M)))


def _stacked(shift: _System, projection: _System) -> _System:
    """A projection whose degrees are shifted ones."""
    return _System(lambda x, y: shift.to(*projection.to(x, y)), lambda x, y: projection.of(*shift.of(x, y)))


_BAIDU = _System(offsets.bd09mc_to_bd09, offsets.bd09_to_bd09mc)
_OWN = {"wgs84": _System(_same, _same), "cgcs2000": _System(_same, _same),
        "gcj02": _System(offsets.gcj02_to_wgs84, offsets.wgs84_to_gcj02),
        "bd09": _System(offsets.bd09_to_wgs84, offsets.wgs84_to_bd09),
        "epsg:3857": _System(from_mercator, to_mercator)}
_OWN |= {"gcj02mc": _stacked(_OWN["gcj02"], _BAIDU), "bd09mc": _stacked(_OWN["bd09"], _BAIDU)}


def distance_m(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Any:
    """Great-circle metres (haversine on the mean sphere, within 0.5 % of the ellipsoid); broadcasts."""
    a1, a2 = np.radians(np.asarray(lat1, np.float64)), np.radians(np.asarray(lat2, np.float64))
    half_lon = np.radians(np.asarray(lon2, np.float64) - np.asarray(lon1, np.float64)) / 2
    chord = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))


def bearing_deg(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Any:
    """Initial bearing from the first to the second point, clockwise from north, 0 <= b < 360; broadcasts."""
    a1, a2 = np.radians(np.asarray(lat1, np.float64)), np.radians(np.asarray(lat2, np.float64))
    d = np.radians(np.asarray(lon2, np.float64) - np.asarray(lon1, np.float64))
    east, north = np.sin(d) * np.cos(a2), np.cos(a1) * np.sin(a2) - np.sin(a1) * np.cos(a2) * np.cos(d)
    return np.degrees(np.arctan2(east, north)) % 360.0


def destination(lon: ArrayLike, lat: ArrayLike, bearing: ArrayLike, metres: ArrayLike) -> Pair:
    """Where one gets from a point on a bearing (degrees from north) after so many metres; broadcasts."""
    a = np.radians(np.asarray(lat, np.float64))
    b, d = np.radians(np.asarray(bearing, np.float64)), np.asarray(metres, np.float64) / EARTH_RADIUS_M
    end = np.arcsin(np.sin(a) * np.cos(d) + np.cos(a) * np.sin(d) * np.cos(b))
    turn = np.arctan2(np.sin(b) * np.sin(d) * np.cos(a), np.cos(d) - np.sin(a) * np.sin(end))
    east = (np.asarray(lon, np.float64) + np.degrees(turn) + 540.0) % 360.0 - 180.0
    return east, np.degrees(end)


def is_place(lon: float | None, lat: float | None) -> bool:
    """Whether a pair is a finite WGS84 longitude, latitude within range."""
    return lon is not None and lat is not None and -180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0
