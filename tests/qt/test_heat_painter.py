"""A heat map: the denser the stronger, the same painted whole or in strips, and nothing for places without a number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from layers.drawing import Drawing, Heat
from widgets.map.live_painter import LivePainter
from widgets.map.viewpoint import Viewpoint

VIEW = Viewpoint(12_800_300.0, -3_520_200.0, 28.0, 600, 400)


def painted(heat: Heat, *areas: QRect) -> np.ndarray:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(0)
    live = LivePainter()
    for area in areas:
        painter = QPainter(image)
        painter.setClipRect(area)
        live.draw(painter, "heat", Drawing(heat=heat), VIEW, area)
        painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(400, 600, 4)[:, :, :3].astype(int).sum(axis=2)


def places(pixels: np.ndarray) -> np.ndarray:
    mpp = VIEW.metres_per_pixel
    return np.column_stack(((VIEW.left + pixels[:, 0]) * mpp, -(VIEW.top + pixels[:, 1]) * mpp))


def test_dense_places_are_strong_and_far_ones_dark() -> None:
    random = np.random.default_rng(4)
    dense, thin = random.normal((150, 200), 8, (200, 2)), random.normal((450, 200), 8, (20, 2))
    seen = painted(Heat(places(np.concatenate((dense, thin))), np.ones(220), ramp=("blue", "yellow", "red")),
                   QRect(0, 0, 600, 400))
    assert seen[200, 150] > seen[200, 450] > 0
    assert seen[20, 300] == 0 and seen[390, 590] == 0


def test_strips_are_parts_of_the_whole() -> None:
    pixels = np.random.default_rng(5).uniform((0, 0), (600, 400), (3000, 2))
    heat = Heat(places(pixels), np.ones(3000), ramp=("blue", "red"))
    whole = painted(heat, QRect(0, 0, 600, 400))
    strips = painted(heat, QRect(0, 0, 130, 400), QRect(130, 0, 470, 77), QRect(130, 77, 470, 323))
    assert (whole == strips).all() and whole.any()


def test_places_without_numbers_are_left_out() -> None:
    xy = places(np.array(((100.0, 100.0), (200.0, 200.0))))
    xy[1] = np.nan
    assert painted(Heat(xy, np.ones(2)), QRect(0, 0, 600, 400)).any()
    assert not painted(Heat(xy[1:], np.ones(1)), QRect(0, 0, 600, 400)).any()
