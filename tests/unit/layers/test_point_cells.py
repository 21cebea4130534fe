"""Cells of many points hold every point once, find at least what a box holds, and keep their order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.drawing import Drawing, Points, Symbol
from layers.hit import hit
from layers.point_cells import AT_ONCE, MANY, PointCells, cells_of


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1, 10, 5000]), st.booleans())
def test_a_box_finds_all_that_lie_in_it(seed: int, count: int, broken: bool) -> None:
    random = np.random.default_rng(seed)
    xy = random.normal(0, 1000, (count, 2))
    xy[random.random(count) < 0.01] *= 1e5  # a few far away
    if broken:
        xy[random.random(count) < 0.1] = np.nan
    cells = PointCells(xy)
    good = np.flatnonzero(np.isfinite(xy).all(axis=1))
    assert sorted(cells.order.tolist()) == good.tolist()
    west, south = random.normal(0, 800, 2)
    rows, places = cells.within(west, south, west + 700, south + 500)
    inside = (xy[:, 0] >= west) & (xy[:, 0] <= west + 700) & (xy[:, 1] >= south) & (xy[:, 1] <= south + 500)
    assert set(np.flatnonzero(inside)) <= set(rows.tolist())
    assert (places == xy[rows]).all()


def test_parts_are_painted_in_the_order_of_the_whole() -> None:
    xy = np.random.default_rng(1).uniform(0, 100, (5000, 2))
    cells = PointCells(xy)
    order = {row: at for at, row in enumerate(cells.order.tolist())}
    rows, _ = cells.within(20, 30, 60, 70)
    at = [order[row] for row in rows.tolist()]
    assert at == sorted(at)
    assert xy[cells.order[0], 1] > xy[cells.order[-1], 1], "from north to south"


def test_cells_are_kept_and_too_many_wait_for_theirs() -> None:
    few, many = np.zeros((10, 2)), np.random.default_rng(1).uniform(0, 1, (MANY, 2))
    assert cells_of(few) is None
    assert cells_of(many) is cells_of(many)
    found = cells_of(np.zeros((AT_ONCE + 1, 2)))
    assert found is not None and not len(found.order)


def test_the_nearest_of_many_is_hit() -> None:
    xy = np.random.default_rng(2).uniform(0, 10_000, (20_000, 2))
    points = Points([str(n) for n in range(len(xy))], xy, (Symbol("dot", "data", 6),), np.zeros(len(xy), np.intp))
    for row in (3, 7000, 19_999):
        found = hit(Drawing(points=points), *(xy[row] + 0.1).tolist(), metres_per_pixel=1.0)
        assert found is not None and np.abs(xy[found.row] - xy[row]).max() <= 1.1
    assert hit(Drawing(points=points), -500.0, -500.0, 1.0) is None
