"""Features that stand at a point, as symbols; the columns of an unchanged collection are kept. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from command_center.domain.columns import first_points
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.base import mercator
from layers.drawing import Floats, Points, Symbol


class Places(NamedTuple):
    """Features with a place: "COLLECTION/ID" as Selection has it, the features, Mercator metres (n, 2)."""

    ids: tuple[str, ...]
    features: tuple[Feature, ...]
    xy: Floats


EMPTY = Places((), (), np.empty((0, 2)))


class _Held(NamedTuple):
    """Keeps the mapping alive, so that its identity stays its own."""

    mapping: Mapping[str, Feature]
    places: Places


_kept: dict[str, _Held] = {}


def places(snapshot: Snapshot, collection: str) -> Places:
    """Where the features of a collection are. Computed once for each state of the collection: its mapping is never
    changed but replaced, so that identity tells."""
    mapping = snapshot.features.get(collection)
    if not mapping:
        return EMPTY
    held = _kept.get(collection)
    if held is None or held.mapping is not mapping:
        held = _Held(mapping, _compute(collection, mapping))
        _kept[collection] = held
    return held.places


def _compute(collection: str, mapping: Mapping[str, Feature]) -> Places:
    features = list(mapping.values())
    lonlat = first_points([feature.geometry for feature in features])
    good = np.flatnonzero(np.isfinite(lonlat).all(axis=1))
    kept = tuple(features[row] for row in good)
    return Places(tuple(f"{collection}/{feature.feature}" for feature in kept), kept, mercator(lonlat[good]))


def feature_points(snapshot: Snapshot, collection: str, symbol: Symbol) -> Points:
    """One symbol for every feature of a collection."""
    found = places(snapshot, collection)
    return Points(found.ids, found.xy, (symbol,), _zeros(len(found.ids)))


@lru_cache(maxsize=32)
def _zeros(count: int) -> np.ndarray:
    return np.zeros(count, np.intp)
