"""The packs that are shipped: complete in both languages, thresholds of the sources named, rules that can work."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from command_center.alarms.measures import MEASURES
from command_center.domain.levels import Level
from command_center.domain.packs import Pack
from command_center.packs import load_packs

PACKS = load_packs(["drainage", "weather", "traffic", "platform"])
GAUGES = [gauge for pack in PACKS.values() for gauge in pack.gauges]
RULES = [rule for pack in PACKS.values() for rule in pack.rules]
TYPES = {kind.key: kind for pack in PACKS.values() for kind in pack.incident_types}
AGREED = {"flooded_underpass", "road_flooding", "traffic_accident", "congestion", "fire", "fire_alarm", "rescue",
          "pump_failure", "camera_fault", "other"}
CLASSES = {"fire", "police", "medical", "drainage", "power"}


@pytest.mark.parametrize("gauge", GAUGES, ids=lambda gauge: gauge.key)
def test_gauge_is_complete(gauge):
    assert gauge.zh and gauge.en and gauge.low < gauge.high and gauge.stale_after_s > 0
    assert bool(gauge.value.quantity) != bool(gauge.value.platform)
    assert not gauge.value.platform or gauge.value.platform in MEASURES
    assert all(band.zh and band.en and band.level in set(Level) for band in gauge.bands)
    assert all(gauge.low <= band.above <= gauge.high for band in gauge.bands if band.above is not None)


def test_keys_and_priorities_are_unique():
    assert len({gauge.key for gauge in GAUGES}) == len({gauge.priority for gauge in GAUGES}) == len(GAUGES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_rule_says_where_its_threshold_comes_from_and_what_follows(rule):
    assert rule.basis and rule.type_key in TYPES and rule.level in (1, 2, 3, 4)
    assert not rule.platform or rule.platform in MEASURES


def test_incident_types_are_those_agreed_and_are_answered_by_known_classes():
    assert set(TYPES) == AGREED
    assert all(set(kind.units) <= CLASSES and kind.units and kind.grade in (1, 2, 3, 4) for kind in TYPES.values())


def test_thresholds_of_the_departments():
    rules = {rule.key: rule for rule in RULES}
    assert (rules["underpass_warning"].above, rules["underpass_closed"].above) == (0.15, 0.27)
    assert rules["underpass_closed"].level == Level.RED
    index = next(gauge for gauge in GAUGES if gauge.key == "traffic_index")
    assert [band.above for band in index.bands] == [None, 2, 4, 6, 8]
    cameras = next(gauge for gauge in GAUGES if gauge.key == "cameras_in_order")
    assert cameras.falling and [band.above for band in cameras.bands] == [None, 95, 98]


def test_the_example_of_the_how_to_is_a_pack():
    text = (Path(__file__).parents[3] / "docs" / "how-to" / "write-a-pack.md").read_text(encoding="utf-8")
    pack = msgspec.toml.decode(re.search(r"```toml\n(.*?)```", text, re.S)[1], type=Pack)
    assert pack.gauges[0].falling and pack.rules[0].below == 38 and pack.incident_types[0].units == {"power": 1}
