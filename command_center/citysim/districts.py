"""Six districts that part the city along the river and along streets. Metres; pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from command_center.citysim.arterials import warp
from command_center.citysim.water import Water


class District(NamedTuple):
    """code: six digits in the manner of GB/T 2260, of an area that does not exist; label: where its name stands."""

    code: str
    name: str
    name_en: str
    population: int
    shape: shapely.Geometry
    label: tuple[float, float]


_NAMES = (  # code, name, English, people, a place inside that is also the label's
    ("429901", "中心城区", "Central District", 318_000, (900.0, -650.0)),
    ("429902", "南岸新区", "Nan'an New District", 204_000, (250.0, -5600.0)),
    ("429903", "学府区", "Xuefu District", 146_000, (-6900.0, -5100.0)),
    ("429904", "东港区", "Donggang District", 172_000, (6400.0, -2300.0)),
    ("429905", "江北区", "Jiangbei District", 121_000, (-2200.0, 6100.0)),
    ("429906", "高新区", "Hi-Tech Zone", 67_000, (5200.0, 6300.0)),
)


def outline() -> Polygon:
    """The city's boundary, uneven as boundaries are."""
    angle = np.linspace(0, 2 * np.pi, 140, endpoint=False)
    radius = 1 + 0.05 * np.sin(3 * angle + 1) + 0.035 * np.sin(7 * angle) + 0.02 * np.sin(13 * angle + 2)
    return Polygon(np.column_stack((13_600 * radius * np.cos(angle), 10_600 * radius * np.sin(angle) - 100)))


def make_districts(water: Water) -> list[District]:
    """The faces that the borders cut out of the outline, each with the name whose place it holds."""
    whole = outline()
    offset = np.linspace(-14_000.0, 80.0, 75)
    north = np.arange(-60.0, 13_001.0, 200.0)
    u = np.arange(-4050.0, 3760.0, 190.0)
    borders = [
        LineString(water.line),
        LineString(warp(np.full_like(offset, -3950.0), offset)),
        LineString(warp(np.full_like(offset, 3650.0), offset)),
        LineString(warp(u, np.full_like(u, -4800.0))),
        LineString(warp(np.full_like(north, 1500.0), north)),
    ]
    noded = shapely.union_all([whole.exterior, *(line.intersection(whole) for line in borders)], grid_size=0.1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    owned: dict[str, list[Polygon]] = {name[0]: [] for name in _NAMES}
    places = {name[0]: Point(name[4]) for name in _NAMES}
    for face in faces:
        if not whole.buffer(1).contains(face.representative_point()):
            continue
        inside = [code for code, place in places.items() if face.contains(place)]
        code = inside[0] if inside else min(places, key=lambda key: face.distance(places[key]))
        owned[code].append(face)
    return [District(code, name, english, people, shapely.union_all(owned[code]), place)
            for code, name, english, people, place in _NAMES]
