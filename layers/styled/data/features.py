"""Rows of a collection of features. Pure; any thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from command_center.domain.columns import Geometries, decode, first_points
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.base import mercator
from layers.styled.table import EMPTY, Table

ID = "$id"


def feature_table(snapshot: Snapshot, collection: str) -> Table:
    """Every feature with a readable geometry; those without are counted as left out."""
    mapping = snapshot.features.get(collection)
    if not mapping:
        return EMPTY
    everything = list(mapping.values())
    places = first_points([one.geometry for one in everything])
    good = np.flatnonzero(np.isfinite(places).all(axis=1)).tolist()
    features = [everything[row] for row in good] if len(good) < len(everything) else everything
    return Table([f"{collection}/{one.feature}" for one in features], mercator(places[good]), Find(features),
                 shapes=lambda: shapes_of(features), left_out=len(everything) - len(features))


class Find:
    """Columns of features by the names of their properties; "$id" is the feature's own."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self._features = features

    def __call__(self, name: str) -> list[Any]:
        if name == ID:
            return [one.feature for one in self._features]
        return [one.properties.get(name) for one in self._features]


def shapes_of(features: Sequence[Feature]) -> Geometries:
    """Their geometries in Mercator metres."""
    columns = decode([one.geometry for one in features])
    return columns._replace(xy=mercator(columns.xy))
