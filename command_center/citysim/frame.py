"""The city's local frame: metres east and north of its centre, and the way to WGS84. Pure; any thread."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

LON0, LAT0 = 115.03, 30.22
_PHI = math.radians(LAT0)
# Lengths of a degree on the WGS84 ellipsoid at LAT0; over 25 km the error stays under a few metres, which nobody
# can see because everything in the city is made in this frame.
M_PER_LAT = 111132.92 - 559.82 * math.cos(2 * _PHI) + 1.175 * math.cos(4 * _PHI)
M_PER_LON = 111412.84 * math.cos(_PHI) - 93.5 * math.cos(3 * _PHI)


def to_lonlat(metres: ArrayLike) -> NDArray[np.float64]:
    """(n, 2) metres east, north -> (n, 2) WGS84 longitude, latitude, rounded to 0.1 m."""
    xy = np.asarray(metres, dtype=np.float64).reshape(-1, 2)
    return np.round(xy / (M_PER_LON, M_PER_LAT) + (LON0, LAT0), 6)


def to_metres(lon: float, lat: float) -> tuple[float, float]:
    """WGS84 degrees -> metres east, north."""
    return (lon - LON0) * M_PER_LON, (lat - LAT0) * M_PER_LAT


def point(x: float, y: float) -> tuple[float, float]:
    """One place in metres -> (longitude, latitude)."""
    lon, lat = to_lonlat((x, y))[0]
    return float(lon), float(lat)
