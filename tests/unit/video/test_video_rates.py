"""Online and in-order rates from the journal's events, and what is not known."""

from __future__ import annotations

import itertools
from datetime import UTC
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_center.domain.cameras import Camera
from command_center.domain.events import CameraHealthChanged, CamerasWatched, Event
from command_center.domain.time import DAY, HOUR, MINUTE, from_datetime, parse_iso, to_datetime
from video.rates import (
    KINDS,
    UNKNOWN,
    Ledger,
    Share,
    Stretch,
    by_department,
    by_district,
    days,
    groups,
    report,
    spans,
)

T0 = parse_iso("2026-06-30T16:00:00Z")  # midnight in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")


def _said(minute: float, state: str, camera: str = "c") -> CameraHealthChanged:
    at = T0 + round(minute * MINUTE)
    return CameraHealthChanged(at_utc=at, received_utc=at + 5, camera=camera, state=state)


def _beats(*watches: tuple[int, int | None], last: int = 600) -> list[Event]:
    """The recorder's words of (from, until) in minutes; without an end until `last`."""
    found: list[Event] = []
    for begins, ends in watches:
        found.append(CamerasWatched(at_utc=T0 + begins * MINUTE, began=True))
        found += [CamerasWatched(at_utc=T0 + minute * MINUTE) for minute in range(begins + 5, ends or last, 5)]
        if ends is not None:
            found.append(CamerasWatched(at_utc=T0 + ends * MINUTE, ended=True))
    return found


def _minutes(ledger: Ledger, until: int, since: int = 0) -> list[tuple[int, int, str]]:
    return [((each.from_utc - T0) // MINUTE, (each.until_utc - T0) // MINUTE, each.state)
            for each in ledger.stretches("c", T0 + since * MINUTE, T0 + until * MINUTE)]


def _ledger(events: list[Event]) -> Ledger:
    ledger = Ledger()
    ledger.take(events)
    return ledger


def test_states_last_until_the_next_and_nothing_is_known_before_the_first() -> None:
    ledger = _ledger([*_beats((0, None)), _said(10, "ok"), _said(40, "no_signal"), _said(50, "ok"), _said(80, "dark")])
    assert _minutes(ledger, 100) == [(0, 10, UNKNOWN), (10, 40, "ok"), (40, 50, "no_signal"), (50, 80, "ok"),
                                     (80, 100, "dark")]
    share = ledger.share("c", T0, T0 + 100 * MINUTE)
    assert share == Share(90 * MINUTE, 80 * MINUTE, 60 * MINUTE, 100 * MINUTE)
    assert share.rate("online") == pytest.approx(8 / 9) and share.coverage == 0.9
    assert _minutes(ledger, 60, 45) == [(45, 50, "no_signal"), (50, 60, "ok")]


def test_a_stopped_recorder_leaves_everything_unknown_until_it_has_looked_again() -> None:
    ledger = _ledger([*_beats((0, 30), (60, None)), _said(1, "ok"), _said(65, "ok")])
    assert _minutes(ledger, 100) == [(0, 1, UNKNOWN), (1, 30, "ok"), (30, 65, UNKNOWN), (65, 100, "ok")]


def test_a_killed_recorder_is_believed_until_its_last_word() -> None:
    killed = [event for event in _beats((0, 33)) if not event.ended]
    ledger = _ledger([*killed, *_beats((36, None)), _said(1, "ok"), _said(37, "dark")])
    assert _minutes(ledger, 50) == [(0, 1, UNKNOWN), (1, 30, "ok"), (30, 37, UNKNOWN), (37, 50, "dark")]
    ledger = _ledger([*killed, _said(1, "ok")])
    assert _minutes(ledger, 100) == [(0, 1, UNKNOWN), (1, 41, "ok"), (41, 100, UNKNOWN)]


def test_without_any_word_of_the_recorder_nothing_is_known() -> None:
    assert _minutes(_ledger([_said(1, "ok")]), 10) == [(0, 10, UNKNOWN)]
    assert Ledger().share("c", T0, T0 + DAY).rate("online") is None


def test_late_events_and_repeated_ones_change_nothing_of_the_result() -> None:
    events = [*_beats((0, 100), (120, None)), *[_said(minute, Random(minute).choice(("ok", "dark", "no_signal")))
                                                 for minute in range(1, 200, 7)]]
    ordered = _ledger(sorted(events, key=lambda event: event.at_utc))
    mixed = Ledger()
    Random(3).shuffle(events)
    for event in [*events, *events[:20]]:
        mixed.take([event])
    assert _minutes(ordered, 300) == _minutes(mixed, 300)
    assert ordered.latest_utc == mixed.latest_utc


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["ok", "dark", "no_signal", "unknown"])), max_size=20),
       st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2)), max_size=20), st.integers(0, 400), st.integers(1, 300))
def test_stretches_cover_the_whole_without_gap_or_overlap(said, beats, since, length) -> None:
    ledger = _ledger([_said(minute, state) for minute, state in said] + [
        CamerasWatched(at_utc=T0 + minute * MINUTE, began=what == 1, ended=what == 2) for minute, what in beats])
    found = ledger.stretches("c", T0 + since * MINUTE, T0 + (since + length) * MINUTE)
    assert found[0].from_utc == T0 + since * MINUTE and found[-1].until_utc == T0 + (since + length) * MINUTE
    assert all(one.until_utc == two.from_utc and one.from_utc < one.until_utc
               for one, two in itertools.pairwise(found))
    share = ledger.share("c", T0 + since * MINUTE, T0 + (since + length) * MINUTE)
    assert 0 <= share.in_order <= share.online <= share.known <= share.total == length * MINUTE
    half = since + length // 2
    parts = [ledger.share("c", T0 + a * MINUTE, T0 + b * MINUTE) for a, b in ((since, half), (half, since + length))]
    assert parts[0].plus(parts[1]) == share


def test_rates_by_district_and_department() -> None:
    cameras = [Camera(camera=str(n), name=str(n), district=("east", "west", "")[n % 3],
                      properties={"department": "police" if n < 3 else "water"}) for n in range(6)]
    events = _beats((0, None), last=480)
    for camera in cameras:
        events.append(_said(0, "ok", camera.camera))
    events += [_said(240, "no_signal", "0"), _said(240, "covered", "1"), _said(120, "unknown", "2")]
    ledger, now = _ledger(events), T0 + 480 * MINUTE
    known = report(ledger, [camera.camera for camera in cameras], now, SHANGHAI)
    found = {group.name: group for group in groups(known, cameras, by_district)}
    assert list(found) == ["east", "west", "", "*"]
    assert found["east"].shares["today"].rate("online") == 0.75 == found["east"].shares["today"].rate("in_order")
    west = found["west"].shares["today"]
    assert (west.rate("online"), west.rate("in_order")) == (1.0, 0.75)
    assert found[""].shares["today"].coverage == pytest.approx((120 + 480) / 960)
    assert found["*"].now == {"ok": 3, "faulty": 1, "offline": 1, "unknown": 1}
    assert found["*"].shares["month"].coverage == pytest.approx((480 * 5 + 120) / 6 / (30 * 24 * 60))
    assert [group.name for group in groups(known, cameras, by_department)] == ["police", "water", "*"]
    assert known.history["0"][-1] == Stretch(T0 + 240 * MINUTE, now, "no_signal")
    assert known.state("0") == "no_signal" and known.state("nobody") == UNKNOWN


def test_today_begins_at_the_citys_midnight() -> None:
    now = T0 + 5 * HOUR
    assert spans(now, SHANGHAI)["today"] == T0
    assert spans(now, UTC)["today"] == T0 - 16 * HOUR
    assert spans(now, UTC)["week"] == now - 7 * DAY
    berlin = days(from_datetime(to_datetime(parse_iso("2026-03-31T12:00:00Z"))), ZoneInfo("Europe/Berlin"), 5)
    assert sorted({(b - a) // HOUR for a, b in itertools.pairwise(berlin)}) == [23, 24]


def test_what_is_read_are_health_events() -> None:
    assert {kind.__name__ for kind in KINDS} == {"CameraHealthChanged", "CamerasWatched"}
