"""The fabric of the city: deterministic, connected, where it belongs."""

from __future__ import annotations

import hashlib

import numpy as np
import shapely

from command_center.citysim.city import City, make_city
from command_center.citysim.frame import LAT0, LON0, point, to_metres


def _digest(city: City) -> str:
    parts = [shapely.get_coordinates(city.buildings.shapes), np.array(city.buildings.height_m), city.network.nodes,
             *(road.points for road in city.network.roads), *(shapely.get_coordinates(park.shape) for park in city.parks)]
    names = "".join(road.name + road.kind for road in city.network.roads)
    return hashlib.sha256(b"".join(part.tobytes() for part in parts) + names.encode()).hexdigest()


def test_the_same_seed_grows_the_same_city_and_another_another(city: City) -> None:
    assert _digest(city) == _digest(make_city(7))
    assert _digest(city) != _digest(make_city(8))


def test_every_junction_is_reached_from_every_other(city: City) -> None:
    seen, waiting = {0}, [0]
    while waiting:
        for other, _, _ in city.network.neighbours[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    assert len(seen) == len(city.network.nodes) > 5000


def test_roads_meet_exactly_at_their_junctions(city: City) -> None:
    for road in city.network.roads:
        assert np.array_equal(road.points[0], city.network.nodes[road.start])
        assert np.array_equal(road.points[-1], city.network.nodes[road.end])


def test_all_classes_and_both_names_are_there(city: City) -> None:
    assert {road.kind for road in city.network.roads} == {"motorway", "trunk", "primary", "secondary", "tertiary",
                                                          "residential"}
    assert all(road.name and road.name_en for road in city.network.roads)
    names = {road.name for road in city.network.roads}
    assert {"解放路", "中山路", "滨江路", "学院路", "东港一路", "青江大桥", "中山路下穿隧道"} <= names


def test_both_banks_and_the_island_are_joined_by_road(city: City) -> None:
    network = city.network
    drive = network.drive(network.nearest_node(-300, -3000), network.nearest_node(-1500, 5500))
    assert drive[-1, 2] < 1800
    island = shapely.get_coordinates(city.water.island.centroid)[0]
    assert network.drive(0, network.nearest_node(*island))[-1, 2] > 0


def test_the_quickest_way_is_no_longer_than_one_by_hand(city: City) -> None:
    network = city.network
    start, middle, goal = (network.nearest_node(*xy) for xy in ((-5000, -5000), (0, 0), (5000, -5000)))
    direct = network.drive(start, goal)[-1, 2]
    assert direct <= network.drive(start, middle)[-1, 2] + network.drive(middle, goal)[-1, 2] + 1e-6


def test_districts_part_the_city(city: City) -> None:
    assert len(city.districts) == 6
    total = shapely.union_all([district.shape for district in city.districts])
    assert abs(total.area - sum(district.shape.area for district in city.districts)) < 1e-3 * total.area
    assert 900_000 < sum(district.population for district in city.districts) < 1_100_000
    for district in city.districts:
        assert district.shape.contains(shapely.Point(district.label)), district.name


def test_buildings_stand_on_dry_ground_and_are_many(city: City) -> None:
    assert 10_000 <= len(city.buildings.shapes) <= 20_000
    wet = city.water.wet
    shapely.prepare(wet)
    assert not shapely.intersects(wet, city.buildings.shapes).any()


def test_the_frame_is_wgs84_round_its_centre() -> None:
    assert point(0, 0) == (LON0, LAT0)
    x, y = to_metres(*point(1234.5, -987.6))
    assert abs(x - 1234.5) < 0.2 and abs(y + 987.6) < 0.2
