"""The nearest things of a kind: straight, and by road with the time it takes. Headless; not on a GUI thread.

Who comes to a place (units, stations) drives towards it; where one is brought (hospitals, shelters) is driven to
from it: one-way streets make the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from command_center.dispatch.routing import Router, travel_times, travel_times_from
from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.spatial.geodesy import Cancelled, distances_m
from layers.spatial.groups import rank_of
from layers.spatial.stocks import Stocks, tables_of

OUTWARD = frozenset({"hospitals", "clinics", "shelters", "schools", "nursing_homes", "metro_stations", "bus_stops",
                     "hydrants"})
_LOOKED_AT = 60  # the straight nearest so many are asked for their way; beyond, no road is that crooked


@dataclass(frozen=True, slots=True)
class Near:
    """One thing. seconds: by road at free flow, inf where no road leads, NaN where no roads are known."""

    kind: str
    id: str
    group: str
    lon: float
    lat: float
    distance_m: float
    seconds: float = float("nan")


def groups_in(stocks: Stocks, snapshot: Snapshot) -> list[str]:
    """Every group that something counts as, in the order of lists."""
    groups: set[str] = set()
    for stock in stocks.all(snapshot, tables_of(snapshot)):
        groups |= stock.words()
    groups.discard("drawing")
    return sorted(groups, key=lambda name: (rank_of(name), name))


def nearest(stocks: Stocks, snapshot: Snapshot, groups: Iterable[str], place: tuple[float, float], count: int = 10,
            router: Router | None = None, stop: Callable[[], bool] = lambda: False) -> list[Near]:
    """The nearest `count` of each group, the quickest first where roads are known. Raises Cancelled."""
    wanted = set(groups)
    found: dict[str, list[Near]] = {group: [] for group in wanted}
    for stock in stocks.all(snapshot, tables_of(snapshot)):
        if stop():
            raise Cancelled
        for group in wanted & stock.words():
            rows = stock.rows_of(group)
            away = distances_m(place, stock.lonlat[rows])
            for at in np.argsort(away)[:max(count, _LOOKED_AT)].tolist():
                lon, lat = stock.lonlat[rows[at]].tolist()
                found[group].append(Near(stock.kind, stock.ids[int(rows[at])], group, lon, lat, float(away[at])))
    ranked: list[Near] = []
    for group in sorted(found, key=rank_of):
        if stop():
            raise Cancelled
        ranked += _timed(found[group], group, place, snapshot, router)[:count]
    return ranked


def _timed(found: list[Near], group: str, place: tuple[float, float], snapshot: Snapshot,
           router: Router | None) -> list[Near]:
    roads = snapshot.features.get("roads")
    found = sorted(found, key=lambda near: near.distance_m)[:_LOOKED_AT]
    if not found or router is None or not roads:
        return found
    ends: Floats = np.array([(near.lon, near.lat) for near in found])
    times = (travel_times_from if group in OUTWARD else travel_times)(router.graph_of(roads), place, ends)
    timed = [Near(near.kind, near.id, near.group, near.lon, near.lat, near.distance_m, float(seconds))
             for near, seconds in zip(found, times.tolist(), strict=True)]
    return sorted(timed, key=lambda near: (near.seconds, near.distance_m))
