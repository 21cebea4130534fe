"""A way by road that is found late is drawn although the shown clock stands still."""

from __future__ import annotations

import numpy as np

from layers.base import View
from layers.routes import RouteLayer
from layers.sensors import SensorLayer
from layers.stack import _view_key


def test_a_way_found_while_the_clock_stands_draws_the_routes_anew() -> None:
    straight = View(1_000_000)
    found = View(1_000_000, paths={"ORDER": np.zeros((3, 2))})
    assert _view_key(RouteLayer(), straight) == _view_key(RouteLayer(), View(1_000_000))
    assert _view_key(RouteLayer(), straight) != _view_key(RouteLayer(), found)
    assert _view_key(SensorLayer(), straight) != _view_key(SensorLayer(), View(2_000_000))
