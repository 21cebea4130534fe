"""Drawn things: areas, lines and points of one collection, each by its own properties where it has them. Pure; any
thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from command_center.domain.columns import POINT
from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import AreaStyle, Drawing, Lines, LineStyle, Points, Symbol
from layers.styled.config import LabelStyle, LayerConfig, LayerStyle
from layers.styled.kinds.polygons import areas_of
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.shapes import line_parts
from layers.styled.table import Table
from layers.styled.tokens import SHAPES, Colour, SymbolName, colours, drawings, symbol

_LEVELS = {"1": "red", "2": "orange", "3": "yellow", "4": "blue"}


class DrawnStyle(LayerStyle):
    """What stands for a property that a thing does not have."""

    colour: Colour = Field("hi", description="colour token; a thing's own is in its property `colour`, a token or a "
                                             "level from 1 to 4")
    width: float = Field(2.2, gt=0, le=20, description="pixels of lines; a thing's own is in its property `width`")
    fill: float = Field(0.1, ge=0, le=1, description="how strongly areas are filled")
    hatch: float = Field(10.0, ge=0, le=40, description="pixels between the lines of the hatch; 0: none")
    symbol: SymbolName = Field("diamond", description="of points; a thing's own is in its property `symbol`")
    size: float = Field(14.0, gt=0, le=60, description="pixels of points")
    label: LabelStyle = Field(LabelStyle(text="name", role="caption", colour="hi"), description="texts beside them")


class DrawnConfig(LayerConfig):
    """[[map.layer]] kind = "drawn"."""

    style: DrawnStyle = DrawnStyle()


class DrawnLayer(StyledLayer):
    """Shapes of any kind, mixed."""

    Config = DrawnConfig
    rank = 66

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: Any = self.style
        tints, tint = self._tints(table)
        areas = areas_of(table, rows, tuple(AreaStyle(one, round(style.fill * 255), 80 if style.hatch else 0, style.hatch,
                                                      style.width) for one in tints), tint)
        parts = line_parts(table, rows, rings=False)
        widths, width = _known(table.numbers("width"), style.width)
        styles = tuple(LineStyle(colour, one, casing="void") for colour in tints for one in widths)
        lines = Lines(table.ids_of(parts.row), parts.xy, parts.offset, styles,
                      (tint * len(widths) + width)[parts.row].astype(np.intp))
        spots = rows[np.isin(rows, table.shapes.row[table.shapes.kind == POINT])]
        symbols, index = self._symbols(table, spots, tints, tint)
        points = Points(table.ids_of(spots), table.xy[spots], symbols, index,
                        table.numbers("heading_deg")[spots])
        return Drawing(areas=areas, lines=lines, points=points,
                       labels=labels(style.label, table, rows, table.xy[rows], view))

    def _tints(self, table: Table) -> tuple[list[str], NDArray[np.intp]]:
        """Colours in use, and the number of each row's."""
        known = set(colours())
        found = [_LEVELS.get(text, text) if _LEVELS.get(text, text) in known else self.style.colour
                 for text in table.column("colour").text.tolist()]
        names = sorted(set(found))
        return names, np.array([names.index(one) for one in found], np.intp)

    def _symbols(self, table: Table, spots: Rows, tints: list[str], tint: NDArray[np.intp]
                 ) -> tuple[tuple[Symbol, ...], NDArray[np.intp]]:
        style: Any = self.style
        known = {*SHAPES, *drawings()}
        own = table.column("symbol").text
        made: dict[Symbol, int] = {}
        index = [made.setdefault(symbol(own[row] if own[row] in known else style.symbol, tints[tint[row]], style.size,
                                        turn=True), len(made)) for row in spots.tolist()]
        return tuple(made), np.array(index, np.intp)

    def entries(self) -> tuple[LegendEntry, ...]:
        style: Any = self.style
        return (LegendEntry(AreaStyle(style.colour, round(style.fill * 255), 80, style.hatch, style.width), self.title()),)


def _known(values: NDArray[np.float64], default: float) -> tuple[list[float], NDArray[np.intp]]:
    """Different widths, within reason, and the number of each row's."""
    own = np.where(np.isfinite(values) & (values > 0), np.clip(np.round(values, 1), 0.5, 20.0), default)
    different, index = np.unique(own, return_inverse=True)
    return different.tolist(), index.astype(np.intp)
