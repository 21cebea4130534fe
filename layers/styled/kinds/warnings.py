"""Warning areas: outline, faint fill and hatch in the colour of a level, with its digit. Pure; any thread."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, Title, View
from layers.drawing import AreaStyle, Drawing, Points, Symbol
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Data, Expression
from layers.styled.kinds.polygons import areas_of
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table

_COLOURS = ("data", "red", "orange", "yellow", "blue")
_NAMES = (Title("未分级", "no level"), Title("红色", "red"), Title("橙色", "orange"), Title("黄色", "yellow"),
          Title("蓝色", "blue"))


class WarningAreaStyle(LayerStyle):
    """How warning areas look."""

    level: Expression = Field("level", description="number from 1 (red) to 4 (blue); others are grey")
    fill: float = Field(0.09, ge=0, le=1, description="how strongly areas are filled")
    hatch: float = Field(10.0, ge=0, le=40, description="pixels between the lines of the hatch; 0: none")
    width: float = Field(1.3, ge=0, le=12, description="pixels of the outline")
    badge: float = Field(16.0, ge=0, le=40, description="pixels of the level's badge in the middle; 0: none")


class WarningAreaConfig(LayerConfig):
    """[[map.layer]] kind = "warnings"."""

    data: Data = Field("warnings", description="warnings, or features with a level")
    style: WarningAreaStyle = WarningAreaStyle()


class WarningAreaLayer(StyledLayer):
    """Areas by level, the gravest on top."""

    Config = WarningAreaConfig
    rank = 26

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: WarningAreaStyle = self.style
        level = np.nan_to_num(numbers(style.level, table) if style.level else np.zeros(len(table))).astype(np.intp)
        level = np.where((level >= 1) & (level <= 4), level, 0)
        areas = areas_of(table, rows, self._styles(), level)
        graver = np.argsort(-np.where(level[rows] == 0, 9, level[rows]), kind="stable")
        shown = rows[graver]
        symbols = tuple(Symbol("level", level=one, size=max(style.badge, 1.0), solid=False) for one in range(5))
        points = Points(table.ids_of(shown), table.xy[shown], symbols, level[shown]) \
            if style.badge else Points()
        return Drawing(areas=areas, points=points, labels=labels(style.label, table, shown, table.xy[shown], view))

    def _styles(self) -> tuple[AreaStyle, ...]:
        style: WarningAreaStyle = self.style
        return tuple(AreaStyle(colour, round(style.fill * 255), 60 if style.hatch else 0, style.hatch, style.width)
                     for colour in _COLOURS)

    def entries(self) -> tuple[LegendEntry, ...]:
        return tuple(LegendEntry(style, name) for style, name in zip(self._styles()[1:], _NAMES[1:], strict=True))

    def properties(self) -> frozenset[str]:
        return super().properties() | (names(compiled(self.style.level)) if self.style.level else frozenset())
