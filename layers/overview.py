"""What the overview map shows of a city: districts, water, the great roads, thinned to what a small picture can show. Pure;
any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from command_center.domain.columns import LINE, decode
from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.extent import extent

GREAT = frozenset({"motorway", "trunk", "primary"})
MOST_ROADS = 4000
_POINTS = 24  # a part keeps so many at most


class Overview(NamedTuple):
    """Pieces in WGS84 degrees; bounds: west, south, east, north of the city, None where nothing has a place."""

    districts: tuple[Floats, ...] = ()
    water: tuple[Floats, ...] = ()
    roads: tuple[Floats, ...] = ()
    bounds: tuple[float, float, float, float] | None = None


def overview(snapshot: Snapshot) -> Overview:
    """Of a state."""
    found = extent(snapshot)
    roads = [feature.geometry for feature in snapshot.features.get("roads", {}).values()
             if feature.properties.get("class") in GREAT]
    return Overview(_parts(snapshot, "districts"), _parts(snapshot, "water"), _cut(roads[:MOST_ROADS], lines=True),
                    (found.west, found.south, found.east, found.north) if found is not None else None)


def _parts(snapshot: Snapshot, collection: str) -> tuple[Floats, ...]:
    return _cut([feature.geometry for feature in snapshot.features.get(collection, {}).values()], lines=False)


def _cut(geometries: list[bytes], *, lines: bool) -> tuple[Floats, ...]:
    columns = decode(geometries)
    most = _POINTS if lines else 8 * _POINTS
    pieces = []
    for start, end, kind in zip(columns.offset[:-1].tolist(), columns.offset[1:].tolist(), columns.kind.tolist(), strict=True):
        if end - start > 1 and (kind == LINE or not lines):
            keep = np.unique(np.linspace(start, end - 1, min(most, end - start)).round().astype(int))
            pieces.append(columns.xy[keep])
    return tuple(pieces)
