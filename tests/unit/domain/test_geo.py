"""Coordinate systems against public reference points, and measures against closed forms."""

from __future__ import annotations

import json

import numpy as np
import pytest

from command_center.domain import geo


@pytest.fixture
def cities(samples):
    return json.loads((samples / "coords/china_cities_5crs.json").read_text(encoding="utf-8"))


def column(cities, name):
    return np.array([city["coords"][name] for city in cities]).T


@pytest.mark.parametrize(("crs", "name", "tolerance"),
                         [("gcj02", "GCJ02", 1e-4), ("bd09", "BD09", 1e-4), ("EPSG:3857", "EPSG3857", None)])
def test_197_cities_land_where_they_belong(cities, crs, name, tolerance):
    expected = column(cities, "WGS84")
    assert expected.shape[1] == 197
    found = np.array(geo.to_wgs84(*column(cities, name), crs))
    assert np.abs(found - expected).max() < (tolerance or 1e-5)


def test_197_cities_forward(cities):
    wgs = column(cities, "WGS84")
    assert np.abs(np.array(geo.from_wgs84(*wgs, "gcj02")) - column(cities, "GCJ02")).max() < 1e-4
    assert np.abs(np.array(geo.to_mercator(*wgs)) - column(cities, "EPSG3857")).max() < 1.0
    via = geo.from_wgs84(*geo.to_wgs84(*column(cities, "GCJ02"), "gcj02"), "bd09")
    assert np.abs(np.array(via) - column(cities, "BD09")).max() < 1e-6


def test_eviltransform_pairs(samples):
    pairs = json.loads((samples / "coords/eviltransform_pairs.json").read_text(encoding="utf-8"))
    for pair in pairs["wgs_gcj"]:
        assert np.allclose(geo.from_wgs84(*pair["wgs"], "gcj02"), pair["gcj"], atol=1e-6)
        assert geo.distance_m(*geo.to_wgs84(*pair["gcj"], "gcj02"), *pair["wgs"]) < 0.01
    for pair in pairs["bd_wgs"]:
        # This library leaves out 3000/180 in the waves of BD-09, which moves its pairs by up to 50 m.
        assert geo.distance_m(*geo.to_wgs84(*pair["bd"], "bd09"), *pair["wgs"]) < 50.0


@pytest.mark.parametrize("crs", ["gcj02", "bd09", "EPSG:4526", "EPSG:4547", "EPSG:3857", "cgcs2000"])
def test_there_and_back(crs):
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(112.6, 115.4, 5000), rng.uniform(20, 45, 5000)
    back = geo.to_wgs84(*geo.from_wgs84(lon, lat, crs), crs)
    assert np.abs(back[0] - lon).max() < 1e-7
    assert np.abs(back[1] - lat).max() < 1e-7


def test_outside_the_box_nothing_moves():
    for crs in ("gcj02", "bd09"):
        assert [float(v) for v in geo.to_wgs84(24.94, 60.17, crs)] == [24.94, 60.17]
        assert [float(v) for v in geo.from_wgs84(-75.1, 40.1, crs)] == [-75.1, 40.1]


def test_authority_axis_order_does_not_leak():
    east, north = geo.from_wgs84(115.03, 30.2, "EPSG:4526")
    assert 38_590_000 < east < 38_610_000  # zone 38 prefix
    assert 3_340_000 < north < 3_345_000
    lon, lat = geo.to_wgs84(115.03, 30.2, "urn:ogc:def:crs:EPSG::4490")
    assert (float(lon), float(lat)) == (115.03, 30.2)


@pytest.mark.parametrize(("text", "name"), [
    ("WGS84", "wgs84"), ("EPSG:4326", "wgs84"), ("epsg:4490", "cgcs2000"), ("GCJ-02", "gcj02"), ("bd09", "bd09"),
    ("urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84"), ("urn:ogc:def:crs:EPSG::28992", "epsg:28992"),
    ("http://www.opengis.net/def/crs/EPSG/0/4326", "wgs84"), ("EPSG:3857", "epsg:3857"),
    ("urn:ogc:def:crs:OGC::CRS84", "wgs84"), ("CRS:84", "wgs84"), ("http://www.opengis.net/def/crs/OGC/0/CRS84", "wgs84"),
    ("urn:x-ogc:def:crs:EPSG:4490", "cgcs2000"), ("urn:ogc:def:crs:EPSG:6.18:3:3857", "epsg:3857"),
    ("urn:ogc:def:crs:ESRI::53009", "esri:53009")])
def test_names(text, name):
    assert geo.parse_crs(text) == name


@pytest.mark.parametrize("text", ["", "mars", "EPSG:", "EPSG:999999", "EPSG:12x4", "4326 or so"])
def test_unknown_names_are_refused(text):
    with pytest.raises(ValueError, match="wgs84, cgcs2000"):
        geo.parse_crs(text)


def test_impossible_input_gives_no_exception():
    lon, lat = geo.to_wgs84([np.nan, np.inf, 1e300], [1.0, 2.0, -1e300], "gcj02")
    assert lon.shape == lat.shape == (3,)
    geo.to_wgs84([np.nan, np.inf, 1e300], [1.0, 2.0, -1e300], "EPSG:4526")
    geo.to_wgs84([], [], "bd09")


def test_measures():
    assert abs(geo.distance_m(0, 0, 1, 0) - 111_195.08) < 0.1
    assert geo.bearing_deg(115, 30, 115, 31) == pytest.approx(0)
    assert geo.bearing_deg(0, 0, 1, 0) == pytest.approx(90)
    lon, lat = geo.destination(115.0, 30.0, 37.0, 2500.0)
    assert geo.distance_m(115.0, 30.0, lon, lat) == pytest.approx(2500.0, abs=1e-3)
    assert geo.bearing_deg(115.0, 30.0, lon, lat) == pytest.approx(37.0, abs=1e-3)
    assert geo.is_place(115.0, 30.0)
    assert not geo.is_place(float("nan"), 3.0)
    assert not geo.is_place(116.0, 116.0)
