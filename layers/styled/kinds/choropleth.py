"""Choropleth: areas shaded by a number, or by how many of another layer's things lie in them. Pure; any thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import Areas, AreaStyle, Drawing, Floats
from layers.styled.breaks import Method, Rising, breaks, classed, titles
from layers.styled.config import LabelStyle, LayerConfig, LayerStyle
from layers.styled.data.source import source, table_of
from layers.styled.expression import compiled, matching, names, numbers
from layers.styled.filters import Data, Expression
from layers.styled.inside import counts_inside
from layers.styled.kinds.polygons import areas_of
from layers.styled.layer import Rows, StyledLayer
from layers.styled.shapes import ring_parts
from layers.styled.table import Table
from layers.styled.tokens import Colour, RampName, ramp
from layers.styled.values import named_value, with_value


class ChoroplethStyle(LayerStyle):
    """How the areas are shaded."""

    value: Expression = Field("", description="number of each area, such as \"population / area_km2\"")
    count: Data | None = Field(None, description="instead of a value: how many rows of this data lie in each area")
    count_filter: Expression = Field("", description="which of those rows")
    method: Method = Field("quantile", description="quantile: as many areas in each class; equal: steps of one size")
    classes: int = Field(5, ge=2, le=7, description="how many classes")
    breaks: Rising = Field((), max_length=6, description="rising bounds, instead of a method")
    ramp: RampName = Field("calm", description="calm, water, warm or leaf")
    reverse: bool = Field(False, description="true: little is light")
    fill: float = Field(0.5, ge=0, le=1, description="how strongly the areas are filled")
    outline: Colour = Field("void", description="colour token of the outlines")
    width: float = Field(1.0, ge=0, le=12, description="pixels of the outlines")
    digits: int = Field(0, ge=0, le=4, description="digits after the point in the legend")
    unit: str = Field("", description="unit in the legend")


class ChoroplethConfig(LayerConfig):
    """[[map.layer]] kind = "choropleth"."""

    style: ChoroplethStyle = ChoroplethStyle()


class ChoroplethLayer(StyledLayer):
    """Areas in the class of their number; those without one are left to the base map, with their outline."""

    Config = ChoroplethConfig
    rank = 18
    calm = True

    def __init__(self, config: ChoroplethConfig) -> None:
        self._bounds: Floats = np.empty(0)
        super().__init__(config)

    def restyle(self, config: LayerConfig) -> None:
        super().restyle(config)
        count = self.style.count
        self.depends_on = source(config.data).tables + (source(count).tables if count else ())  # type: ignore[misc]

    def state_key(self, snapshot: Snapshot, view: View) -> Any:
        return table_of(self.style.count, snapshot) if self.style.count else None

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: ChoroplethStyle = self.style
        value = self._values(table, rows, snapshot)
        bounds = np.array(style.breaks) if style.breaks else breaks(value[rows], style.classes, style.method)
        self._bounds = bounds
        number = classed(value, bounds) + 1
        drawn: Areas = areas_of(table, rows, tuple(self._styles()), number)
        return Drawing(areas=drawn, labels=with_value(self._label(), table, rows, value, view))

    def _label(self) -> LabelStyle:
        return self.style.label

    def _values(self, table: Table, rows: Rows, snapshot: Snapshot) -> Floats:
        style: ChoroplethStyle = self.style
        if style.count:
            other = table_of(style.count, snapshot)
            kept = other.xy[matching(style.count_filter, other)]
            return counts_inside(ring_parts(table, rows), kept, len(table)).astype(np.float64)
        return numbers(style.value, table) if style.value else np.full(len(table), np.nan)

    def _styles(self) -> list[AreaStyle]:
        style: ChoroplethStyle = self.style
        outline = 200 if style.width else 0
        empty = AreaStyle("fill", 0, 0, 0.0, style.width, outline, style.outline)
        tokens = ramp(style.ramp, len(self._bounds) + 1, reverse=style.reverse)
        return [empty, *(AreaStyle(token, round(style.fill * 255), 0, 0.0, style.width, outline, style.outline)
                         for token in tokens)]

    def entries(self) -> tuple[LegendEntry, ...]:
        named = titles(self._bounds, self.style.digits, self.style.unit)
        return tuple(LegendEntry(one, title) for one, title in zip(self._styles()[1:], named, strict=True))

    def properties(self) -> frozenset[str]:
        more = names(compiled(self.style.value)) if self.style.value else frozenset()
        return super().properties() | more - {named_value}
