"""Which cameras see a place with buildings between. Headless."""

from __future__ import annotations

import shapely

from command_center.domain.cameras import Camera
from command_center.domain.features import Feature
from command_center.domain.geo import destination
from video.sight import UNKNOWN_HEIGHT_M, Obstacles, mount_m, sightings

LON, LAT = 115.0, 30.2


def _at(bearing: float, metres: float) -> tuple[float, float]:
    lon, lat = destination(LON, LAT, bearing, metres)
    return float(lon), float(lat)


def _camera(name: str, metres: float, bearing: float = 180.0, heading: float | None = 0.0, **more) -> Camera:
    lon, lat = _at(bearing, metres)
    return Camera(camera=name, name=name, lon=lon, lat=lat, heading_deg=heading, fov_deg=60.0, range_m=300.0, sub_url="x", **more)


def _house(name: str, south_m: float, half: float = 8.0, **properties) -> Feature:
    lon, lat = _at(180, south_m)
    side = half / 111_195.0
    wide = side / 0.864
    return Feature(name, shapely.to_wkb(shapely.box(lon - wide, lat - side, lon + wide, lat + side)), properties)


def _seen(buildings: list[Feature], camera: Camera) -> tuple[bool, str]:
    (found,) = sightings(LON, LAT, [camera], Obstacles({each.feature: each for each in buildings}))
    return found.sees, found.behind


def test_a_high_building_between_hides_the_place() -> None:
    assert _seen([], _camera("c", 100)) == (True, "")
    assert _seen([_house("tower", 50, height_m=40)], _camera("c", 100)) == (False, "tower")
    assert _seen([_house("beside", 150, height_m=40)], _camera("c", 100)) == (True, "")


def test_a_camera_looks_over_what_is_lower_than_its_line_of_sight() -> None:
    shed = _house("shed", 90, height_m=3)
    assert _seen([shed], _camera("c", 100)) == (True, ""), "6 m up, the line is at 5.1 m there"
    assert _seen([_house("shed", 10, height_m=3)], _camera("c", 100)) == (False, "shed"), "it comes down towards the place"
    assert _seen([_house("tower", 50, height_m=40)], _camera("c", 100, properties={"height_m": "120"})) == (True, "")


def test_unknown_heights_count_as_a_house() -> None:
    assert _seen([_house("h", 50)], _camera("c", 100)) == (False, "h")
    assert _seen([_house("h", 50, height="tall")], _camera("c", 100, properties={"height_m": str(2 * UNKNOWN_HEIGHT_M + 10)}))[0]
    assert _seen([_house("h", 50, **{"building:levels": "1"})], _camera("c", 100, properties={"height_m": "12"}))[0]


def test_the_camera_s_own_house_and_the_place_s_hide_nothing() -> None:
    assert _seen([_house("own", 100, height_m=60)], _camera("c", 100))[0]
    assert _seen([_house("there", 0, height_m=60)], _camera("c", 100))[0]


def test_a_grazed_corner_hides_nothing() -> None:
    lon, lat = _at(180, 50)
    metre = 1 / 111_195.0
    wall = shapely.Polygon([(lon - 0.0002, lat), (lon + 0.3 * metre, lat + 0.2 * metre), (lon - 0.0002, lat + 2 * metre)])
    assert _seen([Feature("w", shapely.to_wkb(wall), {"height_m": 30})], _camera("c", 100))[0]


def test_those_that_see_come_first_then_hidden_ones_then_neighbours() -> None:
    cameras = [_camera("away", 40, heading=180.0), _camera("hidden", 100), _camera("far", 200, bearing=90, heading=270.0),
               _camera("near", 120, bearing=270, heading=90.0), Camera(camera="nowhere", name="", sub_url="x"),
               Camera(camera="mute", name="", lon=LON, lat=LAT)]
    found = sightings(LON, LAT, cameras, Obstacles({"t": _house("t", 50, height_m=40)}))
    assert [(each.camera, each.sees, each.covers) for each in found] == [
        ("near", True, True), ("far", True, True), ("hidden", False, True), ("away", False, False)]


def test_bad_buildings_are_no_obstacle() -> None:
    rubbish = [Feature("empty", b"", {}), Feature("noise", b"\x01\x02", {}),
               Feature("point", shapely.to_wkb(shapely.Point(*_at(180, 50))), {"height_m": 50})]
    assert _seen(rubbish, _camera("c", 100)) == (True, "")
    assert len(Obstacles()) == 0
    assert mount_m(_camera("c", 1, properties={"height_m": "nan"})) == 6.0
