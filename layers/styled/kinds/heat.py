"""Heat map: where things lie close together, each with a weight. Pure; any thread."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, Ramp, View
from layers.drawing import Drawing, Heat
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Expression
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table
from layers.styled.tokens import STEPS, RampName, ramp


class HeatStyle(LayerStyle):
    """How the field looks."""

    radius: float = Field(34.0, ge=4, le=160, description="pixels in which a thing is felt")
    weight: Expression = Field("", description="number by which a thing counts; empty: one each")
    ramp: RampName = Field("warm", description="calm, water, warm or leaf")
    peak: float = Field(0.0, ge=0, description="density (weights within a radius) of the ramp's end; 0: the densest in "
                                               "view")
    strength: float = Field(0.8, gt=0, le=1, description="how strongly the densest place covers the map")


class HeatConfig(LayerConfig):
    """[[map.layer]] kind = "heat"."""

    style: HeatStyle = HeatStyle()


class HeatLayer(StyledLayer):
    """One field of all rows."""

    Config = HeatConfig
    rank = 24
    calm = True

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: HeatStyle = self.style
        weight = np.ones(len(rows))
        if style.weight:
            weight = np.nan_to_num(np.maximum(numbers(style.weight, table)[rows], 0.0))
        good = np.isfinite(table.xy[rows]).all(axis=1) & (weight > 0)
        rows, weight = rows[good], weight[good]
        heat = Heat(table.xy[rows], weight, style.radius, ramp(style.ramp, STEPS), style.peak, round(style.strength * 255))
        return Drawing(heat=heat, labels=labels(style.label, table, rows, table.xy[rows], view))

    def entries(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(Ramp(ramp(self.style.ramp, STEPS)), self.title()),)

    def properties(self) -> frozenset[str]:
        return super().properties() | (names(compiled(self.style.weight)) if self.style.weight else frozenset())
