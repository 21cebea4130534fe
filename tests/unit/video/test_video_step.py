"""When pictures were taken: from stamps that run evenly and arrivals that do not."""

from __future__ import annotations

import random

import pytest

from video.step import ALLOWED_US, StreamClock, holds

T0 = 1_700_000_000_000_000
STEP = 40_000


def _feed(clock: StreamClock, delays, *, from_utc: int = T0, stamp: int = 7_000_000, rate: float = 1.0, camera=None,
          steady: int = 0, first: int = 0) -> list[int]:
    """Errors of the recovered instants in microseconds: pictures are taken every 40 ms, each late by its delay."""
    errors = []
    for number, delay in enumerate(delays, first):
        taken = from_utc + number * STEP
        stamped = stamp + round(number * STEP * rate)
        clock.arrived(stamped, taken + delay, steady + number * STEP + delay,
                      None if camera is None else taken + camera)
        errors.append(clock.captured(stamped) - taken)
    return errors


def test_jitter_is_taken_out() -> None:
    chance = random.Random(1)
    errors = _feed(StreamClock(), [20_000 + chance.randrange(80_000) for _ in range(2000)])
    assert max(errors[100:]) - min(errors[100:]) < 8_000, "arrivals vary by 80 ms, instants by less than 8"
    assert min(errors[100:]) >= 20_000


def test_bunches_of_packets_become_an_even_row() -> None:
    bunched = [(24 - number % 25) * STEP for number in range(500)]  # all of a second at once
    errors = _feed(StreamClock(), bunched)
    assert max(map(abs, errors[25:])) < 2_000


@pytest.mark.parametrize("rate", [1.0003, 0.9997])
def test_a_camera_with_a_wrong_clock_speed_is_followed(rate: float) -> None:
    errors = _feed(StreamClock(), [30_000] * 25 * 600, rate=rate)
    assert abs(errors[-1] - 30_000) < 12_000, "ten minutes later"


def test_our_clock_set_is_noticed_and_instants_begin_anew() -> None:
    clock = StreamClock()
    _feed(clock, [10_000] * 100)
    hour = 3_600_000_000
    taken = T0 + 100 * STEP - hour
    assert clock.arrived(7_000_000 + 100 * STEP, taken, 100 * STEP + 10_000)
    assert abs(clock.captured(7_000_000 + 100 * STEP) - taken) < 20_000
    assert not clock.arrived(7_000_000 + 101 * STEP, taken + STEP, 101 * STEP + 10_000)


def test_a_stall_is_no_set_clock() -> None:
    clock = StreamClock()
    _feed(clock, [10_000] * 100)
    assert not clock.arrived(7_000_000 + 100 * STEP, T0 + 200 * STEP, 200 * STEP), "late, that is all"
    assert clock.latency_us > 90 * STEP
    assert clock.arrived(50_000_000_000, T0 + 300 * STEP, 300 * STEP), "the stream's own time jumped"


def test_the_cameras_word_counts_where_its_clock_is_right() -> None:
    clock = StreamClock()
    errors = _feed(clock, [300_000] * 50, camera=5_000)
    assert clock.source == "camera" and errors[-1] == 5_000, "although every packet is 300 ms late"
    assert clock.latency_us == 295_000
    errors = _feed(clock, [300_000] * 50, camera=-86_400_000_000, first=50)
    assert clock.source == "arrival" and errors[-1] == 300_000, "a camera that lives in yesterday"
    errors = _feed(clock, [10_000] * 50, camera=3_600_000_000, first=150)
    assert clock.source == "arrival"


def test_an_offset_that_somebody_measured() -> None:
    errors = _feed(StreamClock(offset_us=-150_000), [200_000] * 50)
    assert errors[-1] == 50_000


def test_who_waits_for_whom() -> None:
    assert holds({"a": 40_000, "b": 90_000}) == {"a": 0, "b": 0}, "near enough: nobody is delayed"
    held = holds({"a": 40_000, "b": 400_000, "c": 200_000, "lost": 9_000_000})
    assert held == {"a": 360_000, "b": 0, "c": 200_000, "lost": 0}
    shown = [late + held[key] for key, late in (("a", 40_000), ("b", 400_000), ("c", 200_000))]
    assert max(shown) - min(shown) <= ALLOWED_US
    assert holds({"a": 400_000}) == {"a": 0} and holds({}) == {}
