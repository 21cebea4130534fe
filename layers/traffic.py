"""Traffic: only the stretches that are abnormal by the packs' bands are coloured. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.columns import LINE, Geometries, decode
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Lines, LineStyle
from layers.readings import gravest, reading_text, rows_of

COLLECTION = "traffic_segments"
STYLES = (*(LineStyle(colour, 3.6, casing="void") for colour in ("data", "red", "orange", "yellow", "blue")),
          LineStyle("lo", 2.4, (1.5, 2.5), "void"))  # abnormal when last heard of, which is too long ago
STALE = len(STYLES) - 1


class TrafficLayer(Layer):
    """Features of `traffic_segments`, coloured by the series that name them."""

    key = "traffic"
    rank = 30
    depends_on = (f"features/{COLLECTION}", "series")
    timely = True
    partial = True

    def __init__(self) -> None:
        self._kept: tuple[object, tuple[str, ...], Geometries] | None = None

    def title(self) -> Title:
        return Title("路况（仅异常）", "Traffic (abnormal)")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        ids, geometries = self._geometries(snapshot)
        readings = gravest(snapshot.series, view)
        level = {**dict.fromkeys(readings.stale, STALE), **readings.level}
        abnormal = {row: level[identity] for row, identity in enumerate(ids) if identity in level}
        parts = [p for p, row in enumerate(geometries.row) if row in abnormal and geometries.kind[p] == LINE]
        if not parts:
            return NOTHING
        parts.sort(key=lambda p: -abnormal[int(geometries.row[p])])  # the gravest on top
        pieces = [geometries.part(p) for p in parts]
        offset = np.concatenate(([0], np.cumsum([len(piece) for piece in pieces])))
        style = np.array([abnormal[int(geometries.row[p])] for p in parts], np.intp)
        owners = [ids[int(geometries.row[p])] for p in parts]
        return Drawing(lines=Lines(owners, mercator(np.concatenate(pieces)), offset, STYLES, style))

    def _geometries(self, snapshot: Snapshot) -> tuple[tuple[str, ...], Geometries]:
        mapping = snapshot.features.get(COLLECTION, {})
        if self._kept is None or self._kept[0] is not mapping:
            columns = decode([feature.geometry for feature in mapping.values()])
            self._kept = mapping, tuple(f"{COLLECTION}/{name}" for name in mapping), columns
        return self._kept[1], self._kept[2]

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        feature = snapshot.features.get(COLLECTION, {}).get(identity.partition("/")[2])
        if feature is None:
            return None
        table = snapshot.series
        rows = [Row(f"quantity.{table.keys[row].quantity}", reading_text(table, row))
                for row in rows_of(table, identity)]
        newest = max((int(table.at_utc[row]) for row in rows_of(table, identity)), default=0)
        if newest:
            rows.append(Row("measured", Moment(newest)))
        name = Title(str(feature.properties.get("name") or ""), str(feature.properties.get("name_en") or ""))
        return Card(name, Title("路段", "Stretch of road"), rows=tuple(rows))
