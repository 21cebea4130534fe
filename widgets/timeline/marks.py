"""What the lanes show, worked out of snapshot and history; no painting. Any thread."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from command_center.domain.levels import graver
from command_center.domain.time import DAY, HOUR, MINUTE, SECOND
from command_center.domain.warnings import Warning
from command_center.engine.session import Tick

STEPS = (5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
         HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 91 * DAY, 365 * DAY)


class Span(NamedTuple):
    """A stretch during which a level was the gravest in force."""

    from_utc: int
    until_utc: int
    level: int


def warning_spans(warnings: Iterable[Warning], since_utc: int, until_utc: int) -> list[Span]:
    """The gravest warning level over an interval; level 0 (no colour) counts as blue's rank below it."""
    periods = []
    for warning in warnings:
        start = warning.onset_utc or warning.effective_utc or warning.sent_utc or warning.received_utc
        end = min(warning.cancelled_utc or until_utc, warning.expires_utc or until_utc, until_utc)
        if warning.level and start < end and end > since_utc:
            periods.append((max(start, since_utc), end, warning.level))
    edges = sorted({edge for start, end, _ in periods for edge in (start, end)})
    spans: list[Span] = []
    for left, right in itertools.pairwise(edges):
        level = 0
        for start, end, grade in periods:
            if start <= left and end >= right:
                level = graver(level, grade)
        if not level:
            continue
        if spans and spans[-1].level == level and spans[-1].until_utc == left:
            spans[-1] = spans[-1]._replace(until_utc=right)
        else:
            spans.append(Span(left, right, level))
    return spans


def neighbour(ticks: Iterable[Tick], at_utc: int, forward: bool) -> int | None:
    """The instant of the next (or previous) mark, None beyond the last."""
    times = sorted({tick.at_utc for tick in ticks})
    if forward:
        return next((moment for moment in times if moment > at_utc), None)
    return next((moment for moment in reversed(times) if moment < at_utc - SECOND), None)


def label_step(span_us: int, most: int) -> int:
    """The finest round step that gives at most `most` labels over a span."""
    return next((step for step in STEPS if span_us / step <= most), STEPS[-1])


def first_label(since_utc: int, step: int, offset_us: int) -> int:
    """The first round local instant at or after `since_utc`; offset_us: the zone's offset from UTC."""
    local = since_utc + offset_us
    return local + (-local) % step - offset_us
