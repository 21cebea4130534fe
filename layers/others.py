"""Features of collections that no other layer knows: a source connected a minute ago is on the map. Any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from command_center.domain.columns import LINE, POINT, Geometries, decode
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, Row, Status, Title, View, mercator
from layers.basemap import BaseClass, classify, whole
from layers.drawing import NOTHING, Areas, AreaStyle, Drawing, Lines, LineStyle, Points, Symbol
from layers.left_out import collections_told, with_left_out
from layers.stations import SERVICES

DRAWN_ELSEWHERE = frozenset({"things", "datastreams", "hydrants", "traffic_segments", "bus_stops", *SERVICES})
LINE_STYLES = (LineStyle("data", 1.6),)
AREA_STYLES = (AreaStyle("data", fill_alpha=14, hatch_alpha=0, gap=0.0, width=1.2, outline_alpha=170),)
_POINT_TYPES = (b"\x01", b"\x04")  # point and multipoint, in the little-endian WKB that connectors publish
SYMBOLS = (Symbol("ring", "data", size=8),)


class _Drawn(NamedTuple):
    """What a state of a collection draws; the mapping is held so that its identity stays its own."""

    mapping: Mapping[str, Feature]
    drawing: Drawing


class OtherFeatureLayer(Layer):
    """Points as rings, lines, outlines."""

    key = "others"
    rank = 10
    depends_on = ("features",)

    def __init__(self) -> None:
        self._drawn: dict[str, _Drawn] = {}
        self._elsewhere = DRAWN_ELSEWHERE

    def leave(self, collections: Iterable[str]) -> None:
        """Collections that configured layers draw are theirs."""
        self._elsewhere = DRAWN_ELSEWHERE | frozenset(collections)

    def title(self) -> Title:
        return Title("其他要素", "Other features")

    def status(self, snapshot: Snapshot) -> Status:
        """What the sources of these collections left out or mended."""
        mine = {name for name in collections_told(snapshot) if name not in self._elsewhere and whole(name) is None}
        return with_left_out(Status(), snapshot, sorted(mine))

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        for name, mapping in snapshot.features.items():
            held = self._drawn.get(name)
            if name not in self._elsewhere and (held is None or held.mapping is not mapping):
                self._drawn[name] = _Drawn(mapping, _draw(name, mapping))
        return _joined([self._drawn[name].drawing for name in snapshot.features
                        if name in self._drawn and name not in self._elsewhere])

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        if feature is None or collection in self._elsewhere:
            return None
        name = str(feature.properties.get("name") or feature.properties.get("NAME") or local)
        return Card(name, collection, rows=tuple(Row(key, value) for key, value in feature.properties.items())[:8])


def _draw(collection: str, mapping: Mapping[str, Feature]) -> Drawing:
    if whole(collection) not in (None, BaseClass.BOUNDARY):
        return NOTHING  # without asking 20,000 roads one by one
    features = [one for one in mapping.values() if one.geometry and _is_ours(collection, one)]
    if not features:
        return NOTHING
    parts = decode([one.geometry for one in features])
    ids = [f"{collection}/{one.feature}" for one in features]
    xy = mercator(parts.xy)
    return Drawing(areas=_areas(parts, xy, ids), lines=_lines(parts, xy, ids), points=_points(parts, xy, ids))


def _is_ours(collection: str, feature: Feature) -> bool:
    """The base map takes what it cannot name for a boundary, and of boundaries it draws no points."""
    base = classify(collection, feature.properties)
    return base is None or (base == BaseClass.BOUNDARY and feature.geometry[1:2] in _POINT_TYPES)


def _cut(parts: Geometries, xy: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates and offsets of some parts."""
    length = np.diff(parts.offset)[chosen]
    offset = np.concatenate(([0], np.cumsum(length)))
    index = np.repeat(parts.offset[:-1][chosen] - offset[:-1], length) + np.arange(offset[-1])
    return xy[index], offset


def _points(parts: Geometries, xy: np.ndarray, ids: list[str]) -> Points:
    chosen = np.flatnonzero(parts.kind == POINT)
    at, _ = _cut(parts, xy, chosen)
    return Points([ids[row] for row in parts.row[chosen]], at, SYMBOLS, np.zeros(len(at), np.intp))


def _lines(parts: Geometries, xy: np.ndarray, ids: list[str]) -> Lines:
    chosen = np.flatnonzero(parts.kind == LINE)
    at, offset = _cut(parts, xy, chosen)
    return Lines([ids[row] for row in parts.row[chosen]], at, offset, LINE_STYLES, np.zeros(len(chosen), np.intp))


def _areas(parts: Geometries, xy: np.ndarray, ids: list[str]) -> Areas:
    chosen = np.flatnonzero(parts.kind > LINE)
    at, offset = _cut(parts, xy, chosen)
    owners, owner = np.unique(parts.row[chosen], return_inverse=True)
    return Areas([ids[row] for row in owners], at, offset, owner.astype(np.intp), AREA_STYLES,
                 np.zeros(len(owners), np.intp))


def _joined(drawings: list[Drawing]) -> Drawing:
    kept = [one for one in drawings if one is not NOTHING]
    if len(kept) < 2:
        return kept[0] if kept else NOTHING
    areas, lines, points = ([getattr(one, kind) for one in kept] for kind in ("areas", "lines", "points"))
    starts = np.cumsum([0, *(len(one.ids) for one in areas)])
    return Drawing(
        areas=Areas([key for one in areas for key in one.ids], np.concatenate([one.xy for one in areas]),
                    _chained([one.offset for one in areas]),
                    np.concatenate([one.owner + start for one, start in zip(areas, starts, strict=False)]),
                    AREA_STYLES, np.zeros(starts[-1], np.intp)),
        lines=Lines([key for one in lines for key in one.ids], np.concatenate([one.xy for one in lines]),
                    _chained([one.offset for one in lines]), LINE_STYLES,
                    np.zeros(sum(len(one.ids) for one in lines), np.intp)),
        points=Points([key for one in points for key in one.ids], np.concatenate([one.xy for one in points]), SYMBOLS,
                      np.zeros(sum(len(one.ids) for one in points), np.intp)))


def _chained(offsets: list[np.ndarray]) -> np.ndarray:
    """Offsets of columns that are laid end to end."""
    lengths = np.concatenate([np.diff(offset) for offset in offsets])
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
