"""The SensorThings service without HTTP: queries, expansion, paging."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.sensors import make_things
from command_center.citysim.sensorthings import BadQuery, NotFound, SensorThings, parse_options
from command_center.domain.time import MINUTE, now_utc, parse_iso, to_iso

BASE = "http://127.0.0.1/v1.1"


@pytest.fixture
def service(city: City) -> SensorThings:
    return SensorThings(make_things(city), ScriptClock(now_utc() - 2 * MINUTE), BASE)


def _follow(service: SensorThings, link: str) -> dict:
    parts = urlsplit(link)
    return service.get(parts.path.removeprefix("/v1.1"), dict(parse_qsl(parts.query)))


def test_the_root_lists_the_entity_sets(service: SensorThings) -> None:
    names = {entry["name"] for entry in service.get("", {})["value"]}
    assert {"Things", "Locations", "Datastreams", "Sensors", "ObservedProperties", "Observations",
            "FeaturesOfInterest"} == names


@pytest.mark.parametrize("name", ["Things", "Datastreams", "Locations", "Sensors", "ObservedProperties"])
def test_pages_follow_one_another_to_the_end(service: SensorThings, name: str) -> None:
    page = service.get(name, {"$top": "7", "$count": "true"})
    total, ids = page["@iot.count"], [entity["@iot.id"] for entity in page["value"]]
    while "@iot.nextLink" in page:
        page = _follow(service, page["@iot.nextLink"])
        ids += [entity["@iot.id"] for entity in page["value"]]
    assert len(ids) == len(set(ids)) == total > 7


def test_things_carry_what_was_expanded(service: SensorThings) -> None:
    query = {"$expand": "Locations,Datastreams($expand=ObservedProperty,Sensor,Observations($orderby=phenomenonTime "
                        "desc;$top=1))"}
    thing = service.get("Things(1)", query)
    assert thing["Locations"][0]["location"]["type"] == "Point"
    stream = thing["Datastreams"][0]
    assert stream["ObservedProperty"]["name"] == "rain_intensity" and stream["Sensor"]["encodingType"]
    (newest,) = stream["Observations"]
    assert now_utc() - parse_iso(newest["phenomenonTime"]) < 12_000_000


def test_observations_are_filtered_by_time_and_ordered(service: SensorThings) -> None:
    since = to_iso(now_utc() - 60_000_000).replace("+00:00", "Z")
    body = service.get("Datastreams(11)/Observations",
                       {"$filter": f"phenomenonTime gt {since}", "$orderby": "phenomenonTime asc"})
    times = [parse_iso(row["phenomenonTime"]) for row in body["value"]]
    assert times == sorted(times) and times and times[0] > parse_iso(since)
    newest = service.get("Datastreams(11)/Observations", {"$orderby": "phenomenonTime desc", "$top": "1"})
    assert newest["value"][0]["phenomenonTime"] == body["value"][-1]["phenomenonTime"]


def test_six_hours_of_history_are_served(service: SensorThings) -> None:
    body = service.get("Datastreams(11)/Observations", {"$count": "true", "$top": "1"})
    assert body["@iot.count"] >= 360
    assert now_utc() - parse_iso(body["value"][0]["phenomenonTime"]) > 6 * 3600 * 1_000_000 - 120_000_000


def test_an_observation_is_found_again_under_its_link(service: SensorThings) -> None:
    row = service.get("Observations", {"$orderby": "phenomenonTime desc", "$top": "1", "$expand": "Datastream"})["value"][0]
    again = _follow(service, row["@iot.selfLink"])
    assert (again["result"], again["phenomenonTime"]) == (row["result"], row["phenomenonTime"])
    assert row["Datastream"]["unitOfMeasurement"]["symbol"]
    assert _follow(service, row["Datastream@iot.navigationLink"])["@iot.id"] == row["Datastream"]["@iot.id"]


def test_select_leaves_the_rest_out(service: SensorThings) -> None:
    body = service.get("Observations", {"$select": "result,phenomenonTime", "$top": "2"})
    assert all("resultTime" not in row and "result" in row for row in body["value"])


@pytest.mark.parametrize("query", [{"$filter": "name eq 'x'"}, {"$orderby": "nonsense"}, {"$top": "many"},
                                   {"$filter": "phenomenonTime gt 2026-99-99"}, {"$top": "-1"}, {"$teapot": "1"}])
def test_what_cannot_be_read_is_refused(service: SensorThings, query: dict[str, str]) -> None:
    with pytest.raises(BadQuery):
        service.get("Observations", query)


@pytest.mark.parametrize("path", ["Things(9999)", "Rockets", "Things(1)/Rockets", "Datastreams(x)", "Things(1)/Observations"])
def test_what_is_not_there_is_not_found(service: SensorThings, path: str) -> None:
    with pytest.raises(NotFound):
        service.get(path, {})


def test_nested_options_are_split_where_they_should_be() -> None:
    options = parse_options({"$expand": "Datastreams($top=2;$expand=Sensor,Observations($top=1)),Locations"})
    assert [name for name, _ in options.expand] == ["Datastreams", "Locations"]
    assert [name for name, _ in options.expand[0][1].expand] == ["Sensor", "Observations"]
