"""CSV and GTFS-Realtime: real files, then broken ones."""

from __future__ import annotations

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from command_center.connectors.csv import sniff
from command_center.domain.time import parse_iso
from tests.servers.http_server import Answer
from tests.unit.connectors.conftest import make


def table(tmp_path, body, **settings):
    path = tmp_path / "t.csv"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return make("csv", path=str(path), **settings).to_end()


def test_montgomery_calls_without_a_mapping(samples):
    found = make("csv", path=str(samples / "incidents/montgomery_911.csv")).to_end()
    assert found.counts == (3051, 0, 0)
    assert found.kinds == {"ReportReceived": 3051}
    first = found.events[0]
    assert (first.lat, first.lon, first.title) == (40.0883549, -75.3821004, "EMS: ABDOMINAL PAINS")
    assert first.at_utc == parse_iso("2016-01-15T12:01:00Z")
    assert first.address == "DEKALB PIKE & ALLENDALE RD"
    assert len({event.report for event in found.events}) == 3051


def test_montgomery_calls_in_their_own_time_zone(samples):
    found = make("csv", path=str(samples / "incidents/montgomery_911.csv"), timezone="US/Eastern", id="calls",
                 mapping={"lat": 1, "lon": 2, "title": "3", "at_utc": "4", "address": "6",
                          "properties": {"township": "5"}}).to_end()
    assert found.events[0].at_utc == parse_iso("2016-01-15T17:01:00Z")
    assert found.events[0].properties == {"township": "UPPER MERION"}
    assert found.events[0].report.startswith("calls/")


def test_cameras_and_observations(samples):
    cameras = make("csv", path=str(samples / "cameras/hk_Traffic_Camera_Locations_En.csv"), event="CameraSeen").to_end()
    assert cameras.counts == (210, 0, 0)
    assert cameras.events[0].camera == "H429F"
    assert cameras.events[0].main_url.endswith("H429F.JPG")
    samples_ = make("csv", path=str(samples / "vector/obs.csv"), event="ObservationMade",
                    mapping={"series": "stn_id", "value": "value", "at_utc": "datetime"}).to_end()
    assert samples_.counts == (5, 0, 0)


def test_header_with_the_usual_names(tmp_path):
    found = table(tmp_path, "lat,lng,desc,zip,title,timeStamp,twp,addr\n"
                            "40.1,-75.2,\"a, \"\"b\"\"\",1,EMS: X,2015-12-10 17:10:52,T,A\n"
                            "40.1,-75.2,d,1,Fire: Y,12/10/2015 5:10:52 PM,T,A\n")
    assert found.counts == (2, 0, 0)
    assert [event.at_utc for event in found.events] == [parse_iso("2015-12-10T17:10:52Z")] * 2
    assert found.events[0].text == 'a, "b"'
    assert found.events[0].title == "EMS: X"


def test_short_long_and_wrong_rows_are_counted(tmp_path):
    found = table(tmp_path, "lat,lon,title,time\n30,115,a,2026-01-01 00:00\n30,115,b\n30,115,c,2026-01-01 00:00,x\n"
                            "30,115,d,yesterday\nx,115,e,2026-01-01 00:00\n300,115,f,2026-01-01 00:00\n\n")
    assert found.counts == (1, 5, 0)
    assert [reason.partition(":")[0] for reason in found.reasons] == [
        "wrong_width", "wrong_width", "bad_field", "bad_field", "coordinates_out_of_range"]


def test_columns_of_other_cities(tmp_path):
    seattle = table(tmp_path, "Address,Type,Datetime,Latitude,Longitude,Incident Number\n"
                              "7TH AVE,Aid Response,11/20/2023 05:10:00 PM,47.609,-122.332,F23\n")
    assert (seattle.events[0].report, seattle.events[0].at_utc) == ("F23", parse_iso("2023-11-20T17:10:00Z"))
    pairs = table(tmp_path, 'Problem;Call Date/Time;Location 1\nFire;2023-01-01 10:00;(39.29, -76.61)\n')
    assert (pairs.events[0].lat, pairs.events[0].lon) == (39.29, -76.61)
    points = table(tmp_path, 'when,where\n2023-01-01 10:00,POINT (-76.61 39.29)\n2023-01-01 10:01,POINT (-76.62 39.29)\n')
    assert (points.events[0].lat, points.events[0].lon) == (39.29, -76.61)
    assert points.events[0].at_utc == parse_iso("2023-01-01T10:00:00Z")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    body = "lat,lon,title,time\n30.5,115.5,a,2026-01-01 00:00\n30.5,115.5,b,2026-01-01 00:00\n".replace(",", delimiter)
    assert sniff(body) == delimiter
    assert table(tmp_path, body).counts == (2, 0, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    body = "编号,标题,经度,纬度,时间\n1,积水,115.0,30.2,2026-01-01 08:00:00\n".encode(encoding)
    found = table(tmp_path, body, timezone="Asia/Shanghai", crs="gcj02")
    assert found.counts == (1, 0, 0)
    assert found.events[0].title == "积水"
    assert found.events[0].at_utc == parse_iso("2026-01-01T00:00:00Z")
    assert 0.003 < 115.0 - found.events[0].lon < 0.008


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02\x03" * 100, b"no mapping\nat all\n", b'"' + b"x" * 2_000_000])
def test_rubbish_is_bad_and_nothing_more(tmp_path, body):
    found = table(tmp_path, body)
    assert found.events == []
    assert found.health.bad >= 1


def test_hostile_cells_take_no_time(tmp_path):
    found = table(tmp_path, "id,lat,lon,time\n1," + "1" * 500_000 + "x,2,2026-01-01\n2,(" + " " * 500_000 + "),2," + "3" * 500_000
                  + "\n3,30,115,2026-01-01\n")
    assert sum(found.counts) == 3


def test_an_unknown_column_is_said(tmp_path):
    found = table(tmp_path, "a,b\n1,2\n", mapping={"title": "c"})
    assert found.counts == (0, 1, 0)
    assert found.reasons == ["no_column: c"]


def test_a_file_too_large_is_not_read(tmp_path):
    found = table(tmp_path, b"a,b\n" * 1000, max_bytes=100)
    assert found.counts == (0, 1, 0)
    assert found.reasons[0].startswith("too_large")


# --- GTFS-Realtime


@pytest.mark.parametrize(("name", "events", "counts"), [
    ("raba-vehicle-positions.pb", 22, (22, 0, 0)), ("bullrunner-vehicle-positions.pb", 10, (10, 0, 0)),
    ("vehicle_position_min.pb", 1, (1, 0, 0)), ("raba-trip-updates.pb", 0, (0, 0, 9))])
def test_real_feeds(samples, name, events, counts):
    found = make("gtfs_rt", path=str(samples / "gtfs" / name)).to_end()
    assert len(found.events) == events
    assert found.counts == counts


def test_raba_vehicles(samples):
    first = make("gtfs_rt", path=str(samples / "gtfs/raba-vehicle-positions.pb"), id="raba").to_end().events[0]
    assert first.subject == "raba/66"
    assert first.lon == pytest.approx(-122.386475, abs=1e-5)
    assert first.at_utc == 1749416904 * 1_000_000
    assert first.heading_deg is None
    assert first.speed_mps == 0.0


def feed(*vehicles, full=True, timestamp=1_700_000_000):
    message = gtfs.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = timestamp
    message.header.incrementality = 0 if full else 1
    for name, lat, lon in vehicles:
        entity = message.entity.add(id=name)
        entity.vehicle.vehicle.id = name
        if lat is not None:
            entity.vehicle.position.latitude, entity.vehicle.position.longitude = lat, lon
    return message


def test_a_vehicle_that_left_a_full_feed_is_lost(server):
    bodies = [feed(("a", 30, 115), ("b", 30, 115)), feed(("a", 30.1, 115), timestamp=1_700_000_010)]
    server.routes["/f"] = lambda _: Answer(200, (bodies.pop(0) if len(bodies) > 1 else bodies[0]).SerializeToString())
    found = make("gtfs_rt", url=server.url + "/f", poll_s=0.05).start()
    found.until(lambda r: r.kinds["PositionLost"] == 1 and r.health.skipped).finish()
    assert found.kinds == {"PositionReported": 3, "PositionLost": 1}
    assert next(event for event in found.events if type(event).__name__ == "PositionLost").subject == "b"


def test_entities_without_use(tmp_path):
    message = feed(("a", 95, 200), ("b", None, None), ("c", 0, 0), ("d", 30, 115))
    message.entity.add(id="alert").alert.header_text.translation.add(text="停运", language="zh")
    trip = message.entity.add(id="trip")
    trip.trip_update.trip.trip_id = "t"
    trip.trip_update.stop_time_update.add(stop_id="s").arrival.delay = 120
    path = tmp_path / "feed.pb"
    path.write_bytes(message.SerializeToString())
    found = make("gtfs_rt", path=str(path)).to_end()
    assert found.counts == (3, 2, 1)  # a vehicle without a position is allowed, one at 0, 0 is not
    assert found.kinds == {"PositionReported": 1, "ReportReceived": 1, "ObservationMade": 1}


@pytest.mark.parametrize("body", [b"", b"<html>quota exceeded</html>", b"\xff" * 50,
                                  feed(("a", 30, 115)).SerializeToString()[:-4]])
def test_a_page_of_rubbish_leaves_the_last_state(server, body):
    good = feed(("a", 30, 115)).SerializeToString()
    server.routes["/f"] = lambda _: Answer(200, good if len(server.requests) < 2 else body)
    found = make("gtfs_rt", url=server.url + "/f", poll_s=0.05).start()
    found.until(lambda r: r.health.bad >= 1).finish()
    assert found.kinds == {"PositionReported": 1}
