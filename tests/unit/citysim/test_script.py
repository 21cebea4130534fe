"""The script: thresholds are crossed when the issue says, values are continuous, the loop closes."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.citysim.calls import CALLS, CallBook
from command_center.citysim.city import City
from command_center.citysim.clock import LOOP_S, ScriptClock
from command_center.citysim.faults import traffic_fault
from command_center.citysim.resume import Mark
from command_center.citysim.sensors import make_things
from command_center.domain.time import HOUR, SECOND

START = 1_750_000_000 * SECOND


def _stream(city: City, name: str, quantity: str):
    return next(stream for thing in make_things(city) if thing.name == name
                for stream in thing.streams if stream.quantity == quantity)


def test_the_underpass_passes_its_marks_in_time_for_an_alarm_within_two_minutes(city: City) -> None:
    depth = _stream(city, "中山路下穿隧道", "underpass_depth")
    at = START + np.arange(0, 200) * SECOND
    values = depth.values(at, ScriptClock(START))
    assert 45 <= int(np.argmax(values > 0.15)) <= 65
    assert 80 <= int(np.argmax(values > 0.27)) <= 105


def test_one_underpass_alone_has_to_be_closed(city: City) -> None:
    at = START + np.arange(0, 1800, 5) * SECOND
    worst = {thing.name: stream.values(at, ScriptClock(START)).max() for thing in make_things(city)
             for stream in thing.streams if stream.quantity == "underpass_depth"}
    assert [name for name, value in worst.items() if value > 0.27] == ["中山路下穿隧道"]


@pytest.mark.parametrize("speed", [1.0, 30.0])
def test_every_series_is_continuous_from_history_through_the_loop(city: City, speed: float) -> None:
    clock = ScriptClock(START, speed)
    at = START + np.arange(-6 * 3600, int(2 * LOOP_S / speed), 1) * SECOND
    for thing in make_things(city):
        for stream in thing.streams:
            values = stream.values(at, clock)
            assert np.isfinite(values).all()
            # The tripped pump is the one thing that may jump.
            if stream.quantity != "pump_running":
                span = max(float(np.ptp(values)), 1e-6)
                assert np.abs(np.diff(values)).max() < 0.1 * span * max(1.0, speed / 8) + 0.2, stream.name


def test_six_hours_before_the_start_are_calm_but_not_flat(city: City) -> None:
    rain = _stream(city, "人民广场雨量站", "rain_intensity")
    history = rain.values(START + np.arange(-6 * 3600, 0, 60) * SECOND, ScriptClock(START))
    assert history.max() < 3 and np.ptp(history) > 0.3


def test_values_do_not_depend_on_when_they_are_asked_for(city: City) -> None:
    clock = ScriptClock(START)
    stream = _stream(city, "青江大桥水位站", "river_level")
    once = stream.values(START + np.arange(0, 600, 20) * SECOND, clock)
    again = [float(stream.values(np.array([START + second * SECOND]), clock)[0]) for second in range(0, 600, 20)]
    assert once.tolist() == again


def test_calls_come_at_their_time_and_true_to_the_wall_clock_when_compressed(city: City) -> None:
    book = CallBook(city, ScriptClock(START, 10.0))
    calls = book.between(0, START + 12 * SECOND)  # 120 s of the script
    assert len(calls) == sum(call.at_s <= 120 for call in CALLS)
    assert calls[0]["time"].startswith("2025-06-15T15:06:42.4")
    later = book.between(0, START + HOUR - SECOND)  # the third loop is nearly over: none is forgotten yet
    assert len({call["id"] for call in later}) == len(CALLS) * 3


def test_device_alarms_stand_and_clear_in_every_loop(city: City) -> None:
    book = CallBook(city, ScriptClock(START))
    state = {second: {alarm["device"]: alarm["state"] for alarm in book.alarms(START + second * SECOND)}
             for second in (0, 400, 650, 1000, 1900)}
    assert state[0]["fire-panel-0417"] == "normal" and state[650]["fire-panel-0417"] == "active"
    assert state[1000]["fire-panel-0417"] == "cleared" and state[1900]["fire-panel-0417"] == "cleared"
    assert state[400]["pump-zhongshan-2"] == "active" and state[1000]["pump-zhongshan-2"] == "cleared"


def test_the_feed_fails_in_three_ways_and_comes_back() -> None:
    assert [traffic_fault(second) for second in (600, 710, 800, 900, 950)] == ["", "error", "hang", "refuse", ""]


def test_a_killed_city_goes_on_where_it_was_and_an_ended_one_begins_anew(tmp_path) -> None:
    mark = Mark(8470, 7, 1.0, tmp_path)
    assert mark.clock() is None
    mark.write(ScriptClock(START, 1.0))
    assert Mark(8470, 7, 1.0, tmp_path).clock() == ScriptClock(START, 1.0)
    assert Mark(8470, 8, 1.0, tmp_path).clock() is None and Mark(8471, 7, 1.0, tmp_path).clock() is None
    mark.remove()
    assert mark.clock() is None
    (tmp_path / "run-8470.json").write_text("{")
    assert mark.clock() is None
