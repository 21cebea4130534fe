"""Where tiles lie in an area: the grid in which 16:9 pictures become largest. Pure; pixels."""

from __future__ import annotations

from typing import NamedTuple

_ASPECT = 16 / 9


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


def grid(tiles: int, width: int, height: int, caption: int, gap: int) -> tuple[int, int]:
    """Columns and rows for a number of tiles, each with a caption strip under its picture."""
    best, best_area = (max(1, tiles), 1), -1.0
    for columns in range(1, max(1, tiles) + 1):
        rows = -(-max(1, tiles) // columns)
        wide = (width - gap * (columns - 1)) / columns
        tall = (height - gap * (rows - 1)) / rows - caption
        if wide <= 0 or tall <= 0:
            continue
        area = min(wide, tall * _ASPECT) ** 2 / _ASPECT
        if area > best_area + 1e-6:
            best, best_area = (columns, rows), area
    return best


def tile_boxes(tiles: int, width: int, height: int, caption: int, gap: int) -> list[Box]:
    """The rectangles of so many tiles, captions included, filling the area without a remainder."""
    columns, rows = grid(tiles, width, height, caption, gap)
    boxes = []
    for number in range(tiles):
        column, row = number % columns, number // columns
        left, right = _edges(column, columns, width, gap)
        top, bottom = _edges(row, rows, height, gap)
        boxes.append(Box(left, top, max(2, right - left), max(caption + 2, bottom - top)))
    return boxes


def _edges(number: int, count: int, length: int, gap: int) -> tuple[int, int]:
    room = length - gap * (count - 1)
    start = number * room // count + number * gap
    return start, (number + 1) * room // count + number * gap
