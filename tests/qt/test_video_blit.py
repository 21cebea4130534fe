"""Pictures copied straight into the window's image: the same pixels as through a painter, and nothing beside them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from video.masks import GREY
from video.pictures import Picture, SharedPictures
from widgets.video.blit import fits, image_of, inside, paint_unclipped
from widgets.video.canvas import Canvas
from widgets.video.tile import draw_picture

BOXES = [QRect(4, 6, 20, 10), QRect(40, 6, 20, 10), QRect(40, 30, 20, 10)]


class Painted(QWidget):
    """Three pictures and between them a colour."""

    def __init__(self, parent: QWidget, pictures: list[Picture]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.pictures, self.copied = pictures, 0

    def paintEvent(self, event) -> None:
        region, painter = event.region(), QPainter(self)
        placed = [(box, picture) for box, picture in zip(BOXES, self.pictures, strict=True) if inside(region, box)]

        def paint(direct: QPainter) -> None:
            for box, picture in placed:
                direct.drawImage(box.topLeft(), image_of(picture))
                self.copied += 1

        assert paint_unclipped(painter, paint)
        rest = region
        for box, _ in placed:
            rest = rest.subtracted(box)
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


def test_what_lies_on_a_picture_lies_on_it_however_it_is_painted(qtbot):
    dice, shared = np.random.default_rng(4), {}

    def picture_of(camera: str) -> Picture | None:
        return shared[camera].latest() if camera in shared else None

    window = QWidget()
    window.resize(800, 500)
    canvas = Canvas(4, picture_of, window)
    canvas.setGeometry(13, 9, 760, 470)
    qtbot.addWidget(window)
    window.show()
    for number, tile in enumerate(canvas.tiles[:3]):
        tile.camera, tile.name, tile.time = f"c{number}", f"Camera {number}", "12:00:00"
        box = tile.picture_box
        shared[tile.camera] = SharedPictures(box.width(), box.height())
        tall = box.height() if number else box.height() // 2  # the first has another shape: bars beside it
        shared[tile.camera].publish(dice.integers(0, 255, (tall, box.width(), 4), np.uint8), 1)
    canvas.tiles[1].covered = (((0.1, 0.2), (0.4, 0.2), (0.4, 0.7), (0.1, 0.7)), ((0.6, 0.3), (0.95, 0.4), (0.7, 0.9)))
    canvas.tiles[1].notes, canvas.tiles[2].message, canvas.tiles[2].over_picture = ("a note",), "a word", True
    canvas.update()
    qtbot.wait(50)
    canvas.update(QRegion(canvas.tiles[0].picture_box) + QRegion(canvas.tiles[1].picture_box) + QRegion(canvas.tiles[2].box))
    qtbot.wait(50)
    seen = window.backingStore().paintDevice()
    assert isinstance(seen, QImage)
    by_painter = QImage(canvas.size(), seen.format())
    painter = QPainter(by_painter)
    for tile in canvas.tiles[:3]:
        draw_picture(painter, tile, picture_of(tile.camera))
    painter.end()
    for tile in canvas.tiles[:3]:
        box = tile.clear_box if tile is not canvas.tiles[canvas.current] else tile.clear_box.adjusted(20, 20, -20, -20)
        assert seen.copy(box.translated(canvas.pos())) == by_painter.copy(box)
    box = canvas.tiles[1].picture_box
    assert by_painter.pixelColor(box.left() + box.width() // 4, box.top() + box.height() // 2).getRgb()[:3] == (GREY,) * 3
    over = by_painter.copy(box)
    assert over.pixelColor(round(box.width() * 0.75), round(box.height() * 0.5)).getRgb()[:3] == (GREY,) * 3
