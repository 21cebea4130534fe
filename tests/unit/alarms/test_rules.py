from __future__ import annotations

import dataclasses
import struct
from types import MappingProxyType

import msgspec
import numpy as np
import shapely

from command_center.alarms.place import representative
from command_center.alarms.rules import AlarmRules
from command_center.domain.alarms import Alarm
from command_center.domain.events import (
    AlarmCleared,
    AlarmRaised,
    AlarmReturned,
    DeviceAlarmCleared,
    DeviceAlarmRaised,
    Event,
)
from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.features import Feature
from command_center.domain.packs import Pack, Rule
from command_center.domain.sources import Source
from command_center.domain.time import SECOND
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import SeriesTable

NOW = 1_800_000_000 * SECOND
SERIES = "st/depth-1"
DEPTH = "underpass_depth"
PACK = Pack(key="drainage", zh="排水", en="Drainage", rules=(
    Rule(key="warn", zh="下穿积水", en="Underpass water", level=3, quantity=DEPTH, above=0.15, deadband=0.03,
         for_s=10.0, type_key="flooded_underpass"),
    Rule(key="close", zh="下穿封闭", en="Close underpass", level=1, quantity=DEPTH, above=0.27, deadband=0.03,
         type_key="flooded_underpass"),
    Rule(key="pump", zh="泵站停机", en="Pumps down", level=2, quantity="pump_running", below=50.0, deadband=5.0),
    Rule(key="feeds", zh="数据源中断", en="Feeds lost", level=2, platform="sources_live", below=90.0),
))


def table(value: float, at_utc: int, quantity: str = DEPTH, quality: int = 0) -> SeriesTable:
    key = SeriesKey(SERIES, "m", quantity, "u1", "depth", "st")
    return SeriesTable(1, [key], {SERIES: 0}, np.array([value]), np.array([at_utc]), np.array([at_utc]),
                       np.array([quality], "u1"))


class World:
    """A journal in small: applies what the rules propose to the alarms of the next snapshot."""

    def __init__(self) -> None:
        self.rules = AlarmRules({"drainage": PACK})
        self.alarms: dict[str, Alarm] = {}
        self.now = NOW
        self.snapshot = Snapshot(features=MappingProxyType({"things": {
            "u1": Feature("u1", struct.pack("<BIdd", 1, 1, 115.1, 30.2), {"name": "Tiebei underpass"})}}))

    def look(self, *events: Event, wait_s: float = 1.0, reset: bool = False, touched: bool = True,
             apply: bool = True) -> list[Event]:
        self.now += int(wait_s * SECOND)
        snapshot = self.with_alarms()
        ids = {"series": frozenset({SERIES})} if touched else {}
        proposals = self.rules.look(snapshot, Changes(reset, ids), events, self.now)
        done = []
        for proposal in proposals:
            if apply:
                for event in proposal.events:
                    self.fold(event)
                self.rules.settled(proposal)
            done.extend(proposal.events)
        return done

    def with_alarms(self) -> Snapshot:
        return dataclasses.replace(self.snapshot, alarms=dict(self.alarms))

    def fold(self, event: Event) -> None:
        known = self.alarms.get(event.alarm)  # type: ignore[attr-defined]
        assert event.ver == (known.ver if known else 0) + 1
        if isinstance(event, AlarmRaised):
            self.alarms[event.alarm] = Alarm(alarm=event.alarm, rule=event.rule, subject=event.subject,
                                             level=event.level, state="unacknowledged", raised_utc=event.at_utc,
                                             ver=event.ver or 0)
        elif isinstance(event, AlarmReturned) and known:
            state = "returned" if known.state == "unacknowledged" else known.state
            self.alarms[event.alarm] = msgspec.structs.replace(known, state=state, ver=event.ver,
                                                               returned_utc=event.at_utc)
        elif isinstance(event, AlarmCleared) and known:
            self.alarms[event.alarm] = msgspec.structs.replace(known, state="cleared", ver=event.ver)

    def acknowledge(self) -> None:
        for name, alarm in self.alarms.items():
            if alarm.state in ("unacknowledged", "returned"):
                self.alarms[name] = msgspec.structs.replace(alarm, state="acknowledged", ver=alarm.ver + 1)

    def measure(self, value: float, *, age_s: float = 0.0, quantity: str = DEPTH, quality: int = 0) -> None:
        self.snapshot = dataclasses.replace(self.snapshot, series=table(value, self.now - int(age_s * SECOND), quantity,
                                                             quality))


def test_a_limit_passed_for_its_delay_raises_one_alarm_where_the_sensor_is() -> None:
    world = World()
    world.measure(0.2)
    assert world.look() == []
    assert world.look(wait_s=5, touched=False) == []
    (event,) = world.look(wait_s=5, touched=False)
    assert isinstance(event, AlarmRaised)
    assert (event.rule, event.subject, event.level) == ("drainage.underpass_depth", SERIES, 3)
    assert (event.lon, event.lat, event.place) == (115.1, 30.2, "Tiebei underpass")
    assert (event.value, event.limit, event.unit, event.type_key) == (0.2, 0.15, "m", "flooded_underpass")
    assert world.look(wait_s=30) == []


def test_a_short_excursion_raises_nothing() -> None:
    world = World()
    world.measure(0.2)
    world.look()
    world.measure(0.1)
    world.look(wait_s=5)
    world.measure(0.2)
    world.look(wait_s=5)
    assert world.look(wait_s=4) == []


def test_the_same_alarm_grows_graver_and_returns_beyond_its_deadband() -> None:
    world = World()
    world.measure(0.2)
    world.look()
    (first,) = world.look(wait_s=10)
    world.measure(0.3)
    (graver,) = world.look()
    assert isinstance(graver, AlarmRaised) and isinstance(first, AlarmRaised)
    assert graver.alarm == first.alarm and graver.level == 1 and graver.title_zh == "下穿封闭"
    world.measure(0.14)
    assert world.look() == []
    world.measure(0.11)
    (back,) = world.look()
    assert isinstance(back, AlarmReturned) and back.value == 0.11
    world.acknowledge()
    (over,) = world.look()
    assert isinstance(over, AlarmCleared)
    assert world.look() == []
    world.measure(0.3)
    (again,) = world.look()
    assert isinstance(again, AlarmRaised) and again.alarm != first.alarm


def test_returning_after_the_acknowledgement_clears_at_once() -> None:
    world = World()
    world.measure(0.3)
    world.look()
    world.acknowledge()
    world.measure(0.0)
    assert [type(event) for event in world.look()] == [AlarmReturned, AlarmCleared]


def test_a_condition_that_comes_back_before_the_acknowledgement_is_the_same_alarm() -> None:
    world = World()
    world.measure(0.3)
    (first,) = world.look()
    world.measure(0.0)
    world.look()
    world.measure(0.3)
    (again,) = world.look()
    assert isinstance(again, AlarmRaised) and again.alarm == first.alarm  # type: ignore[attr-defined]


def test_a_restart_raises_nothing_that_stands_already() -> None:
    world = World()
    world.measure(0.3)
    world.look()
    world.rules = AlarmRules({"drainage": PACK})
    assert world.look(reset=True) == []
    world.measure(0.0)
    assert [type(event) for event in world.look(reset=True)] == [AlarmReturned]


def test_history_bad_quality_and_missing_values_say_nothing_about_now() -> None:
    world = World()
    world.measure(0.5, age_s=3600)
    assert world.look() == []
    world.measure(0.5, quality=2)
    assert world.look() == []
    world.measure(float("nan"))
    assert world.look() == []


def test_low_values_and_platform_measures_are_watched_too() -> None:
    world = World()
    world.measure(40.0, quantity="pump_running")
    (event,) = world.look()
    assert isinstance(event, AlarmRaised)
    assert event.rule == "drainage.pump_running.low" and event.level == 2
    world.snapshot = dataclasses.replace(world.snapshot, sources={
        "a": Source(source="a", state="lost", since_utc=0), "b": Source(source="b", state="live", since_utc=0)})
    (event,) = world.look()
    assert isinstance(event, AlarmRaised)
    assert (event.rule, event.subject, event.value, event.unit) == ("drainage.sources_live.low", "platform", 50.0, "%")


def test_nothing_is_proposed_twice_while_the_first_is_being_recorded() -> None:
    world = World()
    world.measure(0.3)
    assert len(world.look(apply=False)) == 1
    assert world.look(apply=False) == []


def test_device_alarms_become_alarms_and_end_with_the_device_word() -> None:
    world = World()
    raised = DeviceAlarmRaised(at_utc=world.now, device="fa/7", code="smoke", text="3F east", level=2, lon=115.0,
                               lat=30.0, type_key="fire_alarm", source="fa")
    (event,) = world.look(raised)
    assert isinstance(event, AlarmRaised)
    assert (event.rule, event.subject, event.level, event.cause_id) == ("device.smoke", "fa/7", 2, raised.eid)
    assert world.look(raised) == []
    assert [type(e) for e in world.look(DeviceAlarmCleared(at_utc=world.now, device="fa/7"))] == [AlarmReturned]


def test_a_device_that_clears_in_the_same_breath_leaves_no_alarm_behind() -> None:
    world = World()
    events = (DeviceAlarmRaised(at_utc=world.now, device="d", code="x"),
              DeviceAlarmCleared(at_utc=world.now, device="d", code="x"))
    assert [type(event) for event in world.look(*events)] == [AlarmRaised]
    assert [type(event) for event in world.look()] == [AlarmReturned]


def test_a_stretch_of_road_has_a_place_too() -> None:
    road = shapely.LineString([(115.0, 30.0), (115.1, 30.1), (115.2, 30.1)])
    assert representative(shapely.to_wkb(road)) == (115.1, 30.1)
    assert representative(shapely.to_wkb(shapely.Point(115.0, 30.0))) == (115.0, 30.0)
    assert representative(b"rubbish") == (None, None)
