"""Open incidents: shape, digit and colour of the grade with the symbol of the type, solid while nobody is bound, outline
after. Any thread."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from command_center.domain.geo import is_place
from command_center.domain.incidents import Incident
from command_center.state.snapshot import Snapshot
from layers.alarms import measured, newest
from layers.base import Card, Layer, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Points, Symbol
from layers.emblems import COARSEST, emblem_of
from layers.names import incident_address, incident_title, unit_name

SIZES = {1: 30, 2: 26, 3: 25, 4: 21}


def is_waiting(incident: Incident) -> bool:
    """Whether it still needs somebody: then its symbol is solid."""
    return incident.status == "waiting"


def is_shown(incident: Incident, view: View) -> bool:
    """Open now, or at some instant of the window."""
    if view.window_utc is None:
        return incident.is_open
    return incident.opened_utc <= view.window_utc[1] and (incident.is_open or incident.closed_utc >= view.window_utc[0])


class IncidentLayer(Layer):
    """Every incident that is not closed, the gravest on top; in a time window every one that was open within it."""

    key = "incidents"
    rank = 95
    kind = "incident"
    depends_on = ("incidents",)
    pointed = True
    windowed = True

    def title(self) -> Title:
        return Title("事件", "Incidents")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        shown = sorted((incident for incident in snapshot.incidents.values()
                        if is_shown(incident, view) and is_place(incident.lon, incident.lat)), key=lambda i: -i.grade)
        if not shown:
            return NOTHING
        symbols: dict[Symbol, int] = {}
        index = [symbols.setdefault(_symbol(incident, view), len(symbols)) for incident in shown]
        xy = mercator([(incident.lon, incident.lat) for incident in shown])
        points = Points([incident.incident for incident in shown], xy, tuple(symbols), np.array(index, np.intp))
        titles = [incident_title(incident, snapshot, view.chinese, view.packs) if view.coarseness < 16 and view.selected[1] != incident.incident else ""
                  for incident in shown]
        labels = Labels(titles, xy, np.array([float(incident.grade) for incident in shown]), "hi", offset=27)
        return Drawing(points=points, labels=labels)

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        incident = snapshot.incidents.get(identity)
        if incident is None:
            return None
        rows = [Row("status", f"incident.{incident.status}"), Row("opened", Moment(incident.opened_utc))]
        alarm = snapshot.alarms.get(incident.alarm)
        if alarm is not None:
            rows += newest(alarm, snapshot)
        if incident.address:
            rows.append(Row("address", _both(incident_address, incident, snapshot)))
        bound = [snapshot.units[order.unit] for order in incident.assignments
                 if order.is_open and order.unit in snapshot.units]
        if bound:
            rows.append(Row("units", Title(*(" · ".join(unit_name(unit, chinese) for unit in bound)
                                             for chinese in (True, False)))))
        if incident.text:
            rows.append(Row("text", incident.text))
        return Card(_both(incident_title, incident, snapshot), incident.number, incident.grade, tuple(rows), (incident.lon, incident.lat),
                    measured(alarm, snapshot) if alarm is not None else ())


def _both(words: Callable[[Incident, Snapshot, bool], str], incident: Incident, snapshot: Snapshot) -> Title:
    return Title(words(incident, snapshot, True), words(incident, snapshot, False))


def _symbol(incident: Incident, view: View) -> Symbol:
    waiting = is_waiting(incident)
    if not incident.is_open:
        return Symbol("level", level=incident.grade, size=16, solid=False)
    return Symbol("level", level=incident.grade, size=SIZES.get(incident.grade, 21), solid=waiting,
                  blink=waiting and incident.grade == 1,
                  name=emblem_of(incident.type_key) if view.coarseness < COARSEST else "")
