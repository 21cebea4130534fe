"""What a hand can do to the places of a drawing: which can be taken hold of, moved, inserted, deleted; the whole moved.
Pure; any thread. Places are WGS84 longitude, latitude (n, 2)."""

from __future__ import annotations

import numpy as np

from command_center.domain.drawings import AREA_KINDS, LINE_KINDS
from command_center.domain.geo import distance_m, from_mercator, to_mercator
from layers.drawing import Floats
from layers.plotting import CIRCLE_POINTS, circle, circle_of, rectangle

Place = tuple[float, float]
_BENDING = ("line", "arrow", "attack", "polygon")  # kinds to which places may be added
LEAST = dict.fromkeys(LINE_KINDS, 2) | {"polygon": 3}


def grips(kind: str, places: Floats) -> Floats:
    """What can be taken hold of: its places; of a circle the four ends of its axes."""
    return places[:: CIRCLE_POINTS // 4] if kind == "circle" and len(places) == CIRCLE_POINTS else places


def between(kind: str, places: Floats) -> Floats:
    """Where a place can be added: grip n of these comes after place n."""
    if kind not in _BENDING or len(places) < 2:
        return np.empty((0, 2))
    following = np.roll(places, -1, axis=0) if kind in AREA_KINDS else places[1:]
    return (places[: len(following)] + following) / 2


def moved(kind: str, places: Floats, grip: int, to: Place) -> Floats:
    """With one grip elsewhere: a circle keeps its centre, a rectangle the corner across."""
    if kind == "circle":
        centre, _ = circle_of(places)
        return circle(centre, max(1.0, float(distance_m(*centre, *to))))
    if kind == "rectangle" and len(places) == 4:
        across = (float(places[(grip + 2) % 4, 0]), float(places[(grip + 2) % 4, 1]))
        fresh = rectangle(across, to)  # across, then round; `to` third
        if (places[(grip + 3) % 4, 0] == across[0]) != (fresh[1, 0] == across[0]):
            fresh = fresh[[0, 3, 2, 1]]  # it went round the other way
        return np.roll(fresh, (grip + 2) % 4, axis=0)
    changed = places.copy()
    changed[grip] = to
    return changed


def inserted(places: Floats, after: int, at: Place) -> Floats:
    """With one more place after another."""
    return np.insert(places, after + 1, at, axis=0)


def deleted(kind: str, places: Floats, grip: int) -> Floats | None:
    """Without one place; None where too few would be left."""
    return np.delete(places, grip, axis=0) if kind in LEAST and len(places) > LEAST[kind] else None


def shifted(kind: str, places: Floats, start: Place, to: Place) -> Floats:
    """All of it, as the map shows it; a circle keeps its radius on the ground."""
    if kind == "circle":
        (lon, lat), radius = circle_of(places)
        whole = _shift(np.array([(lon, lat)]), start, to)[0]
        return circle((float(whole[0]), float(whole[1])), radius)
    return _shift(places, start, to)


def _shift(places: Floats, start: Place, to: Place) -> Floats:
    (x0, x1), (y0, y1) = to_mercator([start[0], to[0]], [start[1], to[1]])
    x, y = to_mercator(places[:, 0], places[:, 1])
    lon, lat = from_mercator(x + (x1 - x0), y + (y1 - y0))
    return np.column_stack((np.clip(lon, -180.0, 180.0), lat))
