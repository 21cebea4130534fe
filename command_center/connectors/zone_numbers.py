"""Whether eastings of a Gauss-Krüger zone carry its number although the declared system has none, or lack it. Pure; any
thread.

EPSG:4526 (zone 38) writes 38 599 500 m for what EPSG:4547 (central meridian 114 degrees) writes as 599 500 m; files
that declare the one and hold the other are common. Nothing is shifted for them: the reason says what to declare.
"""

from __future__ import annotations

import functools

import numpy as np

from command_center.domain.coordinates import area_of_use
from command_center.domain.geo import Floats, to_wgs84

_STEP_M = 1_000_000.0
_ZONES = range(1, 61)


def are_off_by_a_zone(x: Floats, y: Floats, crs: str) -> bool:
    """Whether every vertex would lie where the system is used, if its easting had the zone's number or had it not."""
    area = area_of_use(crs) if crs.startswith("epsg:") else None
    if area is None or not len(x) or not np.isfinite(x).all():
        return False
    own = _zone(crs)
    written = np.unique(np.floor_divide(x, _STEP_M))
    if len(written) != 1 or int(written[0]) not in ({0} if own else _ZONES):
        return False
    lon, lat = to_wgs84(x + (own or -int(written[0])) * _STEP_M, y, crs)
    west, south, east, north = area
    with np.errstate(invalid="ignore"):
        return bool(((lon >= west - 2) & (lon <= east + 2) & (lat >= south - 2) & (lat <= north + 2)).all())


@functools.lru_cache(maxsize=64)
def _zone(crs: str) -> int:
    """The zone's number that a system puts in front of its eastings; 0 for none."""
    from pyproj import CRS  # slow to import

    operation = CRS.from_epsg(int(crs[5:])).coordinate_operation
    offsets = [float(one.value) for one in operation.params if one.name == "False easting"] if operation else []
    return int(offsets[0] // _STEP_M) if offsets else 0
