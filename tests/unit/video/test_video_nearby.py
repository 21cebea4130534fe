"""Columns find what asking each finds."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.domain.geo import distance_m
from video.nearby import Nearby


@pytest.mark.parametrize("lat", [0.0, 30.2, -52.0, 71.0])
@pytest.mark.parametrize("lon", [115.0, 179.999])
def test_nobody_within_reach_is_missed_and_few_are_found_in_vain(lon: float, lat: float) -> None:
    random = np.random.default_rng(1)
    things = [((lon + dx + 180) % 360 - 180, lat + dy, float(reach)) for dx, dy, reach in
              zip(random.uniform(-0.05, 0.05, 2000), random.uniform(-0.05, 0.05, 2000), random.uniform(0, 800, 2000), strict=True)]
    found = Nearby(things, lambda thing: thing).near(lon, lat, 100.0)
    right = [thing for thing in things if float(distance_m(lon, lat, *thing[:2])) <= max(100.0, thing[2])]
    assert set(right) <= set(found) and len(found) <= 1.6 * len(right) + 10
    assert found == [thing for thing in things if thing in set(found)]


def test_nothing_and_what_has_no_place() -> None:
    assert Nearby([], lambda thing: thing).near(1.0, 2.0) == []
    assert Nearby(["a", "b"], lambda thing: None if thing == "a" else (1.0, 2.0, 10.0)).near(1.0, 2.0) == ["b"]
