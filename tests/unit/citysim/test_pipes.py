"""The drains of the demo city: the same for the same seed, falling towards the river."""

from __future__ import annotations

import numpy as np

from command_center.citysim.city import City
from command_center.citysim.pipes import make_pipes
from command_center.citysim.water import axis


def test_drains_fall_towards_the_river_and_grow_on_their_way(city: City) -> None:
    pipes = make_pipes(city.network, city.seed)
    assert 3000 < len(pipes) < 9000 and {pipe.kind for pipe in pipes} == {"storm", "sewage", "combined"}
    off = np.array([np.abs(pipe.points[[0, -1], 1] - axis(pipe.points[[0, -1], 0])) for pipe in pipes])
    assert (off[:, 1] <= off[:, 0] + 8.0).mean() > 0.98, "water runs from the first vertex to the last"
    storm = [(off[at, 1], pipe.diameter_mm, pipe.depth_m) for at, pipe in enumerate(pipes) if pipe.kind == "storm"]
    far, thickness, depth = np.array(storm).T
    assert np.corrcoef(far, thickness)[0, 1] < -0.2 and np.corrcoef(far, depth)[0, 1] < -0.5
    assert depth.min() > 0.8 and set(thickness.astype(int)) <= {300, 400, 500, 600, 800, 1000, 1200, 1350, 1500, 1650, 1800, 2000}


def test_the_same_seed_gives_the_same_drains(city: City) -> None:
    one, other = make_pipes(city.network, 5), make_pipes(city.network, 5)
    assert len(one) == len(other) and all((a.points == b.points).all() and a[1:] == b[1:] for a, b in zip(one, other, strict=True))
