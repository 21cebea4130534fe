"""Waiting times, order of work, the counts above the queue."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from command_center.dispatch.timers import by_urgency, counts, is_overdue, time_left_s, waiting_s
from command_center.domain.incidents import Assignment, Incident
from command_center.domain.time import HOUR, SECOND, parse_iso

NOW = parse_iso("2026-07-12T00:30:00+08:00")


def incident(number, grade=3, age_s=0, **fields):
    return Incident(**{"incident": number, "number": number, "title": "", "grade": grade, "lon": 0.0, "lat": 0.0,
                       "status": "waiting", "opened_utc": NOW - int(age_s * SECOND), "ver": 1} | fields)


def test_gravest_first_then_longest_waiting():
    rows = [incident("a", 3, 10), incident("b", 1, 5), incident("c", 3, 90), incident("d", 2, 1),
            incident("e", 1, 50, closed_utc=NOW)]
    assert [one.number for one in by_urgency(rows)] == ["b", "d", "c", "a"]


def test_waiting_stops_with_the_closing_and_never_goes_below_nothing():
    assert waiting_s(incident("a", age_s=90, closed_utc=NOW - 30 * SECOND), NOW) == 60.0
    assert waiting_s(incident("a", age_s=-5), NOW) == 0.0


def test_overdue_until_an_order_stands():
    assert is_overdue(incident("a", age_s=61), NOW) and not is_overdue(incident("a", age_s=59), NOW)
    for state, overdue in (("failed", True), ("pending", False), ("unknown", False)):
        order = Assignment(order="o", unit="u", state=state, ordered_utc=NOW)
        assert is_overdue(incident("a", age_s=61, assignments=(order,)), NOW) is overdue


def test_today_is_the_citys_day():
    rows = [incident("a"), incident("b", status="en_route"), incident("c", closed_utc=NOW - 10 * SECOND),
            incident("d", closed_utc=NOW - HOUR)]
    assert counts(rows, NOW, ZoneInfo("Asia/Shanghai")) == (1, 1, 1)
    assert counts(rows, NOW, ZoneInfo("UTC")) == (1, 1, 2)


def test_time_left_runs_down_below_nothing_and_only_on_the_way():
    order = Assignment(order="o", unit="u", state="confirmed", ordered_utc=NOW, confirmed_utc=NOW, eta_s=60.0)
    assert time_left_s(order, NOW + 45 * SECOND) == 15.0 and time_left_s(order, NOW + 90 * SECOND) == -30.0
    assert time_left_s(Assignment(order="o", unit="u", state="arrived", ordered_utc=NOW, eta_s=60.0), NOW) is None
