"""The 青江, its island and the lakes: what everything else in the city has to go around. Metres; pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

REACH = 16_000.0  # half the length of the river that is drawn
_KNOTS = np.array([(-18, -3.0), (-13, -2.9), (-10, -2.3), (-7.4, -0.6), (-5, 1.6), (-2.4, 3.2), (0.4, 3.6),
                   (3.4, 3.0), (6.4, 2.5), (9.4, 3.5), (12.4, 5.4), (18, 7.4)]) * 1000.0


class Lake(NamedTuple):
    """A standing water with its names."""

    name: str
    name_en: str
    shape: Polygon


class Water(NamedTuple):
    """river: without the island; line: its axis from west to east; wet: river and lakes in one; island: dry."""

    river: Polygon
    island: Polygon
    line: NDArray[np.float64]
    lakes: tuple[Lake, ...]

    @property
    def wet(self) -> shapely.Geometry:
        """Everything that is under water."""
        return shapely.union_all([self.river, *(lake.shape for lake in self.lakes)])


_X = np.arange(-18_000.0, 18_001.0, 50.0)


def _smooth(values: NDArray[np.float64], sigma_m: float) -> NDArray[np.float64]:
    reach = int(3 * sigma_m / 50)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * 50 / sigma_m) ** 2)
    padded = np.pad(values, reach, mode="reflect", reflect_type="odd")
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")


_AXIS = _smooth(np.interp(_X, _KNOTS[:, 0], _KNOTS[:, 1]), 900.0)
_SLOPE = np.gradient(_AXIS, _X)


def axis(x: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """North of the river's axis at an east."""
    return np.asarray(np.interp(x, _X, _AXIS))


def slope(x: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Its direction there, as rise over run."""
    return np.asarray(np.interp(x, _X, _SLOPE))


def half_width(x: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Half the river's width; it widens round the island."""
    x = np.asarray(x, dtype=np.float64)
    calm = 330 + 45 * np.sin(x / 2300.0 + 0.6) + 25 * np.sin(x / 910.0)
    return calm + 330 * np.exp(-(((x - 6600) / 1700) ** 2))


def bank(x: NDArray[np.float64], side: float, off_m: float) -> NDArray[np.float64]:
    """(n, 2) points `off_m` landwards of the bank; side +1 is the north one."""
    rise = slope(x)
    norm = np.sqrt(1 + rise**2)
    reach = side * (half_width(x) + off_m)
    return np.column_stack((x - rise / norm * reach, axis(x) + reach / norm))


def _blob(x: float, y: float, east: float, north: float, turn: float, phase: float) -> Polygon:
    angle = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    radius = 1 + 0.20 * np.sin(2 * angle + phase) + 0.12 * np.sin(3 * angle + 2.1 * phase) \
        + 0.06 * np.sin(5 * angle + phase * 3)
    px, py = east * radius * np.cos(angle), north * radius * np.sin(angle)
    cos, sin = np.cos(turn), np.sin(turn)
    return Polygon(np.column_stack((x + px * cos - py * sin, y + px * sin + py * cos)))


def _island() -> Polygon:
    x = np.linspace(5300, 7950, 60)
    fraction = (x - x[0]) / (x[-1] - x[0])
    half = 235 * np.sin(np.pi * fraction) ** 0.75
    middle = np.column_stack((x, axis(x) + 25 * np.sin(fraction * 5)))
    north = middle + np.column_stack((-slope(x), np.ones_like(x))) * half[:, None]
    south = middle - np.column_stack((-slope(x), np.ones_like(x))) * half[:, None] * 0.9
    return Polygon(np.vstack((north, south[::-1]))).buffer(0)


def make_water() -> Water:
    """The same in every city: places have names in the script."""
    x = np.arange(-REACH, REACH + 1, 100.0)
    whole = Polygon(np.vstack((bank(x, 1, 0), bank(x, -1, 0)[::-1]))).buffer(0)
    island = _island()
    lakes = (
        Lake("北湖", "Beihu Lake", _blob(1700, 7000, 1050, 620, 0.35, 0.4)),
        Lake("南湖", "Nanhu Lake", _blob(-3350, -5150, 1250, 640, -0.45, 1.9)),
        Lake("明月湖", "Mingyue Lake", _blob(4700, -2050, 620, 330, 0.8, 2.9)),
        Lake("荷叶塘", "Heye Pond", _blob(-1180, 560, 190, 120, 0.2, 0.9)),
        Lake("学士湖", "Xueshi Lake", _blob(-6300, -3300, 420, 260, 1.1, 4.0)),
    )
    line = LineString(np.column_stack((x, axis(x))))
    return Water(whole.difference(island), island, np.asarray(line.coords), lakes)
