"""Pipes underground: dashed by what flows in them, as wide as they are thick, fainter the deeper they lie, with the way
they flow. Put them in a group with `alone = true`, and the map above them is dimmed while it is shown. Pure; any thread.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, View
from layers.drawing import NOTHING, Drawing, LineStyle, Points, Symbol
from layers.styled.classes import assign
from layers.styled.config import LabelStyle, LayerConfig
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Expression
from layers.styled.kinds.lines import LineClass, LineLayerStyle, line_style, lines_of
from layers.styled.labels import along, scale_step
from layers.styled.layer import Rows, StyledLayer
from layers.styled.shapes import Parts, line_parts, middles
from layers.styled.steps import spread, steps
from layers.styled.table import Table
from layers.styled.tokens import Colour

_DEPTHS = 3  # shades of depth
# What flows is told by hue, faint as the map wants it, and by the dash, for those who see no hue.
_CLASSES = (
    LineClass(value=("storm", "雨水"), title="雨水", title_en="storm water", colour="ramp.water6"),
    LineClass(value=("sewage", "污水"), title="污水", title_en="sewage", colour="ramp.warm6", dash=(4.0, 1.2)),
    LineClass(value=("combined", "合流"), title="合流", title_en="combined", colour="ramp.leaf6", dash=(5.0, 1.2, 1.2, 1.2)),
    LineClass(value=("supply", "给水"), title="给水", title_en="water supply", colour="ramp.calm7", dash=(7.0, 1.5)),
    LineClass(value=("gas", "燃气"), title="燃气", title_en="gas", colour="ramp.warm7", dash=(1.5, 1.5)),
    LineClass(value=("heat", "热力"), title="热力", title_en="heat", colour="ramp.warm4", dash=(3.0, 3.0)),
)


class PipeStyle(LineLayerStyle):
    """How pipes look."""

    by: str = Field("class", description="property with what flows in them")
    classes: tuple[LineClass, ...] = Field(_CLASSES, description="classes, the first that fits wins; by default storm, "
                                                                 "sewage, combined, supply, gas and heat")
    colour: Colour = Field("data", description="colour token of a class that is not known")
    casing: Colour | None = Field("void", description="colour of a wider line beneath")
    width_by: Expression = Field("diameter_mm", description="thickness of a pipe")
    widths: tuple[float, float] = Field((1.6, 7.0), description="widths of the thinnest and the thickest")
    range: tuple[float, float] | None = Field((200.0, 2000.0), description="thickness of those widths")
    depth: Expression = Field("depth_m", description="depth of a pipe")
    depths: tuple[float, float] = Field((1.0, 6.0), description="depths that are drawn strongest and faintest")
    flow_below: float = Field(6.0, ge=0, description="scale from which arrows say which way it flows (from the first "
                                                     "vertex to the last); 0: never")
    label: LabelStyle = Field(LabelStyle(text="DN{diameter_mm:.0f} · {depth_m:.1f} m", below=2.5, offset=9.0),
                              description="texts beside them")


class PipeConfig(LayerConfig):
    """[[map.layer]] kind = "pipes"."""

    style: PipeStyle = PipeStyle()


class PipeLayer(StyledLayer):
    """The pipes of every row."""

    Config = PipeConfig
    rank = 34

    def view_key(self, view: View) -> Any:
        """Whether the flow is shown, and the scale while labels are."""
        return self._flows(view), scale_step(self.style.label, view)

    def _flows(self, view: View) -> bool:
        return bool(self.style.flow_below and view.ground_m <= self.style.flow_below)

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: Any = self.style
        parts = line_parts(table, rows)
        if not len(parts.row):
            return NOTHING
        drawn = lines_of(table, parts, *self._look(table))
        flow = self._flow(parts) if self._flows(view) else Points()
        return Drawing(lines=drawn, points=flow, labels=along(style.label, table, parts.row, middles(parts), view))

    def _look(self, table: Table) -> tuple[tuple[LineStyle, ...], np.ndarray]:
        style: Any = self.style
        number = assign(table, style.by, style.classes) + 1
        low, high = style.range or (None, None)
        width = np.maximum(steps(numbers(style.width_by, table), low, high), 0) if style.width_by else number * 0
        lengths = spread(*style.widths) if style.width_by else [style.width]
        shades = [255, 195, 140]
        styles = tuple(one._replace(width=length, alpha=shade) for one in self._styles() for length in lengths
                       for shade in shades)
        return styles, (number * len(lengths) + width) * _DEPTHS + self._depths(table)

    def _depths(self, table: Table) -> np.ndarray:
        style: Any = self.style
        if not style.depth:
            return np.zeros(len(table), np.intp)
        top, bottom = style.depths
        share = (np.nan_to_num(numbers(style.depth, table), nan=top) - top) / max(bottom - top, 1e-9)
        return np.clip(np.round(share * (_DEPTHS - 1)), 0, _DEPTHS - 1).astype(np.intp)

    def _flow(self, parts: Parts) -> Points:
        at = (parts.offset[:-1] + parts.offset[1:] - 1) // 2
        along = parts.xy[np.minimum(at + 1, parts.offset[1:] - 1)] - parts.xy[at]
        heading = np.degrees(np.arctan2(along[:, 0], along[:, 1])) % 360.0
        return Points([""] * len(at), middles(parts), (Symbol("arrow", "hi", 10.0),), np.zeros(len(at), np.intp), heading)

    def _styles(self) -> list[LineStyle]:
        return [line_style(self.style), *(line_style(self.style, one) for one in self.style.classes)]

    def entries(self) -> tuple[LegendEntry, ...]:
        return tuple(LegendEntry(one._replace(width=3.0), group.named())
                     for one, group in zip(self._styles()[1:], self.style.classes, strict=True))

    def properties(self) -> frozenset[str]:
        style: Any = self.style
        more = {style.by} if style.by and style.classes else set()
        for expression in (style.width_by, style.depth):
            more |= names(compiled(expression)) if expression else set()
        return super().properties() | more
