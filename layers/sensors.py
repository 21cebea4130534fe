"""Sensor sites: a grey dot (close by the symbol) while normal, the badge of the level by the packs' bands otherwise. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View
from layers.drawing import NOTHING, Drawing, Labels, Points, Symbol
from layers.places import places
from layers.readings import gravest, measure, reading_text, rows_of, silent, stale_words

NORMAL = Symbol("dot", "control", 6)
CLOSE = Symbol("svg", "control", 12, name="sensor")
CLOSE_BELOW = 3.0  # metres a pixel from which normal sites are more than dots
STALE = Symbol("svg", "lo", 12, name="stale")
SYMBOLS = (NORMAL, *(Symbol("level", level=level, size=size) for level, size in ((1, 17), (2, 17), (3, 17), (4, 15))), STALE)
NEAR = (CLOSE, *SYMBOLS[1:])


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
        unheard = {**silent(snapshot.series, view), **readings.stale}
        old = np.array([i for i, identity in enumerate(found.ids) if identity in unheard and not level[i]], np.intp)
        level[old] = SYMBOLS.index(STALE)
        order = np.concatenate((np.flatnonzero(level == 0), old, abnormal[np.argsort(-level[abnormal], kind="stable")]))
        points = Points([found.ids[i] for i in order], found.xy[order],
                        NEAR if view.coarseness < CLOSE_BELOW else SYMBOLS, level[order])
        texts = [reading_text(snapshot.series, readings.row[found.ids[i]]) for i in abnormal]
        texts += [stale_words(view.now_utc - int(snapshot.series.at_utc[unheard[found.ids[i]]]), view) for i in old]
        named = np.concatenate((abnormal, old))
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
            name = f"quantity.{key.quantity}" if key.quantity else key.name
            large = len(facts) < 3
            (facts if large else rows).append(Row(name, measure(table, row) if large else reading_text(table, row)))
            newest = max(newest, int(table.at_utc[row]))
        if newest:
            rows.append(Row("measured", Moment(newest)))
        title = Title(str(feature.properties.get("name") or local), str(feature.properties.get("name_en") or ""))
        return Card(title, Title("监测点", "Sensor"), rows=tuple(rows), facts=tuple(facts))

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(CLOSE, Title("监测点正常", "sensor, normal")),
                LegendEntry(STALE, Title("监测点数据陈旧", "sensor, stale")))
