"""http_json and SensorThings against a real server, and their stored samples."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest
from pydantic import ValidationError

from command_center.connectors.values import instant, number, pair
from command_center.domain.events import OrderCancelled, UnitOrdered
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import HOUR, SECOND, now_utc, parse_iso, to_iso
from tests.servers.http_server import Answer, stall
from tests.servers.mosquitto import free_port
from tests.unit.connectors.conftest import make

UNITS = [{"id": "f1", "state": "1", "where": {"x": 115.0, "y": 30.2}, "kmh": 36, "t": 1700000000},
         {"id": "f2", "state": "9", "where": {"x": 115.1, "y": 30.3}, "kmh": "", "t": 1700000000}]
RULES = [{"event": "UnitStatusChanged", "mapping": {"unit": "id", "class_key": {"const": "fire"},
                                                    "status": {"path": "state", "values": {"1": "free", "9": "en_route"}}}},
         {"event": "PositionReported", "mapping": {"subject": "id", "lon": "where.x", "lat": "where.y", "at_utc": "t",
                                                   "speed_mps": {"path": "kmh", "scale": 0.2777777777777778}}}]


def body(value):
    return json.dumps(value).encode()


def test_one_item_gives_two_events_and_only_news(server):
    server.routes["/units"] = body({"items": UNITS})
    found = make("http_json", id="u", url=server.url + "/units", events=RULES, poll_s=0.05, crs="gcj02").start()
    found.until(lambda r: r.health.skipped >= 4).finish()
    assert found.kinds == {"UnitStatusChanged": 2, "PositionReported": 2}
    assert found.health.good == 2
    status, position = found.events[:2]
    assert (status.unit, status.status, status.class_key) == ("u/f1", "free", "fire")
    assert position.speed_mps == pytest.approx(10.0)
    assert position.lon < 115.0  # shifted
    assert position.at_utc == 1700000000 * SECOND


def test_paging_by_link_cursor_and_offset(server):
    server.routes["/a"] = lambda q: body({"value": [{"id": q.query or "1"}],
                                          "next": None if q.query == "p=3" else f"/a?p={3 if q.query else 2}"})
    server.routes["/b"] = lambda q: body({"value": [{"id": "i" + q.query}], "cursor": "" if "c=z" in q.query else "z"})
    server.routes["/c"] = lambda q: body([] if "o=4" in q.query else [{"id": q.query + "1"}, {"id": q.query + "2"}])
    common = {"event": "ReportReceived", "mapping": {"report": "id"}, "poll_s": 60}
    for path, extra, expected in (("/a", {"next": "next"}, 3), ("/b", {"next": "cursor", "next_param": "c"}, 2),
                                  ("/c", {"page_param": "o", "page_step": 2}, 4)):
        found = make("http_json", url=server.url + path, **common, **extra).start()
        found.until(lambda r, n=expected: len(r.events) == n).finish()


def test_paging_never_leaves_the_server_and_never_loops(server):
    server.routes["/a"] = body({"value": [{"id": "1"}], "next": "http://127.0.0.1:1/steal"})
    found = make("http_json", url=server.url + "/a", next="next", mapping={"report": "id"}).to_end()
    assert found.error.key == "foreign_link"
    assert found.health.good == 1
    server.routes["/b"] = lambda q: body({"value": [{"id": "i" + q.query}], "next": "/b?x=1"})
    looped = make("http_json", url=server.url + "/b", next="next", mapping={"report": "id"}, poll_s=60).start()
    looped.until(lambda r: r.reasons).finish()
    assert looped.reasons[0].startswith("paging_loop")


def test_what_is_missing_from_a_complete_list_is_gone(server):
    lists = [[{"device": "d1"}, {"device": "d2"}], [{"device": "d2"}], [{"device": "d1"}, {"device": "d2"}]]
    server.routes["/a"] = lambda _: body(lists.pop(0) if len(lists) > 1 else lists[0])
    found = make("http_json", url=server.url + "/a", event="DeviceAlarmRaised", complete=True, poll_s=0.05).start()
    found.until(lambda r: r.kinds["DeviceAlarmRaised"] == 3).finish()
    assert [type(event).__name__[11:] for event in found.events] == ["Raised", "Raised", "Cleared", "Raised"]


def test_since_asks_for_what_is_new(server):
    server.routes["/calls"] = body([{"id": "1", "time": "2026-01-01T00:00:00Z"}])
    found = make("http_json", url=server.url + "/calls", since_param="since", poll_s=0.05).start()
    found.until(lambda r: len(server.requests) >= 3).finish()
    assert parse_qs(server.requests[2].query)["since"] == ["2026-01-01T00:00:00+00:00"]
    assert len(found.events) == 1


def test_bad_items_are_counted_beside_good_ones(server):
    server.routes["/a"] = body([{"id": "1"}, 3, None, {"x": 1}, {"id": "2", "lon": "east", "lat": 1},
                                {"id": "3", "time": "soon"}, {"id": "4"}])
    found = make("http_json", url=server.url + "/a", poll_s=60).start().until(lambda r: sum(r.counts) == 7).finish()
    assert [event.report for event in found.events] == ["1", "4"]
    assert found.health.bad == 5


def test_the_only_list_of_objects_is_found(tmp_path):
    (tmp_path / "a.json").write_bytes(body({"meta": {"page": 1}, "Lista stacji": [{"id": 1}, {"id": 2}], "links": [1]}))
    assert make("http_json", path=str(tmp_path / "a.json")).to_end().counts == (2, 0, 0)


@pytest.mark.parametrize("rubbish", [b"", b"<html>", b'{"a": [1, 2', b"[" * 100_000, b"\x00\xff\xfe"])
def test_rubbish_is_bad_and_the_next_answer_is_read(server, rubbish):
    server.routes["/a"] = lambda _: rubbish if len(server.requests) < 2 else body([{"id": "1"}])
    found = make("http_json", url=server.url + "/a", poll_s=0.05).start().until(lambda r: r.events).finish()
    assert found.health.bad >= 1


@pytest.mark.parametrize("wrong", [{"url": "x", "path": "y"}, {}, {"path": "a", "items": "a["}, {"path": "a", "colour": 1},
                                   {"path": "a", "mapping": {"nothing": "x"}}, {"path": "a", "mapping": {"title": "a["}},
                                   {"path": "a", "timezone": "Mars/Base"}, {"path": "a", "crs": "mars"},
                                   {"path": "a", "order_url": "http://h/{who}"}, {"path": "a", "cancel_url": "h/{unit}"},
                                   {"path": "a", "move_url": "http://h/{unit}"}, {"path": "a", "event": "IncidentOpened"}, {"url": "ftp://x"}])
def test_a_wrong_configuration_is_refused(wrong):
    with pytest.raises((ValidationError, ValueError)):
        make("http_json", **wrong)


def order(**more):
    return UnitOrdered(at_utc=1, incident="i1", order="o1", unit="u/f 1", lon=115.0, lat=30.2, **more)


def test_orders(server):
    found = make("http_json", id="u", url=server.url + "/units", order_url=server.url + "/units/{unit}/orders",
                 cancel_url=server.url + "/units/{unit}/orders/{order}", order_timeout_s=0.5).connector
    path = "/units/f%201/orders"
    server.routes[path] = Answer(202, b'{"state": "accepted"}')
    assert found.send(order()).state == "confirmed"
    assert json.loads(server.requests[-1].body) == {"order": "o1", "incident": "i1", "unit": "f 1", "lon": 115.0,
                                                    "lat": 30.2}
    server.routes[path] = Answer(409, '{"reason": "已出动"}'.encode())
    assert found.send(order()) == ("failed", "refused_by_service", "已出动")
    server.routes[path] = Answer(500, b"oops")
    assert found.send(order()).state == "unknown"
    server.routes[path] = Answer(200, stall)
    assert found.send(order()).state == "unknown"
    server.routes[path + "/o1"] = Answer(204)
    assert found.send(OrderCancelled(at_utc=1, incident="i1", order="o1", unit="u/f 1")).state == "confirmed"
    assert server.requests[-1].method == "DELETE"
    nobody = f"http://127.0.0.1:{free_port()}/x"
    assert make("http_json", url=nobody, order_url=nobody).connector.send(order()).state == "failed"
    assert make("http_json", url=nobody).connector.send(order()).reason == "not_handled"


def test_movements_of_cameras(server):
    found = make("http_json", id="c", url=server.url + "/cameras", move_url=server.url + "/cameras/{camera}/ptz").connector
    server.routes["/cameras/a%2Fb/ptz"] = Answer(200, b"{}")
    assert found.moves_cameras
    assert found.move("c/a/b", PtzRequest(kind="box", box=(0.1, 0.2, 0.3, 0.4))).state == "confirmed"
    sent = json.loads(server.requests[-1].body)
    assert (sent["kind"], sent["box"]) == ("box", [0.1, 0.2, 0.3, 0.4])
    server.routes["/cameras/d/ptz"] = Answer(400, b'{"error": "no such preset"}')
    assert found.move("c/d", PtzRequest(kind="preset", preset="9")) == ("failed", "refused_by_service", "no such preset")
    assert make("http_json", url=server.url).connector.move("c/d", PtzRequest(kind="stop")).reason == "not_handled"


def test_values():
    assert number("1,5") == 1.5
    assert number("-") is None
    assert pair("(40.1, -75.3)") == (40.1, -75.3)
    assert instant("2016-01-15 12:01") == parse_iso("2016-01-15T12:01Z")
    assert instant(1700000000) == instant("1700000000") == instant(1700000000000) == 1700000000 * SECOND
    assert instant("Fri, 04 Feb 2011 20:20:00 GMT") == parse_iso("2011-02-04T20:20Z")
    for wrong in ("soon", True, float("inf"), "2026-13-45"):
        with pytest.raises(ValueError, match="no time"):
            instant(wrong)


# --- SensorThings


def test_stored_pages(samples):
    page = make("sensorthings", path=str(samples / "sensorthings/things_page_expand_datastreams.json"), id="frost").to_end()
    assert page.counts == (5, 0, 0)
    things = [event for event in page.events if getattr(event, "collection", "") == "things"]
    assert [event.feature for event in things] == ["frost:19", "frost:20"]
    assert things[0].properties["datastreams"] == ["frost/66", "frost/130"]
    insert = make("sensorthings", path=str(samples / "sensorthings/deep_insert_things.json")).to_end()
    assert insert.counts == (7, 0, 0)
    assert make("sensorthings", path=str(samples / "sensorthings/readTaskingCapabilities.json")).to_end().counts == (0, 0, 1)


def test_a_page_of_one_datastream(tmp_path):
    item = {"@iot.id": 1, "phenomenonTime": "2024-01-01T00:00:00Z/2024-01-01T01:00:00Z", "resultTime": None, "result": 3.5,
            "Datastream@iot.navigationLink": "https://x/v1.1/Observations(1)/Datastream"}
    link = "https://x/v1.1/Datastreams(66)/Observations?$skip=1"
    for name, body_, series in (("a.json", {"value": [item], "@iot.nextLink": link}, "66"),
                                ("station.json", {"value": [item]}, "station"),
                                ("array.json", {"value": [{"Datastream@iot.navigationLink": "https://x/v1.1/Datastreams(7)",
                                                           "components": ["id", "phenomenonTime", "result"],
                                                           "dataArray": [[1, "2024-01-01T01:00:00Z", 3.5]]}]}, "7")):
        (tmp_path / name).write_bytes(body(body_))
        event = make("sensorthings", path=str(tmp_path / name)).to_end().events[0]
        assert (event.series, event.value, event.at_utc) == (series, 3.5, parse_iso("2024-01-01T01:00:00Z"))


class Frost:
    """A small service with string ids, nested paging and a next link of its own."""

    def __init__(self, server):
        self.url, self.observations = server.url + "/v1.1", []
        server.routes["/v1.1/Things"] = self.things
        server.routes["/v1.1/Datastreams"] = lambda _: body({"value": [self.stream("s2")]})
        server.routes["/v1.1/Observations"] = self.page

    def stream(self, name):
        return {"@iot.id": name, "name": name, "unitOfMeasurement": {"symbol": "m"},
                "ObservedProperty": {"name": "Water Depth", "definition": "d"}}

    def things(self, request):
        return body({"value": [{"@iot.id": "t1", "name": "Underpass", "properties": {"district": "A"},
                                "Locations": [{"encodingType": "application/geo+json",
                                               "location": {"type": "Point", "coordinates": [115.0, 30.2]}}],
                                "Datastreams": [self.stream("s1")],
                                "Datastreams@iot.nextLink": self.url + "/Datastreams?$skip=1"}]})

    def add(self, number, at_utc, result, stream="s1"):
        self.observations.append({"@iot.id": number, "phenomenonTime": to_iso(at_utc), "result": result,
                                  "Datastream": {"@iot.id": stream}})

    def page(self, request):
        query = parse_qs(request.query)
        bounds = {words.split()[1]: parse_iso(words.split()[2]) for words in query["$filter"][0].split(" and ")}
        rows = [row for row in self.observations
                if bounds["ge"] <= parse_iso(row["phenomenonTime"]) < bounds.get("lt", 1 << 62)]
        skip = int(query.get("$skip", ["0"])[0])
        answer = {"value": rows[skip:skip + 2]}
        if len(rows) > skip + 2:
            filter_ = query["$filter"][0].replace(" ", "%20")
            answer["@iot.nextLink"] = f"{self.url}/Observations?$filter={filter_}&$skip={skip + 2}"
        return body(answer)


def test_history_then_news_without_repeats(server):
    frost, now = Frost(server), now_utc()
    frost.add(1, now - 9 * HOUR, 0.1)  # older than the history asked for
    for count in range(2, 7):
        frost.add(count, now - (7 - count) * SECOND, count / 10)
    found = make("sensorthings", id="st", url=frost.url, poll_s=0.05, quantities={"d": "underpass_depth"}).start()
    found.until(lambda r: r.kinds["ObservationMade"] == 5)
    frost.add("seven", now, "ok", "s2")
    frost.add(8, now, True, "s2")
    found.until(lambda r: r.kinds["ObservationMade"] == 7).finish()
    samples_ = [event for event in found.events if type(event).__name__ == "ObservationMade"]
    assert (samples_[0].series, samples_[0].quantity, samples_[0].unit) == ("st/s1", "underpass_depth", "m")
    assert samples_[5].text == "ok"
    assert samples_[6].value == 1.0
    assert found.kinds["FeatureSeen"] == 3
    assert found.health.bad == 0


def test_a_restart_reads_no_history_twice(server):
    frost, now = Frost(server), now_utc()
    frost.add(1, now - HOUR, 0.1)
    frost.add(2, now - SECOND, 0.2)
    first = make("sensorthings", id="st", url=frost.url, poll_s=60).start().until(lambda r: len(r.events) == 5).finish()
    again = make("sensorthings", id="st", url=frost.url, poll_s=60, overlap_s=0)
    again.connector.remember(first.events)
    again.start().until(lambda r: r.events).finish()
    assert [event.value for event in again.events] == [0.2]


def test_links_to_elsewhere_and_rubbish(server):
    server.routes["/v1.1/Things"] = body({"value": [3, {"@iot.id": 1, "name": "a", "Datastreams": []}, {"name": ""}],
                                          "@iot.nextLink": "http://127.0.0.1:1/Things"})
    server.routes["/v1.1/Observations"] = b"<html>busy</html>"
    found = make("sensorthings", url=server.url + "/v1.1/Things?$top=2", poll_s=60).to_end()
    assert found.error.key == "bad_payload"
    assert found.kinds == {"FeatureSeen": 1}
    assert {reason.partition(":")[0] for reason in found.reasons} == {"foreign_link", "no_object", "missing_id", "bad_json"}


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"value": [null]}', '{"value": [{"result": 1}]}'])
def test_bad_stored_pages(tmp_path, text):
    path = tmp_path / "p.json"
    path.write_text(text)
    found = make("sensorthings", path=str(path)).to_end()
    assert found.health.bad >= 1
    assert found.events == []
