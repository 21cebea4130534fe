"""View cones: where something looks, how wide and how far, by its properties. Pure; any thread."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import Cones, Drawing, Points
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table
from layers.styled.tokens import Colour, SymbolName, symbol


class ConeStyle(LayerStyle):
    """Which properties say it, and what stands for the others."""

    heading: str = Field("heading_deg", description="property with degrees clockwise from north")
    angle: str = Field("fov_deg", description="property with the opening in degrees")
    reach: str = Field("range_m", description="property with metres")
    angle_deg: float = Field(60.0, gt=0, le=360, description="opening where the property says none")
    reach_m: float = Field(120.0, gt=0, le=50_000, description="reach where the property says none")
    symbol: SymbolName = Field("dot", description="what stands at the tip")
    colour: Colour = Field("control", description="colour token of the symbol")
    size: float = Field(7.0, ge=0, le=60, description="pixels of the symbol; 0: none")


class ConeConfig(LayerConfig):
    """[[map.layer]] kind = "cones"."""

    style: ConeStyle = ConeStyle()


class ConeLayer(StyledLayer):
    """A sector for every row that has a heading; the selected one brighter."""

    Config = ConeConfig
    rank = 42
    pointed = True

    def state_key(self, snapshot: Snapshot, view: View) -> object:
        return (view.selected, view.hovered)

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: ConeStyle = self.style
        rows = rows[np.isfinite(table.xy[rows]).all(axis=1)]
        xy = table.xy[rows]
        ids = table.ids_of(rows)
        heading = table.numbers(style.heading)[rows]
        aimed = np.flatnonzero(np.isfinite(heading))
        angle, reach = table.numbers(style.angle)[rows], table.numbers(style.reach)[rows]
        reach = np.where(reach > 0, reach, style.reach_m) * np.cosh(xy[:, 1] / 6_378_137.0)
        pointed = {identity for kind, identity in (view.selected, view.hovered) if kind == self.kind}
        cones = Cones([ids[at] for at in aimed.tolist()], xy[aimed], heading[aimed],
                      np.where(angle > 0, angle, style.angle_deg)[aimed], reach[aimed],
                      np.array([ids[at] in pointed for at in aimed.tolist()], bool))
        points = Points()
        if style.size:
            points = Points(ids, xy, (symbol(style.symbol, style.colour, style.size),), np.zeros(len(ids), np.intp))
        return Drawing(cones=cones, points=points, labels=labels(style.label, table, rows, xy, view))

    def entries(self) -> tuple[LegendEntry, ...]:
        mark = symbol(self.style.symbol, self.style.colour, max(self.style.size, 7.0))
        return (LegendEntry(mark, self.title()),)

    def properties(self) -> frozenset[str]:
        return super().properties() | {self.style.heading}
