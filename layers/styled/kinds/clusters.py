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


class ClusterLayer(StyledLayer):
    """Numbers where things stand together, symbols where they do not."""

    Config = ClusterConfig
    rank = 48

    def __init__(self, config: ClusterConfig) -> None:
        self._members: dict[str, Floats] = {}
        self._names: dict[str, list[str]] = {}
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
        texts = sorted({text_of(int(number)) for number in shown})
        symbols = (self._alone(), *(self._number(text) for text in texts))
        index = np.concatenate((np.zeros(len(alone), np.intp),
                                np.array([1 + texts.index(text_of(int(number))) for number in shown], np.intp)))
        ids = [*(table.ids[row] for row in alone.tolist()), *self._remember(table, rows, groups, together, cell)]
        return Drawing(points=Points(ids, np.concatenate((table.xy[alone], groups.xy[together])), symbols, index),
                       labels=labels(self.style.label, table, alone, table.xy[alone], view))

    def _remember(self, table: Table, rows: Rows, groups: Groups, together: NDArray[np.intp], cell: float) -> list[str]:
        """Ids of the numbers; what each holds is kept for a click and for the card."""
        self._members, self._names = {}, {}
        names = table.column("name").text
        for number in together.tolist():
            held = rows[groups.members(number)]
            x, y = np.floor(groups.xy[number] / cell).astype(int).tolist()
            identity = f"cluster:{self.key}:{x}:{y}"
            self._members[identity] = table.xy[held]
            self._names[identity] = [names[row] or table.ids[row] for row in held[:_LISTED].tolist()]
        return list(self._members)

    def _alone(self) -> Symbol:
        style: ClusterStyle = self.style
        return symbol(style.symbol, style.colour, style.size, text=style.text)

    def _number(self, text: str) -> Symbol:
        return Symbol("count", self.style.colour, 16.0 + 4.0 * len(text), text)

    def opening(self, identity: str) -> tuple[float, float, float, float] | None:
        """The box of what a number holds, unless all of it stands at one place."""
        held = self._members.get(identity)
        if held is None or float(np.ptp(held, axis=0).max()) < _SAME_PLACE_M:
            return None
        (west, south), (east, north) = held.min(axis=0).tolist(), held.max(axis=0).tolist()
        return west, south, east, north

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        held = self._members.get(identity)
        if held is None:
            return super().describe(identity, snapshot)
        names = self._names[identity]
        rows = (Row("things", len(held)), *(Row("", name) for name in names))
        return Card(self.title(), rows=rows)

    def entries(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(self._alone(), self.title()),)


def text_of(count: int) -> str:
    """A number in at most four characters."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{count // 1000}k"
