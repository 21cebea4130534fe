"""Polygons: fill, hatch and outline in classes. Pure; any thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import NOTHING, Areas, AreaStyle, Drawing
from layers.styled.classes import StyleClass, assign, choice, legend_of
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.shapes import ring_parts
from layers.styled.table import Table
from layers.styled.tokens import Colour


class PolygonClass(StyleClass):
    """What differs for a class; what is left out is as in the style."""

    colour: Colour | None = None
    outline: Colour | None = None
    fill: float | None = Field(None, ge=0, le=1)
    hatch: float | None = Field(None, ge=0, le=40)


class PolygonStyle(LayerStyle):
    """How polygons look."""

    colour: Colour = Field("data", description="colour token of fill and hatch")
    outline: Colour | None = Field(None, description="colour token of the outline; empty: as the fill")
    fill: float = Field(0.12, ge=0, le=1, description="how strongly it is filled")
    hatch: float = Field(0.0, ge=0, le=40, description="pixels between the lines of a hatch; 0: none")
    width: float = Field(1.3, ge=0, le=12, description="pixels of the outline")
    by: str = Field("", description="property that makes the classes")
    classes: tuple[PolygonClass, ...] = Field((), description="classes, the first that fits wins")


class PolygonConfig(LayerConfig):
    """[[map.layer]] kind = "polygons"."""

    style: PolygonStyle = PolygonStyle()


class PolygonLayer(StyledLayer):
    """The areas of every row, holes left out."""

    Config = PolygonConfig
    rank = 22

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: Any = self.style
        drawn = areas_of(table, rows, tuple(self._styles()), assign(table, style.by, style.classes) + 1)
        return Drawing(areas=drawn, labels=labels(style.label, table, rows, table.xy[rows], view))

    def _styles(self) -> list[AreaStyle]:
        return [area_style(self.style), *(area_style(self.style, one) for one in self.style.classes)]

    def entries(self) -> tuple[LegendEntry, ...]:
        return legend_of(self._styles(), self.style.classes, self.title())

    def properties(self) -> frozenset[str]:
        return super().properties() | ({self.style.by} if self.style.by and self.style.classes else set())


def areas_of(table: Table, rows: Rows, styles: tuple[AreaStyle, ...], number: np.ndarray) -> Areas:
    """Areas of some rows, in the style of each row's number."""
    parts = ring_parts(table, rows)
    if not len(parts.row):
        return NOTHING.areas
    owners, owner = np.unique(parts.row, return_inverse=True)
    order = np.argsort(owner, kind="stable")
    if not np.array_equal(order, np.arange(len(order))):  # rings of one area side by side, as painters want them
        length = np.diff(parts.offset)[order]
        offset = np.concatenate(([0], np.cumsum(length))).astype(np.int64)
        index = np.repeat(parts.offset[:-1][order] - offset[:-1], length) + np.arange(offset[-1])
        return Areas(table.ids_of(owners), parts.xy[index], offset, owner[order].astype(np.intp),
                     styles, number[owners].astype(np.intp))
    return Areas(table.ids_of(owners), parts.xy, parts.offset, owner.astype(np.intp), styles,
                 number[owners].astype(np.intp))


def area_style(style: Any, over: PolygonClass | None = None) -> AreaStyle:
    """A style of the drawing, with what a class has other."""
    choose = choice(style, over)
    gap = choose("hatch")
    return AreaStyle(choose("colour"), round(choose("fill") * 255), 90 if gap else 0, gap, style.width,
                     220 if style.width else 0, choose("outline") or "")
