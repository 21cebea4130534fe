"""Geometries that cross 180 degrees, cut there, so that no map draws them across the whole world. WGS84 shapely
geometries in and out. Pure; any thread.

A step of more than 180 degrees between two points is taken for the short way over the date line (RFC 7946 3.1.9 asks
writers to cut there; many do not), one of 360 for the edge of the world. Longitudes up to 360 are brought home.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_EDGE = 1e-6


def crosses(coordinates: Floats, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of the geometries that may cross (some that only have parts far from each other among them)."""
    outside = np.abs(coordinates[:, 0]) > 180.0 + _EDGE
    step = np.abs(np.diff(coordinates[:, 0]))
    jump = (step > 180.0) & (step < 360.0 - _EDGE) & (owner[1:] == owner[:-1])
    return np.unique(np.concatenate((owner[outside], owner[1:][jump])))


def cut_ring(ring: Sequence[tuple[float, float]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outlines within -180 to 180 of the area in a closed ring of (longitude, latitude); the ring itself where it does
    not cross, without loading shapely."""
    if all(abs(a[0] - b[0]) <= 180.0 or abs(a[0] - b[0]) >= 360.0 - _EDGE for a, b in itertools.pairwise(ring)):
        return (tuple(ring),)
    import shapely

    found, _ = cut(shapely.polygons(np.array(ring)))
    outlines = [shapely.get_coordinates(part.exterior).tolist() for part in shapely.get_parts(found)]
    return tuple(tuple((float(lon), float(lat)) for lon, lat in outline) for outline in outlines)


def cut(geometry: Any) -> tuple[Any, bool]:
    """The geometry within -180 to 180, and whether it had to be changed."""
    import shapely

    parts = _parts(geometry)
    changed = False
    done: list[Any] = []
    for part in parts:
        pieces, is_changed = _cut_one(part)
        done += pieces
        changed = changed or is_changed
    if not changed:
        return geometry, False
    kinds = {shapely.get_type_id(piece) for piece in done}
    if len(done) == 1:
        return done[0], True
    many = {frozenset({0}): shapely.multipoints, frozenset({1}): shapely.multilinestrings,
            frozenset({3}): shapely.multipolygons}.get(frozenset(int(kind) for kind in kinds))
    return (many or shapely.geometrycollections)(done), True


def _parts(geometry: Any) -> list[Any]:
    import shapely

    if shapely.get_type_id(geometry) in (4, 5, 6, 7):
        return [part for member in shapely.get_parts(geometry) for part in _parts(member)]
    return [] if shapely.is_empty(geometry) else [geometry]


def _cut_one(part: Any) -> tuple[list[Any], bool]:
    import shapely

    kind = shapely.get_type_id(part)
    if kind == 0:
        x, y = shapely.get_coordinates(part)[0]
        return ([part], False) if abs(x) <= 180.0 + _EDGE else ([shapely.points((x + 180.0) % 360.0 - 180.0, y)], True)
    if kind == 3:
        return _cut_polygon(part)
    line = _unwrapped(shapely.get_coordinates(part))
    if np.abs(line[:, 0]).max() <= 180.0 + _EDGE:
        return [part], False
    return [shapely.linestrings(piece) for piece in _cut_line(line)], True


def _unwrapped(line: Floats) -> Floats:
    """With every step the short way; longitudes may leave -180 to 180."""
    step = np.diff(line[:, 0])
    turns = np.where(np.abs(step) < 360.0 - _EDGE, np.round(step / 360.0), 0.0)
    found = line.copy()
    found[1:, 0] -= 360.0 * np.cumsum(turns)
    return found


def _world(x: float) -> int:
    """Which copy of the world a longitude lies in, 0 for ours."""
    return int(np.floor((x + 180.0) / 360.0))


def _cut_line(line: Floats) -> list[Floats]:
    pieces: list[list[Floats]] = [[line[0]]]
    for a, b in itertools.pairwise(line):
        low, high = sorted((_world(a[0]), _world(b[0])))
        for edge in (range(low + 1, high + 1) if b[0] > a[0] else range(high, low, -1)):
            x = 360.0 * edge - 180.0
            share = (x - a[0]) / (b[0] - a[0])
            at = np.array((x, a[1] + share * (b[1] - a[1])))
            pieces[-1].append(at)
            pieces.append([at])
        pieces[-1].append(b)
    return [home for piece in pieces if len(home := _home(np.array(piece))) > 1
            and not np.array_equal(home[0], home[-1])]


def _home(piece: Floats) -> Floats:
    """A piece that lies in one copy of the world, in ours."""
    moved = piece.copy()
    moved[:, 0] -= 360.0 * _world(float((piece[:, 0].min() + piece[:, 0].max()) / 2))
    return moved


def _cut_polygon(polygon: Any) -> tuple[list[Any], bool]:
    import shapely

    shell = _closed(_unwrapped(shapely.get_coordinates(polygon.exterior)))
    if np.abs(shell[:, 0]).max() <= 180.0 + _EDGE:
        return [polygon], False
    holes = [_beside(_closed(_unwrapped(shapely.get_coordinates(ring))), shell) for ring in polygon.interiors]
    whole = shapely.make_valid(shapely.polygons(shell, holes or None))
    pieces: list[Any] = []
    for world in range(_world(float(shell[:, 0].min())), _world(float(shell[:, 0].max()) - _EDGE) + 1):
        west = 360.0 * world - 180.0
        inside = shapely.intersection(whole, shapely.box(west, -90.0, west + 360.0, 90.0))
        inside = shapely.transform(inside, lambda xy, by=360.0 * world: xy - (by, 0.0))
        pieces += [piece for piece in _parts(inside) if shapely.get_type_id(piece) == 3]
    return pieces or [polygon], True


def _closed(ring: Floats) -> Floats:
    """A ring that goes once around the world leads over the pole on its side of the equator."""
    if abs(ring[-1, 0] - ring[0, 0]) < 180.0:
        return ring
    pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
    return np.vstack((ring, (ring[-1, 0], pole), (ring[0, 0], pole), ring[:1]))


def _beside(hole: Floats, shell: Floats) -> Floats:
    """A hole in the same copy of the world as its shell."""
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    moved = hole.copy()
    moved[:, 0] += 360.0 * np.round((middle - (hole[:, 0].min() + hole[:, 0].max()) / 2) / 360.0)
    return moved
