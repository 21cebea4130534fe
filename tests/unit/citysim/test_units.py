"""Units take orders, drive along roads, come home; some refuse."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from command_center.citysim.city import City
from command_center.citysim.frame import point, to_metres
from command_center.citysim.units import OUT_OF_SERVICE, Fleet, Refused
from command_center.domain.time import MINUTE, SECOND
from command_center.domain.units import UNIT_STATES

START = 1_750_000_000 * SECOND


@pytest.fixture
def fleet(city: City) -> Fleet:
    return Fleet(city, 1.0, START)


def test_the_fleet_is_about_forty_in_five_classes(fleet: Fleet) -> None:
    assert 36 <= len(fleet.units) <= 50
    assert {unit.class_key for unit in fleet.units.values()} == {"fire", "police", "medical", "drainage", "power"}
    assert all(fleet.as_json(unit, START)["status"] in UNIT_STATES for unit in fleet.units.values())


def test_an_ordered_unit_drives_along_the_roads_and_comes_home(city: City, fleet: Fleet) -> None:
    lon, lat = point(-250, -3050)
    assert fleet.order("drainage-1", "o1", "i1", lon, lat, START).status == "ordered"
    roads = shapely.union_all([shapely.LineString(road.points) for road in city.network.roads])
    shapely.prepare(roads)
    states, away = [], []
    for second in range(0, 3600, 5):
        state = fleet.state(fleet.units["drainage-1"], START + second * SECOND)
        states.append(state.status)
        if state.status == "en_route":
            away.append(roads.distance(shapely.Point(state.x, state.y)))
    order = list(dict.fromkeys(states))
    assert order == ["ordered", "en_route", "on_scene", "returning", "free"]
    # Only the ways from the yard to the street and from the street to the scene leave the network.
    assert np.mean(np.array(away) < 1.0) > 0.8


def test_it_arrives_at_the_place_and_stays_until_released(fleet: Fleet) -> None:
    lon, lat = point(500, -2000)
    fleet.order("fire-01", "o2", "i2", lon, lat, START)
    at = START + 6 * MINUTE
    state = fleet.state(fleet.units["fire-01"], at)
    assert state.status == "on_scene"
    assert np.hypot(state.x - to_metres(lon, lat)[0], state.y - to_metres(lon, lat)[1]) < 130
    assert not fleet.release("fire-01", "another", at)
    assert fleet.release("fire-01", "o2", at)
    assert fleet.state(fleet.units["fire-01"], at + SECOND).status == "returning"
    assert fleet.as_json(fleet.units["fire-01"], at + 20 * MINUTE)["status"] == "free"
    assert fleet.as_json(fleet.units["fire-01"], at + 20 * MINUTE)["order"] == ""


def test_the_same_order_twice_is_one_and_a_second_is_refused(fleet: Fleet) -> None:
    lon, lat = point(500, -2000)
    fleet.order("fire-02", "o3", "i3", lon, lat, START)
    assert fleet.order("fire-02", "o3", "i3", lon, lat, START + SECOND).status == "ordered"
    with pytest.raises(Refused, match="busy"):
        fleet.order("fire-02", "o4", "i4", lon, lat, START + SECOND)


def test_units_out_of_service_refuse_with_their_reason(fleet: Fleet) -> None:
    for key, reason in OUT_OF_SERVICE.items():
        assert fleet.state(fleet.units[key], START).status == "out_of_service"
        with pytest.raises(Refused, match=reason):
            fleet.order(key, "o", "i", 115.0, 30.2, START)


def test_a_patrol_moves_while_it_is_free(fleet: Fleet) -> None:
    unit = fleet.units["police-02"]
    places = {(round(state.x), round(state.y)) for state in
              (fleet.state(unit, START + second * SECOND) for second in range(0, 120, 10))}
    assert len(places) > 8


def test_a_place_far_outside_is_refused(fleet: Fleet) -> None:
    with pytest.raises(Refused, match="outside_the_city"):
        fleet.order("fire-01", "o", "i", -170.0, -80.0, START)
