"""Things are called in the screen's language as far as their sources say it in two."""

from __future__ import annotations

from dataclasses import replace

import pytest
import synthetic_city as city
from msgspec.structs import replace as but

from command_center.domain.alarms import Alarm
from command_center.domain.incidents import Incident, Report
from command_center.domain.packs import IncidentType, Pack
from command_center.domain.units import Unit
from command_center.state.snapshot import EMPTY
from layers import names

UNIT = Unit(unit="u/fire-01", status="free", since_utc=0, name="消防01车", name_en="Fire 1")
REPORT = Report(report="r", at_utc=1, title="树木倒伏", address="学院路", properties={"title_en": "Fallen tree",
                                                                               "address_en": "Xueyuan Road"})
INCIDENT = Incident(incident="i", number="SJ-1", title="树木倒伏", grade=3, lon=115.0, lat=30.0, status="waiting",
                    opened_utc=1, ver=1, address="学院路", report="r")
PACK = Pack("drainage", "排水", "Drainage", incident_types=(IncidentType("flooded_underpass", "下穿隧道积水",
                                                                       "Flooded underpass", 2),))


def test_a_unit_without_an_english_name_keeps_its_own_and_one_without_any_its_id() -> None:
    assert (names.unit_name(UNIT, True), names.unit_name(UNIT, False)) == ("消防01车", "Fire 1")
    assert names.unit_name(but(UNIT, name_en=""), False) == "消防01车"
    assert names.unit_name(but(UNIT, name="", name_en=""), True) == "fire-01"


@pytest.mark.parametrize(("chinese", "title", "address"), [(True, "树木倒伏", "学院路"), (False, "Fallen tree", "Xueyuan Road")])
def test_what_an_incident_took_from_its_report_is_translated(chinese: bool, title: str, address: str) -> None:
    snapshot = replace(EMPTY, reports={"r": REPORT})
    assert names.incident_title(INCIDENT, snapshot, chinese) == title
    assert names.incident_address(INCIDENT, snapshot, chinese) == address
    own = but(INCIDENT, title="值班长的话", address="桥下")
    assert names.incident_title(own, snapshot, chinese) == "值班长的话"
    assert names.incident_address(own, snapshot, chinese) == "桥下"


def test_a_title_that_is_its_types_is_said_in_the_screens_language() -> None:
    made = but(INCIDENT, title="下穿隧道积水", type_key="flooded_underpass", report="")
    assert names.incident_title(made, EMPTY, False, {"drainage": PACK}) == "Flooded underpass"


def test_an_alarm_is_where_the_feature_that_carries_its_sensor_is() -> None:
    snapshot = city.snapshot()
    key = snapshot.series.keys[0]
    feature = snapshot.features["things"][key.feature.removeprefix("things/")]
    alarm = Alarm(alarm="a", rule="depth", subject=key.series, level=1, state="unacknowledged", raised_utc=1,
                  place=str(feature.properties["name"]), title_zh="积水")
    assert names.alarm_place(alarm, snapshot, True) == feature.properties["name"]
    assert names.alarm_place(alarm, snapshot, False) == feature.properties["name_en"]
    device = but(alarm, subject="devices/pump-2", place="", title_zh="跳闸")
    assert names.alarm_place(device, snapshot, False) == "pump-2"
    assert names.alarm_place(but(device, place="中山路", place_en="Zhongshan Road"), snapshot, False) == "Zhongshan Road"
