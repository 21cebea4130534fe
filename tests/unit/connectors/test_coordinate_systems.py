"""The 197 cities through the connectors, in every system in which they are published, side by side."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pytest
import shapely

from command_center.domain import geo
from command_center.domain.coordinates import convert, zone_crs
from tests.servers.wfs_server import URN, WfsService
from tests.unit.connectors.conftest import make

SYSTEMS = {"WGS84": "wgs84", "GCJ02": "gcj02", "BD09": "bd09", "EPSG3857": "EPSG:3857", "GCJ02MC": "gcj02mc",
           "BD09MC": "bd09mc"}
TOLERANCE_M = 1.0  # the points are published to 1e-7 degrees, the shift to and from WGS84 to about 0.7 m


@pytest.fixture
def cities(samples):
    return json.loads((samples / "coords/china_cities_5crs.json").read_text(encoding="utf-8"))


def truth(cities):
    return np.array([city["coords"]["WGS84"] for city in cities])


def as_geojson(pairs):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": n, "properties": {}, "geometry": {"type": "Point", "coordinates": list(pair)}}
        for n, pair in enumerate(pairs)]})


def lonlat(found):
    assert found.health.bad == 0
    places = {int(event.feature): shapely.from_wkb(event.geometry) for event in found.events}
    return np.array([(places[n].x, places[n].y) for n in range(len(places))])


def away_m(found, expected):
    assert found.shape == expected.shape
    return float(np.max(geo.distance_m(found[:, 0], found[:, 1], expected[:, 0], expected[:, 1])))


def vector(tmp_path, pairs, **settings):
    path = tmp_path / "cities.geojson"
    path.write_text(as_geojson(pairs))
    return lonlat(make("vector", path=str(path), **settings).to_end())


@pytest.mark.parametrize("name", SYSTEMS)
def test_vector(tmp_path, cities, name):
    found = vector(tmp_path, [city["coords"][name] for city in cities], crs=SYSTEMS[name])
    assert away_m(found, truth(cities)) < TOLERANCE_M


@pytest.mark.parametrize("name", SYSTEMS)
def test_csv(tmp_path, cities, name):
    rows = "\n".join(f"{n},{city['coords'][name][0]},{city['coords'][name][1]}" for n, city in enumerate(cities))
    (tmp_path / "cities.csv").write_text("feature,lon,lat\n" + rows)
    found = make("csv", path=str(tmp_path / "cities.csv"), event="FeatureSeen", crs=SYSTEMS[name],
                 mapping={"feature": "feature", "collection": {"const": "cities"}, "lon": "lon", "lat": "lat"}).to_end()
    assert away_m(lonlat(found), truth(cities)) < TOLERANCE_M


@pytest.mark.parametrize("name", SYSTEMS)
def test_http_json_and_ogc_features(server, cities, name):
    items = [{"id": n, "x": city["coords"][name][0], "y": city["coords"][name][1]} for n, city in enumerate(cities)]
    server.routes["/cities"] = json.dumps(items).encode()
    server.routes["/c/items"] = as_geojson([city["coords"][name] for city in cities]).encode()
    plain = make("http_json", url=server.url + "/cities", event="PositionReported", crs=SYSTEMS[name], poll_s=60,
                 mapping={"subject": "id", "lon": "x", "lat": "y"}).start()
    plain.until(lambda r: len(r.events) == 197).finish()
    assert away_m(np.array([(event.lon, event.lat) for event in plain.events]), truth(cities)) < TOLERANCE_M
    paged = make("ogc_features", url=server.url + "/c/items", crs=SYSTEMS[name], poll_s=60).start()
    assert away_m(lonlat(paged.until(lambda r: len(r.events) == 197).finish()), truth(cities)) < TOLERANCE_M


def test_a_datum_said_beside_a_declared_system(tmp_path, cities):
    """Shapes that Amap's users saved as "WGS84" or in Web Mercator: the file declares a system, only its degrees are
    shifted. Saying both ways of it once more shifts nothing twice."""
    shifted = np.array([city["coords"]["GCJ02"] for city in cities])
    assert away_m(vector(tmp_path, shifted, datum="gcj02"), truth(cities)) < TOLERANCE_M
    assert away_m(vector(tmp_path, shifted, crs="EPSG:4490", datum="gcj02"), truth(cities)) < TOLERANCE_M
    assert away_m(vector(tmp_path, shifted, crs="gcj02", datum="gcj02"), truth(cities)) < TOLERANCE_M
    metres = np.column_stack(geo.to_mercator(shifted[:, 0], shifted[:, 1]))
    text = json.loads(as_geojson(metres))
    text["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    (tmp_path / "m.geojson").write_text(json.dumps(text))
    found = make("vector", path=str(tmp_path / "m.geojson"), datum="gcj02").to_end()
    assert away_m(lonlat(found), truth(cities)) < TOLERANCE_M
    again = make("vector", path=str(tmp_path / "m.geojson"), crs="gcj02/EPSG:3857", datum="gcj02").to_end()
    assert away_m(lonlat(again), truth(cities)) < TOLERANCE_M


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("zone", range(25, 46))
def test_every_zone_in_both_orders(tmp_path, zone, numbered):
    crs = zone_crs(zone, numbered=numbered)
    places = np.array([(3.0 * zone + off, lat) for off in (-1.4, 0.0, 1.4) for lat in (18.0, 30.2, 53.0)])
    pairs = np.column_stack(convert(places[:, 0], places[:, 1], "cgcs2000", crs))
    assert away_m(vector(tmp_path, pairs, crs=crs), places) < 1e-3
    assert away_m(vector(tmp_path, pairs[:, ::-1], crs=crs.upper(), swap_axes=True), places) < 1e-3


def test_a_zone_over_wfs_in_the_order_of_its_authority(server, cities):
    service = WfsService(server, formats=("gml/3.2",), crs=URN + "4547", count=0, limit=1000)
    near = [place for place in truth(cities) if 112.5 <= place[0] <= 115.5]
    service.points = [tuple(float(part) for part in convert(*place, "wgs84", "EPSG:4547")) for place in near]
    found = make("wfs", url=server.url + "/wfs", poll_s=60).start().until(lambda r: len(r.events) == len(near)).finish()
    places = {event.feature: shapely.from_wkb(event.geometry) for event in found.events}
    got = np.array([(places[f"pipes.{n}"].x, places[f"pipes.{n}"].y) for n in range(len(near))])
    assert away_m(got, np.array(near)) < 1e-3


def test_all_systems_side_by_side_lie_on_one_another(tmp_path, cities):
    """Six files of the same cities in one folder of sources: nobody is shifted twice, nobody is forgotten."""
    all_of_them = np.stack([vector(tmp_path, [city["coords"][name] for city in cities], crs=crs)
                            for name, crs in SYSTEMS.items()])
    spread = all_of_them.max(axis=0) - all_of_them.min(axis=0)
    assert spread.max() < 1e-5
    assert np.abs(all_of_them[1:3] - all_of_them[4:6]).max() < 2e-6  # GCJ02 and GCJ02MC, BD09 and BD09MC


def test_eviltransform_pairs_through_a_connector(tmp_path, samples):
    pairs = json.loads((samples / "coords/eviltransform_pairs.json").read_text(encoding="utf-8"))
    found = vector(tmp_path, [pair["gcj"] for pair in pairs["wgs_gcj"]], crs="gcj02")
    assert away_m(found, np.array([pair["wgs"] for pair in pairs["wgs_gcj"]])) <= pairs["inverse_tolerance_m"]["iterative"]
    for pair in pairs["wgs_gcj"]:
        assert np.abs(np.array(geo.from_wgs84(*pair["wgs"], "gcj02")) - pair["gcj"]).max() <= pairs["tolerance_deg"]


@pytest.mark.parametrize("crs", ["EPSG:4547", "EPSG:4526", "EPSG:4490", "EPSG:2362", "EPSG:2414", "EPSG:32650", "ESRI:102100"])
def test_zipped_chinese_shapefiles_with_any_declaration(tmp_path, crs):
    """The .prj in Esri's words, texts in GBK without a .cpg, a folder with a Chinese name."""
    from pyogrio.raw import write

    east, north = (float(part) for part in convert(115.03, 30.2, "wgs84", crs))
    write(str(tmp_path / "s.shp"), np.array([shapely.Point(east, north).wkb], dtype=object),
          [np.array(["雨水管"], dtype=object)], ["名称"], geometry_type="Point", crs=crs, driver="ESRI Shapefile", encoding="GBK")
    with zipfile.ZipFile(tmp_path / "管网.zip", "w") as archive:
        for suffix in ("shp", "shx", "dbf", "prj"):
            archive.write(tmp_path / f"s.{suffix}", f"地下管线/管网.{suffix}")
    found = make("vector", path=str(tmp_path / "管网.zip")).to_end()
    assert found.events[0].properties == {"名称": "雨水管"}
    place = shapely.from_wkb(found.events[0].geometry)
    assert (place.x, place.y) == pytest.approx((115.03, 30.2), abs=1e-8)
