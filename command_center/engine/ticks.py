"""Marks for the timeline, read from the journal: what was issued, reported, opened, raised or lost. Pure but for the reading."""

from __future__ import annotations

from collections.abc import Iterator

from command_center.domain.events import (
    NUMBERS,
    AlarmRaised,
    Event,
    IncidentOpened,
    ReportReceived,
    SourceHealthChanged,
    WarningIssued,
    WarningUpdated,
)
from command_center.domain.levels import Level
from command_center.engine.session import Tick
from command_center.journal.base import Journal
from command_center.state.snapshot import Axis

_KINDS = frozenset(NUMBERS[kind] for kind in (AlarmRaised, IncidentOpened, ReportReceived, SourceHealthChanged,
                                              WarningIssued, WarningUpdated))
REPORT_MARKS = 300  # a city takes thousands of calls a day: more would be a bar, not marks
MOST_MARKS = 1500  # beyond that, of those of a lane that would lie on one another the gravest
_LOST = ("lost", "failed")


def read_ticks(journal: Journal, since_utc: int, until_utc: int, axis: Axis) -> Iterator[Tick]:
    """The marks of an interval [since, until] on an axis, in its order."""
    states: dict[str, str] = {}
    gap_utc, report_utc = (until_utc - since_utc) // REPORT_MARKS, since_utc - (until_utc - since_utc)
    for page in journal.read(kinds=_KINDS, axis=axis, after_utc=since_utc - 1, until_utc=until_utc):
        for _, event in page:
            at_utc = event.at_utc if axis == "at" else event.received_utc
            if isinstance(event, ReportReceived):
                if at_utc - report_utc < gap_utc:
                    continue
                report_utc = at_utc
            tick = _tick(event, at_utc, states)
            if tick is not None:
                yield tick


def thinned(ticks: list[Tick], since_utc: int, until_utc: int) -> list[Tick]:
    """As many as can be told apart: a flood of alarms is a bar, and its marks would hold up the screen."""
    if len(ticks) <= MOST_MARKS:
        return ticks
    cell_us = max(1, (until_utc - since_utc) * 4 // MOST_MARKS)
    kept: dict[tuple[str, int], Tick] = {}
    for tick in ticks:
        key = (tick.lane, tick.at_utc // cell_us)
        before = kept.get(key)
        if before is None or 0 < tick.level < (before.level or 5):
            kept[key] = tick
    return sorted(kept.values(), key=lambda tick: tick.at_utc)


def _tick(event: Event, at_utc: int, states: dict[str, str]) -> Tick | None:
    if isinstance(event, AlarmRaised):
        return Tick(at_utc, "alarm", event.level, event.alarm, event.title_zh or event.title_en)
    if isinstance(event, IncidentOpened):
        return Tick(at_utc, "incident", event.grade, event.incident, event.title)
    if isinstance(event, WarningIssued):
        return Tick(at_utc, "warning", event.level, event.identifier, event.headline or event.event)
    if isinstance(event, ReportReceived):
        return Tick(at_utc, "report", event.grade, event.report, event.title)
    if isinstance(event, SourceHealthChanged):
        return _source_tick(event, at_utc, states)
    return None


def _source_tick(event: SourceHealthChanged, at_utc: int, states: dict[str, str]) -> Tick | None:
    """A mark where a source was lost and where it came back, none for its running counters."""
    before = states.get(event.source, "")
    states[event.source] = event.state
    lost, was_lost = event.state in _LOST, before in _LOST
    if lost == was_lost:
        return None
    return Tick(at_utc, "source", Level.ORANGE if lost else Level.NONE, event.source, event.state)
