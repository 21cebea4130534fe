"""What is within an area: people (an estimate), what must be protected, what helps. Headless; any thread.

People come from polygons that carry a population (blocks, districts), each counted by the share of its surface that
lies in the area: the true spread inside a block is unknown, so the number is an estimate and is to be shown as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.spatial.geodesy import Cancelled, area_m2, distances_m
from layers.spatial.groups import rank_of
from layers.spatial.selected import Selected, Thing
from layers.spatial.stocks import Stocks, tables_of

_SAME_DEG = 1e-9
POPULATION_KEYS = ("population", "pop", "POPULATION", "POP", "人口", "常住人口", "人口数")


@dataclass(frozen=True, slots=True)
class People:
    """How many live there, estimated. collection: where the numbers come from, "" for nowhere; covered: the share of
    the area, 0 to 1, for which there are numbers."""

    count: float = 0.0
    collection: str = ""
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One thing, and how far it is from the reference place in metres."""

    kind: str
    id: str
    group: str
    lon: float
    lat: float
    distance_m: float

    @property
    def thing(self) -> Thing:
        """As selections have it."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Survey:
    """The answer. area: the shapely area asked about; reference: longitude, latitude that distances count from."""

    area: Any
    area_m2: float
    people: People
    found: tuple[Found, ...]
    buildings: int
    reference: tuple[float, float]

    def by_group(self) -> dict[str, list[Found]]:
        """The nearest first, in the order of lists."""
        groups: dict[str, list[Found]] = {}
        for one in sorted(self.found, key=lambda found: (rank_of(found.group), found.group, found.distance_m)):
            groups.setdefault(one.group, []).append(one)
        return groups

    def selected(self) -> Selected:
        """All that was found, as a selection."""
        return Selected({group: frozenset(one.thing for one in found) for group, found in self.by_group().items()})


def survey(stocks: Stocks, snapshot: Snapshot, area: Any, reference: tuple[float, float] | None = None,
           stop: Callable[[], bool] = lambda: False) -> Survey:
    """Count what lies in a shapely area of WGS84 degrees, or touches it; distances from `reference`, else from the
    area's middle. Raises Cancelled."""
    if reference is None:
        middle = area.centroid
        reference = (float(middle.x), float(middle.y)) if not area.is_empty else (0.0, 0.0)
    found: list[Found] = []
    for table in tables_of(snapshot):
        if stop():
            raise Cancelled
        stock = stocks.of(snapshot, table)
        rows = stock.within(area)
        if table == "drawings" and stock.shapes is not None:
            rows = rows[[not area.equals_exact(shape, _SAME_DEG) for shape in stock.shapes[rows]]]  # the area may be one itself
        away = distances_m(reference, stock.lonlat[rows]) if len(rows) else ()
        for row, metres in zip(rows.tolist(), np.asarray(away).tolist(), strict=True):
            lon, lat = stock.lonlat[row].tolist()
            found.append(Found(stock.kind, stock.ids[row], stock.groups[row], lon, lat, metres))
    houses = stocks.of(snapshot, "features/buildings")
    return Survey(area, area_m2(area), people(stocks, snapshot, area, stop), tuple(found),
                  len(houses.within(area)), reference)


def people(stocks: Stocks, snapshot: Snapshot, area: Any, stop: Callable[[], bool] = lambda: False) -> People:
    """Who lives in an area, from the collection that has the finest numbers there. Raises Cancelled."""
    import shapely  # slow to import

    best, finest = People(), np.inf
    size = area.area
    for name, mapping in snapshot.features.items():
        if stop():
            raise Cancelled
        if not _has_population(mapping) or size <= 0:
            continue
        stock = stocks.of(snapshot, f"features/{name}")
        rows = stock.within(area)
        if stock.shapes is None or not len(rows):
            continue
        shapes = shapely.make_valid(stock.shapes[rows])
        whole, part = shapely.area(shapes), shapely.area(shapely.intersection(shapes, area))
        numbers = np.array([population(mapping[stock.ids[row].partition("/")[2]].properties) for row in rows.tolist()])
        told = (whole > 0) & np.isfinite(numbers)
        if told.any() and (grain := float(np.median(whole[told]))) < finest:
            finest = grain
            count = float((numbers[told] * part[told] / whole[told]).sum())
            best = People(count, name, min(1.0, float(part[told].sum()) / size))
    return best


def population(properties: Mapping[str, Any]) -> float:
    """The people a feature says it has, NaN if it says nothing that is a number."""
    for key in POPULATION_KEYS:
        try:
            number = float(properties[key])
        except (KeyError, TypeError, ValueError):
            continue
        if number >= 0:
            return number
    return float("nan")


def _has_population(mapping: Mapping[str, Feature]) -> bool:
    """By the first few: a collection that carries population carries it throughout."""
    for _, feature in zip(range(5), mapping.values(), strict=False):
        if np.isfinite(population(feature.properties)):
            return True
    return False
