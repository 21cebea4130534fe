"""Where a picture's edges lie and which way they run, whatever the light. Pure; any thread.

The field holds for each of 64 x 36 places the doubled angle of the gradient as a vector, its length between 0 and 1: an
edge from dark to bright and one from bright to dark are the same, so that lamps, shadows and a night camera's inverted
contrasts change little, and a hard edge counts no more than a soft one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from video._cv import cv2

FIELD = (64, 36)
_SWAY = 2  # places by which a mast may sway in the wind
_REACH = (12, 6)  # how far a displacement is looked for
_LEAST_EDGE = 14.0  # Sobel units: about three grey levels a pixel

Field = NDArray[np.float32]  # (36, 64, 2)


class Match(NamedTuple):
    """similar: -1 to 1, at the same place; shift: where it fits best, in shares of width and height (to the
    right and down: the camera looks further to the right and down than it did); there: how well."""

    similar: float
    shift: tuple[float, float]
    there: float


def structure(small: NDArray[np.uint8]) -> Field:
    """The field of a grey picture of 160 x 90."""
    soft = cv2.GaussianBlur(small, (3, 3), 0)
    x = cv2.Sobel(soft, cv2.CV_32F, 1, 0)
    y = cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    square = x * x + y * y
    least = max(_LEAST_EDGE, 0.6 * float(np.sqrt(square.mean())))
    weight = 1.0 / (square + least * least)
    field = cv2.merge([(x * x - y * y) * weight, 2 * x * y * weight])
    return np.asarray(cv2.resize(field, FIELD, interpolation=cv2.INTER_AREA), np.float32)


def match(field: Field, reference: Field) -> Match:
    """How a field lies in another."""
    across, down = _REACH
    middle = field[down:FIELD[1] - down, across:FIELD[0] - across]
    if float(np.abs(middle).max()) < 1e-4 or float(np.abs(reference).max()) < 1e-4:
        return Match(0.0, (0.0, 0.0), 0.0)
    fit = np.nan_to_num(cv2.matchTemplate(reference, np.ascontiguousarray(middle), cv2.TM_CCORR_NORMED))
    near = fit[down - _SWAY:down + _SWAY + 1, across - _SWAY:across + _SWAY + 1]
    row, column = np.unravel_index(int(fit.argmax()), fit.shape)
    shift = ((int(column) - across) / FIELD[0], (int(row) - down) / FIELD[1])
    return Match(float(near.max()), shift, float(fit[row, column]))
