"""Geometry columns: bulk and odd WKB agree with shapely, bad bytes are named."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from command_center.domain.columns import HOLE, LINE, POINT, RING, decode, first_points

SHAPES = [
    shapely.Point(115.1, 30.2),
    shapely.LineString([(0, 0), (1, 1), (2, 0)]),
    shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 0)]),
    shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (2, 1), (2, 2)]]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 5, 5)]),
    shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 4)]]),
    shapely.GeometryCollection([shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 0)])]),
    shapely.Point(1, 2, 3),
]


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("flavour", ["extended", "iso"])
def test_coordinates_agree_with_shapely(order: int, flavour: str) -> None:
    columns = decode([shapely.to_wkb(s, byte_order=order, flavor=flavour, output_dimension=3) for s in SHAPES])
    assert not columns.bad
    for row, shape in enumerate(SHAPES):
        parts = [columns.part(p) for p in np.flatnonzero(columns.row == row)]
        assert np.allclose(np.concatenate(parts), shapely.get_coordinates(shape))


def test_kinds_of_parts() -> None:
    columns = decode([s.wkb for s in SHAPES])
    kinds = {row: sorted(columns.kind[columns.row == row].tolist()) for row in range(len(SHAPES))}
    assert kinds[0] == [POINT] and kinds[1] == [LINE] and kinds[2] == [RING]
    assert kinds[3] == [RING, HOLE] and kinds[4] == [RING, RING]


def test_bad_bytes_are_named_and_the_good_ones_kept() -> None:
    good = shapely.Point(1, 2).wkb
    columns = decode([good, b"rubbish", b"", shapely.box(0, 0, 1, 1).wkb[:40], good])
    assert columns.bad == (1, 3)
    assert columns.row.tolist() == [0, 4]


def test_a_bomb_of_nested_collections_is_refused() -> None:
    wkb = shapely.Point(1, 2).wkb
    for _ in range(2000):
        wkb = b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" + wkb
    assert decode([wkb]).bad == (0,)


def test_points_that_are_not_finite_are_left_out() -> None:
    columns = decode([shapely.LineString([(0, 0), (1, 1)]).wkb, shapely.Point(float("nan"), 1).wkb])
    assert columns.row.tolist() == [0] and len(columns.xy) == 2


@given(st.binary(max_size=80))
def test_no_bytes_crash_it(wkb: bytes) -> None:
    columns = decode([wkb, b"\x01\x03\x00\x00\x00" + wkb, b"\x01\x06\x00\x00\x00" + wkb, SHAPES[0].wkb])
    assert np.isfinite(columns.xy).all()
    assert 3 not in columns.bad and 3 in columns.row, "the good one beside them is kept"


def test_first_points() -> None:
    places = first_points([SHAPES[0].wkb, SHAPES[1].wkb, SHAPES[4].wkb, b""])
    assert places[:3].tolist() == [[115.1, 30.2], [1, 1], [3.5, 3.5]]
    assert np.isnan(places[3]).all()
