"""Points: symbols with colour and size, turned by a property, in classes. Pure; any thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import Drawing, Points, Symbol
from layers.styled.classes import StyleClass, assign, choice, legend_of
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Expression
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.steps import spread, steps
from layers.styled.table import Table
from layers.styled.tokens import Colour, SymbolName, symbol


class PointClass(StyleClass):
    """What differs for a class; what is left out is as in the style."""

    symbol: SymbolName | None = None
    text: str | None = Field(None, max_length=2)
    colour: Colour | None = None
    size: float | None = Field(None, gt=0, le=60)


class PointStyle(LayerStyle):
    """How points look."""

    symbol: SymbolName = Field("dot", description="dot, ring, diamond, arrow, or a drawing of resources/symbols")
    text: str = Field("", max_length=2, description="a character on a plate instead of a symbol")
    colour: Colour = Field("data", description="colour token")
    size: float = Field(9.0, gt=0, le=60, description="pixels")
    turn: str = Field("", description="property with degrees clockwise from north by which the symbol is turned")
    size_by: Expression = Field("", description="number by which the size grows")
    sizes: tuple[float, float] = Field((6.0, 24.0), description="sizes of the smallest and the largest number")
    range: tuple[float, float] | None = Field(None, description="numbers of those sizes; empty: those of the data")
    by: str = Field("", description="property that makes the classes")
    classes: tuple[PointClass, ...] = Field((), description="classes, the first that fits wins")


class PointConfig(LayerConfig):
    """[[map.layer]] kind = "points"."""

    style: PointStyle = PointStyle()


class PointLayer(StyledLayer):
    """A symbol for every row."""

    Config = PointConfig
    rank = 45

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: PointStyle = self.style
        rows = rows[np.isfinite(table.xy[rows]).all(axis=1)]
        number = assign(table, style.by, style.classes)[rows] + 1
        if style.size_by:
            low, high = style.range or (None, None)
            step = steps(numbers(style.size_by, table)[rows], low, high)
            order = np.argsort(-step, kind="stable")  # the small ones on top of the large ones
            rows, number, step = rows[order], number[order], step[order]
            lengths = spread(*style.sizes)
            symbols = tuple(one._replace(size=length) for one in self._symbols() for length in lengths)
            index = number * len(lengths) + np.maximum(step, 0)
        else:
            symbols, index = tuple(self._symbols()), number
        heading = table.numbers(style.turn)[rows] if style.turn else None
        xy = table.xy[rows]
        ids = table.ids_of(rows)
        return Drawing(points=Points(ids, xy, symbols, index.astype(np.intp), heading),
                       labels=labels(style.label, table, rows, xy, view))

    def _symbols(self) -> list[Symbol]:
        style: PointStyle = self.style
        return [_symbol(style), *(_symbol(style, one) for one in style.classes)]

    def entries(self) -> tuple[LegendEntry, ...]:
        symbols = [one._replace(size=min(one.size, 16.0)) for one in self._symbols()]
        return legend_of(symbols, self.style.classes, self.title())

    def properties(self) -> frozenset[str]:
        style: PointStyle = self.style
        more = {style.by} if style.by and style.classes else set()
        more |= {style.turn} if style.turn else set()
        more |= names(compiled(style.size_by)) if style.size_by else set()
        return super().properties() | more


def _symbol(style: Any, over: PointClass | None = None) -> Symbol:
    choose = choice(style, over)
    return symbol(choose("symbol"), choose("colour"), choose("size"), text=choose("text"), turn=bool(style.turn))
