"""Tiles lie where they belong, in every system, and are shifted exactly once."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from command_center.domain.geo import distance_m, from_wgs84, to_mercator
from layers.tiles import grids
from layers.tiles.axes import reference
from layers.tiles.corners import placed
from layers.tiles.grid import TileGrid, TileKey, TileMatrix, datum_of, from_centre, with_datum

HUANGSHI = (115.0389, 30.2000)


def test_a_tile_of_web_mercator_covers_what_its_number_says() -> None:
    grid = grids.mercator_grid(0, 18)
    x, y = to_mercator(*HUANGSHI)
    span = grid.matrices[10].covering((float(x), float(y), float(x) + 1, float(y) + 1))
    assert span is not None and (span.first_column, span.first_row) == (839, 421)  # slippy map numbers of the city
    west, south, east, north = grid.bounds_wgs84(TileKey(10, 839, 421))
    assert west < HUANGSHI[0] < east and south < HUANGSHI[1] < north


def test_levels_cover_the_world_without_a_gap() -> None:
    for grid, box in ((grids.mercator_grid(0, 5), (-grids.HALF_M, -grids.HALF_M, grids.HALF_M, grids.HALF_M)),
                      (grids.geodetic_grid(0, 5), (-180.0, -90.0, 180.0, 90.0)),
                      (grids.tianditu_geodetic_grid(1, 6), (-180.0, -90.0, 180.0, 90.0))):
        for matrix in grid.matrices:
            assert matrix.bounds(0, 0)[0] == pytest.approx(box[0]) and matrix.bounds(0, 0)[3] == pytest.approx(box[3])
            last = matrix.bounds(matrix.size[0] - 1, matrix.size[1] - 1)
            assert last[2] == pytest.approx(box[2]) and last[1] == pytest.approx(box[1])
            assert matrix.covering(box) == matrix.span


def test_tianditu_c_has_the_numbers_of_its_own_documents() -> None:
    """Level z of `_c` has 2^z x 2^(z-1) tiles of 256 pixels from 90 N, 180 W, in degrees of CGCS2000."""
    grid = grids.tianditu_geodetic_grid(1, 18)
    assert grid.crs == "cgcs2000" and grid.datum == "cgcs2000"
    matrix = grid.matrices[9]
    assert matrix.id == "10" and matrix.size == (1024, 512) and matrix.resolution == 360 / 256 / 1024
    span = grid.covering(9, (*HUANGSHI, HUANGSHI[0] + 1e-6, HUANGSHI[1] + 1e-6))
    assert span is not None
    assert (span.first_column, span.first_row) == (math.floor((115.0389 + 180) / 360 * 1024), math.floor((90 - 30.2) / 180 * 512))


def test_the_cities_lie_right_in_every_datum(samples: Path) -> None:
    """Where a city lies in a tile base of GCJ-02 or BD-09 is where its own coordinates in that system say."""
    rows = json.loads((samples / "coords" / "china_cities_5crs.json").read_text(encoding="utf-8"))
    names = {"gcj02/epsg:3857": "GCJ02", "bd09mc": "BD09MC", "epsg:3857": "EPSG3857"}
    lonlat = np.array([row["coords"]["WGS84"] for row in rows])
    assert len(rows) == 197
    for crs, name in names.items():
        grid, told = TileGrid(crs, ()), np.array([row["coords"][name] for row in rows])
        if name == "GCJ02":  # Amap's tiles are Web Mercator of these degrees
            told = np.column_stack(to_mercator(told[:, 0], told[:, 1]))
        x, y = grid.from_wgs84(lonlat[:, 0], lonlat[:, 1])
        assert np.hypot(x - told[:, 0], y - told[:, 1]).max() < 1.5, crs
        lon, lat = grid.to_wgs84(told[:, 0], told[:, 1])
        assert np.max(distance_m(lon, lat, lonlat[:, 0], lonlat[:, 1])) < 1.5, crs


def test_a_shifted_base_is_shifted_once_and_not_outside_of_china() -> None:
    amap = TileGrid(with_datum("epsg:3857", "gcj02"), grids.mercator_grid(0, 18).matrices)
    x, y = amap.from_wgs84(*HUANGSHI)
    gcj = from_wgs84(*HUANGSHI, "gcj02")
    assert (float(x), float(y)) == pytest.approx(tuple(map(float, to_mercator(*gcj))))
    assert 400 < float(distance_m(*HUANGSHI, *map(float, gcj))) < 700
    back = amap.to_wgs84(x, y)
    assert float(distance_m(*HUANGSHI, float(back[0]), float(back[1]))) < 0.01
    paris = (2.35, 48.85)
    assert tuple(map(float, amap.from_wgs84(*paris))) == pytest.approx(tuple(map(float, to_mercator(*paris))))


def test_baidu_tiles_count_from_the_middle() -> None:
    """At level 18 a pixel is a metre of Baidu's Mercator, tile 0, 0 begins at the origin."""
    grid = grids.baidu_grid(3, 18)
    assert grid.datum == "bd09" and grid.matrices[-1].resolution == 1.0
    half = grid.matrices[-1].size[0] // 2
    assert grid.matrices[-1].bounds(half, half - 1)[:2] == (0.0, 0.0)
    x, y = from_wgs84(*HUANGSHI, "bd09mc")
    span = grid.covering(len(grid.matrices) - 1, (*HUANGSHI, HUANGSHI[0] + 1e-7, HUANGSHI[1] + 1e-7))
    assert span is not None
    assert (span.first_column - half, half - 1 - span.last_row) == (int(float(x) // 256), int(float(y) // 256))


def test_a_datum_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError):
        with_datum("epsg:4547", "gcj02")
    assert with_datum("epsg:4547", "cgcs2000") == "epsg:4547" and datum_of("epsg:4526") == "cgcs2000"
    assert with_datum("wgs84", None) == "wgs84"


@pytest.mark.parametrize(("text", "crs", "north_first"), [
    ("EPSG:4326", "wgs84", True), ("CRS:84", "wgs84", False), ("urn:ogc:def:crs:OGC:1.3:CRS84\n ", "wgs84", False),
    ("urn:ogc:def:crs:EPSG::4490", "cgcs2000", True), ("EPSG:4547", "epsg:4547", True),
    ("urn:ogc:def:crs:EPSG:6.18:3:3857", "epsg:3857", False), ("EPSG:900913", "epsg:3857", False),
    ("EPSG:3031", "epsg:3031", False), ("http://www.opengis.net/gml/srs/epsg.xml#4326", "wgs84", True),
    ("http://www.opengis.net/def/crs/EPSG/0/4490", "cgcs2000", True), ("EPSG:2193", "epsg:2193", True)])
def test_axis_order_is_the_authoritys(text: str, crs: str, north_first: bool) -> None:
    assert reference(text) == (crs, north_first)


@pytest.mark.parametrize("text", ["AUTO:42003", "IGNF:WGS84G", "EPSG:999999", "", "rubbish"])
def test_what_no_map_can_be_made_of_is_none(text: str) -> None:
    assert reference(text) is None


@pytest.mark.parametrize(("origin", "north_first", "odd"), [
    ((90.0, -180.0), True, False), ((-180.0, 90.0), True, True), ((-180.0, 90.0), False, False),
    ((90.0, -180.0), False, True)])
def test_corners_in_either_order_are_understood(origin: tuple[float, float], north_first: bool, odd: bool) -> None:
    matrix = TileMatrix("0", 180 / 256, origin, (256, 256), (2, 1))
    made, told = placed([matrix], "wgs84", north_first)
    assert made[0].origin == (-180.0, 90.0) and bool(told) == odd


def test_a_projected_zone_is_placed_by_its_own_area() -> None:
    """A cache in EPSG:4547 whose corner is written as the authority has it (northing first), and as ArcGIS writes it."""
    size, resolution = (64, 64), 26.458386
    for corner in ((3_500_000.0, 400_000.0), (400_000.0, 3_500_000.0)):
        made, _ = placed([TileMatrix("0", resolution, corner, (256, 256), size)], "epsg:4547", True)
        assert made[0].origin == (400_000.0, 3_500_000.0)


def test_tiles_are_ordered_from_the_middle_outward() -> None:
    grid = grids.mercator_grid(0, 10)
    span = grid.covering(10, (114.0, 29.5, 116.0, 31.0))
    assert span is not None
    keys = from_centre(span, 839.5, 421.5, 10)
    assert len(keys) == span.tiles and keys[0] == TileKey(10, 839, 421)
    away = [math.hypot(key.column - 839, key.row - 421) for key in keys]
    assert away == sorted(away)
    assert len(from_centre(grids.mercator_grid(0, 20).matrices[20].span, 5.0, 5.0, 20, limit=100)) == 100


def test_what_lies_outside_gives_no_tiles() -> None:
    grid = grids.mercator_grid(0, 3)
    assert grid.matrices[3].covering((math.nan,) * 4) is None
    assert grid.matrices[3].covering((3e7, 0.0, 4e7, 1.0)) is None
    assert grid.level_for(1e9) == 0 and grid.level_for(0.001) == 3
