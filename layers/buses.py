"""Buses and whatever else reports positions without being a unit. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from command_center.domain.units import Unit
from command_center.state.snapshot import Snapshot
from command_center.state.tables import PositionTable
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Lines, LineStyle, Points, Symbol
from layers.subjects import Subjects, others
from layers.trails import trails
from layers.window_tracks import window_lines

FAR = Symbol("dot", "fill", 4)
NEAR = Symbol("arrow", "data", 11)
TRAIL = (LineStyle("data", 1.5, alpha=150),)


class BusLayer(Layer):
    """Positions that belong to no unit; in a time window the way that each came."""

    key = "buses"
    rank = 60
    kind = "vehicle"
    depends_on = ("positions", "units")
    pointed = True
    windowed = True

    def __init__(self) -> None:
        self._of: tuple[PositionTable, Mapping[str, Unit]] | None = None
        self._far = self._near = Points()

    def title(self) -> Title:
        return Title("公交车辆", "Buses")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        points = self._points(snapshot, view)
        past = window_lines(view, lambda subject: subject not in snapshot.units, TRAIL[0])
        if not len(points.ids):
            return NOTHING if past is None else Drawing(lines=past)
        labels = Labels()
        if view.coarseness < 2.5:
            rows = others(snapshot.positions, snapshot.units)
            labels = Labels(Subjects(snapshot.positions, rows, "label"), points.xy, np.full(len(rows), 70.0), "lo",
                            "micro", 12)
        return Drawing(points=points, labels=labels, lines=self._trail(snapshot, view) if past is None else past)

    def _points(self, snapshot: Snapshot, view: View) -> Points:
        """The same as before where nothing moved, so that whoever keeps something of it need not make it again."""
        table, near = snapshot.positions, view.coarseness < 12
        if self._of is None or self._of[0] is not table or self._of[1] is not snapshot.units:
            rows = others(table, snapshot.units)
            ids, xy = Subjects(table, rows), mercator(np.take(table.lonlat, rows, 0))
            symbol = np.zeros(len(rows), np.intp)
            heading = np.take(table.heading_deg, rows).astype(np.float64)
            self._of = (table, snapshot.units)
            self._far, self._near = Points(ids, xy, (FAR,), symbol), Points(ids, xy, (NEAR,), symbol, heading)
        return self._near if near else self._far

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
