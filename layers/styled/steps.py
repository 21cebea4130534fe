"""A number as one of a few steps: widths, sizes, shades. Pure; any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats

STEPS = 6


def steps(values: Floats, low: float | None, high: float | None) -> NDArray[np.intp]:
    """0 to STEPS - 1 from `low` to `high` (by default those of the values themselves); -1 for no number."""
    known = np.isfinite(values)
    if not known.any():
        return np.full(len(values), -1, np.intp)
    bottom = float(values[known].min()) if low is None else low
    top = float(values[known].max()) if high is None else high
    share = (np.where(known, values, bottom) - bottom) / max(top - bottom, 1e-12)
    return np.where(known, np.clip(np.round(share * (STEPS - 1)), 0, STEPS - 1), -1).astype(np.intp)


def spread(least: float, most: float) -> list[float]:
    """The lengths of the steps."""
    return [round(float(length), 2) for length in np.linspace(least, most, STEPS)]
