"""Bad geometry: what is mended, what is left out and why, and that the good features stay."""

from __future__ import annotations

import json
import math
import struct

import numpy as np
import pytest
import shapely
from pydantic import ValidationError

from command_center.connectors import date_line
from command_center.connectors.curves import linear, stroked
from command_center.connectors.geometry import from_wkb
from command_center.connectors.shapes import shapes_of
from command_center.domain.geo import from_wgs84
from command_center.domain.sources import Source, left_out, mended
from tests.unit.connectors.conftest import make


def read(tmp_path, geometries, text="", **settings):
    """The geometries as features f0, f1, ..."""
    collection = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": f"f{n}", "properties": {}, "geometry": shape} for n, shape in enumerate(geometries)]}
    path = tmp_path / "pipes.geojson"
    path.write_text(text or json.dumps(collection))
    return make("vector", id="src", path=str(path), **settings).to_end()


def health(found):
    report = found.health.report(now=True)
    return report.left_out.get("pipes", {}), report.mended.get("pipes", {})


def polygon(*points):
    return {"type": "Polygon", "coordinates": [[list(point) for point in points]]}


def line(*points):
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


BOW_TIE = polygon((115, 30), (116, 31), (116, 30), (115, 31), (115, 30))


def test_every_kind_of_bad_geometry_is_said_and_the_good_ones_stay(tmp_path):
    mixed = {"type": "GeometryCollection", "geometries": [point(115, 30), line((115, 30), (116, 31)),
                                                         polygon((115, 30), (116, 30), (116, 31), (115, 30))]}
    found = read(tmp_path, [
        point(115, 30), None, {"type": "Polygon", "coordinates": []}, mixed, BOW_TIE,
        polygon((115, 30), (116, 30), (116, 31), (115, 31)), line((179, 10), (-179, 12)), point(500, 30),
        point(float("nan"), 30), line((115, 30)), {"type": "Blob"}, point("east", 30), 7, point(190, 10)])
    out, fixed = health(found)
    assert out == {"no_geometry": 1, "empty_geometry": 1, "coordinates_out_of_range": 1, "not_a_number": 1,
                   "bad_geometry": 4}
    assert fixed == {"self_crossing": 1, "ring_not_closed": 1, "date_line": 2}
    assert found.counts == (8, 6, 0)
    shapes = {event.feature: event.geometry for event in found.events}
    assert set(shapes) == {"f0", "f1", "f2", "f3", "f4", "f5", "f6", "f13"}
    assert shapes["f1"] == shapes["f2"] == b""
    assert shapely.from_wkb(shapes["f3"]).geom_type == "GeometryCollection"
    assert not shapely.from_wkb(shapes["f4"]).is_valid  # as its source has it; tests of what is within mend a copy
    assert shapely.make_valid(shapely.from_wkb(shapes["f4"])).contains(shapely.Point(115.1, 30.5)) is not None
    assert shapely.from_wkb(shapes["f5"]).is_valid
    assert shapely.from_wkb(shapes["f13"]).x == -170


def test_the_counts_are_of_the_last_reading_and_add_up_over_sources(tmp_path):
    path = tmp_path / "pipes.geojson"
    found = make("vector", id="src", path=str(path), watch=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": n, "properties": {}, "geometry": point(500, n)} for n in range(3)]}))
    found.start().until(lambda r: r.health.bad == 3).until(lambda r: health(r)[0] == {"coordinates_out_of_range": 3})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 1, "properties": {}, "geometry": point(500, 1)}]}))
    found.until(lambda r: health(r)[0] == {"coordinates_out_of_range": 1})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    found.until(lambda r: health(r) == ({}, {})).finish()
    sources = [Source(source=name, state="live", since_utc=0, left_out={"pipes": {"bad_geometry": 2}},
                      mended={"pipes": {"date_line": 1}}) for name in ("a", "b")]
    assert left_out(sources, "pipes") == {"bad_geometry": 4}
    assert mended(sources, "pipes") == {"date_line": 2}
    assert left_out(sources, "roads") == {}


def test_swapped_axes_are_said_until_they_are_declared(tmp_path):
    shapes = [point(30.2, 115.0), line((30.2, 115.0), (30.3, 115.1))]
    assert health(read(tmp_path, shapes))[0] == {"swapped_axes": 2}
    found = read(tmp_path, shapes, swap_axes=True)
    assert health(found) == ({}, {})
    assert shapely.from_wkb(found.events[0].geometry).x == 115.0
    # One that lies nowhere among many good ones is no swapped source.
    assert health(read(tmp_path, [point(115, 30), point(115, 31), point(115, 32), point(30, 115)]))[0] == {
        "coordinates_out_of_range": 1}


@pytest.mark.parametrize("declared, written", [("EPSG:4547", "EPSG:4526"), ("EPSG:4526", "EPSG:4547"),
                                               ("EPSG:4509", "EPSG:4498"), ("EPSG:4498", "EPSG:4509")])
def test_eastings_whose_zone_number_is_not_as_declared(tmp_path, declared, written):
    east, north = (float(part) for part in from_wgs84(115.0, 30.2, written))
    assert health(read(tmp_path, [point(east, north)], crs=declared))[0] == {"zone_number": 1}
    assert health(read(tmp_path, [point(east, north)], crs=written)) == ({}, {})


@pytest.mark.parametrize("code", ["EPSG:4547", "EPSG:4526"])
def test_degrees_are_no_metres_of_a_zone(tmp_path, code):
    assert health(read(tmp_path, [point(115.0, 30.2)], crs=code))[0] == {"degrees_not_metres": 1}


@pytest.mark.parametrize("code", ["EPSG:4547", "EPSG:4526"])
def test_swapped_northings_and_eastings(tmp_path, code):
    east, north = (float(part) for part in from_wgs84(115.0, 30.2, code))
    assert health(read(tmp_path, [point(north, east)], crs=code))[0] == {"swapped_axes": 1}
    found = read(tmp_path, [point(north, east)], crs=code, swap_axes=True)
    assert shapely.from_wkb(found.events[0].geometry).x == pytest.approx(115.0, abs=1e-9)


def test_degrees_that_are_called_metres(tmp_path):
    assert health(read(tmp_path, [point(115.0, 30.2), point(115.1, 30.3)], crs="EPSG:4547"))[0] == {
        "degrees_not_metres": 2}


def test_too_many_vertices(tmp_path):
    turn = np.linspace(0, 2 * math.pi, 5000)
    ring = np.column_stack((115 + np.cos(turn) / 10, 30 + np.sin(turn) / 10)).tolist()
    found = read(tmp_path, [line(*ring), point(115, 30)], max_vertices=4999)
    assert health(found)[0] == {"too_many_vertices": 1}
    assert [event.feature for event in found.events] == ["f1"]


def test_ten_million_vertices_are_left_out_without_harm():
    lines = np.array([shapely.linestrings(np.column_stack((np.linspace(100, 120, 10_000_000), np.full(10_000_000, 30.0)))),
                      shapely.Point(115, 30)], dtype=object)
    shapes = shapes_of(lines, "wgs84")
    assert shapes[0].error == "too_many_vertices"
    assert shapes[1].wkb == struct.pack("<BIdd", 1, 1, 115, 30)


def test_nothing_is_left_out_for_the_edge_of_the_world():
    world = shapely.box(-180.0000000001, -90, 180, 90.0000000001)
    shape = shapes_of(np.array([world], dtype=object), "wgs84")[0]
    assert (shape.error, shape.note) == ("", "")
    assert shapely.from_wkb(shape.wkb).bounds == (-180, -90, 180, 90)


@pytest.mark.parametrize(("text", "area", "parts"), [
    ("POLYGON((179 -20,-179 -20,-179 -15,179 -15,179 -20))", 10.0, 2),
    ("POLYGON((170 10,190 10,190 20,170 20,170 10))", 200.0, 2),
    ("POLYGON((170 10,190 10,190 20,170 20,170 10),(175 12,185 12,185 18,175 18,175 12))", 140.0, 2),
    ("MULTIPOLYGON(((179 0,-179 0,-179 1,179 1,179 0)),((10 0,11 0,11 1,10 1,10 0)))", 3.0, 3),
    ("POLYGON((350 10,370 10,370 20,350 20,350 10))", 200.0, 1)])
def test_areas_across_the_date_line(text, area, parts):
    found, changed = date_line.cut(shapely.from_wkt(text))
    assert changed
    assert found.area == pytest.approx(area)
    assert shapely.get_num_geometries(found) == parts
    assert -180 <= found.bounds[0] <= found.bounds[2] <= 180
    assert found.is_valid
    for part in shapely.get_parts(found):
        assert part.bounds[2] - part.bounds[0] < 180


def test_lines_across_the_date_line_and_around_the_pole():
    found, _ = date_line.cut(shapely.from_wkt("LINESTRING(170 0,-170 10,160 20)"))
    assert found.wkt.startswith("MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10, -180 13.3")
    pole, _ = date_line.cut(shapely.from_wkt("POLYGON((0 70,120 70,-120 70,0 70))"))
    assert pole.bounds == (-180, 70, 180, 90)
    for text in ("POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", "LINESTRING(100 1,110 2)", "POINT(1 2)"):
        assert not date_line.cut(shapely.from_wkt(text))[1]


def curve(code, count, *points):
    return struct.pack("<BII", 1, code, count) + struct.pack(f"<{len(points)}d", *points)


def test_curves_become_lines_and_polygons():
    half = curve(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0)
    back = curve(2, 2, 2.0, 0.0, 0.0, 0.0)
    compound = struct.pack("<BII", 1, 9, 2) + half + back
    area = struct.pack("<BII", 1, 10, 1) + compound
    shapes = from_wkb([half, compound, area, struct.pack("<BII", 1, 12, 1) + area, struct.pack("<BII", 1, 11, 1) + half,
                       struct.pack("<BII", 1, 7, 1) + area, curve(8, 9, 0.0)])
    assert [shape and shape.geom_type for shape in shapes] == [
        "LineString", "LineString", "Polygon", "MultiPolygon", "MultiLineString", "GeometryCollection", None]
    assert shapes[0].length == pytest.approx(math.pi, rel=1e-3)
    assert shapes[2].area == pytest.approx(math.pi / 2, rel=1e-2)
    assert shapes[5].area == shapes[3].area == shapes[2].area
    circle = stroked(np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 0.0]]))
    assert shapely.Polygon(circle).area == pytest.approx(math.pi, rel=1e-2)
    straight = stroked(np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]))
    assert straight.tolist() == [[0, 0], [1, 1], [2, 2]]
    plain = shapely.to_wkb(shapely.Point(1, 2))
    assert linear(plain) == plain


def test_curves_and_nulls_in_a_geopackage(tmp_path):
    """What pyogrio cannot write is put into the table by hand, as OGC 12-128r15 says."""
    import sqlite3

    from pyogrio.raw import write

    path = tmp_path / "pipes.gpkg"
    write(str(path), np.array([struct.pack("<BIdd", 1, 1, 115.0, 30.0)] * 2, dtype=object), [np.array([1, 2])], ["n"],
          geometry_type="Unknown", crs="EPSG:4326", driver="GPKG", layer="pipes")
    arc = struct.pack("<BII", 1, 10, 1) + curve(8, 5, 115.0, 30.0, 116.0, 31.0, 117.0, 30.0, 116.0, 29.0, 115.0, 30.0)
    with sqlite3.connect(path) as db:
        db.create_function("ST_IsEmpty", 1, lambda _: 0)
        for name in ("MinX", "MaxX", "MinY", "MaxY"):
            db.create_function(f"ST_{name}", 1, lambda _: 0.0)
        db.execute("update pipes set geom = ? where n = 1", (b"GP\0\x01" + struct.pack("<i", 4326) + arc,))
        db.execute("update pipes set geom = null where n = 2")
    found = make("vector", path=str(path)).to_end()
    assert found.counts == (2, 0, 0)
    shapes = {event.properties["n"]: event.geometry for event in found.events}
    assert shapely.from_wkb(shapes[1]).area == pytest.approx(math.pi, rel=1e-2)
    assert shapes[2] == b""
    assert not list(tmp_path.glob("pipes.gpkg-*"))


def test_rings_left_open_in_wkb_are_closed():
    body = struct.pack("<BIII", 1, 3, 1, 4) + struct.pack("<8d", 115, 30, 116, 30, 116, 31, 115, 31)
    assert from_wkb([body])[0].area == 1.0


@pytest.mark.parametrize("wrong", [{"datum": "mars"}, {"crs": "WGS84", "datum": "gcj"}, {"max_vertices": 0}])
def test_wrong_settings(tmp_path, wrong):
    with pytest.raises(ValidationError):
        read(tmp_path, [point(1, 2)], **wrong)


def test_a_warning_across_the_date_line(tmp_path):
    (tmp_path / "fiji.cap").write_text(
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender>'
        "<sent>2024-01-01T00:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
        "<info><event>Storm</event><severity>Severe</severity><area><areaDesc>Fiji</areaDesc>"
        "<polygon>-20,179 -20,-179 -15,-179 -15,179 -20,179</polygon><polygon>-20,177 -20,178 -15,178 -20,177</polygon>"
        "</area></info></alert>")
    area = make("cap", path=str(tmp_path / "fiji.cap")).to_end().events[0].areas[0]
    assert len(area.polygons) == 3
    for ring in area.polygons:
        assert max(lon for lon, _ in ring) - min(lon for lon, _ in ring) <= 1.0
