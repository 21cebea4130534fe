"""Marks on large selections: looked up beside the screen, painted as dots."""

from __future__ import annotations

import numpy as np
import synthetic_city as city
from PySide6.QtGui import QColor

from layers.spatial.selected import Selected
from layers.spatial.stocks import Stocks
from widgets.map.tools.held import dots, look_up


def test_dots_are_where_they_belong() -> None:
    image = dots(np.array([[10.0, 20.0], [0.0, 0.0], [99.0, 59.0], [-5.0, 300.0]]), 100, 60)
    white, clear = QColor("white").rgba(), QColor(0, 0, 0, 0).rgba()
    assert image.pixel(10, 20) == image.pixel(11, 21) == image.pixel(9, 19) == white
    assert image.pixel(0, 0) == image.pixel(99, 59) == white and image.pixel(50, 30) == clear


def test_what_moves_is_known_by_its_row() -> None:
    snapshot = city.snapshot()
    many = Selected({"vehicle": frozenset({("vehicle", "bus/3")}), "camera": frozenset({("camera", "c/1")}),
                     "gone": frozenset({("unit", "nobody"), ("vehicle", "nothing")})})
    places = look_up(Stocks(), snapshot, many)
    assert places.rows.tolist() == [snapshot.positions.row("bus/3")]
    assert np.allclose(places.standing, [(snapshot.cameras["c/1"].lon, snapshot.cameras["c/1"].lat)])
