"""The least that a map widget can do, as a yardstick of the machine: tiles that are all there, copied into the window, and
the points stamped anew into one picture over them; no labels, no controls, no layers, nothing that is ever missing.

Milliseconds differ twofold between machines and hours; the ratio to this, measured in the same run, does not. The goals
in milliseconds were set on a machine on which such a widget panned in 2.3 ms (1080p, p95) and 10.6 ms (2160p), and zoomed
in 9 and 24 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

PEER = "a plain widget: tiles copied, points stamped"
_TILE, _REACH, _TILES = 512, 3, 48


class PlainMap(QWidget):
    """points: (n, 2) metres, y down. Looks at `west`, `north` metres (its upper left) with `scale` metres a pixel."""

    def __init__(self, points: NDArray[np.float64], size: tuple[int, int]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(*size)
        self.west = self.north = 0.0
        self.scale = 1.0
        self._points = points
        self._tiles = [QPixmap(_TILE, _TILE) for _ in range(_TILES)]
        for number, tile in enumerate(self._tiles):
            tile.fill(QColor.fromHsv(number * 7, 80, 60))
        width, height = size[0] + 16, size[1] + 16
        self._pixels = np.zeros((height, width), np.uint32)
        self._over = QImage(self._pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        rows, columns = np.mgrid[-_REACH:_REACH, -_REACH:_REACH]
        disc = np.argwhere(np.hypot(rows + 0.5, columns + 0.5) <= _REACH) - _REACH
        self._offsets: list[int] = (disc @ [width, 1]).tolist()

    def frame_ms(self) -> float:
        """Paint one frame now."""
        began = time.perf_counter()
        self.repaint()
        return (time.perf_counter() - began) * 1000

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tiles, then points."""
        painter = QPainter(self)
        step = _TILE * 2.0 ** round(np.log2(self.scale))  # metres of a tile of the nearest level
        side = step / self.scale
        for row in range(int(self.north // step), int((self.north + self.height() * self.scale) // step) + 1):
            for column in range(int(self.west // step), int((self.west + self.width() * self.scale) // step) + 1):
                tile = self._tiles[(row * 7 + column) % _TILES]
                left, top = (column * step - self.west) / self.scale, (row * step - self.north) / self.scale
                if side == _TILE:
                    painter.drawPixmap(QPointF(round(left), round(top)), tile)
                else:
                    painter.drawPixmap(QRectF(left, top, side, side), tile, QRectF(0, 0, _TILE, _TILE))
        self._stamp()
        painter.drawImage(-8, -8, self._over)
        painter.end()

    def _stamp(self) -> None:
        x, y = (self._points[:, 0] - self.west) / self.scale, (self._points[:, 1] - self.north) / self.scale
        seen = (x > -4) & (x < self.width() + 4) & (y > -4) & (y < self.height() + 4)
        self._pixels.fill(0)
        flat = self._pixels.ravel()
        places = (y[seen].astype(np.intp) + 8) * self._pixels.shape[1] + x[seen].astype(np.intp) + 8
        for offset in self._offsets:
            flat[places + offset] = 0xFFA9B4BE


def frames(app: object, plain: PlainMap, count: int, move: Callable[[int], None]) -> list[float]:
    """Milliseconds of each frame of a movement, the first five left out, at the pace that ours is measured at."""
    plain.show()
    times = []
    for number in range(count):
        move(number)
        times.append(plain.frame_ms())
        until = time.perf_counter() + 0.004
        while time.perf_counter() < until:
            app.processEvents()  # type: ignore[attr-defined]
            time.sleep(0.0002)
    plain.hide()
    return times[5:]
