"""All the systems of a Chinese city against published points: 197 cities in six systems, zones, pairs."""

from __future__ import annotations

import json

import numpy as np
import pytest

from command_center.domain import coordinates, geo, offsets

NAMES = {"WGS84": "wgs84", "GCJ02": "gcj02", "BD09": "bd09", "EPSG3857": "epsg:3857", "GCJ02MC": "gcj02mc",
         "BD09MC": "bd09mc"}
DEGREES = {"WGS84", "GCJ02", "BD09"}


@pytest.fixture
def cities(samples):
    return json.loads((samples / "coords/china_cities_5crs.json").read_text(encoding="utf-8"))


def column(cities, name):
    return np.array([city["coords"][name] for city in cities]).T


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("target", NAMES)
def test_every_system_becomes_every_other_within_the_published_tolerance(cities, source, target):
    found = np.array(coordinates.convert(*column(cities, source), NAMES[source], NAMES[target]))
    expected = column(cities, target)
    assert expected.shape == (2, 197)
    shifted = (source in ("WGS84", "EPSG3857")) != (target in ("WGS84", "EPSG3857"))
    if target in DEGREES:
        tolerance = 5e-5 if shifted else 1e-5 if "MC" in source else 1e-6  # 4 and 6 decimals are published
        assert np.abs(found - expected).max() < tolerance
    else:
        assert np.abs(found - expected).max() < 1.0


@pytest.mark.parametrize("name", NAMES.values())
def test_there_and_back_loses_nothing(name):
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(75, 133, 20_000), rng.uniform(5, 53, 20_000)
    back = coordinates.convert(*coordinates.convert(lon, lat, "wgs84", name), name, "wgs84")
    assert np.abs(np.array(back) - (lon, lat)).max() < 1e-9


def test_baidus_metres_all_over_the_globe():
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(-180, 180, 20_000), rng.uniform(-73.9, 73.9, 20_000)
    back = offsets.bd09mc_to_bd09(*offsets.bd09_to_bd09mc(lon, lat))
    assert np.abs(np.array(back) - (lon, lat)).max() < 1e-9


@pytest.mark.parametrize("zone", range(25, 46))
@pytest.mark.parametrize("numbered", [True, False])
def test_every_zone(zone, numbered):
    crs = coordinates.zone_crs(zone, numbered=numbered)
    east, north = coordinates.convert(3.0 * zone, 30.0, "cgcs2000", crs)
    assert float(east) == pytest.approx(500_000 + (zone * 1_000_000 if numbered else 0), abs=1e-3)
    assert float(north) == pytest.approx(3_320_113.398, abs=0.01)  # meridian arc of GRS80 to 30 degrees
    lon, lat = coordinates.convert(east + 100_000, north, crs, "wgs84")
    assert coordinates.zone_of(float(lon)) == zone
    assert geo.distance_m(3.0 * zone, 30.0, lon, lat) == pytest.approx(100_000, rel=5e-3)
    assert coordinates.north_first(crs)
    assert coordinates.zone_of(3.0 * zone - 1.4999) == zone == coordinates.zone_of(3.0 * zone + 1.4999)


def test_a_zone_that_is_none():
    assert coordinates.zone_of(10.0) == 25
    assert coordinates.zone_of(-170.0) == 25
    with pytest.raises(ValueError, match="25 to 45"):
        coordinates.zone_crs(46)


def test_one_place_in_every_system():
    found = {place.system.key: place for place in coordinates.in_every_system(115.03, 30.2)}
    assert list(found) == ["wgs84", "cgcs2000", "gcj02", "bd09", "webmercator", "gcj02mc", "bd09mc", "cgcs2000_zone",
                           "cgcs2000_cm"]
    assert found["cgcs2000_zone"].system.crs == "epsg:4526"
    assert found["cgcs2000_cm"].system.crs == "epsg:4547"
    assert found["cgcs2000_zone"].east - found["cgcs2000_cm"].east == pytest.approx(38_000_000)
    assert found["cgcs2000_zone"].north_first and not found["webmercator"].north_first
    for place in found.values():
        back = coordinates.convert(place.east, place.north, place.system.crs, "wgs84")
        assert np.allclose(back, (115.03, 30.2), atol=1e-9, rtol=0)


def test_what_is_shifted_already_is_not_shifted_again():
    assert geo.on_datum("EPSG:4326", "gcj02") == "gcj02" == geo.on_datum("gcj02", "gcj02")
    assert geo.on_datum("bd09mc", "gcj02") == "bd09mc"
    assert geo.on_datum("EPSG:3857", "gcj02") == "gcj02/epsg:3857" == geo.on_datum("gcj02/epsg:3857", "bd09")
    assert geo.on_datum("epsg:3857", "") == "epsg:3857"
    same = (np.array([115.0361]), np.array([30.1975]))
    assert [part.tolist() for part in coordinates.convert(*same, "gcj02", "GCJ-02")] == [part.tolist() for part in same]
    for wrong in ("mars", "wgs84 "):
        with pytest.raises(ValueError, match="gcj02 or bd09"):
            geo.on_datum("EPSG:3857", wrong)


def test_tiles_of_amap_are_web_mercator_of_shifted_degrees(cities):
    metres = geo.to_mercator(*column(cities, "GCJ02"))
    lon, lat = geo.to_wgs84(*metres, "gcj02/EPSG:3857")
    assert np.abs(np.array((lon, lat)) - column(cities, "WGS84")).max() < 5e-5
    assert np.abs(np.array(geo.from_wgs84(lon, lat, "gcj02/epsg:3857")) - metres).max() < 1e-3


@pytest.mark.parametrize(("crs", "expected"), [
    ("EPSG:4326", True), ("CRS84", False), ("OGC:CRS84", False), ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", False),
    ("urn:ogc:def:crs:EPSG::4490", True), ("EPSG:3857", False), ("EPSG:4547", True), ("EPSG:4526", True),
    ("EPSG:32650", False), ("EPSG:28992", False), ("EPSG:5514", False), ("gcj02", False), ("EPSG:900913", False)])
def test_axis_order_of_the_authority(crs, expected):
    assert coordinates.north_first(crs) is expected


@pytest.mark.parametrize(("crs", "expected"), [("wgs84", True), ("bd09", True), ("bd09mc", False), ("EPSG:4547", False),
                                               ("EPSG:4258", True), ("gcj02/epsg:3857", False), ("epsg:3857", False)])
def test_degrees_or_metres(crs, expected):
    assert coordinates.is_geographic(crs) is expected
