"""A synthetic city for the map's benchmarks: 60,000 road segments, 100,000 buildings, 50 districts, 100,000 points on
the roads, 32 by 18 km, the same at every run; as columns in EPSG:3857 metres, and as features for the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.features import Feature
from command_center.domain.geo import from_mercator

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WIDTH_M, HEIGHT_M = 32_000.0, 18_000.0
WEST, SOUTH = 12_795_000.0, 3_520_000.0
MIDDLE = (WEST + WIDTH_M / 2, SOUTH + HEIGHT_M / 2)
WHOLE_M, NEAR_M = 16.0, 1.6  # metres per pixel of the two views: the whole city, and 3 km of it
ROAD_CLASSES = ("motorway", "primary", "secondary", "residential")
_ROADS, _BUILDINGS, _POINTS, _DISTRICTS = 60_000, 100_000, 100_000, 50
_COLUMNS, _ROWS = 234, 130


class Shapes(NamedTuple):
    """Parts xy[offset[i]:offset[i + 1]], each of a kind."""

    xy: Floats
    offset: Ints
    kind: NDArray[np.intp]


class CityColumns(NamedTuple):
    """points: (n, 2); heading: degrees clockwise from north."""

    roads: Shapes
    buildings: Shapes
    districts: Shapes
    points: Floats
    heading: Floats


def city() -> CityColumns:
    """The city."""
    random = np.random.default_rng(20)
    roads = _roads(random)
    points, heading = _points(random, roads)
    return CityColumns(roads, _buildings(random), _districts(random), points, heading)


def _bent(xy: Floats) -> Floats:
    """Streets of a grown town are no grid."""
    x, y = xy[:, 0], xy[:, 1]
    dx = 310 * np.sin(y / 2500 + 0.4) + 170 * np.cos(x / 2000 + y / 4300)
    dy = 250 * np.sin(x / 3300 + 0.9) + 160 * np.cos(y / 1800 - x / 5000)
    return np.column_stack((WEST + x + dx, SOUTH + y + dy))


def _roads(random: np.random.Generator) -> Shapes:
    x, y = np.linspace(0, WIDTH_M, _COLUMNS), np.linspace(0, HEIGHT_M, _ROWS)
    i, j = (grid.ravel() for grid in np.meshgrid(np.arange(_COLUMNS - 1), np.arange(_ROWS)))
    k, m = (grid.ravel() for grid in np.meshgrid(np.arange(_COLUMNS), np.arange(_ROWS - 1)))
    start = np.concatenate((np.column_stack((x[i], y[j])), np.column_stack((x[k], y[m]))))
    end = np.concatenate((np.column_stack((x[i + 1], y[j])), np.column_stack((x[k], y[m + 1]))))
    line = np.concatenate((j, k))
    kind = np.where(line % 32 == 0, 0, np.where(line % 8 == 0, 1, np.where(line % 4 == 0, 2, 3)))
    keep = np.sort(np.concatenate((np.flatnonzero(kind < 3), random.choice(
        np.flatnonzero(kind == 3), _ROADS - np.count_nonzero(kind < 3), replace=False))))
    start, end, kind = start[keep], end[keep], kind[keep]
    count = random.integers(4, 9, len(keep))
    offset = np.concatenate(([0], np.cumsum(count)))
    owner = np.repeat(np.arange(len(keep)), count)
    at = (np.arange(offset[-1]) - offset[owner]) / (count[owner] - 1)
    way = end - start
    across = np.column_stack((-way[:, 1], way[:, 0])) / np.hypot(way[:, 0], way[:, 1])[:, None]
    sway = random.normal(0, 4, offset[-1]) * np.sin(np.pi * at)
    return Shapes(_bent(start[owner] + way[owner] * at[:, None] + across[owner] * sway[:, None]), offset, kind)


def _buildings(random: np.random.Generator) -> Shapes:
    cell = np.array((WIDTH_M / (_COLUMNS - 1), HEIGHT_M / (_ROWS - 1)))
    block = np.column_stack((random.integers(0, _COLUMNS - 1, _BUILDINGS), random.integers(0, _ROWS - 1, _BUILDINGS)))
    middle = _bent((block + random.uniform(0.2, 0.8, (_BUILDINGS, 2))) * cell)
    size = random.uniform(12, 38, (_BUILDINGS, 2))
    turn = random.normal(0, 0.08, _BUILDINGS)
    plain = np.array(((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))) - 0.5
    bent = np.array(((0, 0), (1, 0), (1, 0.45), (0.55, 0.45), (0.55, 1), (0, 1), (0, 0))) - 0.5
    is_bent = random.random(_BUILDINGS) < 0.5
    count = np.where(is_bent, 7, 5)
    offset = np.concatenate(([0], np.cumsum(count)))
    owner = np.repeat(np.arange(_BUILDINGS), count)
    corner = np.arange(offset[-1]) - offset[owner]
    local = np.where(is_bent[owner][:, None], bent[corner], plain[np.minimum(corner, 4)]) * size[owner]
    cos, sin = np.cos(turn[owner]), np.sin(turn[owner])
    turned = np.column_stack((cos * local[:, 0] - sin * local[:, 1], sin * local[:, 0] + cos * local[:, 1]))
    return Shapes(middle[owner] + turned, offset, np.zeros(_BUILDINGS, np.intp))


def _districts(random: np.random.Generator) -> Shapes:
    import shapely

    frame = shapely.box(0, 0, WIDTH_M, HEIGHT_M)
    seeds = shapely.multipoints(random.random((_DISTRICTS, 2)) * (WIDTH_M, HEIGHT_M))
    cells = [shapely.segmentize(shapely.intersection(cell, frame), 120)
             for cell in shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame))]
    rings = [_bent(shapely.get_coordinates(cell)) for cell in cells]
    offset = np.concatenate(([0], np.cumsum([len(ring) for ring in rings])))
    return Shapes(np.concatenate(rings), offset, np.arange(len(rings)) % 2)


def _points(random: np.random.Generator, roads: Shapes) -> tuple[Floats, Floats]:
    road = random.integers(0, len(roads.kind), _POINTS)
    piece = roads.offset[road] + (random.random(_POINTS) * (np.diff(roads.offset)[road] - 1)).astype(int)
    share = random.random(_POINTS)[:, None]
    way = roads.xy[piece + 1] - roads.xy[piece]
    return roads.xy[piece] * (1 - share) + roads.xy[piece + 1] * share, np.degrees(np.arctan2(way[:, 0], way[:, 1])) % 360


def lonlat(xy: Floats) -> Floats:
    """WGS84 degrees of EPSG:3857 metres."""
    return np.column_stack(from_mercator(xy[:, 0], xy[:, 1]))


def features(columns: CityColumns) -> dict[str, dict[str, Feature]]:
    """The collections of a snapshot: roads, buildings, blocks and parks (the districts)."""
    roads = list(_lines(columns.roads))
    districts = list(_polygons(columns.districts))
    plain: dict[str, str] = {}
    classes = [{"class": name} for name in ROAD_CLASSES]
    return {
        "roads": _collection(roads, lambda n: classes[columns.roads.kind[n]]),
        "buildings": _collection(list(_polygons(columns.buildings)), lambda n: plain),
        "blocks": _collection([one for n, one in enumerate(districts) if not columns.districts.kind[n]], lambda n: plain),
        "parks": _collection([one for n, one in enumerate(districts) if columns.districts.kind[n]], lambda n: plain),
    }


def _collection(geometries: list[bytes], properties: Callable[[int], dict[str, str]]) -> dict[str, Feature]:
    return {str(n): Feature(str(n), geometry, properties(n)) for n, geometry in enumerate(geometries)}


def _lines(shapes: Shapes) -> Iterator[bytes]:
    return _wkb(shapes, b"\x01\x02\x00\x00\x00")


def _polygons(shapes: Shapes) -> Iterator[bytes]:
    return _wkb(shapes, b"\x01\x03\x00\x00\x00\x01\x00\x00\x00")


def _wkb(shapes: Shapes, head: bytes) -> Iterator[bytes]:
    raw = np.ascontiguousarray(lonlat(shapes.xy), "<f8").tobytes()
    for first, last in zip(shapes.offset[:-1].tolist(), shapes.offset[1:].tolist(), strict=True):
        yield head + (last - first).to_bytes(4, "little") + raw[first * 16:last * 16]
