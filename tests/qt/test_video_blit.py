"""Pictures copied straight into the window's image: the same pixels as through a painter, and nothing beside them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from video.pictures import Picture
from widgets.video.blit import blit, fits, inside

BOXES = [QRect(4, 6, 20, 10), QRect(40, 6, 20, 10), QRect(40, 30, 20, 10)]


class Painted(QWidget):
    """Three pictures and between them a colour."""

    def __init__(self, parent: QWidget, pictures: list[Picture]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.pictures, self.copied = pictures, 0

    def paintEvent(self, event) -> None:
        region = event.region()
        placed = [(box, picture) for box, picture in zip(BOXES, self.pictures, strict=True) if inside(region, box)]
        self.copied += len(placed) if blit(self, placed) else 0
        rest = region
        for box, _ in placed:
            rest = rest.subtracted(box)
        painter = QPainter(self)
        for rect in rest:
            painter.fillRect(rect, QColor("#203040"))
        painter.end()


@pytest.fixture
def pictures() -> list[Picture]:
    dice = np.random.default_rng(3)
    return [Picture(1, 1, 1, dice.integers(0, 255, (10, 20, 4), np.uint8)) for _ in BOXES]


def test_pictures_land_where_they_belong_on_the_screen_and_in_a_grab(qtbot, pictures):
    window = QWidget()
    window.resize(120, 80)
    widget = Painted(window, pictures)
    widget.setGeometry(11, 7, 100, 60)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: widget.copied > 0)
    widget.update(QRegion(BOXES[0]) + QRegion(BOXES[2]))
    before = widget.copied
    qtbot.waitUntil(lambda: widget.copied == before + 2)
    for image in (widget.grab().toImage(), window.grab(QRect(11, 7, 100, 60)).toImage()):
        assert image.pixelColor(0, 0) == QColor("#203040")
        assert image.pixelColor(30, 10) == QColor("#203040")
        for box, picture in zip(BOXES, pictures, strict=True):
            blue, green, red, _ = picture.pixels[3, 5].tolist()
            assert image.pixelColor(box.left() + 5, box.top() + 3) == QColor(red, green, blue)


def test_a_box_that_is_only_partly_to_be_painted_is_not_copied(pictures):
    assert inside(QRegion(0, 0, 100, 100), BOXES[0])
    assert not inside(QRegion(0, 0, 100, 100).subtracted(QRegion(10, 10, 2, 2)), BOXES[0])
    assert not inside(QRegion(BOXES[1]), BOXES[0])
    assert fits(BOXES[0], pictures[0])
    assert not fits(QRect(0, 0, 21, 10), pictures[0])
