"""Painting 36 tiles: shared pictures of the exact size drawn 1:1, beside pictures scaled by the painter.

Measured in processor time of the painting thread, so that what else runs on the machine does not count.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.measurement import Measurement, percentile, times_better

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
TILES, COLUMNS, WIDTH, HEIGHT, ROUNDS = 36, 6, 1920, 1080, 150
PEER = "640x360 scaled in the painter"
MASKS = (((0.1, 0.2), (0.4, 0.2), (0.4, 0.7), (0.1, 0.7)), ((0.5, 0.5), (0.8, 0.55), (0.75, 0.8)))  # one upright, one not


class _Wall:
    """A wall of pictures and what is painted of it: bare, with captions, with everything, and as the peer does."""

    def __init__(self) -> None:
        from PySide6.QtCore import QRect
        from PySide6.QtGui import QImage

        from video.pictures import SharedPictures
        from video.tiling import tile_boxes
        from widgets.video.tile import Tile, caption_height

        self.canvas = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        noise = np.random.default_rng(0)
        self.bare: list[Tile] = []
        self.pictures: list[SharedPictures] = []
        self.large: list[np.ndarray] = []
        for box in tile_boxes(TILES, WIDTH, HEIGHT, 0, 0):
            shared = SharedPictures(box.width, box.height)
            shared.publish(noise.integers(0, 255, (box.height, box.width, 4), np.uint8), 1)
            self.bare.append(Tile(box=QRect(box.x, box.y, box.width, box.height + caption_height())))
            self.pictures.append(shared)
            self.large.append(noise.integers(0, 255, (360, 640, 4), np.uint8))
        self.captioned = [Tile(box=QRect(tile.picture_box), name=f"摄像头 {number}", time="14:32:07", inset=True)
                          for number, tile in enumerate(self.bare)]
        self.dressed = [Tile(box=QRect(tile.box), name=tile.name, time=tile.time, inset=True, covered=MASKS,
                             mark="officer · desk 01", notes=(tile.name, "2026-03-04 14:32:07.5", "310 × 174, 25 pictures/s"))
                        for tile in self.captioned]

    def paint(self, tiles: Sequence[Any], captions: bool) -> None:
        from PySide6.QtGui import QPainter

        from widgets.video.tile import draw_caption, draw_picture

        painter = QPainter(self.canvas)
        for tile, shared in zip(tiles, self.pictures, strict=True):
            draw_picture(painter, tile, shared.latest())
            if captions:
                draw_caption(painter, tile)
        painter.end()

    def paint_scaled(self) -> None:
        from PySide6.QtGui import QImage, QPainter

        painter = QPainter(self.canvas)
        for tile, source in zip(self.bare, self.large, strict=True):
            painter.drawImage(tile.picture_box, QImage(source.data, 640, 360, 2560, QImage.Format.Format_RGB32))
        painter.end()


def run() -> list[Measurement]:
    """Milliseconds a repaint of the whole wall: median, and the peer's median in alternating rounds."""
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    wall = _Wall()
    our_ms, whole_ms, dressed_ms, their_ms = [], [], [], []
    for number in range(ROUNDS):
        our_ms.append(_milliseconds(lambda: wall.paint(wall.bare, captions=False)))
        whole_ms.append(_milliseconds(lambda: wall.paint(wall.captioned, captions=True)))
        dressed_ms.append(_milliseconds(lambda: wall.paint(wall.dressed, captions=True)))
        if number % 3 == 0:
            their_ms.append(_milliseconds(wall.paint_scaled))
    application.processEvents()
    mine, peer = percentile(our_ms, 0.5), percentile(their_ms, 0.5)
    return [Measurement("video_paint_36_tiles", mine, "ms", PEER, times_better(mine, peer), "value <= 2"),
            Measurement("video_paint_36_tiles_with_captions", percentile(whole_ms, 0.5), "ms", goal="value <= 2"),
            Measurement("video_paint_36_tiles_with_masks_notes_and_watermark", percentile(dressed_ms, 0.5), "ms",
                        goal="value <= 2")]


def _milliseconds(call: Callable[[], None]) -> float:
    started = time.thread_time()
    call()
    return (time.thread_time() - started) * 1000
