"""The shapes of drawings: places to geometry and back, circles, rectangles, heads of arrows, attack arrows. Pure; any
thread. Places are WGS84 longitude, latitude (n, 2); the shapes of arrows are in metres of the map."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import ArrayLike

from command_center.domain.columns import decode
from command_center.domain.drawings import AREA_KINDS, LINE_KINDS
from command_center.domain.geo import destination, distance_m, from_mercator, to_mercator
from layers.drawing import Floats

CIRCLE_POINTS = 72
_SMOOTH = 12  # pieces between two vertices of an attack arrow's axis
# Of an attack arrow, in parts of its length: half widths of tail, neck and head, length of the head, depth of the tail.
_TAIL, _NECK, _HEAD, _HEAD_LENGTH, _NOTCH = 0.10, 0.045, 0.11, 0.20, 0.07


def geometry_of(kind: str, places: ArrayLike) -> bytes:
    """WKB of a kind of drawing through its places; a ring is closed."""
    xy = np.asarray(places, "<f8").reshape(-1, 2)
    if kind in AREA_KINDS:
        ring = np.concatenate((xy, xy[:1]))
        return struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes()
    if kind in LINE_KINDS:
        return struct.pack("<BII", 1, 2, len(xy)) + xy.tobytes()
    return struct.pack("<BI", 1, 1) + xy[:1].tobytes()


def places_of(kind: str, geometry: bytes) -> Floats:
    """Its places; a ring without the last, which is its first. Empty for what is no geometry."""
    xy = decode([geometry]).xy
    return xy[:-1] if kind in AREA_KINDS and len(xy) > 1 else xy


def circle(centre: tuple[float, float], radius_m: float) -> Floats:
    """Places round a centre."""
    around = np.arange(CIRCLE_POINTS) * (360.0 / CIRCLE_POINTS)
    return np.column_stack(destination(*centre, around, radius_m))


def circle_of(places: Floats) -> tuple[tuple[float, float], float]:
    """Centre and radius in metres of the places that `circle` gave."""
    east, north = (np.asarray(each) for each in to_mercator(places[:, 0], places[:, 1]))
    lon, lat = from_mercator((east.min() + east.max()) / 2, (north.min() + north.max()) / 2)
    centre = (float(lon), float(lat))
    return centre, float(np.mean(distance_m(*centre, places[:, 0], places[:, 1])))


def rectangle(corner: tuple[float, float], other: tuple[float, float]) -> Floats:
    """Four corners along the parallels and meridians."""
    (west, south), (east, north) = corner, other
    return np.array([(west, south), (east, south), (east, north), (west, north)])


def arrow_head(xy: Floats, length: float) -> Floats:
    """The triangle at the end of a line, `length` metres of the map long; empty where the line goes nowhere."""
    tip = xy[-1]
    away = np.hypot(*(xy - tip).T)
    behind = np.flatnonzero(away > 1e-9)
    if not len(behind):
        return np.empty((0, 2))
    far = np.flatnonzero(away >= length)
    back = xy[far[-1]] if len(far) else xy[behind[0]]  # not the very last piece, which a hand may have made tiny
    direction = (tip - back) / np.hypot(*(tip - back))
    side = np.array([-direction[1], direction[0]]) * length * 0.42
    base = tip - direction * length
    return np.array([tip, base + side, base + direction * length * 0.22, base - side])


def smooth(xy: Floats) -> Floats:
    """A curve through places (Catmull-Rom); two places stay a straight line, cut into pieces."""
    padded = np.concatenate((2 * xy[:1] - xy[1:2], xy, 2 * xy[-1:] - xy[-2:-1]))
    t = (np.arange(_SMOOTH) / _SMOOTH)[:, None]
    pieces = []
    for row in range(len(xy) - 1):
        a, b, c, d = padded[row:row + 4]
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate((*pieces, xy[-1:]))


def attack_arrow(xy: Floats) -> Floats:
    """The outline of a broad arrow with a swallow tail along an axis; empty where the axis goes nowhere."""
    xy = xy[np.concatenate(([True], np.hypot(*np.diff(xy, axis=0).T) > 1e-9))]
    if len(xy) < 2:
        return np.empty((0, 2))
    axis = smooth(xy)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(axis, axis=0).T))))
    length = float(along[-1])
    at = np.linspace(0.0, 1.0 - _HEAD_LENGTH, 24) * length
    body = np.column_stack((np.interp(at, along, axis[:, 0]), np.interp(at, along, axis[:, 1])))
    tangent = np.gradient(body, axis=0)
    normal = np.column_stack((-tangent[:, 1], tangent[:, 0])) / np.maximum(np.hypot(*tangent.T), 1e-12)[:, None]
    half = (_TAIL + (_NECK - _TAIL) * np.sqrt(at / at[-1]))[:, None] * length
    forward = (axis[-1] - body[-1]) / max(float(np.hypot(*(axis[-1] - body[-1]))), 1e-12)
    side = np.array([-forward[1], forward[0]]) * _HEAD * length
    start = (body[1] - body[0]) / max(float(np.hypot(*(body[1] - body[0]))), 1e-12)
    return np.concatenate(([body[0] + start * _NOTCH * length], body + normal * half, [body[-1] + side], axis[-1:],
                           [body[-1] - side], (body - normal * half)[::-1]))


def middle(kind: str, xy: Floats) -> Floats:
    """Where its title stands: the place itself, the middle of a line, the middle of an area's box."""
    if kind in LINE_KINDS:
        step = np.hypot(*np.diff(xy, axis=0).T)
        along = np.concatenate(([0.0], np.cumsum(step)))
        return np.array([np.interp(along[-1] / 2, along, xy[:, 0]), np.interp(along[-1] / 2, along, xy[:, 1])])
    return (xy.min(axis=0) + xy.max(axis=0)) / 2
