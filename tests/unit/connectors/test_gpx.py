"""GPX of both versions: the real files, then broken ones."""

from __future__ import annotations

from collections import Counter

import pytest
import shapely

from tests.unit.connectors.conftest import make

# tracks, segments, track points, waypoints, routes
EXPECTED = {"cerknicko-jezero.gpx": (8, 8, 296, 7, 0), "gpx1.0_with_all_fields.gpx": (2, 2, 1, 2, 2),
            "gpx1.1_with_all_fields.gpx": (2, 2, 1, 2, 2), "track-with-empty-segment.gpx": (1, 2, 9, 0, 0),
            "unicode.gpx": (0, 0, 0, 6, 0)}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_real_files(samples, name):
    found = make("gpx", path=str(samples / "gpx" / name)).to_end()
    tracks, segments, points, waypoints, routes = EXPECTED[name]
    tables = Counter(event.collection for event in found.events)
    assert (tables["tracks"], tables["waypoints"], tables["routes"]) == (tracks, waypoints, routes)
    assert found.counts == (tracks + waypoints + routes, 0, 0)
    theirs = [event.properties for event in found.events if event.collection == "tracks"]
    assert sum(each["segments"] for each in theirs) == segments
    assert sum(each["points"] for each in theirs) == points
    assert len({(event.collection, event.feature) for event in found.events}) == len(found.events)


def test_times_and_lengths(samples):
    track = make("gpx", path=str(samples / "gpx/track-with-empty-segment.gpx")).to_end().events[0]
    assert track.properties["start"] == "2013-07-06T17:26:26+00:00"
    assert len(track.properties["times"]) == 1
    assert len(track.properties["times"][0]) == 9
    assert 80 < track.properties["length_m"] < 200
    lon, lat = shapely.get_coordinates(shapely.from_wkb(track.geometry))[0]
    assert (lon, lat) == (6.0819695, 50.7772126)
    waypoint = make("gpx", path=str(samples / "gpx/gpx1.1_with_all_fields.gpx")).to_end().events[0]
    assert waypoint.properties["ele_m"] == pytest.approx(75.1)
    assert waypoint.properties["time"].startswith("2013-01-02T02:03:00")


def test_a_track_as_positions(samples):
    found = make("gpx", id="patrol", path=str(samples / "gpx/cerknicko-jezero.gpx"), positions=True).to_end()
    assert found.kinds == {"FeatureSeen": 15, "PositionReported": 296}
    assert found.health.good == 15
    assert found.events[0].subject.startswith("patrol/ACTIVE LOG")


def gpx(inner, head='<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'):
    return f"{head}{inner}</gpx>"


def read(tmp_path, text, **settings):
    path = tmp_path / "a.gpx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return make("gpx", path=str(path), **settings).to_end()


def test_points_without_a_place_are_said_and_the_others_stay(tmp_path):
    found = read(tmp_path, gpx(
        '<trk><trkseg><trkpt lat="30.2" lon="115.0"><time>1901-01-01T00:00:00.5+08:00</time></trkpt><trkpt lat="x" lon="1"/>'
        '<trkpt lat="95" lon="1"/><trkpt lat="30.3" lon="115.1"/></trkseg></trk><wpt lat="115" lon="30.2"/><wpt lon="3"/>'))
    assert found.counts == (1, 2, 0)
    assert found.events[0].properties["times"] == [["1900-12-31T16:00:00.500000+00:00", None]]
    report = found.health.report(now=True)
    assert report.left_out == {"waypoints": {"coordinates_out_of_range": 2}}
    assert report.mended == {"tracks": {"points_left_out": 1}}


def test_without_namespace_prefixed_and_shifted(tmp_path):
    inner = '<wpt lat="30.2" lon="115.0"><name>甲</name></wpt>'
    for head in ("<gpx>", '<gpx version="1.0" creator="x">'):
        assert read(tmp_path, gpx(inner, head)).events[0].properties["name"] == "甲"
    prefixed = '<g:gpx xmlns:g="http://www.topografix.com/GPX/1/0"><g:rte><g:rtept lat="1" lon="2"/></g:rte></g:gpx>'
    assert read(tmp_path, prefixed).events[0].collection == "routes"
    shifted = read(tmp_path, gpx(inner), datum="gcj02", collection="patrols").events[0]
    assert shifted.collection == "patrols"
    assert 114.99 < shapely.from_wkb(shifted.geometry).x < 114.997


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_the_whole_records_of_a_cut_file_are_kept(tmp_path, samples, share):
    whole = (samples / "gpx/cerknicko-jezero.gpx").read_bytes()
    found = read(tmp_path, whole[:int(len(whole) * share)])
    assert found.health.bad == 1
    assert 7 <= found.health.good < 15
    assert found.health.report(now=True).left_out["a"] == {"bad_xml": 1}


@pytest.mark.parametrize("text", [b"", b"<html/>", b"\x00\xff", b"<gpx", '<!DOCTYPE a [<!ENTITY b "c">]><gpx>&b;</gpx>'])
def test_rubbish(tmp_path, text):
    assert read(tmp_path, text).counts == (0, 1, 0)


def test_a_folder_keeps_files_apart(samples):
    found = make("gpx", path=str(samples / "gpx")).to_end()
    assert found.counts == (34, 0, 0)
    assert len({(event.collection, event.feature) for event in found.events}) == 34
