"""Between the arterials: blocks cut in halves across their longer side until they have the size of their quarter, and
the streets that lie on the cuts. Metres; pure; whole levels at a time, because a Python loop a block is slow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from command_center.citysim.arterials import Street
from command_center.citysim.names import street_names
from command_center.citysim.water import Water

Geometries = NDArray[np.object_]
_CENTRES = np.array([(0.0, 0.0, 1.0), (1800.0, 5200.0, 0.62), (5200.0, -300.0, 0.72), (-5400.0, -3300.0, 0.66),
                     (500.0, -6300.0, 0.66)])


class Blocks(NamedTuple):
    """shapes: the polygons between the streets; density: 1 in the centre, 0 in the fields; streets: the new ones."""

    shapes: Geometries
    density: NDArray[np.float64]
    streets: list[Street]


def density_at(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """How urban a place is, 0 to 1."""
    away = np.hypot(points[:, None, 0] - _CENTRES[None, :, 0], (points[:, None, 1] - _CENTRES[None, :, 1]) * 1.1)
    return (_CENTRES[None, :, 2] * np.exp(-((away / np.array([5200, 2600, 2900, 2500, 2700.0])) ** 2))).max(axis=1)


def _faces(streets: list[Street], water: Water) -> Geometries:
    noded = shapely.union_all([street.line for street in streets], grid_size=0.5)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    shapely.prepare(water.river)
    return faces[~shapely.contains(shapely.union_all([water.wet, water.island]), shapely.point_on_surface(faces))]


def make_blocks(streets: list[Street], water: Water, random: np.random.Generator) -> Blocks:
    """Cut every face of the arterial network down to blocks."""
    pending = _faces(streets, water)
    names = {kind: street_names(kind, random) for kind in ("tertiary", "residential")}
    done: list[Geometries] = []
    new: list[Street] = []
    for depth in range(9):
        target = 15_000 + 62_000 * (1 - density_at(_xy(pending))) ** 2.2
        target *= random.uniform(0.75, 1.5, len(pending))
        field = density_at(_xy(pending)) < 0.10
        large = (shapely.area(pending) > 1.7 * target) & ~field
        done.append(pending[~large])
        pending = pending[large]
        if not len(pending):
            break
        pending, lines = _halve(pending, random)
        new.extend(_name(lines, "tertiary" if depth < 2 else "residential", names))
    shapes = np.concatenate([*done, pending])
    shapes = shapes[(shapely.area(shapes) > 1200) & shapely.is_valid(shapes)]
    return Blocks(shapes, density_at(_xy(shapes)), new)


def _xy(polygons: Geometries) -> NDArray[np.float64]:
    return shapely.get_coordinates(shapely.point_on_surface(polygons)).reshape(-1, 2)


def _name(lines: list[LineString], kind: str, names: dict[str, Iterator[tuple[str, str]]]) -> Iterator[Street]:
    for line in lines:
        zh, en = next(names[kind])
        yield Street(line, kind, zh, en)


def _halve(polygons: Geometries, random: np.random.Generator) -> tuple[Geometries, list[LineString]]:
    """Cut each across the longer side of its oriented box; returns the pieces and the cuts."""
    box = shapely.get_coordinates(shapely.oriented_envelope(polygons)).reshape(-1, 5, 2)
    first, second = box[:, 1] - box[:, 0], box[:, 2] - box[:, 1]
    swap = np.hypot(*first.T) < np.hypot(*second.T)
    long = np.where(swap[:, None], second, first)
    across = np.where(swap[:, None], first, second)
    centre = box[:, :4].mean(axis=1)
    at = centre + long * random.uniform(-0.09, 0.09, (len(polygons), 1))
    across = across / np.hypot(*across.T)[:, None] * 4000
    skew = random.normal(0, 0.035, len(polygons))
    across = across + np.column_stack((-across[:, 1], across[:, 0])) * skew[:, None]
    ahead = long / np.hypot(*long.T)[:, None] * 8000
    half = np.stack((at - across, at + across, at + across + ahead, at - across + ahead, at - across), axis=1)
    cutters = shapely.polygons(half)
    pieces = np.concatenate((shapely.intersection(polygons, cutters), shapely.difference(polygons, cutters)))
    pieces = shapely.get_parts(pieces)
    cuts = shapely.get_parts(shapely.intersection(polygons, shapely.linestrings(np.stack((at - across, at + across),
                                                                                         axis=1))))
    return (pieces[shapely.get_type_id(pieces) == 3],
            [cut for cut in cuts if cut.geom_type == "LineString" and cut.length > 8])
