"""The columns of a drawing in a file that other processes map instead of reading: shared pages count once. Any thread,
any process; only this program writes such files.

A memfd where there is one, reached through /proc, else a temporary file. Layout: length of the head as 8 bytes, the
pickled head, then the arrays one after the other, each at a multiple of 64 bytes.
"""

from __future__ import annotations

import mmap
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from layers.drawing import Drawing, Points
from layers.point_cells import PointCells

_ALIGNED = 64


class Held(NamedTuple):
    """A drawing without labels and ids, its points in the order of their cells."""

    drawing: Drawing
    cells: PointCells | None


class File:
    """A file of columns, there until it is closed."""

    def __init__(self) -> None:
        try:
            self._handle = os.memfd_create("map-columns")
            self.path, self._named = f"/proc/{os.getpid()}/fd/{self._handle}", False
        except (AttributeError, OSError):
            self._handle, self.path = tempfile.mkstemp(prefix="map-columns-")
            self._named = True

    def write(self, value: Any) -> None:
        """Anything that pickles; arrays are written as they are."""
        buffers: list[pickle.PickleBuffer] = []
        head = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
        raws = [buffer.raw() for buffer in buffers]
        sizes = [len(raw) for raw in raws]
        start = pickle.dumps((head, sizes), protocol=5)
        with open(self._handle, "wb", closefd=False) as stream:
            stream.write(len(start).to_bytes(8, "little") + start)
            for raw in raws:
                stream.write(bytes(-stream.tell() % _ALIGNED))
                stream.write(raw)

    def close(self) -> None:
        """Whoever has mapped it keeps it."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            if self._named:
                Path(self.path).unlink(missing_ok=True)


def read(path: str) -> Any:
    """What was written, its arrays being views of the mapped file. Raises OSError."""
    with open(path, "rb") as stream:
        mapped = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    length = int.from_bytes(mapped[:8], "little")
    head, sizes = pickle.loads(mapped[8:8 + length])
    at, parts = 8 + length, []
    for size in sizes:
        at += -at % _ALIGNED
        parts.append(mapped[at:at + size])
        at += size
    return pickle.loads(head, buffers=parts)


def held(drawing: Drawing) -> tuple[Held, PointCells | None]:
    """What workers need of a drawing, and the cells with the rows of its points, for whoever looks something up."""
    points, cells, sorted_cells = drawing.points, None, None
    if len(points.xy):
        cells = PointCells(points.xy)
        sorted_cells = cells.in_order()
        heading = None if points.heading is None else np.take(points.heading, cells.order).astype(np.float32)
        symbol = np.take(points.symbol, cells.order).astype(np.uint16)
        points = Points(range(len(cells.xy)), cells.xy, points.symbols, symbol, heading)  # type: ignore[arg-type]
    areas, lines, cones = drawing.areas, drawing.lines, drawing.cones
    bare = Drawing(
        heat=drawing.heat, points=points,
        areas=type(areas)(range(len(areas.ids)), areas.xy, areas.offset, areas.owner, areas.styles, areas.style),  # type: ignore[arg-type]
        cones=type(cones)(range(len(cones.ids)), cones.xy, cones.heading, cones.angle, cones.reach, cones.strong),  # type: ignore[arg-type]
        lines=type(lines)(range(len(lines.ids)), lines.xy, lines.offset, lines.styles, lines.style))  # type: ignore[arg-type]
    return Held(bare, sorted_cells), cells
