"""Rows of the newest readings of a quantity, each where the feature lies that carries it. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.state.snapshot import Snapshot
from command_center.state.tables import BAD
from layers.places import places
from layers.readings import rows_with
from layers.styled.columns import Column, Numbers
from layers.styled.table import EMPTY, Table


def reading_table(snapshot: Snapshot, quantity: str) -> Table:
    """Every series of a quantity whose feature has a place. Properties: value, unit, series, quality ("good",
    "uncertain"), and those of the feature. Bad values are left out."""
    table = snapshot.series
    found = [(row, feature) for row, feature in rows_with(table, quantity) if feature]
    if not found:
        return EMPTY
    where = {identity: (collected, at) for collected in
             (places(snapshot, name) for name in {feature.partition("/")[0] for _, feature in found})
             for at, identity in enumerate(collected.ids)}
    good = [(row, *where[feature]) for row, feature in found if feature in where and table.quality[row] != BAD]
    rows = np.array([row for row, _, _ in good], np.intp)

    def find(name: str) -> Column | list[object] | None:
        if name == "value":
            return Numbers(table.value[rows])
        if name in ("series", "unit"):
            return [getattr(table.keys[row], name) for row in rows.tolist()]
        if name == "quality":
            return [("good", "uncertain", "bad")[int(table.quality[row])] for row in rows.tolist()]
        return [collected.features[at].properties.get(name) for _, collected, at in good]

    xy = np.array([collected.xy[at] for _, collected, at in good]).reshape(-1, 2)
    return Table([collected.ids[at] for _, collected, at in good], xy, find, at_utc=table.at_utc[rows],
                 left_out=len(found) - len(good))
