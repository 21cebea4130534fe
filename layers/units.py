"""Units: plates with the service's vehicle, solid while at work, with heading and trail. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from command_center.domain.units import Unit
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, LineStyle, Points, Symbol
from layers.names import incident_title, unit_name
from layers.trails import trails
from layers.window_tracks import window_lines

TRAIL = (LineStyle("mid", 2.0, alpha=130),)
CLASSES = {"fire": Title("消防", "Fire"), "police": Title("公安交警", "Police"), "medical": Title("医疗急救", "Medical"),
           "drainage": Title("排涝抢险", "Drainage"), "power": Title("电力抢修", "Power")}
IDLE = ("free", "out_of_service")
VEHICLES = {"fire": "fire_engine", "police": "police_car", "medical": "ambulance", "drainage": "drainage_truck",
            "power": "power_truck"}
OTHER = "foot_team"  # of a class that we do not know


def place_of(unit: Unit, snapshot: Snapshot) -> tuple[float, float] | None:
    """Longitude, latitude: where it was last seen, else its station."""
    row = snapshot.positions.row(unit.unit)
    if row is not None:
        lon, lat = snapshot.positions.lonlat[row].tolist()
        return lon, lat
    return (unit.lon, unit.lat) if unit.lon is not None and unit.lat is not None else None


class UnitLayer(Layer):
    """Every unit; idle ones of a class that stand together share a plate with their number. In a time
    window, the way that each came."""

    key = "units"
    rank = 70
    kind = "unit"
    depends_on = ("units", "positions")
    pointed = True
    windowed = True

    def title(self) -> Title:
        return Title("力量", "Units")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        placed = [(unit, place) for unit in snapshot.units.values()
                  if (place := place_of(unit, snapshot)) is not None]
        if not placed:
            return NOTHING
        xy = mercator([place for _, place in placed])
        units = [unit for unit, _ in placed]
        shown, counts = _gathered(units, xy, view)
        at_work = [row for row in shown if units[row].status not in IDLE]
        symbols, symbol = _symbols(units[row] for row in shown)
        points = Points([units[row].unit for row in shown], xy[shown], symbols, symbol, _headings(units, shown, snapshot))
        labels = Labels([_label(units[row], counts.get(row, 1), view) for row in shown], xy[shown],
                        np.array([30.0 if row in set(at_work) else 50.0 for row in shown]), "mid", "micro", 17)
        rows = [snapshot.positions.row(units[row].unit) for row in at_work]
        past = window_lines(view, snapshot.units.__contains__, TRAIL[0])
        return Drawing(points=points, labels=labels, lines=past if past is not None else trails(
            snapshot.positions, [row for row in rows if row is not None], TRAIL))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        unit = snapshot.units.get(identity)
        if unit is None:
            return None
        rows = [Row("status", f"unit.{unit.status}"), Row("since", Moment(unit.since_utc))]
        incident = snapshot.incidents.get(unit.incident)
        if incident is not None:
            rows.append(Row("incident", Title(incident_title(incident, snapshot, True), incident_title(incident, snapshot, False))))
        row = snapshot.positions.row(identity)
        if row is not None:
            speed = float(snapshot.positions.speed_mps[row])
            if speed == speed:
                rows.append(Row("speed", f"{speed * 3.6:.0f} km/h"))
            rows.append(Row("seen", Moment(int(snapshot.positions.at_utc[row]))))
        return Card(Title(unit_name(unit, True), unit_name(unit, False)), CLASSES.get(unit.class_key, unit.class_key),
                    rows=tuple(rows), place=place_of(unit, snapshot))

    def legend(self) -> tuple[LegendEntry, ...]:
        classes = tuple(LegendEntry(_symbol(key, False), title) for key, title in CLASSES.items())
        return (LegendEntry(_symbol("fire", True), Title("力量 出动", "unit at work")),
                LegendEntry(_symbol("fire", False), Title("力量 待命", "unit standing by")), *classes[1:])


def _gathered(units: list[Unit], xy: np.ndarray, view: View) -> tuple[list[int], dict[int, int]]:
    """Rows to draw (those at work last, on top), and how many each stands for."""
    cells: dict[tuple[str, str, int, int], int] = {}
    counts: dict[int, int] = {}
    work: list[int] = []
    cell = 18.0 * view.scale * view.metres_per_pixel
    for row, unit in enumerate(units):
        if unit.status not in IDLE or unit.unit in (view.selected[1], view.hovered[1]):
            work.append(row)
            continue
        key = (unit.class_key, unit.status, round(xy[row, 0] / cell), round(xy[row, 1] / cell))
        first = cells.setdefault(key, row)
        counts[first] = counts.get(first, 0) + 1
    return [*counts, *work], counts


def _symbol(class_key: str, at_work: bool) -> Symbol:
    return Symbol("plate", "mid" if at_work else "data", 22, solid=at_work, heading=at_work,
                  name=VEHICLES.get(class_key, OTHER))


def _symbols(units: Iterable[Unit]) -> tuple[tuple[Symbol, ...], np.ndarray]:
    known: dict[Symbol, int] = {}
    index = [known.setdefault(_symbol(unit.class_key, unit.status not in IDLE), len(known))
             for unit in units]
    return tuple(known), np.array(index, np.intp)


def _headings(units: list[Unit], shown: list[int], snapshot: Snapshot) -> np.ndarray:
    heading = np.full(len(shown), np.nan)
    for at, row in enumerate(shown):
        where = snapshot.positions.row(units[row].unit)
        if where is not None and units[row].status not in IDLE:
            heading[at] = snapshot.positions.heading_deg[where]
    return heading


def _label(unit: Unit, count: int, view: View) -> str:
    if count > 1:
        return f"×{count}"
    return unit_name(unit, view.chinese) if unit.status not in IDLE or view.coarseness < 3 else ""
