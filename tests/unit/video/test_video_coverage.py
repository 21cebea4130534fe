"""Which cameras see a place, how tiles are arranged, how large pictures are. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_center.domain.cameras import Camera
from command_center.domain.geo import destination
from video.arrangement import Arrangement
from video.coverage import covers
from video.fitting import fitted_size
from video.sight import sightings
from video.tiling import grid, tile_boxes

LON, LAT = 115.0, 30.2


def _camera(name: str, bearing: float, metres: float, heading: float | None = None, fov: float | None = 60,
            range_m: float | None = 200) -> Camera:
    """A camera so far from the place, on a bearing as seen from it."""
    lon, lat = destination(LON, LAT, bearing, metres)
    return Camera(camera=name, name=name, lon=float(lon), lat=float(lat), sub_url="http://x/", heading_deg=heading,
                  fov_deg=fov, range_m=range_m)


@pytest.mark.parametrize(("camera", "expected"), [
    (_camera("south, looks north", 180, 100, 0), True),
    (_camera("south, looks south", 180, 100, 180), False),
    (_camera("at the edge of its cone", 180, 100, 29), True),
    (_camera("just beyond it", 180, 100, 31), False),
    (_camera("across north", 180, 100, 350), True),
    (_camera("too far", 180, 210, 0), False),
    (_camera("a dome", 90, 150, None), True),
    (_camera("at its foot", 90, 3, 90), True),
    (_camera("no range given, near", 180, 140, 0, range_m=None), True),
    (_camera("no range given, far", 180, 160, 0, range_m=None), False),
    (Camera(camera="no place", name="", sub_url="x"), False),
])
def test_covers(camera: Camera, expected: bool) -> None:
    assert covers(camera, LON, LAT) is expected


def test_nearest_covering_cameras_first_then_the_surroundings() -> None:
    cameras = [_camera("near, looks away", 0, 20, 0), _camera("covers, far", 180, 180, 0),
               _camera("covers, near", 180, 60, 0), _camera("out of reach", 0, 5000, 180),
               Camera(camera="no address", name="", lon=LON, lat=LAT)]
    found = sightings(LON, LAT, cameras)
    assert [each.camera for each in found] == ["covers, near", "covers, far", "near, looks away"]
    assert [each.covers for each in found] == [True, True, False]
    assert found[0].distance_m == pytest.approx(60, abs=1)
    assert sightings(float("nan"), LAT, cameras) == []


def test_brought_cameras_come_and_what_was_there_returns() -> None:
    wall = Arrangement(4)
    wall.know(["a", "b", "c", "d", "e", "f"])
    assert wall.shown == ["a", "b", "c", "d"]
    wall.bring(["b", "f"])
    assert wall.shown == ["f", "b", "c", "d"], "b stays where it is"
    wall.bring(["e", "f", "a", "b", "c"])
    assert set(wall.shown) == {"e", "f", "a", "b"}
    wall.put_back()
    assert wall.shown == ["a", "b", "c", "d"]


def test_vanished_cameras_make_room() -> None:
    wall = Arrangement(3)
    wall.know(["a", "b"])
    assert wall.shown == ["a", "b", ""]
    wall.know(["b", "c"])
    assert wall.shown == ["c", "b", ""]
    wall.place(1, "c")
    assert wall.shown == ["b", "c", ""]


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefghxy"), unique=True),
       st.integers(0, 6))
def test_no_camera_is_shown_twice(known: list[str], brought: list[str], tiles: int) -> None:
    wall = Arrangement(tiles)
    wall.know(known)
    wall.bring(camera for camera in brought if camera in known)
    shown = [camera for camera in wall.shown if camera]
    assert len(shown) == len(set(shown))
    assert len(wall.shown) == tiles
    assert set(wall.brought) <= set(shown)


@pytest.mark.parametrize(("tiles", "size", "expected"), [
    (6, (1208, 136), (6, 1)), (4, (1920, 1080), (2, 2)), (9, (1920, 1080), (3, 3)), (16, (1920, 1080), (4, 4)),
    (1, (300, 300), (1, 1)), (6, (400, 1000), (1, 6))])
def test_grid(tiles: int, size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert grid(tiles, *size, 26, 6) == expected


@given(st.integers(1, 16), st.integers(200, 4000), st.integers(100, 2200))
def test_tiles_stay_inside_and_apart(tiles: int, width: int, height: int) -> None:
    boxes = tile_boxes(tiles, width, height, 20, 4)
    for number, box in enumerate(boxes):
        assert box.x >= 0 and box.x + box.width <= width
        for other in boxes[number + 1:]:
            assert box.x + box.width <= other.x or other.x + other.width <= box.x or box.y + box.height <= other.y


@given(st.integers(1, 8000), st.integers(1, 8000), st.integers(2, 2000), st.integers(2, 2000),
       st.floats(0.1, 10))
def test_a_picture_fits_its_box(width: int, height: int, wide: int, tall: int, aspect: float) -> None:
    fitted = fitted_size((width, height), (wide, tall), aspect)
    assert 2 <= fitted[0] <= max(2, wide) and 2 <= fitted[1] <= max(2, tall)
    assert fitted[0] % 2 == fitted[1] % 2 == 0


def test_shapes() -> None:
    assert fitted_size((1920, 1080), (480, 270)) == (480, 270)
    assert fitted_size((640, 480), (480, 270)) == (360, 270)
    assert fitted_size((720, 576), (480, 270), 64 / 45) == (480, 270)
    assert fitted_size((1080, 1920), (480, 270)) == (150, 270)
