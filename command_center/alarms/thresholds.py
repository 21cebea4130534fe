"""Threshold rules at work: looks at each new snapshot and proposes alarms raised, escalated and returned.

Everything but the delays is in the snapshot, so a restart raises nothing again. One thread (the engine's).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from command_center.alarms.ladders import Ladder, ladders, limit_of
from command_center.alarms.measures import UNITS, measure
from command_center.alarms.place import place_of
from command_center.alarms.proposal import Proposal, has_returned, raised, returned, stream_of
from command_center.domain.alarms import Alarm
from command_center.domain.events import AlarmRaised
from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.ids import new_id
from command_center.domain.packs import Pack, Rule
from command_center.domain.time import SECOND
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import BAD

FRESH_S = 900  # an older sample says nothing about now: history that a source serves must not raise alarms
PLATFORM = "platform"  # the subject of alarms about the platform itself

OpenAlarms = Mapping[tuple[str, str], Alarm]


class ThresholdRules:
    """The ladders of some packs, and since when each watched thing lies beyond each rung."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self._by_quantity: dict[str, list[Ladder]] = {}
        self._platform: list[Ladder] = []
        for ladder in ladders(packs):
            if ladder.platform:
                self._platform.append(ladder)
            else:
                self._by_quantity.setdefault(ladder.quantity, []).append(ladder)
        self._since: dict[tuple[str, str, str], int] = {}
        self._waiting: set[str] = set()  # series that lie beyond a rung whose delay has not passed, or to be looked at again

    def look(self, snapshot: Snapshot, changes: Changes, open_alarms: OpenAlarms, now_utc: int) -> list[Proposal]:
        """What the series that changed, and those whose delay may have passed, ask for."""
        touched = snapshot.series.keys if changes.reset else ()
        names = {key.series for key in touched} | set(changes.ids.get("series", ())) | self._waiting
        proposals: list[Proposal] = []
        for name in sorted(names):
            proposals.extend(self._series(name, snapshot, open_alarms, now_utc))
        return proposals

    def look_again(self, subject: str) -> None:
        """Have a series looked at once more although it did not change."""
        self._waiting.add(subject)

    def clock_was_set(self, by_us: int) -> None:
        """The delays that run go on as long as they would have."""
        self._since = {running: since + by_us for running, since in self._since.items()}

    def look_at_platform(self, snapshot: Snapshot, open_alarms: OpenAlarms, now_utc: int) -> list[Proposal]:
        """What the platform's own measures ask for; for once a second."""
        proposals: list[Proposal] = []
        for ladder in self._platform:
            value = measure(ladder.platform, snapshot, now_utc)
            if value is not None:
                key = SeriesKey(PLATFORM, unit=UNITS.get(ladder.platform, ""))
                proposals.extend(self._judge(ladder, key, value, now_utc, now_utc, open_alarms, snapshot))
        return proposals

    def _series(self, name: str, snapshot: Snapshot, open_alarms: OpenAlarms, now_utc: int) -> Iterable[Proposal]:
        table = snapshot.series
        row = table.row(name)
        if row is None:
            self._waiting.discard(name)
            return
        key, value, at_utc = table.keys[row], float(table.value[row]), int(table.at_utc[row])
        watching = self._by_quantity.get(key.quantity, ())
        if not watching or value != value or table.quality[row] == BAD or now_utc - at_utc > FRESH_S * SECOND:
            self._waiting.discard(name)
            return
        for ladder in watching:
            yield from self._judge(ladder, key, value, at_utc, now_utc, open_alarms, snapshot)
        running = any((ladder.key, name, rung.key) in self._since for ladder in watching for rung in ladder.rungs
                      if rung.for_s)
        (self._waiting.add if running else self._waiting.discard)(name)

    def _judge(self, ladder: Ladder, key: SeriesKey, value: float, at_utc: int, now_utc: int,
               open_alarms: OpenAlarms, snapshot: Snapshot) -> Iterable[Proposal]:
        subject = key.series
        rung = self._gravest_held(ladder, subject, value, at_utc, now_utc)
        known = open_alarms.get((ladder.key, subject))
        if known is not None and not has_returned(known):
            if ladder.is_back(value):
                yield returned(known, at_utc, value)
                return
            if rung is None or rung.level >= known.level:
                return
        if rung is not None:
            alarm = known.alarm if known is not None else new_id()
            place = place_of(key, snapshot)
            version = (known.ver if known is not None else 0) + 1
            yield raised(AlarmRaised(
                at_utc=at_utc, alarm=alarm, rule=ladder.key, subject=subject, level=rung.level, title_zh=rung.zh,
                title_en=rung.en, value=value, limit=limit_of(rung), unit=key.unit, lon=place.lon, lat=place.lat,
                place=place.name if key.series != PLATFORM else "", type_key=rung.type_key, source=key.source, stream=stream_of(alarm), ver=version), known)

    def _gravest_held(self, ladder: Ladder, subject: str, value: float, at_utc: int, now_utc: int) -> Rule | None:
        """The gravest rung beyond whose limit the value has been for as long as the rung asks."""
        gravest: Rule | None = None
        for rung in ladder.rungs:
            running = (ladder.key, subject, rung.key)
            if not ladder.passes(rung, value):
                self._since.pop(running, None)
                continue
            since = self._since.setdefault(running, min(at_utc, now_utc))
            held = now_utc - since >= rung.for_s * SECOND
            if held and (gravest is None or rung.level < gravest.level):
                gravest = rung
        return gravest
