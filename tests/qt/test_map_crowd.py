"""Crowds of dots: one by one or all at once, in strips or whole, it is one picture."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from layers.drawing import Drawing, Points, Symbol
from layers.point_cells import MANY
from widgets.map.crowd import Crowd
from widgets.map.live_painter import LivePainter
from widgets.map.sprites import Sprites
from widgets.map.viewpoint import Viewpoint

SIZE = (320, 240)
VIEW = Viewpoint(1000.0, 2000.0, 30.0, *SIZE)
DOT = Symbol("dot", "data", 6)


def _places(count: int) -> np.ndarray:
    mpp = VIEW.metres_per_pixel
    around = np.random.default_rng(5).uniform((-20, -20), (SIZE[0] + 20, SIZE[1] + 20), (count, 2))
    return np.column_stack(((VIEW.left + around[:, 0]) * mpp, -(VIEW.top + around[:, 1]) * mpp))


def _points(xy: np.ndarray, symbol: Symbol = DOT) -> Points:
    return Points([""] * len(xy), xy, (symbol,), np.zeros(len(xy), np.intp))


def _pixels(paint: object) -> np.ndarray:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0xFF203040)
    painter = QPainter(image)
    paint(painter)  # type: ignore[operator]
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(SIZE[1], SIZE[0]).copy()


@pytest.fixture
def crowd(qtbot: QtBot) -> Crowd:
    """Of the dot that most things are from afar."""
    made = Sprites().crowd(_points(_places(MANY)))
    assert made is not None
    return made


def _whole(crowd: Crowd, xy: np.ndarray) -> np.ndarray:
    return _pixels(lambda painter: crowd.draw(painter, xy, VIEW, QRect(0, 0, *SIZE)))


def test_one_dot_is_its_symbol(crowd: Crowd) -> None:
    xy = _places(400)[[210]]
    stamped = _pixels(lambda painter: Sprites().draw(painter, _points(xy), VIEW.to_screen(xy), np.arange(1)))
    assert (np.abs(_levels(stamped) - _levels(_whole(crowd, xy))) <= 2).all()
    assert (stamped != 0xFF203040).any()


def _levels(pixels: np.ndarray) -> np.ndarray:
    return pixels.view(np.uint8).astype(int)


@pytest.mark.parametrize("count", [3, 300, 8000])
def test_one_by_one_and_all_at_once_are_the_same(crowd: Crowd, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    xy = _places(count)
    pictures = []
    for cost in (0.0, 1e9):
        monkeypatch.setattr("widgets.map.crowd._STAMP_NS", cost)
        pictures.append(_whole(crowd, xy))
    assert (pictures[0] == pictures[1]).all() and (pictures[0] != 0xFF203040).any()


def test_the_order_does_not_matter(crowd: Crowd) -> None:
    xy = _places(9000)
    assert (_whole(crowd, xy) == _whole(crowd, xy[::-1])).all()


def test_the_innermost_part_wins(crowd: Crowd) -> None:
    """Two dots side by side grow together: no halo of one lies over the body of the other."""
    xy = _places(400)[[210]]
    beside = xy + np.array((2 * VIEW.metres_per_pixel, 0.0))
    one, both = _whole(crowd, xy), _whole(crowd, np.concatenate((xy, beside)))
    body = one == one[tuple(np.argwhere(one != 0xFF203040).mean(axis=0).astype(int))]
    assert body.any() and (both[body] == one[body]).all()


def test_strips_are_the_whole(qtbot: QtBot) -> None:
    painter_of, drawing = LivePainter(), Drawing(points=_points(_places(9000)))
    whole = _pixels(lambda painter: painter_of.draw(painter, "dots", drawing, VIEW))

    def strips(painter: QPainter) -> None:
        for left in range(0, SIZE[0], 37):
            area = QRect(left, 0, min(37, SIZE[0] - left), SIZE[1])
            painter.setClipRect(area)
            painter_of.draw(painter, "dots", drawing, VIEW, area)

    assert (_pixels(strips) == whole).all()


def test_places_without_a_place_are_left_out(crowd: Crowd) -> None:
    xy = _places(50)
    bad = np.concatenate((xy, [[np.nan, 0.0], [np.inf, 1.0], [1e300, -1e300]]))
    with np.errstate(invalid="ignore"):
        assert (_whole(crowd, bad) == _whole(crowd, xy)).all()


def test_few_dots_and_other_shapes_are_stamped(qtbot: QtBot) -> None:
    sprites = Sprites()
    assert sprites.crowd(_points(_places(MANY - 1))) is None
    assert sprites.crowd(_points(_places(MANY), Symbol("ring", "data", 6))) is None
    assert sprites.crowd(_points(_places(MANY), Symbol("dot", "data", 30))) is None
