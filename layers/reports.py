"""Reports of the last day that nobody has dealt with: where the calls come from. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.geo import is_place
from command_center.domain.incidents import Report
from command_center.domain.time import DAY, HOUR
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Floats, Points, Symbol
from layers.names import said
from layers.units import place_of

# A call, without a shape of the levels; bright within the hour, so that the eye finds what is fresh.
SYMBOLS = (Symbol("svg", "hi", 14, name="call"), Symbol("svg", "fill", 11, name="call"), Symbol("dot", "fill", size=6))
CLEAR_PX = 14.0  # between the middles of a ring and of a unit's plate that do not touch


class ReportLayer(Layer):
    """New reports with a place, the newest on top; in a time window all that came within it, what was dealt with as a
    dot."""

    key = "reports"
    rank = 80
    kind = "report"
    depends_on = ("reports", "units", "positions")
    timely = True
    windowed = True

    def title(self) -> Title:
        return Title("警情", "Reports")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        shown = sorted((report for report in snapshot.reports.values() if _is_shown(report, view)),
                       key=lambda report: report.at_utc)
        if not shown:
            return NOTHING
        old = np.array([2 if report.state != "new" else view.now_utc - report.at_utc > HOUR for report in shown], np.intp)
        xy = mercator([(report.lon, report.lat) for report in shown])
        return Drawing(points=Points([report.report for report in shown], _beside(xy, _plates(snapshot), view), SYMBOLS, old))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        report = snapshot.reports.get(identity)
        if report is None:
            return None
        rows = [Row("reported", Moment(report.at_utc))]
        rows += [Row(field, Title(said(report, field, True), said(report, field, False)))
                 for field in ("address", "text") if getattr(report, field)]
        place = (report.lon, report.lat) if report.lon is not None and report.lat is not None else None
        return Card(Title(said(report, "title", True) or identity, said(report, "title", False)), report.channel, report.grade, tuple(rows), place)

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(SYMBOLS[0], Title("警情 一小时内", "report, within the hour")),
                LegendEntry(SYMBOLS[1], Title("警情 较早", "report, earlier")))


def _plates(snapshot: Snapshot) -> Floats:
    return mercator([place for unit in snapshot.units.values() if (place := place_of(unit, snapshot)) is not None])


def _beside(xy: Floats, plates: Floats, view: View) -> Floats:
    """A ring that would lie on a unit's plate stands at the plate's corner, so that both can be read and clicked."""
    if not len(plates):
        return xy
    moved = xy.copy()
    for row, place in enumerate(xy):
        away = np.abs(plates - place).max(axis=1)
        nearest = int(away.argmin())
        if away[nearest] < CLEAR_PX * view.coarseness:
            moved[row] = plates[nearest] + CLEAR_PX * view.coarseness
    return moved


def _is_shown(report: Report, view: View) -> bool:
    if report.lon is None or report.lat is None or not is_place(report.lon, report.lat):
        return False
    if view.window_utc is not None:
        return view.window_utc[0] <= report.at_utc <= view.window_utc[1]
    return report.state == "new" and view.now_utc - report.at_utc <= DAY
