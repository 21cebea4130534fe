"""Lines: colours, widths, dashes and casings in classes, widths by a number. Pure; any thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import NOTHING, Drawing, Lines, LineStyle
from layers.styled.classes import StyleClass, assign, choice, legend_of
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Expression
from layers.styled.labels import along, scale_step
from layers.styled.layer import Rows, StyledLayer
from layers.styled.shapes import Parts, line_parts, middles
from layers.styled.steps import spread, steps
from layers.styled.table import Table
from layers.styled.tokens import Colour


class LineClass(StyleClass):
    """What differs for a class; what is left out is as in the style."""

    colour: Colour | None = None
    width: float | None = Field(None, gt=0, le=30)
    dash: tuple[float, ...] | None = None
    casing: Colour | None = None


class LineLayerStyle(LayerStyle):
    """How lines look."""

    colour: Colour = Field("data", description="colour token")
    width: float = Field(2.0, gt=0, le=30, description="pixels")
    dash: tuple[float, ...] = Field((), description="lengths of strokes and gaps in widths; empty: a full line")
    casing: Colour | None = Field(None, description="colour of a wider line beneath")
    width_by: Expression = Field("", description="number by which the width grows")
    widths: tuple[float, float] = Field((1.0, 6.0), description="widths of the smallest and the largest number")
    range: tuple[float, float] | None = Field(None, description="numbers of those widths; empty: those of the data")
    by: str = Field("", description="property that makes the classes")
    classes: tuple[LineClass, ...] = Field((), description="classes, the first that fits wins")


class LineConfig(LayerConfig):
    """[[map.layer]] kind = "lines"."""

    style: LineLayerStyle = LineLayerStyle()


class LineLayer(StyledLayer):
    """The lines of every row; of areas their outlines."""

    Config = LineConfig
    rank = 32

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: Any = self.style
        parts = line_parts(table, rows)
        if not len(parts.row):
            return NOTHING
        lines = lines_of(table, parts, *self._look(table))
        return Drawing(lines=lines, labels=along(style.label, table, parts.row, middles(parts), view))

    def view_key(self, view: View) -> Any:
        """The scale, while labels are shown."""
        return scale_step(self.style.label, view)

    def _look(self, table: Table) -> tuple[tuple[LineStyle, ...], np.ndarray]:
        """Styles, and the number of its own for every row."""
        style: Any = self.style
        base = self._styles()
        number = assign(table, style.by, style.classes) + 1
        if not style.width_by:
            return tuple(base), number
        low, high = style.range or (None, None)
        step = steps(numbers(style.width_by, table), low, high)
        lengths = spread(*style.widths)
        return (tuple(one._replace(width=length) for one in base for length in lengths),
                number * len(lengths) + np.maximum(step, 0))

    def _styles(self) -> list[LineStyle]:
        return [line_style(self.style), *(line_style(self.style, one) for one in self.style.classes)]

    def entries(self) -> tuple[LegendEntry, ...]:
        return legend_of(self._styles(), self.style.classes, self.title())

    def properties(self) -> frozenset[str]:
        style: Any = self.style
        more = {style.by} if style.by and style.classes else set()
        more |= names(compiled(style.width_by)) if style.width_by else set()
        return super().properties() | more


def lines_of(table: Table, parts: Parts, styles: tuple[LineStyle, ...], number: NDArray[np.intp]) -> Lines:
    """The lines of rows in their styles; `number` of its style for every row of the table."""
    return Lines(table.ids_of(parts.row), parts.xy, parts.offset, styles, number[parts.row])


def line_style(style: Any, over: LineClass | None = None) -> LineStyle:
    """A style of the drawing, with what a class has other."""
    choose = choice(style, over)
    return LineStyle(choose("colour"), choose("width"), tuple(choose("dash")), choose("casing") or "")
