"""How a wall is divided: the usual layouts and free ones. Pure; lengths are shares until `boxes` makes pixels of them.

A layout is a grid of columns and rows with weights, and cells that cover one or more of its fields. Tiles are numbered
as the cells are listed, a large one first, so that the first camera of an arrangement gets the most room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from video.tiling import Box, grid

MOST_TILES = 64
FREE = "free"
_MOST_LINES = 16
_SQUARE_IS_FINE = 0.7  # operators know a square grid by heart; another one is taken where its pictures are far larger


class Cell(NamedTuple):
    """Fields of the grid that a tile covers."""

    column: int
    row: int
    width: int = 1
    height: int = 1

    def fields(self) -> set[tuple[int, int]]:
        """(column, row) of each."""
        return {(column, row) for column in range(self.column, self.column + self.width)
                for row in range(self.row, self.row + self.height)}


class Layout(NamedTuple):
    """key: "16", or "free" for one that an operator made; columns, rows: weights; without cells it is a grid of `count`
    equal tiles whose columns depend on the area."""

    key: str
    count: int  # type: ignore[assignment]
    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()
    cells: tuple[Cell, ...] = ()

    def over(self, width: int, height: int, caption: int, gap: int) -> Layout:
        """The same with its columns, rows and cells fixed for an area."""
        if self.cells or not self.count:
            return self
        columns, rows = _equal(self.count, width, height, caption, gap)
        cells = tuple(Cell(number % columns, number // columns) for number in range(self.count))
        return self._replace(columns=(1.0,) * columns, rows=(1.0,) * rows, cells=cells)

    def boxes(self, width: int, height: int, caption: int, gap: int) -> list[Box]:
        """The rectangle of each tile, caption included."""
        fixed = self.over(width, height, caption, gap)
        xs, ys = edges(fixed.columns, width, gap), edges(fixed.rows, height, gap)
        found = []
        for cell in fixed.cells:
            left, right = xs[cell.column][0], xs[cell.column + cell.width - 1][1]
            top, bottom = ys[cell.row][0], ys[cell.row + cell.height - 1][1]
            found.append(Box(left, top, max(2, right - left), max(caption + 2, bottom - top)))
        return found

    def state(self) -> dict[str, Any]:
        """As plain values."""
        if self.key != FREE:
            return {"key": self.key}
        return {"key": FREE, "columns": list(self.columns), "rows": list(self.rows), "cells": [list(cell) for cell in self.cells]}


def edges(weights: Iterable[float], length: int, gap: int) -> list[tuple[int, int]]:
    """(start, end) in pixels of each column or row."""
    shares = list(weights)
    room, total = length - gap * (len(shares) - 1), sum(shares) or 1.0
    found, taken = [], 0.0
    for number, share in enumerate(shares):
        start = math.floor(room * taken / total) + number * gap
        taken += share
        found.append((start, math.floor(room * taken / total + 1e-9) + number * gap))
    return found


def _equal(count: int, width: int, height: int, caption: int, gap: int) -> tuple[int, int]:
    """Columns and rows: square where the area suits it, else what makes pictures largest."""
    best, side = grid(count, width, height, caption, gap), math.isqrt(count)
    if side * side != count:
        return best
    ours, most = (_picture(side, side, width, height, caption, gap), _picture(*best, width, height, caption, gap))
    return (side, side) if ours >= _SQUARE_IS_FINE * most else best


def _picture(columns: int, rows: int, width: int, height: int, caption: int, gap: int) -> float:
    """How wide a picture of 16:9 gets."""
    return min((width - gap * (columns - 1)) / columns, ((height - gap * (rows - 1)) / rows - caption) * 16 / 9)


def _uneven(key: str, side: int, large: Iterable[Cell]) -> Layout:
    """Large tiles first, then what is left of a square grid in reading order."""
    big = tuple(large)
    taken = set().union(*(cell.fields() for cell in big))
    small = tuple(Cell(column, row) for row in range(side) for column in range(side) if (column, row) not in taken)
    cells = big + small
    return Layout(key, len(cells), (1.0,) * side, (1.0,) * side, cells)


LAYOUTS: dict[str, Layout] = {
    "1": Layout("1", 1), "4": Layout("4", 4),
    "6": _uneven("6", 3, [Cell(0, 0, 2, 2)]),
    "8": _uneven("8", 4, [Cell(0, 0, 3, 3)]),
    "9": Layout("9", 9),
    "10": _uneven("10", 4, [Cell(0, 0, 2, 2), Cell(2, 0, 2, 2)]),
    "13": _uneven("13", 4, [Cell(1, 1, 2, 2)]),
    "16": Layout("16", 16), "25": Layout("25", 25), "36": Layout("36", 36), "64": Layout("64", 64),
}


def usual(count: int) -> Layout:
    """So many equal tiles: what a wall begins with."""
    return Layout("", count)


def layout_of(key: str) -> Layout | None:
    """The layout of a name; a number that is none of the usual ones is so many equal tiles."""
    if key in LAYOUTS:
        return LAYOUTS[key]
    return usual(int(key))._replace(key=key) if key.isascii() and key.isdecimal() and 0 < int(key) <= MOST_TILES else None


def read_layout(state: Any) -> Layout | None:
    """A layout as `state` gave it; None for rubbish."""
    if not isinstance(state, Mapping):
        return None
    if state.get("key") != FREE:
        return layout_of(str(state.get("key", "")))
    try:
        columns = tuple(float(weight) for weight in state["columns"])
        rows = tuple(float(weight) for weight in state["rows"])
        cells = tuple(Cell(*(int(number) for number in cell)) for cell in state["cells"])
    except (KeyError, TypeError, ValueError):
        return None
    made = Layout(FREE, len(cells), columns, rows, cells)
    return made if is_sound(made) else None


def is_sound(layout: Layout) -> bool:
    """Whether its cells lie within its grid and on no field twice."""
    columns, rows = len(layout.columns), len(layout.rows)
    if not (0 < columns <= _MOST_LINES and 0 < rows <= _MOST_LINES and 0 < len(layout.cells) <= MOST_TILES):
        return False
    if not all(math.isfinite(weight) and weight > 0 for weight in (*layout.columns, *layout.rows)):
        return False
    taken: set[tuple[int, int]] = set()
    for cell in layout.cells:
        inside = (cell.column >= 0 and cell.row >= 0 and cell.width > 0 and cell.height > 0
                  and cell.column + cell.width <= columns and cell.row + cell.height <= rows)
        if not inside or taken & cell.fields():
            return False
        taken |= cell.fields()
    return True
