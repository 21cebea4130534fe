"""Digital zoom and privacy masks as arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from command_center.config_masks import VideoMask
from command_center.domain.masks import Mask, is_outline, rectangle
from video.masks import GREY, burn, coverage, outlines
from video.zooming import LARGEST, WHOLE, Box, Zoom, lies, part_of, pixel_of, place_at

UNIT = st.floats(0.0, 1.0)


@given(UNIT, UNIT, st.lists(st.tuples(st.floats(0.2, 5.0), UNIT, UNIT), max_size=8))
def test_the_shown_part_never_leaves_the_picture(u: float, v: float, steps: list[tuple[float, float, float]]) -> None:
    zoom = WHOLE
    for ratio, right, down in steps:
        zoom = zoom.by(ratio, u, v).moved(right - 0.5, down - 0.5)
        left, top, width, height = zoom.part
        assert 1.0 <= zoom.factor <= LARGEST
        assert left >= -1e-9 and top >= -1e-9 and left + width <= 1 + 1e-9 and top + height <= 1 + 1e-9


def test_the_place_under_the_pointer_stays_there() -> None:
    lying = lies(Box(10, 20, 320, 180), (1280, 720))
    zoom = Zoom(2.0, 0.5, 0.5)
    pixel = pixel_of(lying, zoom, 0.4, 0.6)
    closer = zoom.by(1.5, 0.4, 0.6)
    assert pixel_of(lying, closer, 0.4, 0.6) == pytest.approx(pixel)
    assert place_at(lying, closer, *pixel) == pytest.approx((0.4, 0.6))


def test_a_narrow_picture_lies_in_the_middle() -> None:
    assert lies(Box(0, 0, 320, 180), (640, 480)) == Box(40, 0, 240, 180)


def test_a_box_fills_the_tile() -> None:
    zoom = part_of(Box(0.5, 0.5, 0.25, 0.25))
    assert zoom == Zoom(4.0, 0.625, 0.625)
    assert part_of(Box(0, 0, 1, 1)) is WHOLE
    assert part_of(Box(0.2, 0.2, 0.0, 0.0)).factor == LARGEST


def test_pictures_are_asked_for_in_few_sizes() -> None:
    assert [Zoom(f).asked(320, 180) for f in (1.0, 1.5, 3.0, 16.0)] == [(320, 180), (640, 360), (1280, 720), (1280, 720)]
    assert Zoom(4.0).asked(1600, 900) == (1600, 900), "never more than a camera has"


def test_what_is_masked_is_burnt_whole() -> None:
    pixels = np.full((90, 160, 4), 200, np.uint8)
    pixels[:, :, 3] = 0
    burn(pixels, (rectangle(0.25, 0.5, 0.5, 1.0),))
    assert (pixels[45:90, 40:80, :3] == GREY).all() and (pixels[45:90, 40:80, 3] == 255).all()
    assert (pixels[:43, :] == (200, 200, 200, 0)).all() and (pixels[:, 83:, 0] == 200).all()
    plane = np.zeros((90, 160), np.uint8)
    burn(plane, (rectangle(0, 0, 0.5, 0.5),), 128)
    assert plane[10, 10] == 128 and plane[80, 100] == 0
    burn(plane, ())
    assert coverage(90, 160, (((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)),))[10, 10]


def test_a_crossing_outline_has_no_hole() -> None:
    star = ((0.5, 0.0), (0.8, 1.0), (0.0, 0.35), (1.0, 0.35), (0.2, 1.0))
    assert coverage(100, 100, (star,))[50, 50]


def test_masks_of_the_file_and_drawn_ones_add_up() -> None:
    configured = [VideoMask(camera="c/1", box=(0, 0, 0.5, 0.5)), VideoMask(camera="c/2", box=(0, 0, 1, 1))]
    then = {"a": Mask(mask="a", camera="c/1", outline=rectangle(0.5, 0.5, 1, 1))}
    now = {**then, "b": Mask(mask="b", camera="c/1", outline=rectangle(0.1, 0.5, 0.2, 1))}
    assert len(outlines("c/1", configured, then, now)) == 3
    assert outlines("c/3", configured, then, now) == ()


@pytest.mark.parametrize("corners", [
    [], [(0, 0), (1, 1)], [(0, 0), (1, 1), (0.5, 0.5)], [(0, 0), (2, 0), (1, 1)], [(0, 0), (1, float("nan")), (1, 1)],
    [(0, 0)] * 80])
def test_what_covers_nothing_is_no_mask(corners: list[tuple[float, float]]) -> None:
    assert not is_outline(corners)
    with pytest.raises(ValidationError):
        VideoMask(camera="c/1", points=tuple(corners))
