"""Curved geometries as lines and polygons: WKB in, WKB out. Pure; any thread.

GeoPackages and file geodatabases hold circular strings, compound curves and curve polygons (ISO 13249-3, OGC
06-103r4), which shapely refuses. Arcs become chords of at most four degrees, as in GDAL.
"""

from __future__ import annotations

import math
import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_LINE, _POLYGON, _COLLECTION = 2, 3, 7
_CIRCULAR, _COMPOUND, _CURVE_POLYGON, _MULTI_CURVE, _MULTI_SURFACE = 8, 9, 10, 11, 12
_ORDINATES = (2, 3, 3, 4)
_DEEPEST = 32
_STEP = math.radians(4.0)


class _Read(NamedTuple):
    kind: int
    lines: list[Floats]  # of a line one, of a polygon its rings
    members: list[_Read]


def linear(blob: bytes) -> bytes:
    """The same geometry without arcs, in two dimensions; what has no curve in it, or is broken, as it is."""
    if len(blob) < 9:
        return blob
    code = int.from_bytes(blob[1:5], "little" if blob[0] == 1 else "big") % 1000
    if not _CIRCULAR <= code <= _MULTI_SURFACE and (code != _COLLECTION or not _has_curve(blob)):
        return blob
    try:
        return _written(_read(blob, 0, 0)[0])
    except (struct.error, ValueError, IndexError):
        return blob


def _has_curve(blob: bytes) -> bool:
    """Whether a curve may stand in a collection: a guess by its bytes, decided when it is read."""
    return any(order + struct.pack(form, base + code) in blob
               for order, form in ((b"\x01", "<I"), (b"\x00", ">I")) for base in (0, 1000, 2000, 3000)
               for code in range(_CIRCULAR, _MULTI_SURFACE + 1))


def _read(blob: bytes, at: int, depth: int) -> tuple[_Read, int]:
    """The geometry at an offset and the offset behind it."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    order = "<" if blob[at] == 1 else ">"
    code = struct.unpack_from(f"{order}I", blob, at + 1)[0]
    kind, size = code % 1000, _ORDINATES[code // 1000]
    at += 5
    if kind == 1:
        return _Read(kind, [_points(blob, at, 1, order, size)], []), at + 8 * size
    count, at = struct.unpack_from(f"{order}I", blob, at)[0], at + 4
    if kind in (_LINE, _CIRCULAR):
        points = _points(blob, at, count, order, size)
        return _Read(_LINE, [stroked(points) if kind == _CIRCULAR else points], []), at + 8 * size * count
    if kind == _POLYGON:
        rings = []
        for _ in range(count):
            number = struct.unpack_from(f"{order}I", blob, at)[0]
            rings.append(_points(blob, at + 4, number, order, size))
            at += 4 + 8 * size * number
        return _Read(kind, rings, []), at
    if not 4 <= kind <= _MULTI_SURFACE:
        raise ValueError("unknown geometry")
    members = []
    for _ in range(count):
        member, at = _read(blob, at, depth + 1)
        members.append(member)
    return _joined(kind, members), at


def _points(blob: bytes, at: int, count: int, order: str, size: int) -> Floats:
    flat = np.frombuffer(blob, f"{order}f8", count * size, at)
    return flat.reshape(count, size)[:, :2].astype(np.float64)


def _joined(kind: int, members: list[_Read]) -> _Read:
    """What holds others, as a plain kind."""
    lines = [member.lines[0] for member in members if member.kind == _LINE]
    if kind == _COMPOUND:
        parts = [lines[0], *(line[1:] for line in lines[1:])] if lines else [np.empty((0, 2))]
        return _Read(_LINE, [np.concatenate(parts)], [])
    if kind == _CURVE_POLYGON:
        return _Read(_POLYGON, lines, [])
    return _Read({_MULTI_CURVE: 5, _MULTI_SURFACE: 6}.get(kind, kind), [], members)


def stroked(points: Floats) -> Floats:
    """A circular string (start, through, end, through, end, ...) as chords."""
    parts = [points[:1]]
    for first in range(0, len(points) - 2, 2):
        parts.append(_arc(*points[first:first + 3]))
    return np.concatenate(parts)


def _arc(start: Floats, through: Floats, end: Floats) -> Floats:
    """Points behind the start, the end among them."""
    if np.array_equal(start, end):  # a whole circle: the middle point is opposite
        centre, sweep = (start + through) / 2, 2 * math.pi
    else:
        (bx, by), (cx, cy) = through - start, end - start
        cross = 2 * (bx * cy - by * cx)
        if abs(cross) < 1e-12 * max(1e-12, float(np.abs(end - start).max())) ** 2:
            return np.array([through, end])
        b, c = bx * bx + by * by, cx * cx + cy * cy
        centre = start + np.array((cy * b - by * c, bx * c - cx * b)) / cross
        turns = [math.atan2(*(point - centre)[::-1]) for point in (start, through, end)]
        left = cross > 0
        sweep = (turns[2] - turns[0]) % (2 * math.pi) if left else -((turns[0] - turns[2]) % (2 * math.pi))
    count = max(2, math.ceil(abs(sweep) / _STEP))
    radius, begin = math.hypot(*(start - centre)), math.atan2(*(start - centre)[::-1])
    angles = begin + sweep * np.arange(1, count + 1) / count
    found = centre + radius * np.column_stack((np.cos(angles), np.sin(angles)))
    found[-1] = end
    return found


def _written(geometry: _Read) -> bytes:
    head = struct.pack("<BI", 1, geometry.kind)
    if geometry.kind == 1:
        return head + geometry.lines[0].astype("<f8").tobytes()
    if geometry.kind == _LINE:
        return head + struct.pack("<I", len(geometry.lines[0])) + geometry.lines[0].astype("<f8").tobytes()
    if geometry.kind == _POLYGON:
        rings = (struct.pack("<I", len(ring)) + ring.astype("<f8").tobytes() for ring in geometry.lines)
        return head + struct.pack("<I", len(geometry.lines)) + b"".join(rings)
    return head + struct.pack("<I", len(geometry.members)) + b"".join(_written(one) for one in geometry.members)
