"""Units on their way: a dashed line from each to its incident, with the time that is left. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.incidents import Assignment
from command_center.domain.time import SECOND
from command_center.domain.units import Unit
from command_center.state.snapshot import Snapshot
from layers.base import Layer, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Lines, LineStyle
from layers.units import place_of

STYLES = (LineStyle("hi", 2.2, (5, 2.5), "void"), LineStyle("lo", 1.8, (2, 3), "void"))


class RouteLayer(Layer):
    """One line for every order that is confirmed (bright) or not answered yet (faint)."""

    key = "routes"
    depends_on = ("incidents", "units", "positions")
    timely = True

    def title(self) -> Title:
        return Title("出动路线", "Units on their way")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        paths, styles, texts, middles = list[np.ndarray](), list[int](), list[str](), list[tuple[float, float]]()
        for incident in snapshot.incidents.values():
            for order in incident.assignments if incident.is_open else ():
                unit = snapshot.units.get(order.unit)
                if order.state not in ("pending", "confirmed", "unknown") or unit is None:
                    continue
                start = place_of(unit, snapshot)
                if start is None:
                    continue
                paths.append(np.array([start, (incident.lon, incident.lat)]))
                styles.append(0 if order.state == "confirmed" else 1)
                texts.append(_text(unit, order, view))
                middles.append(((start[0] + incident.lon) / 2, (start[1] + incident.lat) / 2))
        if not paths:
            return NOTHING
        offset = np.concatenate(([0], np.cumsum([len(path) for path in paths])))
        lines = Lines([""] * len(paths), mercator(np.concatenate(paths)), offset, STYLES, np.array(styles, np.intp))
        labels = Labels(texts, mercator(middles), np.full(len(texts), 8.0), "hi", offset=0, plate=True)
        return Drawing(lines=lines, labels=labels)


def _text(unit: Unit, order: Assignment, view: View) -> str:
    name = unit.name or unit.unit
    if order.eta_s is None or order.state != "confirmed":
        return name
    since = order.confirmed_utc or order.ordered_utc
    left = max(0, round(order.eta_s - (view.now_utc - since) / SECOND))
    minutes, seconds = divmod(left, 60)
    return f"{name}  {minutes} {view.say('分', 'min')} {seconds} {view.say('秒', 's')}"
