"""Vector files of every kind: the real ones, then broken and hostile ones."""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
from collections import Counter

import msgspec
import numpy as np
import pytest
import shapely

from command_center.connectors.gdal import dbf_encoding
from command_center.connectors.osm_tags import classify, road, speed_kmh, tags_of
from command_center.domain.events import FeatureGone
from command_center.domain.geo import distance_m
from tests.servers.http_server import Answer
from tests.unit.connectors.conftest import make

EXPECTED = {"vector/alldatatypes.fgb": 1, "vector/heterogeneous.fgb": 3, "vector/poly00.fgb": 10,
            "vector/unknown_feature_count.fgb": 1, "vector/dutch_addresses_shape_28992.zip": 2481,
            "vector/naturalearth_lowres.shp": 177, "vector/test_gpkg_nulls.gpkg": 4, "ogcapi/items.geojson": 9,
            "ogcapi/ne_110m_lakes.geojson": 25, "parking/amsterdam_garages.json": 66,
            "incidents/usgs_earthquakes-1.json": 3, "admin/420200_huangshi_full.json": 6}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_real_files(samples, name):
    found = make("vector", path=str(samples / name)).to_end()
    assert found.counts == (EXPECTED[name], 0, 0)
    assert found.kinds == {"FeatureSeen": EXPECTED[name]}
    for event in found.events:
        if event.geometry:
            assert event.geometry[0] == 1
            assert not shapely.from_wkb(event.geometry).has_z


def test_huangshi_lies_where_it_belongs(samples):
    """The lake shore of Huangshigang as published (GCJ-02) is shifted once, by some 580 m."""
    path = str(samples / "admin/420200_huangshi_full.json")
    plain, shifted = (make("vector", path=path, crs=crs, collection="districts").to_end() for crs in ("wgs84", "gcj02"))
    assert {event.feature for event in shifted.events} == {"420202", "420203", "420204", "420205", "420222", "420281"}
    before, after = (shapely.get_coordinates(shapely.from_wkb(r.events[0].geometry)) for r in (plain, shifted))
    moved = distance_m(before[:, 0], before[:, 1], after[:, 0], after[:, 1])
    assert 450 < np.median(moved) < 700
    assert shifted.events[0].properties["name"] == "黄石港区"


def test_a_file_says_its_own_system(samples):
    found = make("vector", path=str(samples / "vector/dutch_addresses_shape_28992.zip")).to_end()
    lon, lat = shapely.get_coordinates(shapely.from_wkb(found.events[0].geometry))[0]
    assert 5.5 < lon < 6.0
    assert 52.0 < lat < 52.2


def test_shanghai_and_helsinki_serve_as_base_maps(samples):
    shanghai = make("vector", path=str(samples / "osm/shanghai_center.osm")).to_end()
    assert Counter(event.collection for event in shanghai.events) == {"roads": 796}
    assert shanghai.health.bad == 0
    named = [event for event in shanghai.events if event.properties.get("name") == "南北高架路"]
    assert named[0].properties["speed_kmh"] > 0
    assert named[0].feature.startswith("way/")
    helsinki = make("vector", path=str(samples / "osm/helsinki_test.osm.pbf")).to_end()
    tables = Counter(event.collection for event in helsinki.events)
    assert tables["roads"] >= 320
    assert tables["buildings"] >= 2200
    assert {"parks", "water", "places"} <= set(tables)
    assert helsinki.health.bad < 10  # ways of one point, cut by the extract's edge


def test_osm_tags():
    assert road({"highway": "primary_link", "maxspeed": "30 mph", "oneway": "-1", "tunnel": "yes"}) == {
        "class": "primary", "kind": "primary_link", "speed_kmh": pytest.approx(48.28, abs=0.01), "oneway": True, "layer": "tunnel"}
    assert road({"highway": "footway"})["class"] == "path"
    assert speed_kmh({"maxspeed": "CN:urban"}, "trunk") == 80.0
    assert tags_of({"name": "a", "osm_id": "1", "other_tags": '"oneway"=>"yes","n\\"ote"=>"b"'}) == {
        "name": "a", "oneway": "yes", 'n"ote': "b"}
    assert classify({"amenity": "hospital", "name": "x"}, "points")[0] == "hospitals"
    assert classify({"highway": "crossing"}, "points") is None
    assert classify({"railway": "rail", "bridge": "yes", "name": "x"}, "lines") == (
        "railways", {"name": "x", "attribution": "© OpenStreetMap", "kind": "rail", "layer": "bridge"})
    assert classify({"railway": "abandoned"}, "lines") is None
    assert classify({"landuse": "industrial"}, "multipolygons")[0] == "blocks"
    assert classify({"amenity": "school", "name": "x"}, "multipolygons")[0] == "places"
    assert classify({"amenity": "school"}, "multipolygons")[0] == "blocks"
    assert classify({"natural": "tree_row"}, "lines") is None
    assert classify({"landuse": "farmland"}, "multipolygons") is None
    assert classify({"waterway": "stream"}, "lines")[1]["kind"] == "stream"


def features(*items, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(items), **more})


def feature(identity=None, geometry=None, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties} | ({"id": identity} if identity else {})


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def read(tmp_path, text, name="f.geojson", **settings):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return make("vector", path=str(path), **settings).to_end()


def test_every_geometry_and_none(tmp_path):
    collection = {"type": "GeometryCollection", "geometries": [point(115, 30)]}
    found = read(tmp_path, features(
        feature("a", point(115, 30, 7.5)), feature("b"), feature("c", collection), feature("d", point()),
        feature("e", {"type": "LineString", "coordinates": [[115, 30], [116, 31]]}),
        feature("f", point(500, 30)), feature("g", {"type": "Blob"}), feature("h", point("x", 1)), 7, {"type": "Thing"},
        feature("i", {"type": "Polygon", "coordinates": []})))
    assert found.counts == (6, 5, 0)
    shapes = {event.feature: event.geometry for event in found.events}
    assert shapes["a"] == struct.pack("<BIdd", 1, 1, 115, 30)
    assert shapes["b"] == shapes["d"] == shapes["i"] == b""


def test_ids_collections_and_names(tmp_path):
    text = features(feature(None, point(115, 30), code=7, kind="x", 名称="甲"), feature(None, point(115, 30), code=7, kind="y"))
    found = read(tmp_path, text, id_property="code", collection_from="kind", collection="rest", name_property="名称")
    assert [(event.collection, event.feature) for event in found.events] == [("x", "7"), ("y", "7")]
    assert found.events[0].properties["name"] == "甲"
    same = read(tmp_path, text, id_property="code", collection="c")
    assert [event.feature for event in same.events] == ["7", "7-2"]  # an id that is not unique loses nothing


@pytest.mark.parametrize("text", [
    features(feature("a", point(115, 30)), feature("b", point(115, 30)), feature("c", point(115, 30)))[:-60],
    '\n'.join(json.dumps(feature(i, point(115, 30))) for i in ("a", "b")) + '\n{"type": "Feature", broken}',
    features(feature("a", point(115, 30)), feature("b", point(115, 30))).replace('"properties": {}, "id": "b"',
                                                                                      '"properties": {"x": }, "id": "b"')])
def test_whole_features_of_a_broken_file_are_kept(tmp_path, text):
    found = read(tmp_path, text)
    assert found.health.good in (1, 2)
    assert found.health.bad >= 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_geojson_in_other_encodings(tmp_path, encoding):
    text = json.dumps(json.loads(features(feature("a", point(115, 30), name="黄石"))), ensure_ascii=False)
    found = read(tmp_path, text.encode(encoding))
    assert found.events[0].properties["name"] == "黄石"


def test_old_crs_member_and_nan(tmp_path):
    text = features(feature("a", point(12800000.0, 3530000.0), v=1), crs={
        "type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}).replace('"v": 1', '"v": NaN')
    found = read(tmp_path, text)
    lon, lat = shapely.get_coordinates(shapely.from_wkb(found.events[0].geometry))[0]
    assert (round(lon), round(lat)) == (115, 30)
    assert found.events[0].properties["v"] is None


@pytest.mark.parametrize(("name", "body"), [
    ("a.geojson", b""), ("a.geojson", b"\x00\xff\x00"), ("a.geojson", b'{"type": "Topology"}'),
    ("a.geojson", b'{"type":"Feature","geometry":' + b'{"a":' * 100_000), ("a.gpkg", b"SQLite format 3\x00" + b"x" * 500),
    ("a.fgb", b"fgb\x03fgb\x00" + b"\xff" * 200), ("a.shp", b"\x00\x00\x27\x0a" + b"\x00" * 200), ("a.zip", b"PK\x03\x04no"),
    ("a.osm", b"<osm><node id='1'"), ("a.pbf", b"\x00\x00\x00\x0d\n\tOSMHeader" + b"x" * 100), ("a.kml", b"<kml>")])
def test_rubbish_is_counted_once_and_kills_nothing(tmp_path, name, body):
    found = read(tmp_path, body, name)
    assert found.events == []
    assert found.health.bad >= 1
    assert found.error is None


def test_zip_bombs_and_paths_that_lead_out(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b" " * (64 << 20))
    slip = tmp_path / "slip.zip"
    with zipfile.ZipFile(slip, "w") as archive:
        archive.writestr("../../a.geojson", features(feature("a", point(115, 30))))
    for path, reason in ((bomb, "zip_bomb"), (slip, "zip_path")):
        found = make("vector", path=str(path)).to_end()
        assert found.reasons[0].startswith(reason)
        assert found.counts == (0, 1, 0)


def test_cut_off_binary_files_keep_their_beginning(tmp_path, samples):
    for suffix in (".shx", ".dbf", ".prj", ".cpg"):
        shutil.copy(samples / f"vector/naturalearth_lowres{suffix}", tmp_path / f"cut{suffix}")
    whole = (samples / "vector/naturalearth_lowres.shp").read_bytes()
    (tmp_path / "cut.shp").write_bytes(whole[:len(whole) * 7 // 10])
    shapes = make("vector", path=str(tmp_path / "cut.shp")).to_end()
    assert sum(shapes.counts) == 177
    assert min(shapes.counts[:2]) > 50
    assert all(event.geometry for event in shapes.events)
    whole = (samples / "vector/poly00.fgb").read_bytes()
    (tmp_path / "cut.fgb").write_bytes(whole[:len(whole) * 7 // 10])
    assert make("vector", path=str(tmp_path / "cut.fgb")).to_end().counts == (5, 1, 0)


def test_values_that_no_journal_can_hold(tmp_path):
    found = read(tmp_path, features(feature("a", point(115, 30), big=2**80), feature("b", point(115, 30), text="\ud800"),
                                    feature("c", point(115, 30))))
    assert "c" in [event.feature for event in found.events]
    assert sum(found.counts) == 3
    for event in found.events:
        msgspec.msgpack.encode(event.properties)


def test_a_virtual_data_set_cannot_open_other_files(tmp_path, samples):
    source = samples / "ogcapi/items.geojson"
    text = f"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>{source}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    assert read(tmp_path, text, "a.gml").events == []


def test_chinese_shapefile_without_declarations(tmp_path, samples):
    from pyogrio.raw import write

    shape = tmp_path / "gbk.shp"
    write(str(shape), np.array([struct.pack("<BIdd", 1, 1, 115.0, 30.2)], dtype=object),
          [np.array(["黄石港区"], dtype=object)], ["NAME"], geometry_type="Point", crs="EPSG:4326", driver="ESRI Shapefile",
          encoding="GBK")
    for suffix in (".cpg", ".prj"):
        (tmp_path / f"gbk{suffix}").unlink(missing_ok=True)
    table = bytearray((tmp_path / "gbk.dbf").read_bytes())
    table[29] = 0
    (tmp_path / "gbk.dbf").write_bytes(table)
    assert dbf_encoding(bytes(table)) == "GBK"
    found = make("vector", path=str(shape), crs="gcj02").to_end()
    assert found.events[0].properties["NAME"] == "黄石港区"
    assert shapely.from_wkb(found.events[0].geometry).x < 115.0
    with zipfile.ZipFile(tmp_path / "gbk.zip", "w") as archive:
        for suffix in (".shp", ".shx", ".dbf"):
            archive.write(tmp_path / f"gbk{suffix}", f"内/gbk{suffix}")
            archive.writestr(f"__MACOSX/内/._gbk{suffix}", b"Mac OS X")
    zipped = make("vector", path=str(tmp_path / "gbk.zip")).to_end()
    assert zipped.events[0].properties["NAME"] == "黄石港区"


def test_latin_tables_are_not_taken_for_chinese():
    head = b"\x03" + b"\0" * 7 + (32).to_bytes(2, "little") + b"\0" * 22
    assert dbf_encoding(head + "Zürich, Genève, Malmö".encode("cp1252")) == ""
    assert dbf_encoding(head + "黄石市铁山区".encode()) == "UTF-8"


def test_changed_features_and_those_gone(server):
    first = features(feature("a", point(115, 30)), feature("b", point(115, 30)), feature("c", point(115, 30)))
    second = features(feature("a", point(115, 30)), feature("b", point(115.5, 30)))
    bodies = [first, second]
    server.routes["/roads.geojson"] = lambda q: Answer(200, (bodies.pop(0) if len(bodies) > 1 else bodies[0]).encode())
    found = make("vector", id="base", url=server.url + "/roads.geojson", poll_s=0.05).start()
    found.until(lambda r: r.kinds["FeatureGone"]).finish()
    assert found.kinds == {"FeatureSeen": 4, "FeatureGone": 1}
    gone = next(event for event in found.events if isinstance(event, FeatureGone))
    assert (gone.collection, gone.feature, gone.source) == ("roads", "c", "base")
    again = make("vector", id="base", url=server.url + "/roads.geojson", poll_s=0.05)
    again.connector.remember(found.events[:3])
    again.start().until(lambda r: r.kinds["FeatureGone"]).finish()
    assert again.kinds == {"FeatureSeen": 1, "FeatureGone": 1}


def test_a_broken_answer_takes_nothing_away(server):
    whole = features(feature("a", point(115, 30)), feature("b", point(115, 30)))
    server.routes["/r.geojson"] = lambda q: (whole if len(server.requests) < 2 else whole[:-70]).encode()
    found = make("vector", url=server.url + "/r.geojson", poll_s=0.05).start()
    found.until(lambda r: r.health.bad >= 2).finish()
    assert found.kinds == {"FeatureSeen": 2}


def test_a_download_is_read_by_gdal(server, samples):
    server.routes["/file.fgb"] = (samples / "vector/heterogeneous.fgb").read_bytes()
    found = make("vector", url=server.url + "/file.fgb", poll_s=60).start().until(lambda r: len(r.events) == 3).finish()
    assert {event.collection for event in found.events} == {"file"} or found.events[0].collection == "download"


def test_a_watched_file_is_read_again(tmp_path):
    path = tmp_path / "f.geojson"
    path.write_text(features(feature("a", point(115, 30))))
    found = make("vector", path=str(path), watch=True).start().until(lambda r: r.events)
    path.write_text(features(feature("b", point(115, 30))))
    found.until(lambda r: len(r.events) == 3).finish()
    assert found.kinds == {"FeatureSeen": 2, "FeatureGone": 1}


def test_a_folder_with_good_and_bad_files(tmp_path, samples):
    shutil.copy(samples / "ogcapi/items.geojson", tmp_path / "good.geojson")
    (tmp_path / "bad.geojson").write_bytes(b"\x00")
    (tmp_path / "notes.txt").write_text("not ours")
    found = make("vector", path=str(tmp_path), collection="c").to_end()
    assert found.counts == (9, 1, 0)


def test_a_missing_file_is_fatal(tmp_path):
    found = make("vector", path=str(tmp_path / "none.shp")).to_end()
    assert found.error.fatal
    assert found.error.key == "not_found"


def test_packed_files(tmp_path, samples, server):
    import bz2
    import gzip

    whole = (samples / "osm/shanghai_center.osm").read_bytes()
    (tmp_path / "shanghai.osm.gz").write_bytes(gzip.compress(whole))
    (tmp_path / "lakes.geojson.bz2").write_bytes(bz2.compress((samples / "ogcapi/ne_110m_lakes.geojson").read_bytes()))
    found = make("vector", path=str(tmp_path / "shanghai.osm.gz")).to_end()
    assert found.counts[:2] == (796, 0)
    assert {event.collection for event in found.events} == {"roads"}
    assert make("vector", path=str(tmp_path / "lakes.geojson.bz2")).to_end().counts == (25, 0, 0)
    server.routes["/a/lakes.geojson.bz2"] = (tmp_path / "lakes.geojson.bz2").read_bytes()
    got = make("vector", url=server.url + "/a/lakes.geojson.bz2", poll_s=60).start().until(lambda r: len(r.events) == 25)
    got.finish()
    (tmp_path / "cut.osm.gz").write_bytes(gzip.compress(whole)[:2000])
    assert make("vector", path=str(tmp_path / "cut.osm.gz")).to_end().counts[:2] == (0, 1)  # nodes without tags, and the break
    (tmp_path / "cut.osm.gz").write_bytes(gzip.compress(whole)[:5])
    assert make("vector", path=str(tmp_path / "cut.osm.gz")).to_end().reasons[0].startswith("bad_zip")
    (tmp_path / "bomb.osm.gz").write_bytes(gzip.compress(b" " * (8 << 20)))
    bomb = make("vector", path=str(tmp_path / "bomb.osm.gz"), max_bytes=1 << 20).to_end()
    assert bomb.reasons[0].startswith("zip_bomb")
