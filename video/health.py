"""Is a picture worth looking at? Measured from one key frame every second or two. One judge a camera, one thread.

Frozen needs three equal samples in a row, dark two: one of either happens to every camera.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from video._cv import cv2

SAMPLE_SIZE = (480, 270)  # pixels; what the measures are tuned for
_SMALL = (160, 90)
_DARK_MEAN, _DARK_SHARE = 25.0, 0.9
_FROZEN_DIFFERENCE = 0.05  # mean absolute difference in grey levels; sensors' noise alone is above it
_FROZEN_SAMPLES, _DARK_SAMPLES = 3, 2


class Sample(NamedTuple):
    """mean: grey level 0-255; dark_share: pixels below 24; difference: to the sample before, 255 for the first."""

    mean: float
    dark_share: float
    difference: float


class PictureJudge:
    """Samples in, "ok", "dark" or "frozen" out."""

    def __init__(self) -> None:
        self._previous: NDArray[np.uint8] | None = None
        self._frozen = self._dark = 0
        self.last: Sample | None = None

    def judge(self, grey: NDArray[np.uint8]) -> str:
        """State after one more picture, uint8 (height, width)."""
        sample = self.last = self._measure(grey)
        self._dark = self._dark + 1 if sample.mean < _DARK_MEAN and sample.dark_share > _DARK_SHARE else 0
        self._frozen = self._frozen + 1 if sample.difference < _FROZEN_DIFFERENCE else 0
        if self._dark >= _DARK_SAMPLES:
            return "dark"  # a black picture hardly changes: that it is black says more
        return "frozen" if self._frozen >= _FROZEN_SAMPLES - 1 else "ok"

    def _measure(self, grey: NDArray[np.uint8]) -> Sample:
        histogram = np.asarray(cv2.calcHist([grey], [0], None, [32], [0, 256])).ravel()  # 1-D in OpenCV 5, 2-D before
        small = np.asarray(cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA))
        difference = 255.0 if self._previous is None else float(
            cv2.norm(small, self._previous, cv2.NORM_L1)) / small.size
        self._previous = small.astype(np.uint8)
        return Sample(float(cv2.mean(grey)[0]), float(histogram[:3].sum() / max(1.0, histogram.sum())), difference)
