"""OGC API Features: the stored examples, then a real server with pages, systems, loops and rubbish."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest
import shapely

from tests.servers.http_server import Answer
from tests.unit.connectors.conftest import make


@pytest.mark.parametrize(("name", "counts"), [("items.geojson", (9, 0, 0)), ("ne_110m_lakes.geojson", (25, 0, 0)),
                                              ("LandingPage.json", (0, 0, 1)), ("Collections.json", (0, 0, 3))])
def test_stored_examples(samples, name, counts):
    found = make("ogc_features", path=str(samples / "ogcapi" / name)).to_end()
    if name == "Collections.json":
        counts = (0, 0, len(json.loads((samples / "ogcapi" / name).read_text())["collections"]))
    assert found.counts == counts


def feature(identity, lon=115.0, lat=30.2):
    return {"type": "Feature", "id": identity, "properties": {"n": identity},
            "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def page(features, following=None):
    links = [{"rel": "self", "href": "x"}] + ([{"rel": "next", "href": following, "type": "application/geo+json"}]
                                              if following else [])
    return json.dumps({"type": "FeatureCollection", "features": features, "links": links}).encode()


class Service:
    """Landing page, two collections of features and one of coverages, paged by offset."""

    def __init__(self, server, count=25, size=10):
        self.server, self.count, self.size, self.tags = server, count, size, True
        server.routes["/"] = lambda _: json.dumps({"links": [
            {"rel": "data", "type": "text/html", "href": "/collections?f=html"},
            {"rel": "http://www.opengis.net/def/rel/ogc/1.0/data", "type": "application/json",
             "href": server.url + "/collections"}]}).encode()
        server.routes["/collections"] = lambda _: json.dumps({"collections": [
            {"id": "pipes", "links": [{"rel": "items", "type": "text/html", "href": "pipes.html"},
                                      {"rel": "items", "type": "application/geo+json", "href": "/collections/pipes/items"}]},
            {"id": "wells", "links": []}, {"id": "dem", "itemType": "coverage", "links": []}, 7]}).encode()
        server.routes["/collections/pipes/items"] = self.pipes
        server.routes["/collections/wells/items"] = page([feature("w1")])

    def pipes(self, request):
        start = int(parse_qs(request.query).get("offset", ["0"])[0])
        tag = f'"p{start}-{self.count}"'
        if self.tags and request.headers.get("If-None-Match") == tag:
            return Answer(304)
        last = min(start + self.size, self.count)
        following = f"/collections/pipes/items?offset={last}&limit=10" if last < self.count else None
        return Answer(200, page([feature(f"p{n}") for n in range(start, last)], following),
                      {"ETag": tag} if self.tags else {})


def test_from_the_landing_page_over_pages_with_etags(server):
    service = Service(server)
    found = make("ogc_features", id="sea", url=server.url + "/", poll_s=0.05).start()
    found.until(lambda r: r.health.skipped >= 25)
    assert {(event.collection, event.feature) for event in found.events} == \
        {("pipes", f"p{n}") for n in range(25)} | {("wells", "w1")}
    assert parse_qs(server.requests[2].query)["limit"] == ["1000"]
    service.count = 21
    found.until(lambda r: r.kinds["FeatureGone"] == 4).finish()
    assert found.health.bad == 0


@pytest.mark.parametrize("start", ["/collections", "/collections/pipes/items"])
def test_from_further_down(server, start):
    Service(server, count=12)
    found = make("ogc_features", url=server.url + start, collections="pipes", bbox="114,29,116,31", limit=10, query={"x": "1"},
                 datetime="2024-01-01T00:00:00Z/..").start()
    found.until(lambda r: len(r.events) == 12).finish()
    first = parse_qs(server.requests[1].query)
    assert (first["bbox"], first["limit"], first["datetime"], first["x"]) == (
        ["114,29,116,31"], ["10"], ["2024-01-01T00:00:00Z/.."], ["1"])
    assert {event.collection for event in found.events} == {"pipes"}


@pytest.mark.parametrize("settings", [{}, {"ignores_axis_order": True}])
@pytest.mark.parametrize(("uri", "first"), [("EPSG/0/4326", True), ("EPSG/0/4490", True), ("OGC/1.3/CRS84", False)])
def test_axis_order_of_the_answer(server, uri, first, settings):
    north_first = first and not settings
    body = page([feature("a", 30.2, 115.0) if north_first else feature("a", 115.0, 30.2)])
    header = {"Content-Crs": f"<http://www.opengis.net/def/crs/{uri}>"}
    server.routes["/c/items"] = Answer(200, body, header)
    found = make("ogc_features", url=server.url + "/c/items", request_crs="EPSG:4490", **settings).start()
    found.until(lambda r: r.events).finish()
    place = shapely.from_wkb(found.events[0].geometry)
    assert (place.x, place.y) == (115.0, 30.2)
    assert parse_qs(server.requests[1].query)["crs"] == ["http://www.opengis.net/def/crs/EPSG/0/4490"]


def test_zones_northing_first(server):
    body = page([feature("a", 3_342_000.0, 500_000.0)])
    header = {"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/4547>"}
    server.routes["/c/items"] = Answer(200, body, header)
    found = make("ogc_features", url=server.url + "/c/items").start().until(lambda r: r.events).finish()
    place = shapely.from_wkb(found.events[0].geometry)
    assert place.x == pytest.approx(114.0)
    assert 30.1 < place.y < 30.3


@pytest.mark.parametrize("following", ["/c/items", "/c/items?offset=10", "?token=next"])
def test_pages_that_lead_in_a_circle(server, following):
    count = iter(range(10_000))
    server.routes["/c/items"] = lambda _: page([feature("a"), feature("b")],
                                               f"{following}{next(count)}" if "token" in following else following)
    found = make("ogc_features", url=server.url + "/c/items", poll_s=60).start().until(lambda r: r.reasons).finish()
    assert found.reasons == ["paging_loop: c"]
    assert [event.feature for event in found.events] == ["a", "b"]
    assert len(server.requests) <= 3


def test_too_many_pages_and_a_page_that_fails(server):
    server.routes["/c/items"] = lambda q: page([feature(q.query[-3:])], f"/c/items?offset={len(server.requests) + 100}")
    found = make("ogc_features", url=server.url + "/c/items", max_pages=5, poll_s=60).start()
    found.until(lambda r: r.health.report(now=True).reason == "too_many_pages").finish()
    assert len(found.events) == 5
    service = Service(server)
    server.routes["/collections/wells/items"] = Answer(500)
    other = make("ogc_features", url=server.url + "/", poll_s=60).start().until(lambda r: r.reasons).finish()
    assert len(other.events) == service.count
    assert other.health.report(now=True).left_out == {"wells": {"http_status": 1}}


def test_links_never_leave_the_server(server):
    server.routes["/"] = json.dumps({"links": [{"rel": "data", "href": "http://localhost.invalid:5000/collections"}]}).encode()
    refused = make("ogc_features", url=server.url + "/").to_end()
    assert refused.error.key == "foreign_link"
    Service(server)
    server.routes["/"] = json.dumps({"links": [{"rel": "data", "href": "http://inside.invalid:5000/collections"}]}).encode()
    found = make("ogc_features", url=server.url + "/", rebase_links=True).start()
    found.until(lambda r: len(r.events) == 26).finish()


def test_a_server_that_wants_f_json(server):
    body = page([feature("a")])
    server.routes["/c/items"] = lambda q: body if "f=json" in q.query else Answer(200, b"<html>", {"Content-Type": "text/html"})
    found = make("ogc_features", url=server.url + "/c/items").start().until(lambda r: r.events).finish()
    assert found.health.bad == 0


def test_a_broken_page_keeps_its_features_and_takes_nothing_away(server):
    whole = page([feature(f"p{n}") for n in range(5)])
    server.routes["/c/items"] = lambda _: whole if len(server.requests) < 3 else whole[:-150]
    found = make("ogc_features", url=server.url + "/c/items", poll_s=0.05).start().until(lambda r: r.health.bad).finish()
    assert found.kinds == {"FeatureSeen": 5}


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"<html>", b'{"links": 7}', b'{"links": [{"rel": "data", "href": 3}]}',
                                  b'{"collections": {"a": 1}}', b"\x00", b'{"links":[{"rel":"data","href":"/"}]}'])
def test_rubbish_instead_of_a_landing_page(server, body):
    server.routes["/"] = body
    found = make("ogc_features", url=server.url + "/").to_end()
    assert found.error.key in ("not_ogc_features", "bad_json")


def test_a_collection_that_is_not_there(server):
    Service(server)
    found = make("ogc_features", url=server.url + "/", collections=["roads"]).to_end()
    assert found.error.fatal
    assert "pipes, wells" in found.error.detail


def test_after_a_restart_each_collection_is_compared_with_its_own(server):
    service = Service(server, count=12)
    first = make("ogc_features", id="sea", url=server.url + "/").start().until(lambda r: len(r.events) == 13).finish()
    service.count = 11
    again = make("ogc_features", id="sea", url=server.url + "/", poll_s=0.05)
    again.connector.remember(first.events)
    again.start().until(lambda r: r.kinds["FeatureGone"] and r.health.skipped > 20).finish()
    assert again.kinds == {"FeatureGone": 1}
    assert again.events[0].feature == "p11"


def test_what_a_stop_in_the_middle_did_not_reach_is_not_gone(server):
    service = Service(server, count=25)
    first = make("ogc_features", id="sea", url=server.url + "/").start().until(lambda r: len(r.events) == 26).finish()
    again = make("ogc_features", id="sea", url=server.url + "/", poll_s=0.05)
    again.connector.remember(first.events)

    def pipes(request):
        if "offset=10" in request.query:
            again.stop.set()  # between the second page and the third
        return service.pipes(request)

    server.routes["/collections/pipes/items"] = pipes
    again.start().until(lambda r: r.stop.is_set()).finish()
    assert again.kinds == {}


def test_a_collection_that_the_server_gave_up_is_gone(server):
    Service(server, count=3)
    found = make("ogc_features", id="sea", url=server.url + "/", poll_s=0.05)
    found.start().until(lambda r: len(r.events) == 4)
    server.routes["/collections/wells/items"] = Answer(404)
    server.routes["/collections"] = json.dumps({"collections": [
        {"id": "pipes", "links": [{"rel": "items", "href": "/collections/pipes/items"}]}]}).encode()
    found.until(lambda r: r.kinds["FeatureGone"]).finish()
    assert [event.feature for event in found.events if type(event).__name__ == "FeatureGone"] == ["w1"]


def test_one_collection_named_as_the_table(server):
    Service(server)
    found = make("ogc_features", url=server.url + "/", collection="wells", poll_s=60).start()
    found.until(lambda r: r.events).finish()
    assert [(event.collection, event.feature) for event in found.events] == [("wells", "w1")]
