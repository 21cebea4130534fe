"""WFS of three versions: stored capabilities, then a real server with pages, axis orders, limits and refusals."""

from __future__ import annotations

import pytest
import shapely

from command_center.connectors.wfs_capabilities import (
    best_format,
    exception_of,
    properties_of,
    read_capabilities,
)
from command_center.domain.geo import from_wgs84
from tests.servers.http_server import Answer
from tests.servers.wfs_server import PLAIN, URN, WfsService
from tests.unit.connectors.conftest import make

GML32 = ("application/gml+xml; version=3.2", "text/xml; subtype=gml/3.1.1")


@pytest.mark.parametrize(("name", "version", "count", "first", "formats", "form"), [
    ("mapserver-wfs-cap.xml", "1.0.0", 25, "antarctic_ice_shelves_fill", ("GML2",), "GML2"),
    ("wfs_CUZK_GetCapabilities_2_0_0.xml", "2.0.0", 3, "CP:CadastralBoundary", (), "text/xml; subtype=gml/3.2.1"),
    ("wfs_HSRS_GetCapabilities_1_1_0.xml", "1.1.0", 8, "nuts1", ("text/xml; subtype=gml/3.1.1",), "text/xml; subtype=gml/3.1.1")])
def test_stored_capabilities(samples, name, version, count, first, formats, form):
    found = read_capabilities((samples / "ogc" / name).read_bytes())
    assert (found.version, len(found.types), found.types[0].name, found.formats) == (version, count, first, formats)
    assert best_format(found, found.types[0]) == form
    assert found.url.startswith("http")
    assert make("wfs", path=str(samples / "ogc" / name)).to_end().counts == (0, 0, count)


def test_a_stored_schema_and_other_services(samples):
    schema = samples / "ogc/wfs_koeln_arcgis_describefeaturetype_200.xml"
    assert properties_of(schema.read_bytes())[:3] == ["objectid", "Nummer", "Adresse"]
    assert make("wfs", path=str(schema)).to_end().counts == (0, 0, 1)
    assert make("wfs", path=str(samples / "ogc/wms_geoserver-cap.xml")).to_end().counts == (0, 1, 0)


def places(found):
    return {event.feature: shapely.from_wkb(event.geometry) for event in found.events}


def check(found, count=25):
    assert len(places(found)) == count
    for identity, place in places(found).items():
        number = int(identity.rpartition(".")[2])
        assert (place.x, place.y) == pytest.approx((115.0 + number / 1000, 30.2), abs=1e-7)
    assert {event.collection for event in found.events} == {"pipes"}
    assert found.events[3].properties["code"] == "c3"


@pytest.mark.parametrize(("version", "formats", "crs"), [
    ("2.0.0", ("application/json", *GML32), URN + "4326"), ("2.0.0", GML32, URN + "4326"), ("2.0.0", GML32, PLAIN + "4326"),
    ("2.0.0", GML32, URN + "4490"), ("1.1.0", ("text/xml; subtype=gml/3.1.1",), URN + "4326"),
    ("1.1.0", ("json", "GML2"), PLAIN + "4326"), ("1.0.0", (), PLAIN + "4326")])
def test_pages_of_every_version_and_format(server, version, formats, crs):
    service = WfsService(server, version, formats=formats, crs=crs, limit=1000 if version == "1.0.0" else 10)
    found = make("wfs", id="pipes", url=server.url + "/wfs?map=city&SERVICE=WFS&Request=GetCapabilities", poll_s=60).start()
    found.until(lambda r: len(r.events) == 25).finish()
    check(found)
    assert service.asked[-1]["map"] == "city"
    assert found.health.bad == 0


@pytest.mark.parametrize("crs", [URN + "4547", PLAIN + "4547", URN + "3857", "http://www.opengis.net/def/crs/EPSG/0/4526"])
def test_projected_systems_in_either_order(server, crs):
    service = WfsService(server, formats=GML32, crs=crs)
    code = crs.rpartition(":")[2].rpartition("/")[2]
    service.north_first = code != "3857" and not crs.startswith(PLAIN)
    service.points = [tuple(float(part) for part in from_wgs84(*point, f"EPSG:{code}")) for point in service.points]
    found = make("wfs", url=server.url + "/wfs", poll_s=60).start().until(lambda r: len(r.events) == 25).finish()
    check(found)


def test_a_server_that_ignores_the_axis_order(server):
    service = WfsService(server, formats=GML32)
    service.north_first = False
    wrong = make("wfs", url=server.url + "/wfs", poll_s=60).start().until(lambda r: r.health.bad == 25).finish()
    assert wrong.health.report(now=True).left_out == {"pipes": {"swapped_axes": 25}}
    found = make("wfs", url=server.url + "/wfs", poll_s=60, ignores_axis_order=True).start()
    check(found.until(lambda r: len(r.events) == 25).finish())
    again = make("wfs", url=server.url + "/wfs", poll_s=60, swap_axes=True).start()
    check(again.until(lambda r: len(r.events) == 25).finish())


def test_a_server_that_counts_nothing(server):
    WfsService(server, formats=("geojson",), hits=False)
    found = make("wfs", url=server.url + "/wfs", poll_s=60).start().until(lambda r: len(r.events) == 25)
    found.until(lambda r: r.health.report(now=True).state == "live").finish()
    check(found)


@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
@pytest.mark.parametrize("formats", [("geojson",), GML32])
def test_a_server_that_cannot_page_says_what_is_missing(server, version, formats):
    WfsService(server, version, formats=formats, paging=False)
    found = make("wfs", url=server.url + "/wfs", poll_s=60).start()
    found.until(lambda r: r.health.report(now=True).reason == "incomplete").finish()
    assert found.health.report(now=True).detail.startswith("city:pipes,")
    check(found, 10)


def test_a_server_that_wants_an_order(server):
    service = WfsService(server, formats=("geojson",))
    service.refuse = lambda query: "" if "sortby" in query or "startindex" not in query else \
        "Cannot do natural order without a primary key"
    found = make("wfs", url=server.url + "/wfs", poll_s=60).start().until(lambda r: len(r.events) == 25).finish()
    check(found)
    assert service.asked[-1]["sortby"] == "code"


@pytest.mark.parametrize(("version", "crs", "expected"), [
    ("2.0.0", URN + "4326", "30,114,31,116,urn:ogc:def:crs:EPSG::4326"), ("1.1.0", PLAIN + "4326", "114,30,116,31,EPSG:4326"),
    ("1.0.0", PLAIN + "4326", "114,30,116,31")])
def test_boxes(server, version, crs, expected):
    service = WfsService(server, version, formats=("geojson",), crs=crs, limit=1000)
    found = make("wfs", url=server.url + "/wfs", poll_s=60, bbox="114,30,116,31", type_names="pipes").start()
    found.until(lambda r: len(r.events) == 25).finish()
    assert service.asked[-1]["bbox"] == expected


def test_refusals_and_rubbish(server):
    service = WfsService(server)
    service.refuse = lambda query: "the database sleeps"
    found = make("wfs", url=server.url + "/wfs").to_end()
    assert (found.error.key, found.error.fatal) == ("refused_by_service", False)
    assert "sleeps" in found.error.detail
    missing = make("wfs", url=server.url + "/wfs", type_names=["roads"]).to_end()
    assert missing.error.fatal
    assert "city:pipes" in missing.error.detail
    for body in (b"", b"<html>", b"{}", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><WFS_Capabilities/>', b"\x00"):
        server.routes["/wfs"] = body
        assert make("wfs", url=server.url + "/wfs").to_end().error.key == "not_wfs"
    server.routes["/wfs"] = Answer(500)
    assert make("wfs", url=server.url + "/wfs").to_end().error.key == "http_status"


def test_a_stored_answer(server, tmp_path):
    service = WfsService(server, count=3)
    (tmp_path / "pipes.gml").write_bytes(service.gml([0, 1, 2]))
    (tmp_path / "more.xml").write_bytes(service.report("x", "no"))
    (tmp_path / "empty.xml").write_bytes(service.gml([]))
    found = make("wfs", path=str(tmp_path)).to_end()
    assert found.counts == (3, 1, 0)
    assert shapely.from_wkb(found.events[0].geometry).y == 30.2
    assert exception_of(service.report("a", "b c")) == "a b c"


def test_gml_cannot_fetch_a_schema(server, tmp_path):
    body = WfsService(server, count=1).gml([0]).replace(
        b"<wfs:FeatureCollection ", b'<wfs:FeatureCollection xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                                    b'xsi:schemaLocation="http://city.invalid ' + server.url.encode() + b'/city.xsd" ', 1)
    (tmp_path / "a.gml").write_bytes(body)
    for kind in ("wfs", "vector"):
        assert make(kind, path=str(tmp_path / "a.gml")).to_end().counts == (1, 0, 0)
    assert server.requests == []


def test_features_beside_a_count_of_none(tmp_path):
    """deegree 3 writes numberReturned="0" where it does not count."""
    service = WfsService.__new__(WfsService)
    service.version, service.crs, service.points, service.north_first, service.hits = "2.0.0", URN + "4326", [(115.0, 30.2)], True, False
    (tmp_path / "a.gml").write_bytes(service.gml([0]).replace(b'numberReturned="1"', b'numberReturned="0"'))
    assert make("wfs", path=str(tmp_path / "a.gml")).to_end().counts == (1, 0, 0)


def test_what_a_stop_in_the_middle_did_not_reach_is_not_gone(server):
    WfsService(server, "2.0.0", limit=10)
    first = make("wfs", id="pipes", url=server.url + "/wfs", poll_s=60).start().until(lambda r: len(r.events) == 25).finish()
    again = make("wfs", id="pipes", url=server.url + "/wfs", poll_s=0.05)
    again.connector.remember(first.events)
    answer, asked = server.routes["/wfs"], []

    def stops(request):
        if "GetFeature" in request.query and "hits" not in request.query:
            asked.append(request)
            if len(asked) == 2:
                again.stop.set()  # between the second page and the third
        return answer(request)

    server.routes["/wfs"] = stops
    again.start().until(lambda r: r.stop.is_set()).finish()
    assert again.kinds == {}
