"""Drawings on the made-up city: one of every kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from synthetic_city import LAT, LON, NOW, snapshot

from command_center.domain.drawings import Drawn
from command_center.domain.events import DrawingStyle
from command_center.domain.time import MINUTE
from command_center.state.snapshot import Snapshot
from layers.plotting import circle, geometry_of


def drawings() -> dict[str, Drawn]:
    """One of every kind."""
    east = np.array([(0.0, 0.0), (0.002, 0.001), (0.004, 0.0)])
    corner, square = (LON - 0.006, LAT + 0.004), [(0, 0), (0.002, 0), (0.002, 0.002), (0, 0.002)]
    shapes = {kind: east + np.array((LON + 0.002, LAT + 0.001 * n)) for n, kind in enumerate(("line", "arrow", "attack"))}
    shapes |= {kind: np.array(square) + corner + (0.003 * n, 0) for n, kind in enumerate(("polygon", "rectangle"))}
    shapes |= {"circle": circle((LON - 0.007, LAT - 0.002), 150.0), "point": [(LON, LAT + 0.0005)],
               "symbol": [(LON + 0.001, LAT + 0.004)], "text": [(LON - 0.003, LAT + 0.002)]}
    return {f"d/{kind}": Drawn(drawing=f"d/{kind}", kind=kind, geometry=geometry_of(kind, places), ver=1, placed_utc=NOW - MINUTE,
                               placed_by="li", title="疏散区", text="先东后西", incident="i1",
                               symbol="command_post" if kind == "symbol" else "", style=DrawingStyle("red", "dashed"))
            for kind, places in shapes.items()}


def drawn_snapshot() -> Snapshot:
    """The city with them."""
    return replace(snapshot(), drawings=drawings())
