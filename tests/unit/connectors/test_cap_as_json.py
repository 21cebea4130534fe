"""CAP written as JSON: the weather service of the USA, NINA of Germany; and areas that go on beyond 180 degrees."""

from __future__ import annotations

import json

from command_center.domain.events import WarningCancelled, WarningIssued, WarningUpdated
from command_center.domain.time import parse_iso
from tests.unit.connectors.conftest import make

AMERICAN = {"type": "Feature", "id": "https://api.example/alerts/urn:oid:2.49.0.1", "geometry": {
    "type": "Polygon", "coordinates": [[[-100.0, 40.0], [-99.0, 40.0], [-99.0, 41.0], [-100.0, 40.0]]]}, "properties": {
    "id": "urn:oid:2.49.0.1", "areaDesc": "North Coast", "geocode": {"UGC": ["ORZ001", "ORZ006"], "SAME": ["041007"]},
    "references": [{"@id": "x", "identifier": "urn:oid:2.49.0.0", "sender": "w@example", "sent": "2019-12-19T12:52:00-08:00"}],
    "sent": "2019-12-20T13:34:00-08:00", "expires": "2019-12-21T05:30:00-08:00", "status": "Actual", "messageType": "Update",
    "category": "Met", "severity": "Severe", "certainty": "Possible", "urgency": "Future", "event": "Flood Watch",
    "sender": "w@example", "headline": "Flood Watch issued", "description": "d", "instruction": None,
    "parameters": {"VTEC": ["/O.CON/"]}}}
GERMAN = {"identifier": "mow.1", "sender": "DE-1", "sent": "2025-03-13T10:50:25+01:00", "status": "Actual", "msgType": "Alert",
          "scope": "Public", "info": [{"language": "DE", "category": ["Fire"], "event": "Brand", "urgency": "Immediate",
                                       "severity": "Minor", "certainty": "Observed", "headline": "Rauch",
                                       "area": [{"areaDesc": "Kassel", "polygon": ["51.3,9.4 51.3,9.5 51.4,9.5 51.3,9.4"],
                                                 "geocode": [{"valueName": "AGS", "value": "066110000000"}]}]}]}


def read(tmp_path, body, name="a.json"):
    path = tmp_path / name
    path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    return make("cap", path=str(path)).to_end()


def test_the_american_weather_service(tmp_path):
    for body in ({"type": "FeatureCollection", "features": [AMERICAN]}, AMERICAN,
                 {"@context": {}, "@graph": [AMERICAN["properties"]]}):
        found = read(tmp_path, body)
        assert found.counts == (1, 0, 0)
        (event,) = found.events
        assert isinstance(event, WarningUpdated) and event.identifier == "urn:oid:2.49.0.1"
        assert event.references == ("urn:oid:2.49.0.0",) and event.expires_utc == parse_iso("2019-12-21T13:30Z")
        assert event.areas[0].geocodes == (("UGC", "ORZ001"), ("UGC", "ORZ006"), ("SAME", "041007"))
    (event,) = read(tmp_path, AMERICAN).events
    assert event.areas[0].polygons[0][1] == (-99.0, 40.0)
    calm = {"@context": ["https://api.weather.gov/ontology#"], "type": "FeatureCollection", "features": []}
    assert read(tmp_path, calm).counts == (0, 0, 0)


def test_cap_key_by_key(tmp_path):
    (event,) = read(tmp_path, GERMAN).events
    assert isinstance(event, WarningIssued) and event.headline == "Rauch" and event.category == "Fire"
    assert event.areas[0].text == "Kassel" and event.areas[0].polygons[0][0] == (9.4, 51.3)
    over = dict(GERMAN, msgType="Cancel", references="DE-1,mow.0,2025-03-13T09:15:06-00:00")
    (event,) = read(tmp_path, [over]).events
    assert isinstance(event, WarningCancelled) and event.references == ("mow.0",)


def test_bad_ones_beside_good_ones_and_answers_that_break_off(tmp_path):
    listed = [GERMAN, {"identifier": "", "info": []}, 7, dict(GERMAN, identifier="mow.2", info=[None, {"area": [3]}])]
    assert read(tmp_path, {"alerts": listed}).counts == (2, 2, 0)
    whole = json.dumps({"type": "FeatureCollection", "features": [AMERICAN, AMERICAN]})
    assert read(tmp_path, whole[:-100]).counts == (1, 1, 0)


def test_an_area_across_180_degrees(tmp_path):
    alert = ('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>s</sender>'
             "<sent>2025-03-13T10:50:25+01:00</sent><status>Actual</status><msgType>Alert</msgType><info><event>e</event>"
             "<area><areaDesc>x</areaDesc><polygon>-21,-179.8 -21,-180.3 -22,-180.3 -22,-179.8 -21,-179.8</polygon>"
             "<circle>-21,-180.25 10</circle></area></info></alert>")
    found = read(tmp_path, alert, "a.cap")
    assert found.counts == (1, 0, 0)
    area = found.events[0].areas[0]
    assert {round(lon, 1) for ring in area.polygons for lon, _ in ring} == {-179.8, -180.0, 180.0, 179.7}
    assert area.circles == ((179.75, -21.0, 10_000.0),)
