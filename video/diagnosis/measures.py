"""Numbers of one picture. Pure; any thread. About half a millisecond of one core.

A picture is uint8 (270, 480, 3) in BGR: what the thresholds in `judge` are tuned for.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from video._cv import cv2

SAMPLE_SIZE = (480, 270)  # pixels
SMALL = (160, 90)  # of what is compared from picture to picture
GRID = (8, 6)  # cells in which the picture's contrast is measured
_DARK_BELOW, _BRIGHT_FROM = 24, 250
_SECOND = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)  # Immerkaer 1996: sensitive to noise, not to edges


class Measures(NamedTuple):
    """mean, std: grey levels; dark, bright: share of the pixels below 24 and from 250; difference: mean absolute
    difference to the picture before in grey levels, 255 for the first; sharp: energy of the second derivative against
    the picture's own contrast; noise: deviation in grey levels; a, b: mean colour, green-red and blue-yellow, 0 for
    grey; colourful: deviation of the colour over the picture; grid: contrast of each cell, (6, 8)."""

    mean: float
    std: float
    dark: float
    bright: float
    difference: float
    sharp: float
    noise: float
    a: float
    b: float
    colourful: float
    grid: NDArray[np.float32]


def measure(picture: NDArray[np.uint8], small: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> Measures:
    """small: the picture's grey in SMALL; before: the same of the picture before."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    histogram = np.asarray(cv2.calcHist([grey], [0], None, [256], [0, 256])).ravel()  # 1-D in OpenCV 5, 2-D before
    levels = np.arange(256)
    count = max(1.0, float(histogram.sum()))
    mean = float(histogram @ levels) / count
    std = float(np.sqrt(max(0.0, float(histogram @ (levels - mean) ** 2) / count)))
    difference = 255.0 if before is None else float(cv2.norm(small, before, cv2.NORM_L1)) / small.size
    a, b, colourful = _colour(picture)
    noise = _noise(grey)
    return Measures(mean, std, float(histogram[:_DARK_BELOW].sum()) / count,
                    float(histogram[_BRIGHT_FROM:].sum()) / count, difference, _sharpness(grey, std, noise), noise,
                    a, b, colourful, _contrast(grey))


def small_grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture's grey levels in SMALL."""
    return np.asarray(cv2.cvtColor(cv2.resize(picture, SMALL, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY), np.uint8)


def _sharpness(grey: Any, std: float, noise: float) -> float:
    """Of the picture averaged two by two; what noise alone would give is taken off."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    deviation = float(cv2.meanStdDev(cv2.Laplacian(half, cv2.CV_16S))[1].ravel()[0])
    by_noise = 20.0 * (noise / 2) ** 2  # the mask's weights squared, of half the noise
    return max(0.0, deviation * deviation - by_noise) / (max(0.0, std * std - noise * noise) + 25.0)


def _noise(grey: Any) -> float:
    """The quieter third of the response: where the scene itself has no texture only noise answers. Burnt-out and black
    parts hide it and are left out."""
    strips = np.ascontiguousarray(grey[:264].reshape(22, 12, -1)[:, :3]).reshape(66, -1)
    answer = cv2.filter2D(strips, cv2.CV_16S, _SECOND)[1::3, 1:-1]
    middle = strips[1::3, 1:-1]
    answer = np.abs(answer[(middle > 8) & (middle < 248)])
    if answer.size < 500:
        return 0.0
    third = answer.size // 3
    return float(np.partition(answer, third)[third]) / 0.4307 / 6  # a third of |N(0, 1)| lies below 0.4307


def _contrast(grey: Any) -> NDArray[np.float32]:
    levels = cv2.resize(grey, (240, 135), interpolation=cv2.INTER_AREA).astype(np.float32)
    mean = cv2.resize(levels, GRID, interpolation=cv2.INTER_AREA)
    square = cv2.resize(levels * levels, GRID, interpolation=cv2.INTER_AREA)
    return np.sqrt(np.maximum(square - mean * mean, 0)).astype(np.float32)


def _colour(picture: NDArray[np.uint8]) -> tuple[float, float, float]:
    """Opponent colours of the picture in 60 x 34, a cheap stand-in for CIELAB's a and b."""
    blue, green, red = (channel.astype(np.float32) for channel in
                        cv2.split(cv2.resize(picture, (60, 34), interpolation=cv2.INTER_AREA)))
    a, b = red - green, (red + green) / 2 - blue
    return float(a.mean()), float(b.mean()), float(np.hypot(a.std(), b.std()))
