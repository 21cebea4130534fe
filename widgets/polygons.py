"""Polygons from arrays. GUI thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPolygonF
from shiboken6 import VoidPtr


def polygon_of(xy: NDArray[np.float64]) -> QPolygonF:
    """A polygon from an array (n, 2), without a call for each vertex."""
    polygon = QPolygonF()
    polygon.resize(len(xy))
    if len(xy):
        memory = VoidPtr(polygon.data(), len(xy) * 16, True)  # type: ignore[call-arg,arg-type]
        np.frombuffer(memory, np.float64).reshape(-1, 2)[:] = xy  # type: ignore[call-overload]
    return polygon
