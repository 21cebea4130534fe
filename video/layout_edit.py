"""Making a free layout of another one: borders are dragged, tiles joined and divided. Pure.

Every change gives the new layout and, for each of its tiles, the number of the tile before whose camera it keeps (None
for a new one).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from video.layouts import FREE, MOST_TILES, Cell, Layout, edges, is_sound

_NARROWEST_SHARE = 0.25  # of the mean column or row


class Border(NamedTuple):
    """A line between tiles: vertical ones lie left of a column, others above a row."""

    vertical: bool
    line: int


class Edited(NamedTuple):
    """kept[new tile]: the former tile, None for none."""

    layout: Layout
    kept: tuple[int | None, ...]


def border_at(layout: Layout, x: float, y: float, size: tuple[int, int], gap: int, slack: float) -> Border | None:
    """The border under a pixel of an area; None inside a tile. The layout's cells are fixed (Layout.over)."""
    xs, ys = edges(layout.columns, size[0], gap), edges(layout.rows, size[1], gap)
    for vertical, spans, at in ((True, xs, x), (False, ys, y)):
        for line in range(1, len(spans)):
            if spans[line - 1][1] - slack <= at <= spans[line][0] + slack and _is_edge(layout, vertical, line, xs, ys, (x, y)):
                return Border(vertical, line)
    return None


def _is_edge(layout: Layout, vertical: bool, line: int, xs: list[tuple[int, int]], ys: list[tuple[int, int]],
             at: tuple[float, float]) -> bool:
    """Whether tiles end at that line there; it may run through the middle of a large one."""
    spans, along = (ys, at[1]) if vertical else (xs, at[0])
    field = next((number for number, (_, end) in enumerate(spans) if along < end), len(spans) - 1)
    for cell in layout.cells:
        first, length, across, span = ((cell.column, cell.width, cell.row, cell.height) if vertical
                                       else (cell.row, cell.height, cell.column, cell.width))
        if first < line < first + length and across <= field < across + span:
            return False
    return True


def border_of(layout: Layout, tile: int, *, vertical: bool) -> Border | None:
    """The border that the keyboard moves: right of a tile or below it, else left of it or above."""
    cell = layout.cells[tile]
    after, first = (cell.column + cell.width, cell.column) if vertical else (cell.row + cell.height, cell.row)
    count = len(layout.columns if vertical else layout.rows)
    line = after if after < count else first
    return Border(vertical, line) if 0 < line < count else None


def moved(layout: Layout, border: Border, share: float) -> Layout:
    """A border moved by a share of the area's width or height; its neighbours give and take."""
    weights = list(layout.columns if border.vertical else layout.rows)
    total, line = sum(weights), border.line
    least = total / len(weights) * _NARROWEST_SHARE
    least = min(least, weights[line - 1], weights[line])
    change = max(least - weights[line - 1], min(weights[line] - least, share * total))
    weights[line - 1] += change
    weights[line] -= change
    changed = {"columns" if border.vertical else "rows": tuple(weights)}
    return layout._replace(key=FREE, **changed)  # type: ignore[arg-type]


def joined(layout: Layout, tiles: Iterable[int]) -> Edited | None:
    """Tiles as one, over the rectangle that they span together with what lies partly in it. None for fewer than two."""
    chosen = {tile for tile in tiles if 0 <= tile < len(layout.cells)}
    if len(chosen) < 2:
        return None
    while True:
        cells = [layout.cells[tile] for tile in chosen]
        left, top = min(cell.column for cell in cells), min(cell.row for cell in cells)
        right = max(cell.column + cell.width for cell in cells)
        bottom = max(cell.row + cell.height for cell in cells)
        whole = Cell(left, top, right - left, bottom - top)
        touched = {number for number, cell in enumerate(layout.cells) if cell.fields() & whole.fields()}
        if touched <= chosen:
            break
        chosen |= touched
    first = min(chosen)
    kept = [number for number in range(len(layout.cells)) if number == first or number not in chosen]
    made = tuple(whole if number == first else layout.cells[number] for number in kept)
    return _edited(layout._replace(cells=made), kept)


def divided(layout: Layout, tile: int, *, vertical: bool) -> Edited | None:
    """A tile as two, side by side or one above the other. None where there are too many tiles already."""
    if not 0 <= tile < len(layout.cells):
        return None
    cell = layout.cells[tile]
    if (cell.width if vertical else cell.height) == 1:
        layout = _with_line(layout, cell.column if vertical else cell.row, vertical=vertical)
        cell = layout.cells[tile]
    span = cell.width if vertical else cell.height
    near = span - span // 2
    if vertical:
        parts = cell._replace(width=near), cell._replace(column=cell.column + near, width=span - near)
    else:
        parts = cell._replace(height=near), cell._replace(row=cell.row + near, height=span - near)
    cells = [*layout.cells[:tile], *parts, *layout.cells[tile + 1:]]
    kept: list[int | None] = [*range(tile + 1), None, *range(tile + 1, len(layout.cells))]
    return _edited(layout._replace(cells=tuple(cells)), kept)


def _with_line(layout: Layout, at: int, *, vertical: bool) -> Layout:
    """One more line through the middle of a column or row; tiles that lie over it grow by a field."""
    weights = list(layout.columns if vertical else layout.rows)
    weights[at:at + 1] = [weights[at] / 2] * 2
    cells = []
    for cell in layout.cells:
        first, span = (cell.column, cell.width) if vertical else (cell.row, cell.height)
        if first > at:
            first += 1
        elif first + span > at:
            span += 1
        cells.append(cell._replace(column=first, width=span) if vertical else cell._replace(row=first, height=span))
    if vertical:
        return layout._replace(columns=tuple(weights), cells=tuple(cells))
    return layout._replace(rows=tuple(weights), cells=tuple(cells))


def _edited(layout: Layout, kept: Iterable[int | None]) -> Edited | None:
    made = layout._replace(key=FREE, count=len(layout.cells))
    return Edited(made, tuple(kept)) if len(made.cells) <= MOST_TILES and is_sound(made) else None
