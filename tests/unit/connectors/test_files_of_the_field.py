"""Shapes found in public files of many issuers; every test writes its own bytes."""

from __future__ import annotations

import json
import struct
import zipfile

import pytest
import shapely
from google.transit import gtfs_realtime_pb2 as gtfs

from command_center.cli.main import main
from command_center.connectors.cap_alert import title_level
from command_center.connectors.items import items_of, usual
from command_center.connectors.surfaces import plain_surfaces
from command_center.connectors.texts import without_head
from command_center.domain.time import parse_iso
from layers.tiles.ows import capabilities_root
from tests.unit.connectors.conftest import make


def read(kind, tmp_path, name, body, **settings):
    path = tmp_path / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return make(kind, path=str(path), **settings).to_end()


# --- tables


def test_dates_that_can_only_begin_with_the_day(tmp_path):
    rows = "id,date_time,lat,lon\n1,03/01/2024 09:15,51.6,-0.1\n2,25/12/2023 14:30,51.5,-0.12\n"
    found = read("csv", tmp_path, "t.csv", rows)
    assert [event.at_utc for event in found.events] == [parse_iso("2024-01-03T09:15Z"), parse_iso("2023-12-25T14:30Z")]
    found = read("csv", tmp_path, "u.csv", rows.replace("25/12", "12/25"))
    assert found.events[0].at_utc == parse_iso("2024-03-01T09:15Z")
    found = read("csv", tmp_path, "v.csv", rows.replace("25/12", "05/12"), day_first=True)
    assert found.events[0].at_utc == parse_iso("2024-01-03T09:15Z")


@pytest.mark.parametrize("written, meant", [
    ("01/05/2021 02:10:00 PM +0000", "2021-01-05T14:10:00Z"), ("Jan  1 2020 12:05:00 AM", "2020-01-01T00:05:00Z"),
    ("25-12-2023 14:30", "2023-12-25T14:30:00Z"), ("2012-01", "2012-01-01T00:00:00Z")])
def test_times_as_cities_write_them(tmp_path, written, meant):
    found = read("csv", tmp_path, "t.csv", f"id,month,lat,lon\n1,{written},51.6,-0.1\n")
    assert found.events[0].at_utc == parse_iso(meant)


def test_a_date_and_a_time_of_day_in_two_columns(tmp_path):
    found = read("csv", tmp_path, "t.csv", "Date,Time,Lat,Lon,Type\n2024-01-05,14:30,51.5,-0.1,A\n"
                                           "2024-01-06,9:15 PM,51.6,-0.1,B\n")
    assert [event.at_utc for event in found.events] == [parse_iso("2024-01-05T14:30Z"), parse_iso("2024-01-06T21:15Z")]


def test_a_location_that_repeats_the_coordinates_is_no_address(tmp_path):
    found = read("csv", tmp_path, "t.csv", "ID,Date,Block,Primary Type,Description,Latitude,Longitude,Location\n"
                                           '7,09/05/2015 01:30:00 PM,043XX S WOOD ST,BATTERY,SIMPLE,41.8,-87.6,'
                                           '"(41.8, -87.6)"\n')
    event = found.events[0]
    assert (event.title, event.text, event.address) == ("BATTERY", "SIMPLE", "043XX S WOOD ST")
    assert (event.lon, event.lat) == (-87.6, 41.8)


def test_a_line_of_a_million_cells_is_no_table(tmp_path):
    assert read("csv", tmp_path, "t.csv", "a," * 1_000_000).counts == (0, 1, 0)


# --- positions


def message(**trip):
    feed = gtfs.FeedMessage()
    feed.header.gtfs_realtime_version, feed.header.timestamp = "2.0", 1_700_000_000
    update = feed.entity.add(id="1").trip_update
    update.trip.trip_id = "t"
    for key, value in trip.items():
        setattr(update.trip, key, value)
    return feed, update


def test_the_delay_is_that_of_the_next_stop(tmp_path):
    feed, update = message()
    for stop, (delay, minutes) in enumerate([(600, -5), (60, 5), (30, 10)]):
        arrival = update.stop_time_update.add(stop_sequence=stop).arrival
        arrival.delay, arrival.time = delay, 1_700_000_000 + minutes * 60
    assert read("gtfs_rt", tmp_path, "f.pb", feed.SerializeToString()).events[0].value == 60.0


def test_a_cancelled_trip_is_reported_and_times_alone_are_no_delay(tmp_path):
    feed, _ = message(schedule_relationship=gtfs.TripDescriptor.CANCELED, start_date="20240101", route_id="9")
    feed.entity.add(id="2").trip_update.trip.trip_id = "u"
    feed.entity[1].trip_update.stop_time_update.add(stop_id="s").arrival.time = 1_700_000_100
    feed.entity.add(id="3").vehicle.stop_id = "s"
    found = read("gtfs_rt", tmp_path, "f.pb", feed.SerializeToString())
    assert found.counts == (1, 0, 2)
    assert (found.events[0].report, found.events[0].class_code) == ("cancelled/20240101/t", "CANCELED")


def test_a_feed_that_breaks_off_keeps_what_came_before(tmp_path):
    feed = message(route_id="r")[0]
    for number in range(6):
        vehicle = feed.entity.add(id=f"v{number}").vehicle
        vehicle.position.latitude, vehicle.position.longitude = 30 + number, 114
    body = feed.SerializeToString()
    assert read("gtfs_rt", tmp_path, "f.pb", body[:-5]).counts == (5, 1, 1)
    for end in range(len(body)):
        assert read("gtfs_rt", tmp_path, "f.pb", body[:end]).counts[0] <= 5  # cut between two it is a whole feed


def test_text_with_a_stray_zero_and_wide_text_without_a_mark(tmp_path):
    rows = "id,time,lat,lon,type\n1,2024-01-01 10:00,30,115,Fire\n2,2024-01-01 10:00,30,115,Flood\n"
    assert read("csv", tmp_path, "a.csv", rows.replace("Fire", "Fi\0re").encode()).counts == (2, 0, 0)
    assert read("csv", tmp_path, "b.csv", rows.encode("utf-16-le")).counts == (2, 0, 0)
    assert read("csv", tmp_path, "c.csv", rows.encode("utf-16-be")).counts == (2, 0, 0)
    assert read("csv", tmp_path, "d.csv", bytes(range(32)) * 50).counts == (0, 1, 0)


# --- features


def test_text_sequences_with_record_marks(tmp_path):
    feature = {"type": "Feature", "id": 1, "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    body = "".join(f"\x1e{json.dumps(feature | {'id': n}, indent=1)}\n" for n in range(3))
    assert read("vector", tmp_path, "s.txt", body).counts == (3, 0, 0)
    assert read("vector", tmp_path, "s.geojsons", body).counts == (3, 0, 0)
    whole = "\x1e" + json.dumps({"type": "FeatureCollection", "features": [feature]}, indent=1)
    assert read("vector", tmp_path, "c.txt", whole).counts == (1, 0, 0)


def triangle(kind):
    ring = struct.pack("<I8d", 4, 0, 0, 0, 1, 1, 1, 0, 0)
    return struct.pack("<BII", 1, kind, 1) + ring


def test_triangles_become_polygons():
    import shapely

    surface = struct.pack("<BII", 1, 16, 2) + triangle(17) * 2
    nested = struct.pack("<BII", 1, 7, 2) + surface + struct.pack("<BI2d", 1, 1, 5, 6)
    assert shapely.from_wkb(plain_surfaces(surface)).geom_type == "MultiPolygon"
    assert shapely.from_wkb(plain_surfaces(triangle(17))).geom_type == "Polygon"
    assert [part.geom_type for part in shapely.from_wkb(plain_surfaces(nested)).geoms] == ["MultiPolygon", "Point"]
    for end in range(len(nested)):
        plain_surfaces(nested[:end])  # never more than its input can answer for


def test_truth_values_with_nulls_stay_truth_values(tmp_path):
    import numpy as np
    import shapely
    from pyogrio.raw import write

    path = tmp_path / "b.gpkg"
    points = shapely.to_wkb(shapely.points([[1, 2], [3, 4]]))
    write(str(path), points, [np.array([True, False])], np.array(["open"]), geometry_type="Point", crs="EPSG:4326",
          field_mask=[np.array([False, True])])
    found = make("vector", path=str(path)).to_end()
    assert [event.properties for event in found.events] == [{"open": True}, {}]


def test_a_geodatabase_in_a_zip_file_and_as_a_folder(tmp_path):
    import numpy as np
    import shapely
    from pyogrio.raw import write

    folder = tmp_path / "city.gdb"
    write(str(folder), shapely.to_wkb(shapely.points([[1, 2]])), [np.array(["x"], dtype=object)], np.array(["name"]),
          driver="OpenFileGDB", geometry_type="Point", crs="EPSG:4326", layer="hydrants")
    assert make("vector", path=str(folder)).to_end().counts == (1, 0, 0)
    packed = tmp_path / "city.gdb.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"city.gdb/{part.name}")
    assert make("vector", path=str(packed)).to_end().counts == (1, 0, 0)


# --- warnings and JSON


def test_an_amber_alert_is_no_orange_warning():
    assert title_level("Amber Alert in Los Angeles County") == 0
    assert title_level("Amber warning of wind") == title_level("Orange wind warning") > 0


def test_a_feed_of_warnings_that_breaks_off_keeps_its_whole_entries(tmp_path):
    entry = ('<entry><id>urn:{0}</id><title>Flood</title><updated>2024-01-01T00:00:00Z</updated>'
             '<cap:event>Flood</cap:event><cap:severity>Severe</cap:severity></entry>')
    body = ('<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">'
            + "".join(entry.format(n) for n in range(3)) + "</feed>")
    assert read("cap", tmp_path, "f.atom", body).counts == (3, 0, 0)
    # The last entry says which warning, of what and when before it breaks off: it warns, and is counted as damaged.
    assert read("cap", tmp_path, "f.atom", body[:-40]).counts == (3, 1, 0)
    assert read("cap", tmp_path, "f.atom", body[:body.rindex("<id>") + 6]).counts == (2, 1, 0)


def test_lists_and_places_are_found_where_services_put_them():
    assert items_of({"data": {"stations": [{"a": 1}, {"a": 2}]}}) == [{"a": 1}, {"a": 2}]
    assert items_of({"a": {"x": [{"b": 1}]}, "c": [{"d": 1}]}) == [{"a": {"x": [{"b": 1}]}, "c": [{"d": 1}]}]
    assert usual({"id": 1, "location": {"latitude": 1.5, "longitude": 2.5}})["longitude"] == 2.5
    point = {"type": "Point", "coordinates": [1, 2, 3]}
    assert usual({"type": "Feature", "id": 7, "properties": {"id": "x", "lat": 9}, "geometry": point}) == {
        "id": 7, "lonlat": point}


def test_features_of_a_service_without_a_mapping(tmp_path):
    quake = {"type": "Feature", "id": "ci1", "geometry": {"type": "Point", "coordinates": [-120.1, 35.5, 5.1]},
             "properties": {"title": "M 4.2", "time": 1704067200000, "type": "earthquake"}}
    event = read("http_json", tmp_path, "q.json", json.dumps({"type": "FeatureCollection", "features": [quake]})).events[0]
    assert (event.report, event.title, event.lon, event.lat) == ("ci1", "M 4.2", -120.1, 35.5)
    assert event.at_utc == parse_iso("2024-01-01T00:00Z")


# --- the command line


def test_settings_may_stand_behind_the_options(tmp_path, capsys):
    path = tmp_path / "b.json"
    path.write_text(json.dumps({"data": {"stations": [{"station_id": "1", "free": 3}]}}))
    assert main(["connect", "try", "http_json", f"path={path}", "--json", "items=data.stations", "event=ObservationMade",
                 'mapping={"series": "station_id", "value": "free"}', "--for", "20"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (lines[0]["series"], lines[0]["value"]) == ("1", 3.0)
    assert lines[-1]["summary"] == {"events": 1, "good": 1, "bad": 0, "skipped": 0}


def test_a_file_that_is_fed_again_adds_nothing(tmp_path, capsys):
    calls, journal = tmp_path / "calls.csv", tmp_path / "j.sqlite"
    calls.write_text("time,lat,lon,type\n2024-01-01 10:00,30,115,Fire\n2024-01-01 10:00,30,115,Fire\n,31,115,Flood\n")
    feed, update = message()
    vehicle = feed.entity.add(id="v").vehicle
    vehicle.position.latitude, vehicle.position.longitude, vehicle.position.speed = 30.1, 114.3, 7.77
    update.delay = 61
    positions = tmp_path / "v.pb"
    positions.write_bytes(feed.SerializeToString())
    for kind, path, count in (("csv", calls, 3), ("gtfs_rt", positions, 2)):
        for given in (count, 0):
            assert main(["ingest", kind, str(path), "--journal", str(journal), "--json"]) == 0
            summary = json.loads(capsys.readouterr().out)["summary"]
            assert (summary["good"], summary["bad"], summary["skipped"]) == (given, 0, count - given)
    assert main(["journal", "info", str(journal), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["events"] == 5


def test_info_events_and_state_agree_on_both_axes(tmp_path, capsys):
    feed = message()[0]
    for number in range(6):
        vehicle = feed.entity.add(id=f"v{number}").vehicle
        vehicle.position.latitude, vehicle.position.longitude = 30 + number, 114
        vehicle.timestamp = 1_700_000_000 + number
    path, journal = tmp_path / "v.pb", str(tmp_path / "j.sqlite")
    path.write_bytes(feed.SerializeToString())
    assert main(["ingest", "gtfs_rt", str(path), "--journal", journal]) == 0
    for at, count in (([], 6), (["--at", "2023-11-14T22:13:22Z"], 3), (["--at", "2023-11-14T22:13:19Z"], 0)):
        capsys.readouterr()
        given = []
        for what in ("info", "events", "state"):
            assert main(["journal", what, journal, "--axis", "at", "--json", *at]) == 0
            given.append(capsys.readouterr().out)
        assert (json.loads(given[0])["events"], len(given[1].splitlines()), len(json.loads(given[2])["positions"])) == (
            count,) * 3
    assert main(["journal", "info", journal, "--axis", "at", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["last_utc"] == "2023-11-14T22:13:25+00:00"


def test_a_shapefile_without_its_index_and_several_in_a_zip_file(tmp_path):
    import numpy as np
    import shapely
    from pyogrio.raw import write

    for name in ("wells", "masts"):
        write(str(tmp_path / f"{name}.shp"), shapely.to_wkb(shapely.points([[1, 2]])),
              [np.array(["x"], dtype=object)], np.array(["name"]), geometry_type="Point", crs="EPSG:4326")
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(tmp_path.glob("*.*")):
            if part != packed:
                archive.write(part, f"sub folder/{part.name}")
    found = make("vector", path=str(packed)).to_end()
    assert sorted(event.collection for event in found.events) == ["masts", "wells"]
    (tmp_path / "wells.shx").unlink()
    found = make("vector", path=str(tmp_path / "wells.shp")).to_end()
    assert (found.counts, found.events[0].collection, found.events[0].properties) == ((1, 0, 0), "wells", {"name": "x"})
    assert not (tmp_path / "wells.shx").exists()


def test_features_of_esri(tmp_path):
    body = {"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 4326},
            "fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"}],
            "features": [{"attributes": {"OBJECTID": 1}, "geometry": {"x": 114, "y": 30}}]}
    assert read("vector", tmp_path, "e.json", json.dumps(body)).counts == (1, 0, 0)


@pytest.mark.parametrize("crs", [{"type": "EPSG", "properties": {"code": "4547"}}, {"type": "EPSG", "properties": {"code": 4547}},
                                 {"type": "link", "properties": {"href": "http://spatialreference.org/ref/epsg/4547/proj4/"}},
                                 {"type": "link", "properties": {"href": "http://www.opengis.net/def/crs/EPSG/0/4547"}}])
def test_coordinate_systems_as_old_geojson_names_them(tmp_path, crs):
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [599500.0, 3341500.0]}}
    whole = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature, feature]})
    for body, bad in ((whole, 0), (whole[:-60], 1)):  # what breaks off has said it before
        found = read("vector", tmp_path, "a.geojson", body)
        assert found.counts == (2 - bad, bad, 0)
        assert shapely.from_wkb(found.events[0].geometry).x == pytest.approx(115.0332, abs=1e-4)


def test_a_list_of_features(tmp_path):
    feature = {"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [115, 30]}}
    assert read("vector", tmp_path, "a.json", json.dumps([feature, feature, {"type": "x"}])).counts == (2, 1, 0)
    assert read("vector", tmp_path, "a.json", json.dumps([feature] * 3)).counts == (3, 0, 0)


@pytest.mark.parametrize("head", ["Content-Type: text/xml; charset=UTF-8\n\n",
                                  "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-type: text/xml\r\nX-Empty:\r\n\r\n"])
def test_answers_that_were_saved_with_their_headers(tmp_path, head):
    alert = ('<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>s</sender>'
             "<sent>2025-03-13T10:50:25+01:00</sent><status>Actual</status><msgType>Alert</msgType><info><event>e</event></info></alert>")
    assert read("cap", tmp_path, "a.xml", head + alert).counts == (1, 0, 0)
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [115, 30]}}
    assert read("vector", tmp_path, "a.json", head + json.dumps(feature)).counts == (1, 0, 0)
    root = capabilities_root((head + "<Capabilities/>").encode(), ("Capabilities",), "WMTS")
    assert root.tag == "Capabilities"
    assert without_head(b"name: x\n\n<a/>") == b"name: x\n\n<a/>" and without_head(b"SIP/2.0 200 OK\r\nVia: a\r\n\r\n")[:3] == b"SIP"
