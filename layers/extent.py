"""Where the data lie: what a map that was told no place opens on. Pure; any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from command_center.domain.columns import first_points
from command_center.domain.geo import is_place
from command_center.state.snapshot import Snapshot

SPREAD = (2.0, 98.0)  # per cent: one call with a wrong place must not show the whole world


class Extent(NamedTuple):
    """WGS84 degrees, and of how many places."""

    west: float
    south: float
    east: float
    north: float
    places: int


def extent(snapshot: Snapshot) -> Extent | None:
    """Around nearly everything that has a place; None where nothing has."""
    blocks = [_entities(snapshot), snapshot.positions.lonlat[:snapshot.positions.count]]
    blocks += [first_points([one.geometry for one in mapping.values()]) for mapping in snapshot.features.values()]
    lonlat = np.concatenate([block for block in blocks if len(block)] or [np.empty((0, 2))])
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    if not len(lonlat):
        return None
    (west, south), (east, north) = np.percentile(lonlat, SPREAD, axis=0)
    return Extent(float(west), float(south), float(east), float(north), len(lonlat))


def _entities(snapshot: Snapshot) -> np.ndarray:
    tables = (snapshot.incidents, snapshot.reports, snapshot.units, snapshot.cameras)
    places = [(one.lon, one.lat) for table in tables for one in table.values()
              if one.lon is not None and one.lat is not None and is_place(one.lon, one.lat)]
    for warning in snapshot.warnings.values():
        for area in warning.areas:
            places += [point for ring in area.polygons for point in ring] + [circle[:2] for circle in area.circles]
    return np.array(places, np.float64).reshape(-1, 2)
