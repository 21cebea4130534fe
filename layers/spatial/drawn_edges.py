"""What a pointer may snap to of the layers on a map: the corners and edges of what they draw now, so that filters, scale
ranges and what is switched off hold for snapping too. Headless; any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.geo import from_mercator, to_mercator
from layers.base import Layer
from layers.drawing import Drawing, Floats
from layers.spatial.geodesy import Cancelled
from layers.spatial.snapping import MOST, NO_EDGES, Box, Edges

_MOVING = frozenset({"positions", "units"})  # nobody draws along what drives away
_KNOWN = frozenset({"drawings"})  # whose vertices the tools know themselves
_SYMBOLS_ONLY = frozenset({"cameras"})  # what a camera sees ends nowhere exactly


class Drawn(NamedTuple):
    """What one layer draws, EPSG:3857; symbols_only: its lines and areas are no edges of anything."""

    drawing: Drawing
    symbols_only: bool = False


def drawn_of(entries: Iterable[tuple[Layer, Drawing]]) -> list[Drawn]:
    """Of layers with what they draw, those that stand still, the topmost first."""
    found = []
    for layer, drawing in entries:
        tables = frozenset(layer.depends_on)
        if not tables & (_MOVING | _KNOWN):
            found.append(Drawn(drawing, bool(tables & _SYMBOLS_ONLY)))
    return found[::-1]


def edges_of(drawn: Sequence[Drawn], box: Box, stop: Callable[[], bool] = lambda: False) -> Edges:
    """All edges in a box of WGS84 degrees, symbols as edges without a length; of more than MOST none of the layers
    that come too late. Raises Cancelled."""
    x, y = to_mercator(np.array(box[::2], np.float64), np.array(box[1::2], np.float64))
    plane = (float(x[0]), float(y[0]), float(x[1]), float(y[1]))
    found: list[Edges] = []
    count = 0
    for one in drawn:
        for edges in _parts(one):
            if stop():
                raise Cancelled
            near = edges.near(plane)
            count += len(near.start)
            if count > MOST:
                return _joined(found)
            found.append(Edges(_degrees(near.start), _degrees(near.end)))
    return _joined(found)


def _joined(found: Sequence[Edges]) -> Edges:
    return Edges(*(np.concatenate(parts) for parts in zip(*found, strict=True))) if found else NO_EDGES


def _degrees(xy: Floats) -> Floats:
    return np.column_stack(from_mercator(xy[:, 0], xy[:, 1])) if len(xy) else np.empty((0, 2))


def _parts(one: Drawn) -> Iterator[Edges]:
    drawing = one.drawing
    if len(drawing.points.xy):
        # A number on a disc stands for many things and lies on none of them.
        counts = np.array([symbol.shape == "count" for symbol in drawing.points.symbols], bool)
        xy = drawing.points.xy[~counts[drawing.points.symbol]] if counts.any() else drawing.points.xy
        yield Edges(xy, xy)
    if one.symbols_only:
        return
    if len(drawing.lines.xy) > 1:
        yield _along(drawing.lines.xy, drawing.lines.offset)
    if len(drawing.areas.xy) > 1:
        yield _along(drawing.areas.xy, drawing.areas.offset)
        yield _closing(drawing.areas.xy, drawing.areas.offset)


def _along(xy: Floats, offset: NDArray[np.int64]) -> Edges:
    """From each place to the next of the same line or ring."""
    inside = np.ones(len(xy) - 1, bool)
    ends = offset[1:-1] - 1
    inside[ends[(ends >= 0) & (ends < len(inside))]] = False
    rows = np.flatnonzero(inside)
    return Edges(xy[rows], xy[rows + 1])


def _closing(xy: Floats, offset: NDArray[np.int64]) -> Edges:
    """From the last place of a ring to its first, where they are not one."""
    full = np.flatnonzero(np.diff(offset) > 2)
    first, last = offset[:-1][full], offset[1:][full] - 1
    apart = (xy[first] != xy[last]).any(axis=1)
    return Edges(xy[last[apart]], xy[first[apart]])
