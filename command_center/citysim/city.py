"""The whole city, made once from its seed in a second or two and immutable afterwards; any thread may read it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from command_center.citysim import places
from command_center.citysim.arterials import Street, make_streets
from command_center.citysim.blocks import Blocks, make_blocks
from command_center.citysim.buildings import Buildings, make_buildings
from command_center.citysim.districts import District, make_districts
from command_center.citysim.network import Network, make_network
from command_center.citysim.places import Site
from command_center.citysim.water import Water, make_water

VERSION = 1  # of the geometry: part of every cache key


class Park(NamedTuple):
    """name "" for a small green without one."""

    name: str
    name_en: str
    shape: shapely.Geometry


class City(NamedTuple):
    """Everything that does not move. All geometry in metres of frame.py."""

    seed: int
    water: Water
    streets: list[Street]
    network: Network
    blocks: Blocks
    buildings: Buildings
    parks: list[Park]
    districts: list[District]
    hydrants: list[Site]

    def district_at(self, x: float, y: float) -> str:
        """Name of the district at a place, "" outside."""
        here = shapely.Point(x, y)
        return next((district.name for district in self.districts if district.shape.contains(here)), "")

    def street(self, name: str) -> shapely.Geometry:
        """All pieces of a street as one geometry."""
        return shapely.union_all([street.line for street in self.streets if street.name == name])

    def crossing(self, name: str, other: str) -> tuple[float, float]:
        """Where two streets meet (or come nearest)."""
        first, second = self.street(name), self.street(other)
        met = first.intersection(second)
        if met.is_empty:
            here = shapely.get_coordinates(shapely.shortest_line(first, second)).mean(axis=0)
        else:
            here = shapely.get_coordinates(met)[0]
        return float(here[0]), float(here[1])

    def bearing(self, name: str, x: float, y: float) -> float:
        """Direction of a street near a place, degrees clockwise from north, in its drawing direction."""
        line = min((street.line for street in self.streets if street.name == name),
                   key=lambda line: line.distance(shapely.Point(x, y)))
        at = min(line.project(shapely.Point(x, y)), line.length - 25.0)
        first, second = line.interpolate(max(at, 0.0)), line.interpolate(max(at, 0.0) + 25.0)
        return float(np.degrees(np.arctan2(second.x - first.x, second.y - first.y))) % 360.0


def make_city(seed: int) -> City:
    """The city of a seed: avenues, river and names are the script's and stay, the fabric between them is the seed's."""
    random = np.random.default_rng(seed)
    water = make_water()
    arterials = make_streets(water)
    blocks = make_blocks(arterials, water, random)
    streets = [*arterials, *blocks.streets]
    network = make_network(streets)
    parks, free = _parks(blocks, water, random)
    buildings = make_buildings(blocks, free, random)
    return City(seed, water, streets, network, blocks, buildings, parks, make_districts(water),
                _hydrants(network, random))


def _parks(blocks: Blocks, water: Water, random: np.random.Generator) -> tuple[list[Park], NDArray[np.bool_]]:
    middle = shapely.get_coordinates(shapely.point_on_surface(blocks.shapes)).reshape(-1, 2)
    free = np.zeros(len(middle), dtype=bool)
    wet = water.wet
    parks = []
    for name, english, x, y, reach in places.PARKS:
        near = (np.hypot(middle[:, 0] - x, middle[:, 1] - y) < reach) & (shapely.area(blocks.shapes) < 400_000) & ~free
        if near.any():
            free |= near
            shape = shapely.union_all(shapely.buffer(blocks.shapes[near], 4)).buffer(-14).difference(wet)
            parks.append(Park(name, english, shape))
    parks.append(Park("江心洲公园", "Jiangxinzhou Park", water.island.buffer(-25)))
    small = (random.random(len(middle)) < 0.022) & ~free & (shapely.area(blocks.shapes) < 40_000)
    free |= small | shapely.intersects(blocks.shapes, water.island)
    free |= shapely.intersects(shapely.buffer(blocks.shapes, -3), wet)
    parks += [Park("", "", shape.buffer(-9).difference(wet)) for shape in blocks.shapes[small]]
    return [park for park in parks if not park.shape.is_empty], free


def _hydrants(network: Network, random: np.random.Generator) -> list[Site]:
    """One beside every few junctions of the built-up streets."""
    picks = random.permutation(len(network.nodes))[:900]
    return [Site(f"HY{number:04d}", f"消火栓 {number:04d}", f"Hydrant {number:04d}",
                 float(network.nodes[node][0] + random.uniform(4, 9)), float(network.nodes[node][1] + 5.0),
                 {"pressure_mpa": round(float(random.uniform(0.14, 0.38)), 2)})
            for number, node in enumerate(sorted(picks), 1)]
