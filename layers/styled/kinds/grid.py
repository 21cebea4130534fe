"""Grid: squares or hexagons shaded by how many things lie in them, or by a number of theirs. Pure; any thread."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import Card, LegendEntry, Row, View
from layers.drawing import Areas, AreaStyle, Drawing, Floats, Labels
from layers.styled.breaks import Method, Rising, breaks, classed, titles
from layers.styled.cells import cell_of, cell_rings
from layers.styled.config import LabelStyle, LayerConfig, LayerStyle
from layers.styled.expression import compiled, names, numbers
from layers.styled.filters import Expression
from layers.styled.labels import PRIORITY, shows
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table
from layers.styled.tokens import RampName, ramp


class GridStyle(LayerStyle):
    """How cells are made and shaded."""

    shape: Literal["hex", "square"] = Field("hex", description="hexagons or squares")
    cell_m: float = Field(500.0, ge=20, le=100_000, description="metres on the ground across a cell")
    measure: Literal["count", "mean", "sum", "max", "min"] = Field("count", description="of what lies in a cell")
    value: Expression = Field("", description="number of each thing, for mean, sum, max and min")
    method: Method = Field("quantile", description="quantile or equal")
    classes: int = Field(5, ge=2, le=7, description="how many classes")
    breaks: Rising = Field((), max_length=6, description="rising bounds, instead of a method")
    ramp: RampName = Field("calm", description="calm, water, warm or leaf")
    fill: float = Field(0.6, ge=0, le=1, description="how strongly cells are filled")
    digits: int = Field(0, ge=0, le=4, description="digits after the point")
    unit: str = Field("", description="unit in the legend")
    numbers: bool = Field(False, description="true: the number stands in each cell (from the label's `below` on)")
    label: LabelStyle = Field(LabelStyle(colour="hi", role="caption"), description="how the numbers look")


class GridConfig(LayerConfig):
    """[[map.layer]] kind = "grid"."""

    style: GridStyle = GridStyle()


class GridLayer(StyledLayer):
    """Cells in which something lies."""

    Config = GridConfig
    rank = 20
    calm = True

    def __init__(self, config: GridConfig) -> None:
        self._bounds: Floats = np.empty(0)
        self._values: dict[str, tuple[float, int]] = {}
        super().__init__(config)

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: GridStyle = self.style
        value = numbers(style.value, table)[rows] if style.value else np.ones(len(rows))
        good = np.isfinite(table.xy[rows]).all(axis=1) & np.isfinite(value)
        xy, value = table.xy[rows][good], value[good]
        if not len(xy):
            return Drawing()
        side = style.cell_m * float(np.cosh(np.median(xy[:, 1]) / 6_378_137.0))
        number = cell_of(xy, side, style.shape)
        codes, first, of = np.unique((number[:, 0] << 32) ^ (number[:, 1] & 0xFFFFFFFF), return_index=True,
                                     return_inverse=True)
        cells = number[first]
        measured, count = _measure(style.measure, value, of, len(codes))
        self._bounds = np.array(style.breaks) if style.breaks else breaks(measured, style.classes, style.method)
        ids = [f"cell:{self.key}:{a}:{b}" for a, b in cells.tolist()]
        self._values = dict(zip(ids, zip(measured.tolist(), count.tolist(), strict=True), strict=True))
        middle, rings = cell_rings(cells, side, style.shape)
        corners = rings.shape[1]
        areas = Areas(ids, rings.reshape(-1, 2), np.arange(0, (len(cells) + 1) * corners, corners),
                      np.arange(len(cells)), tuple(self._styles()), classed(measured, self._bounds))
        return Drawing(areas=areas, labels=self._labels(measured, middle, view))

    def _labels(self, measured: Floats, middle: Floats, view: View) -> Labels:
        style: GridStyle = self.style
        if not style.numbers or not shows(style.label.model_copy(update={"text": "$value"}), view):
            return Labels()
        return Labels([f"{one:,.{style.digits}f}" for one in measured.tolist()], middle,
                      PRIORITY + 1.0 / (1.0 + np.abs(measured)), style.label.colour, style.label.role, 0.0)

    def view_key(self, view: View) -> bool:
        """Whether the numbers are shown."""
        return bool(self.style.numbers and (not self.style.label.below or view.ground_m <= self.style.label.below))

    def _styles(self) -> list[AreaStyle]:
        tokens = ramp(self.style.ramp, len(self._bounds) + 1)
        return [AreaStyle(token, round(self.style.fill * 255), 0, 0.0, 0.8, 90, "void") for token in tokens]

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        held = self._values.get(identity)
        if held is None:
            return None
        measured, count = held
        rows = [Row("things", count)]
        if self.style.measure != "count":
            rows.append(Row(f"measure.{self.style.measure}", f"{measured:,.{self.style.digits}f} {self.style.unit}".strip()))
        return Card(self.title(), rows=tuple(rows))

    def entries(self) -> tuple[LegendEntry, ...]:
        named = titles(self._bounds, self.style.digits, self.style.unit)
        return tuple(LegendEntry(one, title) for one, title in zip(self._styles(), named, strict=True))

    def properties(self) -> frozenset[str]:
        return super().properties() | (names(compiled(self.style.value)) if self.style.value else frozenset())


def _measure(what: str, value: Floats, of: NDArray[np.intp], cells: int) -> tuple[Floats, NDArray[np.intp]]:
    """What each cell measures, and how many things it holds."""
    count = np.bincount(of, minlength=cells)
    if what == "count":
        return count.astype(np.float64), count
    if what in ("sum", "mean"):
        total = np.bincount(of, weights=value, minlength=cells)
        return np.asarray(total / count if what == "mean" else total, np.float64), count
    result = np.full(cells, -np.inf if what == "max" else np.inf)
    (np.maximum if what == "max" else np.minimum).at(result, of, value)
    return result, count
