"""Sensor sites: a grey dot while normal, the badge of the level by the packs' bands otherwise. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View
from layers.drawing import NOTHING, Drawing, Labels, Points, Symbol
from layers.places import places
from layers.readings import gravest, reading_text, rows_of

NORMAL = Symbol("dot", "control", 6)
STALE = Symbol("ring", "lo", 8)
SYMBOLS = (NORMAL, *(Symbol("level", level=level, size=size) for level, size in ((1, 17), (2, 17), (3, 17), (4, 15))), STALE)
NAMES_FROM_SCALE = 5.0  # metres per pixel below which the normal ones say their names too


class SensorLayer(Layer):
    """Every feature of the collection `things`."""

    key = "sensors"
    rank = 55
    depends_on = ("features/things", "series")
    timely = True

    def title(self) -> Title:
        return Title("监测点", "Sensors")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        found = places(snapshot, "things")
        if not found.ids:
            return NOTHING
        readings = gravest(snapshot.series, view)
        level = np.array([readings.level.get(identity, 0) for identity in found.ids], np.intp)
        abnormal = np.flatnonzero(level)
        level[[i for i, identity in enumerate(found.ids) if identity in readings.stale]] = SYMBOLS.index(STALE)
        silent = np.flatnonzero(level == SYMBOLS.index(STALE))
        order = np.concatenate((np.flatnonzero(level == 0), silent, abnormal[np.argsort(-level[abnormal], kind="stable")]))
        points = Points([found.ids[i] for i in order], found.xy[order], SYMBOLS, level[order])
        texts = [reading_text(snapshot.series, readings.row[found.ids[i]]) for i in abnormal]
        texts += [view.say("陈旧", "stale")] * len(silent)
        named = np.concatenate((abnormal, silent))
        return Drawing(points=points, labels=Labels(texts, found.xy[named], level[named].astype(np.float64) + 10.0,
                                                    "hi", offset=17))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        if feature is None:
            return None
        table = snapshot.series
        rows: list[Row] = []
        facts: list[Row] = []
        newest = 0
        for row in rows_of(table, identity)[:8]:
            key = table.keys[row]
            reading = Row(f"quantity.{key.quantity}" if key.quantity else key.name, reading_text(table, row))
            (facts if len(facts) < 3 else rows).append(reading)
            newest = max(newest, int(table.at_utc[row]))
        if newest:
            rows.append(Row("measured", Moment(newest)))
        name = Title(str(feature.properties.get("name") or local), str(feature.properties.get("name_en") or ""))
        return Card(name, Title("监测点", "Sensor"), rows=tuple(rows), facts=tuple(facts))

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(NORMAL, Title("监测点正常", "sensor, normal")),)
