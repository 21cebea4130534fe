"""What there is to be found, by table: the ids, where they are, and their shapes. Headless; any thread.

A stock of a state is kept while the state is the same, told by the identity of the snapshot's mapping.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.basemap import BaseClass, classify, whole
from layers.drawing import Floats
from layers.spatial.groups import group_of, is_named
from layers.subjects import others
from layers.units import place_of

MOVING = ("units", "positions")
ENTITIES = {"incidents": "incident", "alarms": "alarm", "reports": "report", "cameras": "camera", "units": "unit",
            "positions": "vehicle"}
_POINT = 0
_BOUNDS = ("boundary", "admin_level", "adcode", "continent")


@dataclass
class Stock:
    """n things: ids as Selection has them, groups[i] what row i counts as ("hospitals", "unit"), lonlat (n, 2) a place
    of each. shapes (n) shapely geometries where not all are points, with their tree."""

    table: str
    kind: str
    ids: Sequence[str] = ()
    groups: Sequence[str] = ()
    lonlat: Floats = field(default_factory=lambda: np.empty((0, 2)))
    shapes: NDArray[Any] | None = None
    tree: Any = None
    index: dict[str, int] | None = None
    source: Any = field(default=None, repr=False)  # holds the mapping, so that its identity stays its own

    def place(self, identity: str) -> tuple[float, float] | None:
        """Where one of them is."""
        if self.index is None:
            self.index = {one: row for row, one in enumerate(self.ids)}
        row = self.index.get(identity)
        return None if row is None else (float(self.lonlat[row, 0]), float(self.lonlat[row, 1]))

    def within(self, area: Any) -> NDArray[np.intp]:
        """Rows that lie in a shapely area of WGS84 degrees, or touch it."""
        import shapely  # slow to import

        if not len(self.ids) or area.is_empty:
            return np.empty(0, np.intp)
        if self.shapes is not None:
            if self.tree is None:
                self.tree = shapely.STRtree(self.shapes)
            return np.sort(self.tree.query(area, predicate="intersects"))
        west, south, east, north = area.bounds
        lon, lat = self.lonlat[:, 0], self.lonlat[:, 1]
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        shapely.prepare(area)
        return near[shapely.intersects_xy(area, lon[near], lat[near])]


class _Subjects(Sequence[str]):
    """Ids of rows of positions, read when asked: a new state comes thirty times a second."""

    def __init__(self, keys: list[Any], rows: NDArray[np.intp]) -> None:
        self._keys, self._rows = keys, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: Any) -> Any:
        return str(self._keys[self._rows[row]].subject)


class _Same(Sequence[str]):
    """One word, n times."""

    def __init__(self, word: str, count: int) -> None:
        self._word, self._count = word, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: Any) -> Any:
        return self._word


class Stocks:
    """Makes stocks and keeps them; one for a window. Safe on several threads."""

    def __init__(self) -> None:
        self._kept: dict[str, Stock] = {}
        self._lock = threading.Lock()

    def of(self, snapshot: Snapshot, table: str) -> Stock:
        """The stock of a table ("units", "features/hospitals")."""
        source = _source(snapshot, table)
        with self._lock:
            held = self._kept.get(table)
            if held is None or held.source is not source:
                held = self._kept[table] = _make(snapshot, table, source)
            return held

    def all(self, snapshot: Snapshot, tables: Iterable[str]) -> list[Stock]:
        """Those that have anything."""
        return [stock for table in tables if len((stock := self.of(snapshot, table)).ids)]


def tables_of(snapshot: Snapshot, *, base: bool = False) -> list[str]:
    """Every table of a state; base: also those collections that the base map draws (roads, buildings, water)."""
    return [*ENTITIES, *(f"features/{name}" for name in snapshot.features
                         if name != "datastreams" and (base or whole(name) in (None, BaseClass.PLACE)))]


def _source(snapshot: Snapshot, table: str) -> Any:
    if table.startswith("features/"):
        return snapshot.features.get(table[9:])
    return snapshot.positions if table in MOVING else getattr(snapshot, table)


def _make(snapshot: Snapshot, table: str, source: Any) -> Stock:
    if table.startswith("features/"):
        return _of_features(table[9:], source or {})
    kind = ENTITIES[table]
    if table == "positions":
        rows = others(snapshot.positions, snapshot.units)
        return Stock(table, kind, _Subjects(snapshot.positions.keys, rows), _Same(kind, len(rows)),
                     snapshot.positions.lonlat[rows], source=source)
    placed = [(key, place) for key, one in source_of(snapshot, table).items()
              if (place := _place(one, snapshot)) is not None]
    return Stock(table, kind, [key for key, _ in placed], [kind] * len(placed),
                 np.array([place for _, place in placed], np.float64).reshape(-1, 2), source=source)


def source_of(snapshot: Snapshot, table: str) -> Mapping[str, Any]:
    """The open incidents, the alarms that stand, and all of the others."""
    rows: Mapping[str, Any] = getattr(snapshot, table)
    if table == "incidents":
        return {key: one for key, one in rows.items() if one.is_open}
    if table == "alarms":
        return {key: one for key, one in rows.items() if one.state != "cleared"}
    return rows


def _place(one: Any, snapshot: Snapshot) -> tuple[float, float] | None:
    if hasattr(one, "class_key"):
        return place_of(one, snapshot)
    return (one.lon, one.lat) if one.lon is not None and one.lat is not None else None


def _of_features(collection: str, mapping: Mapping[str, Feature]) -> Stock:
    import shapely

    if not mapping:
        return Stock(f"features/{collection}", "feature", source=mapping or None)
    features = list(mapping.values())
    shapes = shapely.from_wkb(np.array([one.geometry or None for one in features], object), on_invalid="ignore")
    good = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if whole(collection) in (None, BaseClass.PLACE):
        good = good[[_is_thing(collection, features[row]) for row in good.tolist()]] if len(good) else good
    shapes = shapely.force_2d(shapes[good])
    kept = [features[row] for row in good.tolist()]
    points = bool((shapely.get_type_id(shapes) == _POINT).all())
    places = shapes if points else shapely.point_on_surface(shapes)
    lonlat = np.column_stack([shapely.get_x(places), shapely.get_y(places)])
    return Stock(f"features/{collection}", "feature", [f"{collection}/{one.feature}" for one in kept],
                 [group_of(collection, one.properties) for one in kept], lonlat, None if points else shapes,
                 source=mapping)


def _is_thing(collection: str, feature: Feature) -> bool:
    """Whether a feature is more than ground of the base map: a school among the names of places is. The base map
    also draws what nobody named, as boundaries: that is something all the same."""
    if group_of(collection, feature.properties) != collection or is_named(collection):
        return True
    base = classify(collection, feature.properties)
    return base is None or (base == BaseClass.BOUNDARY and not any(tag in feature.properties for tag in _BOUNDS))
