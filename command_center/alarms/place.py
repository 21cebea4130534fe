"""Where a series is: the place and name of the feature that carries its sensor. Pure; any thread."""

from __future__ import annotations

import struct
from typing import NamedTuple

from command_center.domain.columns import first_points
from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot

DEFAULT_COLLECTION = "things"
_POINT, _EWKB_SRID, _Z_AND_UP = 1, 0x20000000, 1000


class Place(NamedTuple):
    """WGS84 degrees, None where unknown; name as the source gives it."""

    lon: float | None
    lat: float | None
    name: str


def place_of(key: SeriesKey, snapshot: Snapshot) -> Place:
    """Of a series, by its feature; the series' own name where the feature is unknown."""
    feature = carrier(key.feature, snapshot)
    if feature is None:
        return Place(None, None, key.name or key.series)
    lon, lat = representative(feature.geometry)
    return Place(lon, lat, str(feature.properties.get("name") or key.name or key.series))


def carrier(identity: str, snapshot: Snapshot) -> Feature | None:
    """The feature a series names: in `things`, or in the collection before its first slash."""
    found = snapshot.features.get(DEFAULT_COLLECTION, {}).get(identity)
    if found is None and "/" in identity:
        collection, _, rest = identity.partition("/")
        found = snapshot.features.get(collection, {}).get(rest)
    return found


def representative(wkb: bytes) -> tuple[float, float] | tuple[None, None]:
    """A point itself, the middle of a stretch of road, the middle of an area; (None, None) where there is none."""
    lon, lat = point_of(wkb)
    if lon is not None and lat is not None:
        return lon, lat
    x, y = first_points([wkb])[0].tolist()
    return (x, y) if x == x and y == y else (None, None)


def point_of(wkb: bytes) -> tuple[float, float] | tuple[None, None]:
    """Longitude and latitude of a WKB point; (None, None) for anything else."""
    if len(wkb) < 21:
        return None, None
    order = "<" if wkb[0] == 1 else ">"
    (kind,) = struct.unpack_from(order + "I", wkb, 1)
    if (kind & 0xFFFF) % _Z_AND_UP != _POINT:
        return None, None
    offset = 9 if kind & _EWKB_SRID else 5
    if len(wkb) < offset + 16:
        return None, None
    lon, lat = struct.unpack_from(order + "dd", wkb, offset)
    return (lon, lat) if lon == lon and lat == lat else (None, None)
