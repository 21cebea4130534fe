"""Grey pictures drawn with numpy: a ground plane in perspective, boxes, lines and rain. No Qt, no imaging library.
Pure; the studio's thread."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]


class View(NamedTuple):
    """A camera over a flat ground: eye_m above it; focal in pixels; the horizon's row; bend: how the road curves
    (1/m); shift: lateral metres of the road's middle."""

    width: int
    height: int
    eye_m: float = 7.5
    zoom: float = 0.85
    level: float = 0.40
    bend: float = 0.0
    shift: float = 0.0

    @property
    def focal(self) -> float:
        """Pixels."""
        return self.zoom * self.width

    @property
    def horizon(self) -> float:
        """Row of the horizon."""
        return self.level * self.height

    def project(self, x: float, d: float, z: float = 0.0) -> tuple[float, float]:
        """Pixel of a place `x` metres right of the road's middle, `d` ahead, `z` above ground."""
        side = x + self.shift + self.bend * d * d
        return self.width / 2 + self.focal * side / d, self.horizon + self.focal * (self.eye_m - z) / d

    def ground(self) -> tuple[Plane, Plane, Plane]:
        """For every pixel: metres right of the middle, metres ahead (huge above the horizon), size of a pixel there."""
        rows = np.arange(self.height, dtype=np.float32)[:, None] + 0.5 - self.horizon
        d = np.where(rows > 0.4, self.focal * self.eye_m / np.maximum(rows, 0.4), 1e5).astype(np.float32)
        x = (np.arange(self.width, dtype=np.float32)[None, :] + 0.5 - self.width / 2) * d / self.focal
        return (x - self.shift - self.bend * d * d).astype(np.float32), d, (d / self.focal).astype(np.float32)


def band(value: Plane, low: float, high: float, soft: Plane) -> Plane:
    """1 where low <= value <= high, with edges one pixel soft."""
    soft = np.maximum(soft, 1e-4)
    return np.clip((value - low) / soft + 0.5, 0, 1) * np.clip((high - value) / soft + 0.5, 0, 1)


def blend(picture: Plane, mask: Plane, grey: float | Plane) -> None:
    """Lay a grey over the picture where the mask says."""
    picture += mask * (grey - picture)


def box(picture: Plane, left: float, top: float, right: float, bottom: float, grey: float, alpha: float = 1.0) -> None:
    """An upright rectangle with soft edges; parts outside are cut off."""
    height, width = picture.shape
    x0, x1 = max(0, int(left)), min(width, int(right) + 2)
    y0, y1 = max(0, int(top)), min(height, int(bottom) + 2)
    if x0 >= x1 or y0 >= y1:
        return
    xs = np.arange(x0, x1, dtype=np.float32)
    ys = np.arange(y0, y1, dtype=np.float32)
    cover_x = np.clip(np.minimum(xs + 1, right) - np.maximum(xs, left), 0, 1)
    cover_y = np.clip(np.minimum(ys + 1, bottom) - np.maximum(ys, top), 0, 1)
    part = picture[y0:y1, x0:x1]
    part += (cover_y[:, None] * cover_x[None, :] * alpha) * (grey - part)


def quad(picture: Plane, corners: list[tuple[float, float]], grey: float, alpha: float = 1.0) -> None:
    """A convex polygon in drawing order, edges one pixel soft."""
    points = np.array(corners, dtype=np.float32)
    height, width = picture.shape
    x0, y0 = np.maximum(np.floor(points.min(axis=0)).astype(int) - 1, 0)
    x1, y1 = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 2, (width, height))
    if x0 >= x1 or y0 >= y1:
        return
    xs = np.arange(x0, x1, dtype=np.float32)[None, :] + 0.5
    ys = np.arange(y0, y1, dtype=np.float32)[:, None] + 0.5
    area = np.sum(points[:, 0] * np.roll(points[:, 1], -1) - np.roll(points[:, 0], -1) * points[:, 1])
    mask = np.ones((y1 - y0, x1 - x0), dtype=np.float32)
    for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, axis=0), strict=True):
        length = max(float(np.hypot(bx - ax, by - ay)), 1e-4)
        inside = ((bx - ax) * (ys - ay) - (by - ay) * (xs - ax)) / length * np.sign(area)
        mask *= np.clip(inside + 0.5, 0, 1)
    part = picture[y0:y1, x0:x1]
    part += mask * alpha * (grey - part)


def line(picture: Plane, start: tuple[float, float], end: tuple[float, float], grey: float, width: float = 1.0,
         alpha: float = 1.0) -> None:
    """A straight stroke."""
    across = np.array((-(end[1] - start[1]), end[0] - start[0]), dtype=np.float64)
    across *= width / 2 / max(float(np.hypot(*across)), 1e-6)
    quad(picture, [(start[0] + across[0], start[1] + across[1]), (end[0] + across[0], end[1] + across[1]),
                   (end[0] - across[0], end[1] - across[1]), (start[0] - across[0], start[1] - across[1])], grey, alpha)


def _around(picture: Plane, x: float, y: float, reach: int) -> tuple[Plane, NDArray[Any], NDArray[Any]]:
    """What lies within `reach` pixels of a point, empty where that is outside the picture; and how far to the right of
    the point its columns lie, how far below its rows."""
    height, width = picture.shape
    left, top = min(max(0, int(x) - reach), width), min(max(0, int(y) - reach), height)
    right, bottom = max(left, min(width, int(x) + reach)), max(top, min(height, int(y) + reach))
    return (picture[top:bottom, left:right], np.arange(left, right, dtype=np.float32)[None, :] - x,
            np.arange(top, bottom, dtype=np.float32)[:, None] - y)


def glow(picture: Plane, x: float, y: float, radius: float, grey: float) -> None:
    """Light added round a point."""
    part, xs, ys = _around(picture, x, y, int(radius * 2.5) + 1)
    part += grey * np.exp(-(xs**2 + ys**2) / (radius**2))


def blob(picture: Plane, x: float, y: float, radius: float, grey: float, alpha: float) -> None:
    """A soft round spot laid over the picture."""
    part, xs, ys = _around(picture, x, y, int(radius * 1.4) + 2)
    part += np.clip((radius - np.hypot(xs, ys)) / max(radius * 0.4, 1.0) + 0.5, 0, 1) * alpha * (grey - part)


def smooth_noise(height: int, width: int, cell: float, random: np.random.Generator, stretch: float = 1.0) -> Plane:
    """Soft noise about 0 that repeats at the picture's edges; `stretch` times as long across as high."""
    spectrum = np.fft.rfft2(random.standard_normal((height, width)))
    fy = np.fft.fftfreq(height)[:, None]
    fx = np.fft.rfftfreq(width)[None, :]
    spectrum *= np.exp(-((fy**2 + (fx * stretch) ** 2) * (cell**2) * 10))
    noise = np.fft.irfft2(spectrum, s=(height, width))
    return (noise / max(float(noise.std()), 1e-9)).astype(np.float32)
