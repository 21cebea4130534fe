"""Readings of gauges: reduction, bands in both directions, staleness by age and by a lost source."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.alarms.vitals import band_of, value
from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.packs import Band, Gauge, Value
from command_center.domain.sources import Source
from command_center.domain.time import SECOND
from command_center.packs import load_packs
from command_center.state.snapshot import Snapshot
from command_center.state.tables import SeriesTable

NOW = 1_800_000_000 * SECOND
GAUGES = {gauge.key: gauge for pack in load_packs(["drainage", "weather", "traffic", "platform"]).values()
          for gauge in pack.gauges}


def snapshot(samples, sources=None):
    """samples: (quantity, value, age_s, quality, source)."""
    keys = [SeriesKey(str(i), "m", quantity, source=source) for i, (quantity, *_, source) in enumerate(samples)]
    at = np.array([NOW - int(age * SECOND) for _, _, age, _, _ in samples], np.int64)
    table = SeriesTable(len(keys), keys, {key.series: i for i, key in enumerate(keys)},
                        np.array([v for _, v, *_ in samples], np.float64), at, at,
                        np.array([q for *_, q, _ in samples], np.uint8))
    return Snapshot(1, NOW, series=table, sources=sources or {})


def test_the_highest_fresh_value_decides_and_its_series_is_named():
    world = snapshot([("underpass_depth", 0.1, 5, 0, "a"), ("underpass_depth", 0.3, 5, 0, "a"),
                      ("underpass_depth", 9.9, 999, 0, "a"), ("underpass_depth", 9.9, 5, 2, "a"),
                      ("river_level", 9.0, 5, 0, "a"), ("underpass_depth", np.nan, 5, 0, "a")])
    reading = value(GAUGES["underpass_depth"], world, NOW)
    assert (reading.value, reading.level, reading.series, reading.fresh, reading.total) == (0.3, 1, "1", 1 + 1, 5)
    assert value(GAUGES["flood_points"], world, NOW).value == 1.0


def test_a_stale_value_is_not_given_as_a_value():
    reading = value(GAUGES["river_level"], snapshot([("river_level", 9.0, 720, 0, "a")]), NOW)
    assert (reading.value, reading.stale, reading.last, reading.level) == (None, True, 9.0, 0)
    assert reading.at_utc == NOW - 720 * SECOND


@pytest.mark.parametrize("state, stale", [("lost", True), ("failed", True), ("live", False), ("degraded", False)])
def test_a_lost_source_makes_it_stale_at_once(state, stale):
    world = snapshot([("river_level", 9.0, 5, 0, "a")], {"a": Source(source="a", state=state, since_utc=NOW)})
    assert value(GAUGES["river_level"], world, NOW).stale is stale


def test_nothing_known_is_neither_value_nor_stale():
    assert value(GAUGES["rain_intensity"], snapshot([]), NOW) == (None, 0, 0, None, False, None, 0, 0, "")


def test_platform_measures():
    sources = {"a": Source(source="a", state="live", since_utc=NOW, bad=3),
               "b": Source(source="b", state="lost", since_utc=NOW)}
    world = snapshot([], sources)
    assert value(GAUGES["sources_live"], world, NOW)[:3] == (50.0, NOW, 3)
    assert value(GAUGES["bad_records"], world, NOW).value == 3.0
    assert value(GAUGES["sources_live"], world, NOW + 3600 * SECOND).stale


@pytest.mark.parametrize("falling, number, level", [
    (False, 0.0, 0), (False, 5.0, 3), (False, 7.9, 3), (False, 8.0, 1),
    (True, 9.0, 0), (True, 8.0, 0), (True, 7.9, 3), (True, 4.9, 1)])
def test_bands_hold_on_the_right_side(falling, number, level):
    bands = ((None, 0), (5.0, 1 if falling else 3), (8.0, 3 if falling else 1))
    gauge = Gauge("k", "", "", "", Value("q"), 0, 10, falling=falling, bands=tuple(Band(a, v) for a, v in bands))
    assert band_of(gauge, number).level == level


@pytest.mark.parametrize("reduce, expected", [("max", 3.0), ("min", 1.0), ("mean", 2.0), ("sum", 6.0), ("latest", 1.0)])
def test_reductions(reduce, expected):
    gauge = Gauge("k", "", "", "", Value("q", reduce), 0, 10)
    world = snapshot([("q", 3.0, 9, 0, ""), ("q", 1.0, 1, 0, ""), ("q", 2.0, 5, 0, "")])
    assert value(gauge, world, NOW).value == expected
