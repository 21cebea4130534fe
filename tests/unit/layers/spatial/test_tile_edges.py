"""What a pointer may snap to of vector tiles."""

from __future__ import annotations

import numpy as np
import pytest

from layers.spatial.geodesy import Cancelled
from layers.spatial.tile_edges import Tiles, edges_of_tiles
from layers.tiles.grid import TileKey
from layers.tiles.grids import mercator_grid
from tests.unit.layers.tiles.test_vector_tiles import feature, layer, zigzag

WORLD = (-180.0, -85.0, 180.0, 85.0)
LINE, POLYGON = 2, 3


def tile(*layers: bytes) -> bytes:
    return b"".join(layers)


def line(*steps: int) -> bytes:
    """By steps from the upper left corner."""
    return feature(LINE, [9, *zigzag(*steps[:2]), (len(steps) // 2 - 1) << 3 | 2, *zigzag(*steps[2:])])


def lengths(body: bytes, key: TileKey = TileKey(0, 0, 0), box: tuple[float, float, float, float] = WORLD) -> list[float]:
    edges = edges_of_tiles([Tiles(mercator_grid(0, 18), ((key, body),))], box)
    return sorted(np.round(np.abs(edges.end - edges.start)[:, 0] / 360 * 4096).tolist())


def test_lines_and_rings_where_they_are() -> None:
    ring = feature(POLYGON, [9, *zigzag(2000, 2000), 26, *zigzag(300, 0, 0, 40, -300, 0), 15])
    body = tile(layer("pipes", line(100, 2048, 50, 0, 70, 0)), layer("parcels", ring))
    assert lengths(body) == [0, 0, 50, 70, 300, 300]
    edges = edges_of_tiles([Tiles(mercator_grid(0, 18), ((TileKey(0, 0, 0), body),))], (-172.0, -1.0, -168.0, 1.0))
    assert len(edges.start) == 1 and edges.start[0] == pytest.approx((100 / 4096 * 360 - 180, 0.0), abs=1e-9)


def test_cuts_along_the_border_are_no_edges() -> None:
    across = feature(POLYGON, [9, *zigzag(-80, 100), 26, *zigzag(280, 0, 0, 60, -280, 0), 15])
    assert lengths(tile(layer("parcels", across)), TileKey(1, 1, 0)) == [0, 140, 140], "the side beyond the border was made by the cut"
    assert lengths(tile(layer("pipes", line(-60, 10, 20, 0)))) == []


def test_what_is_not_drawn_and_what_cannot_be_read_have_none() -> None:
    assert lengths(tile(layer("transportation_name", line(100, 100, 50, 0)))) == []
    good = tile(layer("pipes", line(100, 100, 50, 0)))
    grid = mercator_grid(0, 18)
    found = edges_of_tiles([Tiles(grid, ((TileKey(0, 0, 0), b"<html>busy</html>"), (TileKey(0, 0, 0), good), (TileKey(0, 0, 0), b"")))], WORLD)
    assert len(found.start) == 1
    with pytest.raises(Cancelled):
        edges_of_tiles([Tiles(grid, ((TileKey(0, 0, 0), good),))], WORLD, lambda: True)
