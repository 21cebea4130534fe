"""Clusters: things that would lie on each other stand together under their number, and open as one comes nearer.
Pure; one thread a layer."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from command_center.state.snapshot import Snapshot
from layers.base import Card, LegendEntry, Row, View
from layers.drawing import Drawing, Floats, Points, Symbol
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table
from layers.styled.tokens import Colour, SymbolName, symbol

_LISTED = 8
_SAME_PLACE_M = 2.0


class ClusterStyle(LayerStyle):
    """How single things and their numbers look."""

    symbol: SymbolName = Field("ring", description="of a thing that stands alone")
    text: str = Field("", max_length=2, description="a character on a plate instead of a symbol")
    colour: Colour = Field("fill", description="colour token of both")
    size: float = Field(9.0, gt=0, le=60, description="pixels of a thing alone")
    cell: float = Field(64.0, ge=16, le=400, description="pixels within which things stand together")
    open_below: float = Field(0.0, ge=0, description="scale (metres on the ground a pixel) from which all stand alone")


class ClusterConfig(LayerConfig):
    """[[map.layer]] kind = "clusters"."""

    style: ClusterStyle = ClusterStyle()


class Groups(NamedTuple):
    """order: rows sorted by group; start: (n + 1) where each group begins in it; xy: the middle of each."""

    order: NDArray[np.intp]
    start: NDArray[np.intp]
    xy: Floats

    def members(self, group: int) -> NDArray[np.intp]:
        """Places in the sorted rows."""
        return self.order[self.start[group]:self.start[group + 1]]


def group(xy: Floats, cell: float) -> Groups:
    """Points by the cell of a grid (metres) that they lie in; each group stands in the middle of its points."""
    at = np.floor(xy / cell).astype(np.int64)
    code = (at[:, 0] << 32) ^ (at[:, 1] & 0xFFFFFFFF)
    order = np.argsort(code, kind="stable")
    changes = np.flatnonzero(np.diff(code[order])) + 1
    start = np.concatenate(([0], changes, [len(order)])).astype(np.intp)
    sums = np.add.reduceat(xy[order], start[:-1]) if len(order) else np.empty((0, 2))
    return Groups(order, start, sums / np.diff(start)[:, None])


class _Held(NamedTuple):
    """What was drawn last. numbers: id -> group."""

    table: Table
    rows: Rows
    groups: Groups
    numbers: dict[str, int]


class ClusterLayer(StyledLayer):
    """Numbers where things stand together, symbols where they do not."""

    Config = ClusterConfig
    rank = 48

    def __init__(self, config: ClusterConfig) -> None:
        self._held: _Held | None = None
        super().__init__(config)

    def view_key(self, view: View) -> float:
        """The size of a cell in metres, in steps of half powers of two, so that a small zoom moves nothing; 0: open."""
        style: ClusterStyle = self.style
        if style.open_below and view.ground_m <= style.open_below:
            return 0.0
        return float(2.0 ** (round(math.log2(style.cell * max(view.coarseness, 1e-6)) * 2) / 2))

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        rows = rows[np.isfinite(table.xy[rows]).all(axis=1)]
        xy, cell = table.xy[rows], self.view_key(view)
        groups = group(xy, cell or 1e-3)
        count = np.diff(groups.start)
        alone = rows[groups.order[groups.start[:-1][count == 1]]] if cell else rows
        together = np.flatnonzero(count > 1) if cell else np.empty(0, np.intp)
        shown = count[together]
        places: dict[str, int] = {}
        of_text = [places.setdefault(text_of(number), len(places) + 1) for number in shown.tolist()]
        symbols = (self._alone(), *(self._number(text) for text in places))
        index = np.concatenate((np.zeros(len(alone), np.intp), np.array(of_text, np.intp)))
        ids = [*table.ids_of(alone), *self._remember(table, rows, groups, together, cell)]
        return Drawing(points=Points(ids, np.concatenate((table.xy[alone], groups.xy[together])), symbols, index),
                       labels=labels(self.style.label, table, alone, table.xy[alone], view))

    def _remember(self, table: Table, rows: Rows, groups: Groups, together: NDArray[np.intp], cell: float) -> list[str]:
        """Ids of the numbers; what each holds is looked up when somebody points at it."""
        cells = np.floor(groups.xy[together] / cell).astype(np.int64).tolist() if cell else []
        ids = [f"cluster:{self.key}:{x}:{y}" for x, y in cells]
        self._held = _Held(table, rows, groups, dict(zip(ids, together.tolist(), strict=True)))
        return ids

    def _members(self, identity: str) -> NDArray[np.intp] | None:
        """Rows that stand together under a number."""
        held = self._held
        if held is None or identity not in held.numbers:
            return None
        return held.rows[held.groups.members(held.numbers[identity])]

    def _alone(self) -> Symbol:
        style: ClusterStyle = self.style
        return symbol(style.symbol, style.colour, style.size, text=style.text)

    def _number(self, text: str) -> Symbol:
        return Symbol("count", self.style.colour, 16.0 + 4.0 * len(text), text)

    def opening(self, identity: str) -> tuple[float, float, float, float] | None:
        """The box of what a number holds, unless all of it stands at one place."""
        rows = self._members(identity)
        if rows is None or self._held is None:
            return None
        places = self._held.table.xy[rows]
        if float(np.ptp(places, axis=0).max()) < _SAME_PLACE_M:
            return None
        (west, south), (east, north) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        return west, south, east, north

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        members = self._members(identity)
        if members is None or self._held is None:
            return super().describe(identity, snapshot)
        table = self._held.table
        names = table.column("name").text
        listed = [names[row] or table.ids[row] for row in members[:_LISTED].tolist()]
        return Card(self.title(), rows=(Row("things", len(members)), *(Row("", name) for name in listed)))

    def entries(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(self._alone(), self.title()),)


def text_of(count: int) -> str:
    """A number in at most four characters."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{count // 1000}k"
