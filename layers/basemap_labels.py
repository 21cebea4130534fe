"""Names of the base map as a table: where each may stand, at which angle, from which scale to which. Pure.

Built by a raster worker (joining the pieces of a road by name is slow); the screen places what is in view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from command_center.domain.columns import HOLE, LINE, RING
from layers.basemap import ROADS, BaseClass
from layers.basemap_model import BaseModel
from layers.basemap_rows import BaseRow
from layers.drawing import Floats

ROAD, AREA, WATER, SPOT = 0, 1, 2, 3
STEPS_M = (0.6, 1.2, 2.4, 4.8, 9.6, 19.2, 38.4)  # metres per pixel of the label sets of roads, each serves to x1.42
SPACING_PX = 420.0
_CHORD_PX = 46.0
BOW_PX = 4.0
PRIORITY = {BaseClass.MOTORWAY: 20.0, BaseClass.TRUNK: 22.0, BaseClass.PRIMARY: 24.0, BaseClass.SECONDARY: 30.0,
            BaseClass.TERTIARY: 36.0, BaseClass.RESIDENTIAL: 42.0, BaseClass.SERVICE: 48.0, BaseClass.TUNNEL: 40.0,
            BaseClass.WATER: 28.0, BaseClass.STREAM: 50.0}
COARSEST = {BaseClass.MOTORWAY: 40.0, BaseClass.TRUNK: 30.0, BaseClass.PRIMARY: 20.0, BaseClass.SECONDARY: 9.0,
            BaseClass.TERTIARY: 5.0, BaseClass.RESIDENTIAL: 2.6, BaseClass.SERVICE: 1.2, BaseClass.TUNNEL: 5.0,
            BaseClass.WATER: 20.0, BaseClass.STREAM: 2.6}
# Of places by their rank (basemap.detail): priority, coarsest scale, kind.
_PLACES = ((18.0, 13.0, SPOT), (6.0, 400.0, AREA), (8.0, 130.0, AREA), (15.0, 30.0, AREA), (26.0, 9.0, SPOT),
           (40.0, 4.0, SPOT), (85.0, 1.1, SPOT))


class LabelColumns(msgspec.Struct, frozen=True):
    """n candidates as bytes of little-endian columns: xy float64 (n, 2), y down; angle float32 degrees clockwise;
    finest, coarsest float32: range of Mercator metres per pixel; priority float32; kind uint8; name uint32 into the
    two lists."""

    xy: bytes = b""
    angle: bytes = b""
    finest: bytes = b""
    coarsest: bytes = b""
    priority: bytes = b""
    kind: bytes = b""
    name: bytes = b""
    zh: list[str] = []
    en: list[str] = []


@dataclass(frozen=True, slots=True)
class LabelTable:
    """LabelColumns as arrays."""

    xy: Floats
    angle: NDArray[np.float32]
    finest: NDArray[np.float32]
    coarsest: NDArray[np.float32]
    priority: NDArray[np.float32]
    kind: NDArray[np.uint8]
    name: NDArray[np.uint32]
    zh: list[str]
    en: list[str]


def table_of(columns: LabelColumns) -> LabelTable:
    """The arrays of what was sent."""
    def read(raw: bytes, kind: str) -> NDArray:
        return np.frombuffer(raw, kind)

    return LabelTable(read(columns.xy, "<f8").reshape(-1, 2), read(columns.angle, "<f4"), read(columns.finest, "<f4"),
                      read(columns.coarsest, "<f4"), read(columns.priority, "<f4"), read(columns.kind, "u1"),
                      read(columns.name, "<u4"), columns.zh, columns.en)


def table_from(rows: Iterable[tuple[str, float, float, float, float, int]]) -> LabelTable | None:
    """A table of (text, x, y downwards, angle, priority, kind), each good at every scale; None for no rows."""
    found = sorted(rows, key=lambda row: row[4])
    if not found:
        return None
    texts, *columns = zip(*found, strict=True)
    x, y, angle, priority, kind = (np.array(column) for column in columns)
    count = len(texts)
    return LabelTable(np.column_stack([x, y]).astype(np.float64), angle.astype(np.float32), np.zeros(count, np.float32),
                      np.full(count, np.inf, np.float32), priority.astype(np.float32), kind.astype(np.uint8),
                      np.arange(count, dtype=np.uint32), list(texts), list(texts))


class _Collected:
    """Candidates while they are found."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, float, float, float, float, float, int, int]] = []
        self.names: dict[tuple[str, str], int] = {}

    def add(self, x: float, y: float, angle: float, finest: float, coarsest: float, priority: float, kind: int,
            row: BaseRow) -> None:
        name = self.names.setdefault((row.zh, row.en), len(self.names))
        self.rows.append((x, y, angle, finest, coarsest, priority, kind, name))

    def columns(self) -> LabelColumns:
        data = np.array(self.rows, np.float64).reshape(-1, 8)
        data = data[np.argsort(data[:, 5], kind="stable")]
        angle, finest, coarsest, priority = (data[:, at].astype("<f4").tobytes() for at in (2, 3, 4, 5))
        return LabelColumns(data[:, :2].astype("<f8").tobytes(), angle, finest, coarsest, priority,
                            data[:, 6].astype("u1").tobytes(), data[:, 7].astype("<u4").tobytes(),
                            [zh for zh, _ in self.names], [en for _, en in self.names])


def label_columns(model: BaseModel) -> LabelColumns:
    """All candidates of a built model, the most important first."""
    found = _Collected()
    for base in (*ROADS, BaseClass.TUNNEL, BaseClass.WATER, BaseClass.STREAM):
        _roads(model, base, found)
    for base, kind, priority in ((BaseClass.BOUNDARY, AREA, 10.0), (BaseClass.WATER, WATER, 16.0),
                                 (BaseClass.PARK, AREA, 45.0), (BaseClass.PLACE, SPOT, 60.0),
                                 (BaseClass.BUILDING, SPOT, 80.0)):
        _areas(model, base, kind, priority, found)
    rows, columns = model.points(BaseClass.PLACE)
    for at, row in enumerate(columns.row.tolist()):
        if rows[row].zh or rows[row].en:
            priority, coarsest, kind = _PLACES[min(rows[row].detail, len(_PLACES) - 1)]
            found.add(float(columns.xy[at, 0]), float(columns.xy[at, 1]), 0.0, 0.0, coarsest, priority, kind, rows[row])
    return found.columns()


def _roads(model: BaseModel, base: BaseClass, found: _Collected) -> None:
    rows, columns = model.geometries.get(base, ([], None))
    if columns is None:
        return
    named: dict[tuple[str, str], list[int]] = {}
    for part in np.flatnonzero(columns.kind == LINE).tolist():
        row = rows[columns.row[part]]
        if (row.zh or row.en) and columns.offset[part + 1] - columns.offset[part] > 1:
            named.setdefault((row.zh, row.en), []).append(part)
    for parts in named.values():
        row = rows[columns.row[parts[0]]]
        for line in merged([columns.part(part) for part in parts]):
            _along(line, base, row, found)


def merged(pieces: list[Floats]) -> Iterator[Floats]:
    """The pieces of one road joined end to end, longest first."""
    import shapely

    joined = shapely.line_merge(shapely.multilinestrings([shapely.linestrings(piece) for piece in pieces]))
    lines = sorted(shapely.get_parts(joined), key=shapely.length, reverse=True)
    for line in lines[:40]:
        yield shapely.get_coordinates(line)


def _along(line: Floats, base: BaseClass, row: BaseRow, found: _Collected) -> None:
    kind = WATER if base in (BaseClass.WATER, BaseClass.STREAM) else ROAD
    for step in STEPS_M:
        if step <= COARSEST[base]:
            for x, y, angle in spots_along(line, _CHORD_PX * step, SPACING_PX * step, BOW_PX * step):
                found.add(x, y, angle, step * 0.708, step * 1.416, PRIORITY[base], kind, row)


def spots_along(line: Floats, half: float, spacing: float, bow: float) -> Iterator[tuple[float, float, float]]:
    """Where a name may stand along a line (n, 2) whose y grows downwards: x, y and degrees clockwise, never upside down.
    half: of the name's length; bow: so far may the line leave the name's chord in the middle."""
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    if way[-1] < 2.2 * half:
        return
    count = max(1, int(way[-1] / spacing))
    middles = (np.arange(count) + 0.5) * (way[-1] / count)
    ends = [np.interp(middles + side * half, way, line[:, axis]) for side in (-1, 1) for axis in (0, 1)]
    x, y = (np.interp(middles, way, line[:, axis]) for axis in (0, 1))
    dx, dy = ends[2] - ends[0], ends[3] - ends[1]
    off = np.hypot((ends[0] + ends[2]) / 2 - x, (ends[1] + ends[3]) / 2 - y)
    angle = np.degrees(np.arctan2(dy, dx))
    angle = np.where(angle > 90, angle - 180, np.where(angle <= -90, angle + 180, angle))
    for at in np.flatnonzero(off < bow):
        yield float(x[at]), float(y[at]), float(angle[at])


def _areas(model: BaseModel, base: BaseClass, kind: int, priority: float, found: _Collected) -> None:
    import shapely

    rows, columns = model.geometries.get(base, ([], None))
    if columns is None:
        return
    best: dict[int, tuple[float, int]] = {}
    low_high = np.diff(columns.offset)
    for part in np.flatnonzero((columns.kind == RING) & (low_high > 3) & (columns.kind != HOLE)).tolist():
        row = int(columns.row[part])
        if rows[row].zh or rows[row].en:
            ring = columns.part(part)
            size = float(np.sqrt(np.prod(ring.max(axis=0) - ring.min(axis=0))))
            if size > best.get(row, (0.0, 0))[0]:
                best[row] = (size, part)
    for row, (size, part) in best.items():
        place = rows[row].place
        finest = {BaseClass.BOUNDARY: 2.5}.get(base, 0.0)
        limit = size / (60.0 if kind != SPOT else 44.0)
        if place is not None:
            x, y = map(float, model.projection.forward(*place))
            found.add(x, -y, 0.0, finest, limit, priority, kind, rows[row])
            continue
        shape = shapely.make_valid(shapely.polygons(columns.part(part)))
        inside = shapely.point_on_surface(shape) if base is not BaseClass.BUILDING else shapely.centroid(shape)
        found.add(shapely.get_x(inside), shapely.get_y(inside), 0.0, finest, limit, priority, kind, rows[row])
