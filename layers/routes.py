"""Units on their way: a dashed line by road to the incident, with the time that is left. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from command_center.domain.incidents import Assignment, Incident
from command_center.domain.time import SECOND
from command_center.domain.units import Unit
from command_center.state.snapshot import Snapshot
from layers.base import Layer, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Floats, Labels, Lines, LineStyle
from layers.names import unit_name
from layers.units import place_of

STYLES = (LineStyle("hi", 2.2, (5, 2.5), "void"), LineStyle("lo", 1.8, (2, 3), "void"))


class RouteLayer(Layer):
    """One line for every order that is confirmed (bright) or not answered yet (faint)."""

    key = "routes"
    rank = 65
    depends_on = ("incidents", "units", "positions")
    timely = True

    def title(self) -> Title:
        return Title("出动路线", "Units on their way")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        paths, styles, texts, middles = list[np.ndarray](), list[int](), list[str](), list[tuple[float, float]]()
        for incident, order, unit, start in en_route(snapshot):
            path = remaining(view.paths.get(order.order), start, (incident.lon, incident.lat))
            paths.append(path)
            styles.append(0 if order.state == "confirmed" else 1)
            texts.append(_text(unit, order, view))
            middles.append(_middle(path))
        if not paths:
            return NOTHING
        offset = np.concatenate(([0], np.cumsum([len(path) for path in paths])))
        lines = Lines([""] * len(paths), mercator(np.concatenate(paths)), offset, STYLES, np.array(styles, np.intp))
        labels = Labels(texts, mercator(middles), np.full(len(texts), 8.0), "hi", offset=0, plate=True)
        return Drawing(lines=lines, labels=labels)


def en_route(snapshot: Snapshot) -> Iterator[tuple[Incident, Assignment, Unit, tuple[float, float]]]:
    """Orders whose units have not arrived, with the place of each."""
    for incident in snapshot.incidents.values():
        for order in incident.assignments if incident.is_open else ():
            unit = snapshot.units.get(order.unit)
            start = place_of(unit, snapshot) if unit is not None else None
            if unit is not None and start is not None and order.state in ("pending", "confirmed", "unknown"):
                yield incident, order, unit, start


def remaining(path: Floats | None, start: tuple[float, float], goal: tuple[float, float]) -> Floats:
    """What is left of a way for who is at `start`: from there along it to the goal; straight where none is known."""
    if path is None or len(path) < 2:
        return np.array([start, goal])
    feet = _feet(path, start)
    nearest = int(np.hypot(*(feet - np.array(start)).T).argmin())
    return np.concatenate((np.array([start]), path[nearest + 1:]))


def nearest_on(path: Floats, place: tuple[float, float]) -> Floats:
    """The point of a path nearest to a place (in degrees, which is near enough)."""
    feet = _feet(path, place)
    return feet[np.hypot(*(feet - np.array(place)).T).argmin()]


def _feet(path: Floats, place: tuple[float, float]) -> Floats:
    """The nearest point of each piece of a path."""
    a, d = path[:-1], np.diff(path, axis=0)
    t = np.clip(((np.array(place) - a) * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-18), 0.0, 1.0)
    return a + d * t[:, None]


def _middle(path: Floats) -> tuple[float, float]:
    """Halfway along a path."""
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))))
    return tuple(float(np.interp(way[-1] / 2, way, path[:, axis])) for axis in (0, 1))  # type: ignore[return-value]


def _text(unit: Unit, order: Assignment, view: View) -> str:
    name = unit_name(unit, view.chinese)
    if order.eta_s is None or order.state != "confirmed":
        return name
    since = order.confirmed_utc or order.ordered_utc
    left = max(0, round(order.eta_s - (view.now_utc - since) / SECOND))
    minutes, seconds = divmod(left, 60)
    return f"{name}  {minutes} {view.say('分', 'min')} {seconds} {view.say('秒', 's')}"
