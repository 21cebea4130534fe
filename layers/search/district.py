"""Which district a place lies in, for a line of the results. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from command_center.domain.columns import HOLE, RING, decode
from command_center.domain.features import Feature
from layers.hit import inside_ring
from layers.names import named
from layers.search.names import Place

_kept: dict[int, tuple[Mapping[str, Feature], Districts]] = {}


class Districts:
    """The rings of a collection of areas, each with its feature."""

    def __init__(self, members: Mapping[str, Feature]) -> None:
        self._members = list(members.values())
        columns = decode([feature.geometry for feature in self._members])
        self._rings = [(int(row), columns.xy[start:end]) for row, start, end, kind in
                       zip(columns.row, columns.offset[:-1], columns.offset[1:], columns.kind, strict=True)
                       if kind in (RING, HOLE)]
        self._boxes = [(ring.min(axis=0), ring.max(axis=0)) for _, ring in self._rings]

    def at(self, place: Place, chinese: bool) -> str:
        """The name of the one around a place, "" for none."""
        here, inside = np.asarray(place), dict[int, bool]()
        for (row, ring), (low, high) in zip(self._rings, self._boxes, strict=True):
            if (low <= here).all() and (here <= high).all():
                inside[row] = inside.get(row, False) ^ inside_ring(ring, here)
        around = [row for row, holds in inside.items() if holds]
        return named(self._members[around[0]].properties, chinese) if around else ""


def districts_of(members: Mapping[str, Feature]) -> Districts:
    """Kept while the collection is the same."""
    held = _kept.get(0)
    if held is None or held[0] is not members:
        held = _kept[0] = (members, Districts(members))
    return held[1]
