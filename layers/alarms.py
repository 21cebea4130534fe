"""Alarms that have a place and no incident yet: solid until acknowledged. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.alarms import Alarm
from command_center.domain.geo import is_place
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Points, Symbol
from layers.emblems import COARSEST, emblem_of
from layers.names import alarm_place
from layers.readings import measure


def is_shown(alarm: Alarm, now_utc: int) -> bool:
    """Active, not on the shelf, and nothing was made of it."""
    return (alarm.is_active and not alarm.incident and alarm.shelved_until_utc <= now_utc
            and is_place(alarm.lon, alarm.lat))


def _belongs(alarm: Alarm, view: View) -> bool:
    if view.window_utc is None:
        return is_shown(alarm, view.now_utc)
    return view.window_utc[0] <= alarm.raised_utc <= view.window_utc[1] and is_place(alarm.lon, alarm.lat)


class AlarmLayer(Layer):
    """Active alarms, the gravest on top; in a time window every one that was raised within it."""

    key = "alarms"
    rank = 90
    kind = "alarm"
    depends_on = ("alarms",)
    timely = True
    windowed = True

    def title(self) -> Title:
        return Title("告警", "Alarms")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        shown = sorted((alarm for alarm in snapshot.alarms.values() if _belongs(alarm, view)),
                       key=lambda alarm: -alarm.level)
        if not shown:
            return NOTHING
        symbols: dict[Symbol, int] = {}
        index = [symbols.setdefault(_symbol(alarm, view), len(symbols)) for alarm in shown]
        xy = mercator([(alarm.lon, alarm.lat) for alarm in shown])
        titles = [view.say(alarm.title_zh, alarm.title_en) if view.coarseness < 16 else "" for alarm in shown]
        labels = Labels(titles, xy, np.array([5.0 + alarm.level for alarm in shown]), "hi", offset=23)
        return Drawing(points=Points([a.alarm for a in shown], xy, tuple(symbols), np.array(index, np.intp)),
                       labels=labels)

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        alarm = snapshot.alarms.get(identity)
        if alarm is None:
            return None
        rows = [Row("status", f"alarm.{alarm.state}"), Row("raised", Moment(alarm.raised_utc))]
        rows += newest(alarm, snapshot)
        if alarm.place:
            rows.append(Row("address", Title(alarm.place, alarm_place(alarm, snapshot, False))))
        place = (alarm.lon, alarm.lat) if alarm.lon is not None and alarm.lat is not None else None
        return Card(Title(alarm.title_zh, alarm.title_en), Title("告警", "Alarm"), alarm.level, tuple(rows), place,
                    measured(alarm, snapshot))


def measured(alarm: Alarm, snapshot: Snapshot) -> tuple[Row, ...]:
    """What is measured now, what was when the alarm was raised, and the limit that it passed."""
    table, row = snapshot.series, snapshot.series.row(alarm.subject)
    now = (Row("current", measure(table, row)),) if row is not None else ()
    pairs = (("value", alarm.value), ("limit", alarm.limit))
    return now + tuple(Row(key, f"{number:.3g} {alarm.unit}".strip()) for key, number in pairs if number is not None)


def newest(alarm: Alarm, snapshot: Snapshot) -> list[Row]:
    """When the newest value of what the alarm is about was measured: an old one must not pass for a new one."""
    row = snapshot.series.row(alarm.subject)
    return [Row("measured", Moment(int(snapshot.series.at_utc[row])))] if row is not None else []


def _symbol(alarm: Alarm, view: View) -> Symbol:
    fresh = alarm.state in ("unacknowledged", "returned")
    if not alarm.is_active:
        return Symbol("level", level=alarm.level, size=14, solid=False)
    return Symbol("level", level=alarm.level, size=19, solid=fresh,
                  blink=alarm.level == 1 and alarm.state == "unacknowledged",
                  name=emblem_of(alarm.type_key) if view.coarseness < COARSEST else "")
