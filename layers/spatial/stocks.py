"""What there is to be found, by table: the ids, where they are, and their shapes. Headless; any thread.

A stock of a state is kept while the state is the same, told by the identity of the snapshot's mapping.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
            "positions": "vehicle", "drawings": "drawing"}
_POINT = 0
_SLICE = 400  # features read between two rests, about 4 ms
_BOUNDS = ("boundary", "admin_level", "adcode", "continent")


@dataclass
class Stock:
    """n things: ids as Selection has them, groups[i] what row i counts as ("hospitals", "unit"), lonlat (n, 2) a place
    of each. shapes (n) shapely geometries where not all are points, with their bounds (n, 4): comparing 100,000 boxes
    takes 0.3 ms, and building a tree of them would hold every other thread up for 60."""

    table: str
    kind: str
    ids: Sequence[str] = ()
    groups: Sequence[str] = ()
    lonlat: Floats = field(default_factory=lambda: np.empty((0, 2)))
    shapes: NDArray[Any] | None = None
    bounds: Floats | None = None
    index: dict[str, int] | None = None
    source: Any = field(default=None, repr=False)  # holds the mapping, so that its identity stays its own

    def words(self) -> set[str]:
        """Its groups, each once."""
        return {self.groups[0]} if isinstance(self.groups, _Same) and len(self.ids) else set(self.groups)

    def rows_of(self, group: str) -> NDArray[np.intp]:
        """Rows of a group."""
        if isinstance(self.groups, _Same):
            return np.arange(len(self.ids)) if len(self.ids) and self.groups[0] == group else np.empty(0, np.intp)
        return np.array([row for row, one in enumerate(self.groups) if one == group], np.intp)

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
        west, south, east, north = area.bounds
        shapely.prepare(area)
        if self.shapes is not None and self.bounds is not None:
            left, low, right, high = self.bounds.T
            near = np.flatnonzero((right >= west) & (left <= east) & (high >= south) & (low <= north))
            return near[shapely.intersects(area, self.shapes[near])]
        lon, lat = self.lonlat[:, 0], self.lonlat[:, 1]
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
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
    """Makes stocks and keeps them; one for a window. Safe on several threads. rest() is called between small slices
    of work, so that a screen beside it stays fluid."""

    def __init__(self, rest: Callable[[], None] = lambda: None) -> None:
        self._rest = rest
        self._kept: dict[str, Stock] = {}
        self._lock = threading.Lock()

    def of(self, snapshot: Snapshot, table: str) -> Stock:
        """The stock of a table ("units", "features/hospitals"); "ground/NAME": what of a collection is ground alone."""
        source = _source(snapshot, table)
        with self._lock:
            held = self._kept.get(table)
            if held is None or held.source is not source:
                held = self._kept[table] = _make(snapshot, table, source, self._rest)
            return held

    def all(self, snapshot: Snapshot, tables: Iterable[str]) -> list[Stock]:
        """Those that have anything."""
        return [stock for table in tables if len((stock := self.of(snapshot, table)).ids)]


def tables_of(snapshot: Snapshot, *, base: bool = False) -> list[str]:
    """Every table of a state; base: also those collections that the base map draws (roads, buildings, water)."""
    return [*ENTITIES, *(f"features/{name}" for name in snapshot.features
                         if name != "datastreams" and (base or whole(name) in (None, BaseClass.PLACE)))]


def _source(snapshot: Snapshot, table: str) -> Any:
    if table.startswith(("features/", "ground/")):
        return snapshot.features.get(table.partition("/")[2])
    return snapshot.positions if table in MOVING else getattr(snapshot, table)


def _make(snapshot: Snapshot, table: str, source: Any, rest: Callable[[], None]) -> Stock:
    if table.startswith(("features/", "ground/")):
        return _of_features(table.partition("/")[2], source or {}, rest, is_ground=table.startswith("ground/"))
    kind = ENTITIES[table]
    if table == "positions":
        rows = others(snapshot.positions, snapshot.units)
        return Stock(table, kind, _Subjects(snapshot.positions.keys, rows), _Same(kind, len(rows)),
                     snapshot.positions.lonlat[rows], source=source)
    if table == "drawings":
        return _of_drawings(source)
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


def _of_features(collection: str, mapping: Mapping[str, Feature], rest: Callable[[], None],
                 is_ground: bool = False) -> Stock:
    import shapely

    if not mapping:
        return Stock(f"features/{collection}", "feature", source=mapping or None)
    pieces: list[NDArray[Any]] = []
    places: list[Floats] = []
    ids: list[str] = []
    groups: list[str] = []
    for features in _slices(mapping):
        shapes, kept = _read(collection, features, is_ground)
        points = shapely.point_on_surface(shapes) if (shapely.get_type_id(shapes) != _POINT).any() else shapes
        places.append(np.column_stack([shapely.get_x(points), shapely.get_y(points)]))
        pieces.append(shapes)
        ids += [f"{collection}/{one.feature}" for one in kept]
        groups += [group_of(collection, one.properties) for one in kept]
        rest()
    shapes = np.concatenate(pieces)
    only_points = bool((shapely.get_type_id(shapes) == _POINT).all())
    told = _Same(groups[0], len(groups)) if len(set(groups)) == 1 else groups
    return Stock(f"features/{collection}", "feature", ids, told, np.concatenate(places),
                 None if only_points else shapes, None if only_points else shapely.bounds(shapes), source=mapping)


def _of_drawings(drawings: Mapping[str, Any]) -> Stock:
    """What operators drew and did not take off."""
    import shapely

    rows = [(key, shape) for key, one in drawings.items() if one.is_shown
            and (shape := shapely.from_wkb(one.geometry or None, on_invalid="ignore")) is not None and not shape.is_empty]
    shapes = np.array([shape for _, shape in rows], object)
    places = shapely.point_on_surface(shapes) if len(rows) else shapes
    lonlat = np.column_stack([shapely.get_x(places), shapely.get_y(places)]) if len(rows) else np.empty((0, 2))
    return Stock("drawings", "drawing", [key for key, _ in rows], _Same("drawing", len(rows)), lonlat, shapes,
                 shapely.bounds(shapes) if len(rows) else np.empty((0, 4)), source=drawings)


def _slices(mapping: Mapping[str, Feature]) -> Iterator[list[Feature]]:
    rows = iter(mapping.values())
    while features := list(itertools.islice(rows, _SLICE)):
        yield features


def _read(collection: str, features: list[Feature], is_ground: bool) -> tuple[NDArray[Any], list[Feature]]:
    """Shapes of those features that have one and are things, or are none (is_ground), and these."""
    import shapely

    shapes = shapely.from_wkb(np.array([one.geometry or None for one in features], object), on_invalid="ignore")
    good = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if whole(collection) in (None, BaseClass.PLACE):
        good = np.array([row for row in good.tolist() if _is_thing(collection, features[row]) is not is_ground], np.intp)
    return shapely.force_2d(shapes[good]), [features[row] for row in good.tolist()]


def _is_thing(collection: str, feature: Feature) -> bool:
    """Whether a feature is more than ground of the base map: a school among the names of places is. The base map
    also draws what nobody named, as boundaries: that is something all the same."""
    if group_of(collection, feature.properties) != collection or is_named(collection):
        return True
    base = classify(collection, feature.properties)
    return base is None or (base == BaseClass.BOUNDARY and not any(tag in feature.properties for tag in _BOUNDS))
