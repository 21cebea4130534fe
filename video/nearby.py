"""What is near a place, of many things: their places stand in columns, so that not each has to be asked. Immutable."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import numpy as np

Thing = TypeVar("Thing")
_METRES_A_DEGREE = 110_000.0  # a little less than there are, so that the box is never too small


class Nearby(Generic[Thing]):
    """place_of: (longitude, latitude, reach in metres) of a thing, None for one that has no place."""

    def __init__(self, things: Iterable[Thing], place_of: Callable[[Thing], tuple[float, float, float] | None]) -> None:
        found = [(thing, place) for thing in things if (place := place_of(thing)) is not None]
        self._things = [thing for thing, _ in found]
        columns = np.array([place for _, place in found], np.float64).reshape(-1, 3)
        self._lon, self._lat, self._reach = np.ascontiguousarray(columns.T)

    def near(self, lon: float, lat: float, within_m: float = 0.0) -> list[Thing]:
        """Those whose reach, or `within_m` if that is more, may go as far as a place, in their order; some that are a
        little too far as well."""
        degrees = np.maximum(self._reach, within_m) / _METRES_A_DEGREE
        across = np.abs(self._lon - lon)
        across = np.minimum(across, 360.0 - across) * max(0.01, math.cos(math.radians(min(89.0, abs(lat) + 1.0))))
        return [self._things[row] for row in np.flatnonzero((np.abs(self._lat - lat) <= degrees) & (across <= degrees))]
