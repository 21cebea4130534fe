"""Digital zoom: which part of a picture fills a tile, where a place of the picture is on the screen and the other way
round. Places in a picture are in 0..1 from its upper left corner. Pure; any thread."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from video.fitting import fitted_size

LARGEST = 16.0
STEP = 1.25  # of one notch of a wheel or one key
_MOST_ASKED = (1920, 1080)  # a zoomed tile asks for pictures of at most about this size


class Box(NamedTuple):
    """left, top, width, height: in pixels, or in 0..1 of a picture."""

    left: float
    top: float
    width: float
    height: float


class Zoom(NamedTuple):
    """factor 1 shows everything; x, y: the middle of the part that is shown."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def part(self) -> Box:
        """The shown part, in 0..1 of the picture."""
        side = 1.0 / self.factor
        return Box(self.x - side / 2, self.y - side / 2, side, side)

    def by(self, ratio: float, u: float = 0.5, v: float = 0.5) -> Zoom:
        """Closer or farther, so that the place (u, v) of the picture stays where it is on the screen."""
        factor = min(LARGEST, max(1.0, self.factor * ratio))
        share = self.factor / factor
        return Zoom(factor, u + (self.x - u) * share, v + (self.y - v) * share).kept()

    def moved(self, right: float, down: float) -> Zoom:
        """Shifted by shares of the shown part."""
        return Zoom(self.factor, self.x + right / self.factor, self.y + down / self.factor).kept()

    def kept(self) -> Zoom:
        """Without going over the picture's edges; nearly nothing is nothing."""
        if self.factor < 1.02:
            return WHOLE
        half = 0.5 / self.factor
        return Zoom(self.factor, min(1 - half, max(half, self.x)), min(1 - half, max(half, self.y)))

    def asked(self, width: int, height: int) -> tuple[int, int]:
        """How large pictures should be for a tile of this size, so that the part is sharp. In few steps, because
        every other size costs the decode process a new buffer."""
        times = 1
        while times < self.factor and 2 * times * width <= _MOST_ASKED[0] and 2 * times * height <= _MOST_ASKED[1]:
            times *= 2
        return width * times, height * times


WHOLE = Zoom()


def part_of(box: Box) -> Zoom:
    """The zoom that shows a box (0..1) of a picture as large as it can."""
    factor = min(LARGEST, 1.0 / max(box.width, box.height, 1 / LARGEST))
    return Zoom(factor, box.left + box.width / 2, box.top + box.height / 2).kept()


@lru_cache(maxsize=512)
def lies(box: Box, picture: tuple[int, int]) -> Box:
    """Where a whole picture lies in a box of pixels when nothing is zoomed."""
    width, height = fitted_size(picture, (max(2, round(box.width)), max(2, round(box.height))))
    return Box(box.left + (box.width - width) // 2, box.top + (box.height - height) // 2, width, height)


def place_at(lying: Box, zoom: Zoom, x: float, y: float) -> tuple[float, float]:
    """The place of the picture (0..1, clamped) under a pixel; lying: what `lies` gave."""
    part = zoom.part
    u = part.left + (x - lying.left) / lying.width * part.width
    v = part.top + (y - lying.top) / lying.height * part.height
    return min(1.0, max(0.0, u)), min(1.0, max(0.0, v))


def pixel_of(lying: Box, zoom: Zoom, u: float, v: float) -> tuple[float, float]:
    """Where a place of the picture is on the screen; may lie outside of the tile."""
    part = zoom.part
    return (lying.left + (u - part.left) / part.width * lying.width,
            lying.top + (v - part.top) / part.height * lying.height)
