"""The demo city as its own process, spoken to over its own port as a stranger would."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import av
import pytest
import requests
from google.transit import gtfs_realtime_pb2

from command_center.domain.time import now_utc, parse_iso

pytestmark = pytest.mark.e2e
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
SPEED = 30


def _start(*options: str, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "command_center", "citysim", "--port", "0", "--json", *options],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, "XDG_CACHE_HOME": str(cache)})


def _url(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return str(json.loads(process.stdout.readline())["url"])


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def city(cache: Path) -> Iterator[str]:
    """Thirty times as fast, begun just before the storm."""
    process = _start("--speed", str(SPEED), cache=cache)
    yield _url(process)
    process.terminate()
    assert process.wait(10) == 0


def _until(condition: Callable[[], Any], seconds: float = 40.0) -> Any:
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)
    return found


def _get(url: str, **options: Any) -> requests.Response:
    response = requests.get(url, timeout=10, **options)
    response.raise_for_status()
    return response


def test_vectors_are_geojson_with_an_entity_tag_and_gzip(city: str) -> None:
    for name in ("roads", "buildings", "districts", "water", "parks", "places", "hydrants", "hospitals", "fire_stations",
                 "police_stations", "hazards", "shelters", "bus_stops"):
        response = _get(f"{city}/vector/{name}.geojson")
        features = response.json()["features"]
        assert features and all({"id", "geometry", "properties"} <= set(feature) for feature in features)
        assert response.headers["Content-Type"].startswith("application/geo+json")
        again = requests.get(f"{city}/vector/{name}.geojson", headers={"If-None-Match": response.headers["ETag"]},
                             timeout=10)
        assert again.status_code == 304 and not again.content
    plain = _get(f"{city}/vector/roads.geojson", headers={"Accept-Encoding": "identity"})
    packed = _get(f"{city}/vector/roads.geojson", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == plain.content


def test_road_properties_are_those_that_were_agreed(city: str) -> None:
    roads = [feature["properties"] for feature in _get(f"{city}/vector/roads.geojson").json()["features"]]
    assert all({"name", "name_en", "class", "speed_kmh", "oneway", "layer", "id"} <= set(road) for road in roads)
    assert any(road["name"] == "中山路下穿隧道" and road["layer"] == "tunnel" for road in roads)


def test_warnings_rise_in_an_atom_feed_of_valid_cap(city: str) -> None:
    def entries() -> list[ElementTree.Element]:
        return ElementTree.fromstring(_get(f"{city}/cap/feed.atom").content).findall(f"{ATOM}entry")

    _until(lambda: len(entries()) >= 3)
    levels, identifiers = [], set()
    for entry in reversed(entries()):
        link = entry.find(f"{ATOM}link")
        assert link is not None and entry.findtext(f"{ATOM}id") and entry.findtext(f"{ATOM}updated")
        alert = ElementTree.fromstring(_get(link.attrib["href"]).content)
        for name in ("identifier", "sender", "sent", "status", "msgType", "scope"):
            assert alert.findtext(CAP + name), name
        identifiers.add(alert.findtext(f"{CAP}identifier"))
        if alert.findtext(f"{CAP}msgType") != "Alert":
            assert (alert.findtext(f"{CAP}references") or "").split(",")[1] in identifiers
        assert [info.findtext(f"{CAP}language") for info in alert.findall(f"{CAP}info")] == ["zh-CN", "en-US"]
        for info in alert.findall(f"{CAP}info"):
            for name in ("category", "event", "urgency", "severity", "certainty", "headline", "expires"):
                assert info.findtext(CAP + name), name
            for polygon in info.iter(f"{CAP}polygon"):
                pairs = (polygon.text or "").split()
                assert len(pairs) >= 4 and pairs[0] == pairs[-1]
                assert all(29 < float(pair.split(",")[0]) < 31 for pair in pairs)  # latitude first
        levels.append(alert.findtext(f"{CAP}info/{CAP}parameter[{CAP}valueName='level']/{CAP}value"))
    assert levels[:3] == ["4", "3", "2"]


def test_sensorthings_is_paged_over_http(city: str) -> None:
    assert {entry["name"] for entry in _get(f"{city}/v1.1").json()["value"]} >= {"Things", "Observations"}
    page, ids = _get(f"{city}/v1.1/Datastreams?$top=20").json(), []
    while True:
        ids += [stream["@iot.id"] for stream in page["value"]]
        if "@iot.nextLink" not in page:
            break
        page = _get(page["@iot.nextLink"]).json()
    assert len(ids) == len(set(ids)) > 40
    newest = _get(f"{city}/v1.1/Datastreams({ids[0]})/Observations?$orderby=phenomenonTime desc&$top=1").json()["value"]
    assert now_utc() - parse_iso(newest[0]["phenomenonTime"]) < 5_000_000  # true time, however fast the script runs
    assert requests.get(f"{city}/v1.1/Things(99999)", timeout=10).status_code == 404


def test_buses_ride_in_gtfs_realtime_and_belong_to_the_schedule(city: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(_get(f"{city}/gtfs/static.zip").content))
    trips = {row["trip_id"] for row in csv.DictReader(io.TextIOWrapper(archive.open("trips.txt"), "utf-8"))}
    message = gtfs_realtime_pb2.FeedMessage()
    message.ParseFromString(_get(f"{city}/gtfs-rt/vehicle-positions.pb").content)
    assert message.IsInitialized() and 25 <= len(message.entity) <= 40
    assert {entity.vehicle.trip.trip_id for entity in message.entity} <= trips
    assert abs(message.header.timestamp - time.time()) < 5


def test_an_ordered_unit_arrives_and_is_released(city: str) -> None:
    before = {unit["id"]: unit for unit in _get(f"{city}/units").json()}
    order = {"order": "ord-1", "incident": "inc-1", "lon": 115.0274, "lat": 30.1925}
    answer = requests.post(f"{city}/units/drainage-2/orders", json=order, timeout=10)
    assert answer.status_code == 202 and answer.json() == {"order": "ord-1", "state": "ordered"}
    arrived = _until(lambda: (unit := _get(f"{city}/units/drainage-2").json())["status"] == "on_scene" and unit)
    assert arrived["order"] == "ord-1" and abs(arrived["lat"] - 30.1925) < 0.002 and before["drainage-2"]["lat"] != \
        arrived["lat"]
    assert requests.delete(f"{city}/units/drainage-2/orders/ord-1", timeout=10).status_code == 200
    home = _until(lambda: (unit := _get(f"{city}/units/drainage-2").json())["status"] == "free" and unit)
    assert home["order"] == "" and home["lon"] == before["drainage-2"]["lon"]


def test_orders_are_refused_with_a_reason_or_not_answered_at_all(city: str) -> None:
    order = {"order": "ord-2", "incident": "inc-1", "lon": 115.03, "lat": 30.2}
    answer = requests.post(f"{city}/units/fire-06/orders", json=order, timeout=10)
    assert answer.status_code == 409 and answer.json()["reason"] == "under_repair"
    assert requests.post(f"{city}/units/fire-99/orders", json=order, timeout=10).status_code == 404
    assert requests.post(f"{city}/units/fire-01/orders", data=b"{", timeout=10).status_code == 400
    with pytest.raises(requests.Timeout):
        requests.post(f"{city}/units/police-11/orders", json=order, timeout=1)


def test_calls_come_with_places_and_are_asked_for_by_time(city: str) -> None:
    calls = _until(lambda: len(found := _get(f"{city}/calls").json()["calls"]) >= 4 and found)
    trapped = next(call for call in calls if call["type"] == "flooded_underpass")
    assert trapped["address"] == "中山路下穿隧道" and 114.9 < trapped["lon"] < 115.2
    rest = _get(f"{city}/calls", params={"since": trapped["time"]}).json()["calls"]
    assert trapped["id"] not in {call["id"] for call in rest}


def test_cameras_are_listed_with_view_and_streams(city: str) -> None:
    cameras = _get(f"{city}/cameras").json()
    assert len(cameras) == 36, "a wall of 36 tiles is full"
    assert sum("中山路隧道" in camera["name"] for camera in cameras) == 2
    assert all(camera["fov_deg"] > 0 and camera["range_m"] > 0 and camera["sub_url"].startswith(city)
               for camera in cameras)


@pytest.mark.parametrize(("size", "width"), [("sub", 640), ("main", 1280)])
def test_a_stream_decodes_without_flaw(city: str, size: str, width: int) -> None:
    with av.open(f"{city}/cameras/cam-01/{size}.ts", timeout=10) as container:
        stamps = []
        for picture in container.decode(video=0):
            assert picture.width == width and not picture.is_corrupt
            stamps.append(picture.pts)
            if len(stamps) == 40:
                break
    assert {second - first for first, second in itertools.pairwise(stamps)} == {7200}


def test_one_feed_breaks_and_one_camera_goes_dark_and_both_come_back(cache: Path) -> None:
    process = _start("--speed", "30", "--start-at", "600", cache=cache)
    try:
        _breaks_and_recovers(_url(process))
    finally:
        process.terminate()
        process.wait(10)


def _breaks_and_recovers(city: str) -> None:
    def feed() -> Any:
        try:
            return requests.get(f"{city}/traffic", timeout=1).status_code
        except requests.Timeout:
            return "hang"
        except requests.ConnectionError:
            return "refused"

    def camera() -> str:
        try:
            with requests.get(f"{city}/cameras/cam-05/sub.ts", timeout=5, stream=True) as response:
                return "open" if response.ok else "error"
        except requests.ConnectionError:
            return "refused"

    assert _until(lambda: camera() == "refused", 70)
    seen: list[Any] = []

    def back() -> bool:
        seen.append(feed())
        return seen[-1] == 200 and {500, "hang", "refused"} <= set(seen)

    assert _until(back, 70)
    assert _until(lambda: camera() == "open", 70)


def test_a_port_in_use_is_one_plain_sentence_and_exit_code_2(cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = subprocess.run([sys.executable, "-m", "command_center", "citysim", "--port",
                                  str(taken.getsockname()[1])], capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 2 and process.stderr.count("\n") == 1 and "--port" in process.stderr


def test_a_killed_city_goes_on_with_its_script(cache: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    first = _start("--port", port, "--start-at", "300", cache=cache)
    _url(first)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    second = _start("--port", port, cache=cache)
    status = _get(f"{_url(second)}/status").json()
    second.terminate()
    assert status["script_s"] > 300 and second.wait(10) == 0
