"""Buses and whatever else reports positions without being a unit. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Lines, LineStyle, Points, Symbol
from layers.subjects import others
from layers.trails import trails

FAR = Symbol("dot", "fill", 4)
NEAR = Symbol("arrow", "data", 11)
TRAIL = (LineStyle("data", 1.5, alpha=150),)


class BusLayer(Layer):
    """Positions that belong to no unit."""

    key = "buses"
    rank = 60
    kind = "vehicle"
    depends_on = ("positions", "units")
    pointed = True

    def title(self) -> Title:
        return Title("公交车辆", "Buses")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        table = snapshot.positions
        rows = others(table, snapshot.units)
        if not len(rows):
            return NOTHING
        near = view.coarseness < 12
        ids = [table.keys[row].subject for row in rows]
        xy = mercator(table.lonlat[rows])
        heading = table.heading_deg[rows].astype(np.float64) if near else None
        points = Points(ids, xy, (NEAR if near else FAR,), np.zeros(len(rows), np.intp), heading)
        labels = Labels()
        if view.coarseness < 2.5:
            labels = Labels([table.keys[row].label for row in rows], xy, np.full(len(rows), 70.0), "lo", "micro", 12)
        return Drawing(points=points, labels=labels, lines=self._trail(snapshot, view))

    def _trail(self, snapshot: Snapshot, view: View) -> Lines:
        shown = {identity for kind, identity in (view.selected, view.hovered) if kind == self.kind}
        rows = [row for row in (snapshot.positions.row(identity) for identity in shown) if row is not None]
        return trails(snapshot.positions, rows, TRAIL)

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        table = snapshot.positions
        row = table.row(identity)
        if row is None:
            return None
        key = table.keys[row]
        rows = [Row("seen", Moment(int(table.at_utc[row])))]
        speed = float(table.speed_mps[row])
        if speed == speed:
            rows.insert(0, Row("speed", f"{speed * 3.6:.0f} km/h"))
        lon, lat = table.lonlat[row].tolist()
        what = Title("公交车", "Bus") if key.class_key in ("bus", "") else Title("车辆", "Vehicle")
        return Card(key.label or key.subject, what, rows=tuple(rows), place=(lon, lat))

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(NEAR, Title("公交车", "bus")),)
